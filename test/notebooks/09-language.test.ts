// Lesson 9: its answers against the toolkit's own vocabulary, losses and sampler; its experiments at three seeds.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { characters, vocabulary } from "../../src/data/index.ts";
import { crossEntropy, Embedding, Linear, RNNCell, unroll } from "../../src/nn/index.ts";
import { adam } from "../../src/optim/index.ts";
import { noGrad, oneHot, type Rng, seed, softmax, stack, tensor } from "../../src/tensor/index.ts";
import { generate, sample, samplingProbabilities, train } from "../../src/training/index.ts";
import { times } from "../soak.ts";
import { lessonOf } from "./lesson.ts";

const { shown } = lessonOf("09-language.ipynb");
const questions = assignment("language");
const float64 = { dtype: "float64" } as const;
const seeds = [0, 1, 2].slice(0, times(1, 3));
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const logits = (chances: readonly number[]) => tensor(chances.map(Math.log), float64);

describe("lesson 09-language", () => {
  it("its ids are those of a vocabulary with unknown words and an end [items 66, 67, 68, 78]", () => {
    right(
      questions.q1.check((words, list) => {
        const known = vocabulary(
          list.filter(word => !word.startsWith("<")),
          { unknown: "<UNK>", end: "<EOS>" },
        );
        return known.decode(known.encode(words, { end: true })).map(word => list.indexOf(word));
      }),
    );
  });

  it("an embedding is the row that a one-hot product leaves; a softmax mixes rows [items 48, 66, 121]", () => {
    const embed = new Embedding(7, 3, { ...float64, rng: seed(0) });
    const table = embed.embeddings;
    assert.deepEqual(embed.forward([4]).toArray(), oneHot([4], 7, float64).matmul(table).toArray());
    const chances = softmax(seed(1).normal(0, 1, [7], float64));
    const mixed = chances.expandDims(0).matmul(table).squeeze(0).toArray() as number[];
    const rows = table.toArray() as number[][];
    const mean = mixed.map((_, j) => rows.reduce((sum, row, k) => sum + chances.values()[k]! * row[j]!, 0));
    for (const [j, value] of mixed.entries()) assert.ok(Math.abs(value - mean[j]!) < 1e-12);
    right(questions.q2.check({ oneHot: 10_000 * 300, lookup: 0, softmax: 10_000 * 300 }));
  });

  it("ln P and perplexity are those of crossEntropy, whatever the other symbols have [items 77, 79]", () => {
    // Two symbols: the right one, and what is left.
    const loss = (chances: readonly number[]) => {
      const scores = chances.map(p => [Math.log(p), Math.log(1 - p)]);
      return crossEntropy(tensor(scores, float64), chances.map(() => 0)).item(); // biome-ignore format: a line
    };
    right(questions.q3.check(chances => -loss(chances) * chances.length));
    right(questions.q5.check(chances => Math.exp(loss(chances))));
    const [pair, pear] = [
      [0.004, 0.0005],
      [0.002, 0.05],
    ].map(list => -2 * loss(list)) as [number, number];
    right(questions.q4.check({ likelier: pear > pair ? "pear" : "pair", times: Math.exp(pear - pair) }));
  });

  it("what is read is what was to be said one step before [items 66, 78, 79]", () => {
    right(
      questions.q6.check((ids, size) => {
        const rows = oneHot([ids], size, float64).toArray() as number[][][];
        return { x: [new Array<number>(size).fill(0), ...rows[0]!.slice(0, -1)], y: ids };
      }),
    );
  });

  for (const n of seeds)
    it(`hello is spelled, from a loss below 2 to one that needs memory (seed ${n}) [items 118, 119]`, async () => {
      const letters = vocabulary(characters("hello"));
      const [read, wanted] = [oneHot(letters.encode("hell"), 4), letters.encode("ello")];
      const rng = seed(n);
      const [cell, readout] = [new RNNCell(4, 3, { rng }), new Linear(3, 4, { rng })];
      const scores = () => readout.forward(stack(unroll(cell, read).hidden));
      const losses: number[] = [];
      const options = { loss: () => crossEntropy(scores(), wanted), optimizer: adam(0.1) };
      const steps = Array.from({ length: 100 }, (_, step) => step);
      for await (const { loss } of train({ cell, readout }, steps, options)) losses.push(loss);
      assert.ok(losses[0]! < 2, `first ${losses[0]}`);
      assert.ok(losses.at(-1)! < Math.log(2) / 2, `last ${losses.at(-1)}`);
      // Argmax writes it, the same each time.
      const next = (id: number, state = cell.zeroState([])) => {
        const h = cell.forward(oneHot(id, 4), state);
        return { logits: readout.forward(h), state: h };
      };
      const cold = (from: number) =>
        generate(next, { rng: seed(from), start: letters.encode("h"), maximum: 4, temperature: 1e-3 }).ids;
      for (const from of [1, 2, 3]) assert.equal(letters.decode(cold(from)).join(""), "ello");
    });

  it("who sees the last letter alone cannot be below ln 2 / 2: the best table of counts is there [item 118]", () => {
    const best = { h: [0, 1, 0, 0], e: [0, 0, 1, 0], l: [0, 0, 0.5, 0.5] };
    const scores = [...("hell" as unknown as (keyof typeof best)[])].map(letter => best[letter].map(p => Math.log(p || 1e-300))); // biome-ignore format: a line
    const memoryless = crossEntropy(tensor(scores, float64), [1, 2, 2, 3]).item();
    const blind = crossEntropy(tensor(Array.from({ length: 4 }, () => [0, 0, 0, 0]), float64), [1, 2, 2, 3]).item(); // biome-ignore format: a line
    right(questions.q7.check({ blind, memoryless }));
  });

  it("a sampler's counts fit their probabilities by χ², at three seeds; argmax's do not [items 80, 119]", () => {
    const chances = [0.5, 0.25, 0.15, 0.1];
    const chiSquare = (draw: () => number) => {
      const counted = [0, 0, 0, 0];
      for (let k = 0; k < 10_000; k++) counted[draw()]! += 1;
      return counted.reduce((sum, count, k) => sum + (count - 10_000 * chances[k]!) ** 2 / (10_000 * chances[k]!), 0);
    };
    for (const n of [0, 1, 2]) {
      const rng = seed(n);
      assert.ok(chiSquare(() => rng.choice(4, chances)) < 16.3, `seed ${n}`); // 0.001 of right ones are above
      // The inverse of the running sum, as question 8 asks for.
      const uniform = seed(n + 10);
      assert.ok(chiSquare(() => placeOf(chances, uniform)) < 16.3, `seed ${n}`);
    }
    assert.ok(chiSquare(() => 0) > 1000);
    assert.match(shown("chi"), /χ² = \d\.\d/);
    right(
      questions.q8.check((list, u) => {
        const ends = list.map((_, k) => list.slice(0, k + 1).reduce((a, b) => a + b, 0));
        return Math.min(list.length - 1, ends.filter(end => end <= u).length);
      }),
    );
  });

  it("temperature: softmax of the scores over T, the toolkit's own; entropy rises with it [item 120]", () => {
    right(questions.q9.check((scores, T) => samplingProbabilities(tensor(scores, float64), { temperature: T })));
    const entropy = (T: number) => {
      const chances = samplingProbabilities(tensor([2, 1, 0, -1], float64), { temperature: T });
      return -chances.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
    };
    const all = [0.1, 0.3, 1, 3, 10].map(entropy);
    assert.deepEqual(all.toSorted((a, b) => a - b), all); // biome-ignore format: a line
    assert.ok(all[0]! < 0.01 && Math.log(4) - all.at(-1)! < 0.01);
  });

  it("drawing UNK anew is the distribution without it, in 1.25 draws [item 81]", () => {
    const [a, b] = samplingProbabilities(logits([0.5, 0.3, 0.2]), { reject: [2] }) as [number, number];
    const rng = seed(0);
    let draws = 0;
    const taken = Array.from({ length: 20_000 }, () => {
      for (;;) {
        draws += 1;
        const id = sample(logits([0.5, 0.3, 0.2]), rng);
        if (id !== 2) return id;
      }
    });
    const share = taken.filter(id => id === 0).length / taken.length;
    assert.ok(Math.abs(share - a) < 0.01, `${share}`);
    assert.ok(Math.abs(draws / taken.length - 1.25) < 0.02, `${draws}`);
    right(questions.q10.check({ a, b, draws: 1.25 }));
  });

  it("its three lists are what it says: cold repeats, hot does not look like names [items 119, 120]", () => {
    const rows = shown("lists")
      .split("\n")
      .map(row => row.trim().split(/\s{2,}/))
      .filter(row => row.length === 3);
    assert.ok(rows.length >= 8);
    assert.match(shown("argmax"), /T → 0: 1 ·/);
    right(questions.q11.check({ A: "1", B: "3", C: "0.3" }));
  });

  it("ln P of one text compares models of words and of characters [item 82]", () => {
    const of = (count: number, perplexity: number) => -count * Math.log(perplexity);
    const [words, spelled] = [of(6, 4), of(36, 1.3)];
    const likelier = words > spelled ? "words" : "characters";
    right(questions.q12.check({ words, characters: spelled, likelier, unknown: 0 }));
    const letters = vocabulary(characters("abcdefghijklmnopqrstuvwxyz "), { unknown: "?" });
    assert.ok(!letters.encode(characters("a word that nobody has read")).includes(letters.unknown));
  });

  for (const n of seeds)
    it(`a network learns to say what was fed back a step ago, as one-hot vectors or as softmax ones (seed ${n}) [item 121]`, async () => {
      for (const sharp of [1e9, 4]) {
        const rng = seed(n);
        const [cell, readout] = [new RNNCell(5, 16, { rng }), new Linear(16, 5, { rng })];
        const draw = (from: Rng) =>
          Array.from({ length: 16 }, () => Array.from({ length: 8 }, () => from.integers(0, 5)));
        const said = (ids: number[][]) => {
          const fed = softmax(oneHot(ids, 5).mul(sharp), -1); // nearly one-hot, or a vector that mixes
          const shifted = stack([fed.select(1, 0).mul(0), ...Array.from({ length: 7 }, (_, t) => fed.select(1, t))], 1);
          return readout.forward(stack(unroll(cell, shifted).hidden, 1));
        };
        const target = (ids: number[][]) => ids.map(row => [0, ...row.slice(0, -1)]);
        const loss = (ids: number[][]) => crossEntropy(said(ids), target(ids));
        const samples = Array.from({ length: 150 }, () => draw(rng));
        for await (const _ of train({ cell, readout }, samples, { loss, optimizer: adam(0.02), clipNorm: 1 }));
        const test = draw(seed(99));
        const correct = noGrad(() => said(test).argmax(-1).equal(tensor(target(test))).slice(1, 8, { axis: 1 }).mean().item()); // biome-ignore format: a line
        assert.ok(correct > 0.98, `scores × ${sharp}: ${correct}`);
      }
    });
});

/** The first symbol whose running sum exceeds a random number. */
function placeOf(chances: readonly number[], rng: Rng): number {
  const u = rng.uniform();
  let end = 0;
  for (const [id, chance] of chances.entries()) {
    end += chance;
    if (u < end) return id;
  }
  return chances.length - 1;
}
