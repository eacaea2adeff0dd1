// Lesson 11: its answers against the toolkit's own layers and metrics; its experiments at three seeds.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { loadDigits, padSequences, vocabulary } from "../../src/data/index.ts";
import { bidirectional, conv1d, countParameters, dense, embedding, GRUCell, gru, lstm, simpleRNN, unroll } from "../../src/nn/index.ts"; // biome-ignore format: a line
import { adam } from "../../src/optim/index.ts";
import { equal, norm, type Rng, seed, stack, tensor } from "../../src/tensor/index.ts";
import { precision, recall, sequential } from "../../src/training/index.ts";
import { itSoaks } from "../soak.ts";
import { computesOnWasm } from "../src/backend/kernels.ts";
import { cellOf } from "./cell-of.ts";
import { lessonOf } from "./lesson.ts";

const { shown } = lessonOf("11-tagging.ipynb");
const questions = assignment("tagging");
const float64 = { dtype: "float64" } as const;
const seeds = [0, 1, 2];
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const numbers = (list: unknown) => tensor(list as number[], float64);

describe("lesson 11-tagging", () => {
  it("F1 is made of the toolkit's precision and recall [item 65]", () => {
    right(
      questions.q1.check((said, wanted) => {
        const [p, r] = [precision, recall].map(metric => Number(metric(said, wanted))) as [number, number];
        return p + r > 0 ? (2 * p * r) / (p + r) : 0;
      }),
    );
  });

  it("both ways is an unroll and one in reverse, side by side [item 71]", () => {
    right(
      questions.q3.check((xs, ahead, back) => {
        const [left, fromRight] = [
          unroll(cellOf(ahead.W, ahead.U, ahead.b), numbers(xs)).hidden,
          unroll(cellOf(back.W, back.U, back.b), numbers(xs), { reverse: true }).hidden,
        ];
        return left.map((h, t) => [...(h.toArray() as number[]), ...(fromRight[t]!.toArray() as number[])]);
      }),
    );
  });

  it("counts both directions and the layer above as the toolkit does [items 71, 131]", () => {
    const layer = () => simpleRNN(32, { returnSequences: true });
    const one = sequential([simpleRNN(32, { inputShape: [null, 20] })]);
    const both = sequential([bidirectional(layer(), { inputShape: [null, 20] })]);
    const two = sequential([bidirectional(layer(), { inputShape: [null, 20] }), bidirectional(layer())]);
    right(
      questions.q4.check({
        one: countParameters(one),
        both: countParameters(both),
        width: both.predict(seed(0).normal(0, 1, [1, 4, 20])).shape.at(-1)!,
        second: countParameters(two) - countParameters(both),
      }),
    );
  });

  it("from the left no output hears of a later input, both ways every output of every input, at three seeds [item 71]", () => {
    for (const n of [0, 1, 2]) {
      const [ahead, back] = [
        new GRUCell(2, 6, { ...float64, rng: seed(n) }),
        new GRUCell(2, 6, { ...float64, rng: seed(n + 9) }),
      ];
      const inputs = seed(n).normal(0, 1, [6, 2], float64).toArray() as number[][];
      for (const both of [false, true])
        for (let t = 0; t < 6; t++) {
          const xs = inputs.map(x => tensor(x, { ...float64, requiresGrad: true }));
          const left = unroll(ahead, stack(xs)).hidden[t]!.sum();
          (both ? left.add(unroll(back, stack(xs), { reverse: true }).hidden[t]!.sum()) : left).backward();
          for (const [s, x] of xs.entries()) assert.equal(norm(x.grad) > 0, both || s <= t, `${both}, ${t}, ${s}`); // biome-ignore format: a line
        }
    }
    right(questions.q5.check({ one: 0.75, both: 1 }));
  });

  it("slide is a convolution of one channel; stacked and dilated ones see what is said [items 53, 109]", () => {
    right(
      questions.q7.check((xs, w) => {
        const layer = conv1d(1, w.length, { useBias: false, inputShape: [xs.length, 1] });
        const model = sequential([layer], float64);
        model.setWeights([numbers(w).reshape([w.length, 1, 1])]);
        return (model.predict(numbers(xs).reshape([1, xs.length, 1])).reshape([-1]).toArray() as number[]).slice(); // biome-ignore format: a line
      }),
    );
    const reach = (dilations: number[]) => {
      const model = sequential(
        dilations.map((dilationRate, i) => conv1d(1, 3, { dilationRate, kernelInitializer: "ones", ...(i === 0 ? { inputShape: [64, 1] } : {}) })), // biome-ignore format: a line
        float64,
      );
      const x = tensor(Array.from({ length: 64 }, () => [0]), { ...float64, requiresGrad: true }).reshape([1, 64, 1]).retainGrad(); // biome-ignore format: a line
      model.forward(x).select(1, 0).sum().backward(); // biome-ignore format: a line
      return [...x.grad!.values()].filter(value => value !== 0).length > 0 ? x.grad!.values().findLastIndex(value => value !== 0) + 1 : 0; // biome-ignore format: a line
    };
    right(questions.q8.check({ stacked: reach([1, 1, 1, 1]), dilated: reach([1, 2, 4, 8]), recurrent: 50 }));
  });

  it("what a step is, is the axis that layers keep [items 50, 113]", () => {
    const model = sequential([gru(4, { returnSequences: true, inputShape: [12, 64] }), dense(3)]);
    const labels = model.predict(seed(0).normal(0, 1, [16, 12, 64])).shape;
    right(questions.q10.check({ picture: [28, 28], film: [12, 64], labels: [...labels] }));
  });

  describe("measured", function () {
    this.timeout(120_000);
    computesOnWasm();

    for (const n of seeds) {
      itSoaks(
        `a label that needs the next bit: 0.75 from one side, 1 from both (seed ${n}) [items 71, 131]`,
        async () => {
          const draw = (count: number, rng: Rng) => {
            const bits = Array.from({ length: count }, () => Array.from({ length: 21 }, () => rng.integers(0, 2)));
            return {
              x: tensor(bits.map(row => row.slice(0, 20).map(bit => [bit]))),
              y: tensor(bits.map(row => row.slice(0, 20).map((bit, t) => [bit & row[t + 1]!]))),
            };
          };
          const accuracy = async (both: boolean) => {
            const wide = { inputShape: [20, 1] };
            const layer = (first: boolean) => gru(16, { returnSequences: true, ...(first && !both ? wide : {}) });
            const layers = both ? [bidirectional(layer(true), wide), bidirectional(layer(false))] : [layer(true)]; // biome-ignore format: a line
            const model = sequential([...layers, dense(1, { activation: "sigmoid" })], { seed: n });
            model.compile({ loss: "binaryCrossentropy", optimizer: adam(0.01), metrics: ["accuracy"] });
            const [known, unseen] = [draw(1000, seed(n)), draw(300, seed(99))];
            await model.fit(known.x, known.y, { epochs: both ? 6 : 3, batchSize: 32, verbose: 0 });
            return model.evaluate(unseen.x, unseen.y).accuracy!;
          };
          const [one, both] = [await accuracy(false), await accuracy(true)];
          assert.ok(Math.abs(one - 0.75) < 0.03 && both > 0.98, `${one}, ${both}`);
        },
      );

      itSoaks(
        `a second layer gives nothing that has not been read, and both ways need none (seed ${n}) [items 65, 71]`,
        async () => {
          const scores = await taggerScores(n);
          assert.ok(
            scores.slice(0, 2).every(score => Math.abs(score - 0.75) < 0.06),
            `${scores}`,
          );
          assert.ok(
            scores.slice(2).every(score => score > 0.97),
            `${scores}`,
          );
        },
      );

      itSoaks(`a moving dot is told from its second frame on (seed ${n}) [item 113]`, async () => {
        const films = (count: number, rng: Rng) => {
          const moves = Array.from({ length: count }, () => rng.integers(0, 3));
          const x = moves.map(move => {
            const [start, row] = [rng.integers(0, 6), rng.integers(0, 6)];
            const column = (t: number) => (((start + (move - 1) * t) % 6) + 6) % 6;
            return Array.from({ length: 8 }, (_, t) => Array.from({ length: 36 }, (_, i) => Number(i === 6 * row + column(t)))); // biome-ignore format: a line
          });
          return { x: tensor(x), y: moves.map(move => Array.from({ length: 8 }, () => move)) };
        };
        const model = sequential([gru(24, { returnSequences: true, inputShape: [8, 36] }), dense(3, { activation: "softmax" })], { seed: n }); // biome-ignore format: a line
        model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: adam(0.01) });
        const [known, unseen] = [films(1000, seed(n + 1)), films(300, seed(n + 50))];
        await model.fit(known.x, known.y, { epochs: 8, batchSize: 32, verbose: 0 });
        const at = equal(model.predict(unseen.x).argmax(-1), unseen.y).mean(0).toArray() as number[];
        assert.ok(at[0]! < 0.5 && at.slice(1).every(share => share > 0.95), `${at}`);
      });

      itSoaks(`digits are read row by row (seed ${n}) [item 50]`, async () => {
        process.env.UNROLLED_DATA = "made-up"; // as in the lesson's committed outputs
        const { x, y } = await loadDigits().finally(() => delete process.env.UNROLLED_DATA);
        const model = sequential([lstm(32, { inputShape: [28, 28] }), dense(10, { activation: "softmax" })], { seed: n }); // biome-ignore format: a line
        model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: adam(0.005), metrics: ["accuracy"] });
        await model.fit(x.at(":800"), y.slice(0, 800), { epochs: 8, batchSize: 32, verbose: 0 });
        assert.ok(model.evaluate(x.at("800:1000"), y.slice(800, 1000)).accuracy! > 0.8);
      });
    }
  });

  it("its taggers: from the left what can be computed, in one layer and in two; both ways nearly all [items 65, 109, 131]", () => {
    const found = [...shown("tagger-run").matchAll(/F1 = (\d\.\d+)/g)].map(match => Number(match[1]));
    assert.equal(found.length, 4);
    // Over the ten patterns: 6 names, 10 words called names, 6 hits.
    const computed = (2 * 6) / (10 + 6);
    assert.ok(
      found.slice(0, 2).every(score => Math.abs(score - computed) < 0.03),
      `${found}`,
    );
    assert.ok(
      found.slice(2).every(score => score >= 0.95),
      `${found}`,
    );
    assert.match(shown("combine"), /conv1d \(Conv1D\) +\(None, 20, 8\)/);
  });
});

/** F1 of the lesson's four taggers: from the left and both ways, each in one layer and in two. */
async function taggerScores(n: number): Promise<number[]> {
  const doubtful = ["rose", "will", "mark", "may", "bill", "hope", "grace", "frank"];
  const withNames = ["* left early", "* is my brother", "her friend * came", "we met * today", "* and * sang"];
  const withWords = ["* comes in spring", "* is a verb", "the * is here", "a * for you", "* and * rhyme"];
  const others = [...withNames, ...withWords].join(" ").split(" ").filter(word => word !== "*"); // biome-ignore format: a line
  const known = vocabulary([...doubtful, ...others], { padding: "·" });
  const sentences = (count: number, rng: Rng) =>
    Array.from({ length: count }, () => {
      const named = rng.integers(0, 2);
      const words = (named ? withNames : withWords)[rng.integers(0, 5)]!.split(" ");
      const filled = words.map(word => (word === "*" ? doubtful[rng.integers(0, 8)]! : word));
      return { ids: known.encode(filled), marks: words.map(word => (word === "*" ? named : 0)) };
    });
  const padded = (rows: number[][]) => padSequences(rows, { padding: "post", maxlen: 5 });
  const [learned, fresh] = [sentences(1000, seed(n + 1)), sentences(500, seed(n + 20))];
  const left = () => gru(16, { returnSequences: true });
  const both = () => bidirectional(left());
  const right = fresh.flatMap(({ marks }) => marks);
  const scores: number[] = [];
  for (const layers of [[left()], [left(), left()], [both()], [both(), both()]]) {
    const words = embedding(known.size, 8, { maskZero: true, inputShape: [5] });
    const model = sequential([words, ...layers, dense(1, { activation: "sigmoid" })], { seed: n });
    model.compile({ loss: "binaryCrossentropy", optimizer: adam(0.01) });
    const marks = tensor(padded(learned.map(({ marks }) => marks))).expandDims(2);
    await model.fit(padded(learned.map(({ ids }) => ids)), marks, { epochs: 6, batchSize: 32, verbose: 0 });
    const chances = model.predict(padded(fresh.map(({ ids }) => ids))).squeeze(2).toArray() as number[][]; // biome-ignore format: a line
    const said = fresh.flatMap(({ marks }, i) => marks.map((_, t) => Number(chances[i]![t]! > 0.3)));
    const [p, r] = [Number(precision(right, said)), Number(recall(right, said))];
    scores.push((2 * p * r) / (p + r));
  }
  return scores;
}
