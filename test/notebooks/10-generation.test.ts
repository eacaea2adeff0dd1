// Lesson 10: its answers against the toolkit's own windows, cells and teacher forcing; its experiments at three seeds.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { bpttBatches, manyToMany, manyToOne, nextToken } from "../../src/data/index.ts";
import { crossEntropy, GRUCell, gru, JordanCell, Linear, meanSquaredError, RNNCell, repeatVector, unroll, zeroGrad } from "../../src/nn/index.ts"; // biome-ignore format: a line
import { adam } from "../../src/optim/index.ts";
import { noGrad, norm, oneHot, type Rng, seed, square, stack, type Tensor, tanh, tensor } from "../../src/tensor/index.ts"; // biome-ignore format: a line
import { greedyDecode, sequential, teacherForcing, train } from "../../src/training/index.ts";
import { itSoaks } from "../soak.ts";
import { computesOnWasm } from "../src/backend/kernels.ts";
import { cellOf } from "./cell-of.ts";
import { lessonOf } from "./lesson.ts";

const { shown } = lessonOf("10-generation.ipynb");
const questions = assignment("generation");
const float64 = { dtype: "float64" } as const;
const seeds = [0, 1, 2];
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const numbers = (list: unknown) => tensor(list as number[], float64);

describe("lesson 10-generation", () => {
  it("its windows and stretches are the toolkit's [items 15, 16, 18]", () => {
    right(
      questions.q1.check((text, n) => {
        const { x, y } = manyToOne(text, n);
        return x.map((window, i) => ({ x: [...window], y: y[i]! }));
      }),
    );
    right(
      questions.q2.check((text, n) => {
        const { x, y } = manyToMany(text, n, { stride: n });
        return x.map((window, i) => ({ x: [...window], y: [...y[i]!] }));
      }),
    );
    const text = Array.from({ length: 101 }, (_, t) => t);
    const [windows, stretches] = [manyToOne(text, 10), [...bpttBatches(nextToken(text), { batchSize: 1, steps: 10 })]];
    right(
      questions.q3.check({
        windows: windows.x.length,
        stretches: stretches.length,
        fromWindow: 1,
        fromStretch: stretches[0]!.y.size,
        readByWindows: windows.x.flat().length,
      }),
    );
  });

  it("many-to-one is many-to-many's last output from the same state, and another where a state is carried [items 17, 26]", () => {
    for (const n of [0, 1, 2]) {
      const wide = { inputShape: [null, 5] as (number | null)[] };
      const [one, every] = [
        sequential([gru(8, wide)], { seed: n }),
        sequential([gru(8, { ...wide, returnSequences: true })]),
      ];
      every.setWeights(one.getWeights());
      const book = seed(n).normal(0, 1, [1, 30, 5]);
      const last = book.at(":", "20:");
      const apart = (said: Tensor) => norm(one.predict(last).sub(said.at(":", -1))).item();
      assert.ok(apart(every.predict(last)) < 1e-6);
      assert.ok(apart(every.predict(book)) > 1e-4);
    }
    right(questions.q4.check({ "from zeros": "the same", carried: "another" }));
  });

  it("a taught decoder reads what teacherForcing reads [item 27]", () => {
    right(
      questions.q5.check((targets, start) => {
        const step = (ids: readonly number[], state: Tensor) => ({ logits: oneHot([...ids], 20), state });
        return [...teacherForcing(step, [targets], { state: tensor([[0]]), start }).read[0]!];
      }),
    );
  });

  it("a recurrence through the output is JordanCell's [items 24, 27]", () => {
    right(
      questions.q6.check((xs, ys, W, R, b, V, c) => {
        const cell = new JordanCell(W.length, b.length, c.length, float64);
        cell.kernel.assign(numbers(W));
        cell.recurrentKernel.assign(numbers(R));
        cell.bias!.assign(numbers(b).reshape(cell.bias!.shape));
        cell.readout.kernel.assign(numbers(V));
        cell.readout.bias!.assign(numbers(c).reshape(cell.readout.bias!.shape));
        const start = cell.zeroState([]);
        return xs.map(
          (x, t) =>
            cell.forward(numbers(x), t === 0 ? start : { ...start, o: numbers(ys[t - 1]) }).o.toArray() as number[],
        );
      }),
    );
  });

  it("taught, its gradient is the sum of those of isolated steps; through hidden units it is not [items 25, 28, 57, 60]", () => {
    const rng = seed(0);
    const [T, cell] = [5, new JordanCell(2, 4, 3, { ...float64, rng })];
    const [xs, ys] = [rng.normal(0, 1, [T, 2], float64), rng.normal(0, 1, [T, 3], float64)];
    const start = cell.zeroState([]);
    const lossAt = (t: number) =>
      square(cell.forward(xs.at(t), t === 0 ? start : { ...start, o: ys.at(t - 1) }).o.sub(ys.at(t))).sum();
    const gradient = () => cell.kernel.grad!.toArray() as number[][];
    const clear = () => zeroGrad(cell);
    const whole = Array.from({ length: T }, (_, t) => lossAt(t)).reduce((a, b) => a.add(b));
    whole.backward();
    const together = gradient();
    clear();
    const apart = Array.from({ length: T }, (_, t) => {
      clear();
      lossAt(t).backward();
      return gradient();
    });
    for (const [i, row] of together.entries())
      for (const [j, value] of row.entries())
        assert.ok(Math.abs(value - apart.reduce((sum, each) => sum + each[i]![j]!, 0)) < 1e-12);
    right(
      questions.q7.check({ output: "at once", hidden: "one by one", both: "one by one", "output, free": "one by one" }),
    );
  });

  it("a cell that reads its own outputs is the loop of question 9 [item 61]", () => {
    right(
      questions.q9.check((xs, n, W, U, b, V, c) => {
        const cell = cellOf(W, U, b);
        let { state } = unroll(cell, numbers(xs));
        return Array.from({ length: n }, () => {
          const y = state.expandDims(0).matmul(numbers(V)).squeeze(0).add(numbers(c)); // biome-ignore format: a line
          state = cell.forward(y, state);
          return y.toArray() as number[];
        });
      }),
    );
  });

  it("endings by a coin: mean length 1/p, within three standard errors; two symbols (1 − p)p [items 33, 34, 35, 59]", () => {
    const [p, rng, count] = [0.25, seed(0), 20_000];
    const lengths = Array.from({ length: count }, () => {
      let n = 1;
      while (rng.uniform() >= p) n += 1;
      return n;
    });
    const mean = lengths.reduce((a, b) => a + b) / count;
    const deviation = Math.sqrt(1 - p) / p / Math.sqrt(count);
    assert.ok(Math.abs(mean - 1 / p) < 3 * deviation, `${mean}`);
    const two = lengths.filter(n => n === 2).length / count;
    assert.ok(Math.abs(two - p * (1 - p)) < 3 * Math.sqrt(0.1875 * 0.8125 / count), `${two}`); // biome-ignore format: a line
    right(questions.q10.check({ mean: 1 / p, two: p * (1 - p), predicted: "once" }));
  });

  it("a vector at every step or as the start; repeatVector makes a sequence of it [items 36, 97]", () => {
    const weights = ({ kernel, bias }: Linear) => kernel.size + (bias?.size ?? 0);
    const repeated = sequential([repeatVector(5, { inputShape: [8] })]).predict(tensor(Array.from({ length: 3 }, () => new Array<number>(8).fill(1)))); // biome-ignore format: a line
    right(
      questions.q11.check({
        everyStep: weights(new Linear(8, 16, { bias: false })),
        start: weights(new Linear(8, 16)),
        repeated: [...repeated.shape],
      }),
    );
  });

  describe("measured", function () {
    this.timeout(120_000);
    computesOnWasm();

    for (const n of seeds) {
      itSoaks(`a sign is remembered by hidden units and not by outputs (seed ${n}) [items 24, 57]`, async () => {
        const T = 6;
        const draw = (count: number, rng: Rng) => {
          const signs = Array.from({ length: count }, () => 2 * rng.integers(0, 2) - 1);
          const at = (value: (sign: number, t: number) => number) =>
            tensor(signs.map(sign => Array.from({ length: T }, (_, t) => [value(sign, t)])));
          return { x: at((sign, t) => (t === 0 ? sign : 0)), y: at((sign, t) => (t === T - 1 ? sign : 0)) };
        };
        type Signs = ReturnType<typeof draw>;
        const [elman, top] = [new RNNCell(1, 12, { rng: seed(n) }), new Linear(12, 1, { rng: seed(n) })];
        const jordan = new JordanCell(1, 12, 1, { rng: seed(n) });
        const byOutput = ({ x, y }: Signs) => {
          const start = jordan.zeroState([x.shape[0]!]);
          return stack(Array.from({ length: T }, (_, t) => jordan.forward(x.select(1, t), t === 0 ? start : { ...start, o: y.select(1, t - 1) }).o), 1); // biome-ignore format: a line
        };
        const learned = async (model: object, say: (signs: Signs) => Tensor) => {
          const rng = seed(n + 1);
          const samples = Array.from({ length: 300 }, () => draw(32, rng));
          const loss = (signs: Signs) => meanSquaredError(say(signs), signs.y);
          for await (const _ of train(model, samples, { loss, optimizer: adam(0.01) }));
          const test = draw(500, rng);
          const [said, wanted] = [noGrad(() => say(test)), test.y].map(t => t.select(1, T - 1).values());
          return [...said!].filter((value, i) => Math.sign(value) === wanted![i]).length / 500;
        };
        const hidden = await learned({ elman, top }, ({ x }) => top.forward(stack(unroll(elman, x).hidden, 1)));
        const output = await learned(jordan, byOutput);
        assert.ok(hidden > 0.99 && Math.abs(output - 0.5) < 0.1, `${hidden}, ${output}`);
      });

      itSoaks(`taught on sine waves, on its own more than a hundred times worse (seed ${n}) [item 61]`, async () => {
        const rng = seed(n);
        const [cell, top] = [new RNNCell(1, 32, { rng }), new Linear(32, 1, { rng })];
        const draw = (count: number) => {
          const waves = Array.from({ length: count }, () => {
            const [speed, phase] = [rng.uniform(0.1, 0.5), rng.uniform(0, 2 * Math.PI)];
            return Array.from({ length: 61 }, (_, t) => [Math.sin(speed * t + phase)]);
          });
          return { x: tensor(waves.map(wave => wave.slice(0, 60))), y: tensor(waves.map(wave => wave.slice(1))) };
        };
        const said = (x: Tensor) => top.forward(stack(unroll(cell, x).hidden, 1));
        const loss = ({ x, y }: ReturnType<typeof draw>) => meanSquaredError(said(x), y);
        const samples = Array.from({ length: 800 }, () => draw(32));
        for await (const _ of train({ cell, top }, samples, { loss, optimizer: adam(0.003), clipNorm: 1 }));
        const { x, y } = draw(200);
        const [taught, own] = noGrad(() => {
          let { state } = unroll(cell, x.at(":", ":20"));
          const free = Array.from({ length: 40 }, (_, k) => {
            const value = top.forward(state);
            state = cell.forward(value, state);
            return square(value.sub(y.select(1, 19 + k))).mean().item(); // biome-ignore format: a line
          });
          return [square(said(x).sub(y)).at(":", "20:").mean().item(), free.slice(-10).reduce((a, b) => a + b) / 10]; // biome-ignore format: a line
        });
        assert.ok(taught! < 2e-3 && own! > 100 * taught!, `${taught}, ${own}`);
      });

      itSoaks(
        `one vector in, a scale out: all 24 are played to the end on its own (seed ${n}) [items 36, 90]`,
        async () => {
          const intervals = [[0, 2, 4, 5, 7, 9, 11, 12], [0, 2, 3, 5, 7, 8, 10, 12]]; // biome-ignore format: a line
          const keys = Array.from({ length: 24 }, (_, i) => ({ key: i >> 1, mode: i & 1 }));
          const vectors = tensor(
            keys.map(({ key, mode }) => [...Array.from({ length: 12 }, (_, k) => Number(k === key)), mode]),
          );
          const melodies = keys.map(({ key, mode }) => intervals[mode]!.map(interval => (key + interval) % 12));
          const rng = seed(n);
          const [begin, cell, say] = [
            new Linear(13, 32, { rng }),
            new GRUCell(13, 32, { rng }),
            new Linear(32, 12, { rng }),
          ];
          const play = (ids: readonly number[], h: Tensor) => {
            const state = cell.forward(oneHot([...ids], 13), h);
            return { logits: say.forward(state), state };
          };
          const about = () => tanh(begin.forward(vectors));
          const loss = () =>
            crossEntropy(teacherForcing(play, melodies, { state: about(), start: 12 }).logits, melodies);
          const updates = Array.from({ length: 150 }, (_, i) => i);
          for await (const _ of train({ begin, cell, say }, updates, { loss, optimizer: adam(0.02) }));
          const played = noGrad(() => greedyDecode(play, { state: about(), start: 12, maximum: 8 }));
          assert.ok(played.filter(({ ids }, i) => ids.join() === melodies[i]!.join()).length >= 22);
        },
      );
    }
  });

  it("a choir that does not read its notes agrees by chance, one that reads them always [item 37]", () => {
    const [notes, rng, count] = [5, seed(0), 20_000];
    const agree = (sings: () => number[]) =>
      Array.from({ length: count }, sings).filter(row => row.every(note => note === row[0])).length / count;
    const blind = agree(() => Array.from({ length: notes }, () => rng.integers(0, 2)));
    assert.ok(Math.abs(blind - 2 * 0.5 ** notes) < 0.006, `${blind}`);
    const reads = agree(() => {
      const first = rng.integers(0, 2);
      return Array.from({ length: notes }, () => first);
    });
    assert.equal(reads, 1);
  });

  it("shows what it says [items 14, 17, 24, 90]", () => {
    assert.match(shown("equal"), /from zeros: 0\.0000 · carried: 0\.[1-9]/);
    assert.match(shown("recall-run"), /hidden to hidden: 1\.00\noutput to hidden: 0\.[45]/);
    assert.match(shown("play"), /2[2-4] of 24; A minor: A B C D E F G A/);
  });
});
