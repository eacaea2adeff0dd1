// Lesson 8: its answers against the toolkit's own padding, masks, losses and stretches; its experiments at three seeds.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { assignment } from "../../assignments/index.ts";
import { bpttBatches, padSequences } from "../../src/data/index.ts";
import { type Initializer, Linear, meanSquaredError, orthogonal, RNNCell, unroll } from "../../src/nn/index.ts";
import { concat, norm, seed, type Tensor, tensor, zeros } from "../../src/tensor/index.ts";
import { itSoaks } from "../soak.ts";
import { cellOf } from "./cell-of.ts";
import { echo } from "./echo.ts";
import { lessonOf } from "./lesson.ts";

const { shown } = lessonOf("08-batching.ipynb");
const questions = assignment("batching");
const float64 = { dtype: "float64" } as const;
const right = (outcome: object) => assert.match(String(outcome), /^✓ correct/);
const numbers = (list: unknown) => tensor(list as number[], float64);

const biased: Initializer = (shape, rng, dtype) => rng.normal(0, 0.1, shape, { dtype: dtype! });
const distance = (a: Tensor, b: Tensor) => norm(a.sub(b)).item();

/** A list of inputs that gradients are asked of. */
const inputs = (T: number) =>
  Array.from({ length: T }, (_, t) => tensor(seed(t).normal(0, 1, [3]).toArray(), { ...float64, requiresGrad: true }));

describe("lesson 08-batching", () => {
  it("a dense layer refuses one step more, a cell reads any number of them [item 91]", () => {
    const dense = new Linear(21, 4);
    const cell = new RNNCell(3, 4);
    assert.throws(() => dense.forward(zeros([24])), RangeError);
    for (const T of [1, 7, 8, 300]) assert.deepEqual(unroll(cell, zeros([T, 3])).state.shape, [4]);
    const weightsOf = (...tensors: Tensor[]) => tensors.reduce((sum, { size }) => sum + size, 0);
    right(
      questions.q1.check({
        denseWeights: weightsOf(dense.kernel),
        cellWeights: weightsOf(cell.kernel, cell.recurrentKernel),
        denseWith8: "refuses",
        cellWith8: "runs",
      }),
    );
    assert.match(shown("any-run"), /8 steps, cell: \[ 4 \]\n8 steps, dense: RangeError/);
  });

  it("its padding is padSequences, its masked reading unroll with a mask [item 91]", () => {
    right(questions.q2.check((sequences, side) => padSequences(sequences, { padding: side })));
    right(
      questions.q4.check((xs, mask, h, W, U, b) => {
        const { state } = unroll(cellOf(W, U, b), numbers(xs), { initialState: numbers(h), mask });
        return state.toArray() as number[];
      }),
    );
  });

  it("its mean loss is that of a loss with a mask [item 91]", () => {
    right(
      questions.q6.check((losses, mask) => {
        // Squares are never below 0: of a loss that is, a shifted one is squared.
        const least = Math.min(...losses.flat());
        const roots = losses.map(row => row.map(loss => [Math.sqrt(loss - least)]));
        const targets = roots.map(row => row.map(() => [0]));
        return meanSquaredError(numbers(roots), numbers(targets), { mask: numbers(mask) }).item() + least;
      }),
    );
  });

  it("masked is not padded, to 1e-12, before and behind; without a mask behind is far worse, at three seeds [item 91]", () => {
    for (const n of [0, 1, 2]) {
      const cell = new RNNCell(3, 16, { ...float64, rng: seed(n), biasInitializer: biased });
      const sequence = seed(n + 10).normal(0, 1, [10, 3], float64);
      const alone = unroll(cell, sequence).state;
      const padding = zeros([20, 3], float64);
      const [ones, noughts] = [Array.from({ length: 10 }, () => 1), Array.from({ length: 20 }, () => 0)];
      const [pre, post] = [concat([padding, sequence]), concat([sequence, padding])];
      assert.ok(distance(unroll(cell, pre, { mask: [...noughts, ...ones] }).state, alone) < 1e-12);
      assert.ok(distance(unroll(cell, post, { mask: [...ones, ...noughts] }).state, alone) < 1e-12);
      const [before, behind] = [pre, post].map(xs => distance(unroll(cell, xs).state, alone));
      assert.ok(before! > 1e-6 && behind! > 10 * before!, `seed ${n}: before ${before}, behind ${behind}`);
      const one = distance(unroll(cell, concat([sequence, zeros([1, 3], float64)])).state, alone);
      assert.ok(one > 0.5 * behind!, `seed ${n}: a single zero behind does most of it, ${one} of ${behind}`);
    }
    assert.match(shown("verify"), /before, masked: the same\nbehind, masked: the same/);
  });

  it("padding changes a unit but where it holds 0 without a bias [item 91]", () => {
    const change = (b: number, xs: number[]) => {
      const cell = cellOf([[0.7]], [[0.6]], [b]);
      const read = (list: number[]) => unroll(cell, numbers(list.map(x => [x]))).state;
      return distance(read(xs), read([1, 2])) > 0 ? "changed" : "unchanged";
    };
    const [before, behind] = [[0, 0, 0, 1, 2], [1, 2, 0, 0, 0]]; // biome-ignore format: a pair
    right(
      questions.q3.check({
        "behind, b = 0": change(0, behind!),
        "behind, b = 0.1": change(0.1, behind!),
        "before, b = 0": change(0, before!),
        "before, b = 0.1": change(0.1, before!),
      }),
    );
  });

  it("what training keeps grows with the steps, and is what the states hold [item 51]", () => {
    const cell = new RNNCell(8, 64);
    const kept = (steps: number) => unroll(cell, zeros([16, steps, 8])).hidden.reduce((sum, h) => sum + h.size, 0);
    right(questions.q7.check({ whole: kept(1000), stretch: kept(20), reading: kept(1) }));
  });

  it("its stretches are bpttBatches, and carried states those of one run [item 123]", () => {
    const cut = (text: number[], rows: number, steps: number) =>
      Array.from(
        bpttBatches({ x: numbers(text) }, { batchSize: rows, steps, lastBatch: "drop" }),
        ({ x }) => x.toArray() as number[][],
      );
    right(questions.q9.check(cut));
    right(questions.q8.check(cut(Array.from({ length: 24 }, (_, i) => i), 2, 4)[1]!)); // biome-ignore format: a call
    right(
      questions.q10.check((row, begins, W, U, b) => {
        const cell = cellOf(W, U, b);
        // Each text from its beginning, in one run: the state where a stretch of it ends.
        return row.map((_, i) => {
          const start = begins.lastIndexOf(true, i);
          return unroll(cell, numbers(row.slice(start, i + 1).flat())).state.toArray() as number[];
        });
      }),
    );
  });

  it("a cut ends the way back, and leaves the numbers [items 51, 123]", () => {
    const cell = new RNNCell(3, 5, { ...float64, rng: seed(0) });
    const xs = inputs(40);
    let h = cell.zeroState([]);
    for (const [t, x] of xs.slice(0, 33).entries()) h = cell.forward(x, t % 20 === 0 ? h.detach() : h);
    assert.ok(distance(h, unroll(cell, xs.slice(0, 33)).state) < 1e-12);
    h.sum().backward();
    const heard = xs.flatMap((x, t) => (x.grad && norm(x.grad) > 0 ? [t + 1] : []));
    right(questions.q11.check([heard[0]!, heard.at(-1)!]));
  });

  it("in stretches step 100 depends on step 3 without a gradient, and the state is all that is known [item 124]", () => {
    const linear = { activation: "linear", recurrentInitializer: orthogonal } as const;
    const cell = new RNNCell(3, 5, { ...float64, rng: seed(0), ...linear });
    const xs = inputs(100);
    const read = (list: readonly Tensor[]) => {
      let h = cell.zeroState([]);
      const states = list.map((x, t) => {
        h = cell.forward(x, t % 20 === 0 ? h.detach() : h);
        return h;
      });
      return { at80: states[79]!, at100: states[99]! };
    };
    const { at80, at100 } = read(xs);
    const other = read(xs.map((x, t) => (t === 2 ? x.neg() : x)));
    at100.sum().backward();
    const depends = distance(at100, other.at100) > 1e-9;
    const hears = xs[2]!.grad ? norm(xs[2]!.grad) > 0 : false;
    // From the same state, whatever was read before it, comes the same.
    const fromState = unroll(cell, xs.slice(80), { initialState: at80 }).state;
    const tells = distance(fromState, at100) > 1e-12;
    const said = (yes: boolean) => (yes ? "yes" : "no");
    right(
      questions.q15.check({
        "step 100 can depend on step 3": said(depends),
        "a gradient goes from step 100 to step 3": said(hears),
        "the inputs tell more than the state": said(tells),
      }),
    );
  });

  it("echo in stretches of 20, state carried, is right; shuffled it is as from zeros [item 123]", () => {
    const [carried, zeros, shuffled] = ["carried", "zeros", "shuffled"].map(start =>
      Number(new RegExp(String.raw`^${start} ([\d.]+)$`, "m").exec(shown("shuffled-run"))?.[1]),
    );
    assert.ok(carried! > 0.99, `carried ${carried}`);
    for (const share of [zeros!, shuffled!])
      assert.ok(Math.abs(share - 0.875) < 0.02, `from zeros, shuffled: ${share}`);
  });

  itSoaks(
    "echo at three seeds: other lengths, shuffled as from zeros, 5 steps are too few [item 123]",
    async function () {
      this.timeout(300_000);
      for (const n of [0, 1, 2]) {
        const near = (value: number, wanted: number, what: string) =>
          assert.ok(Math.abs(value - wanted) < 0.02, `seed ${n}, ${what}: ${value}, expected about ${wanted}`);
        for (const steps of [10, 20]) {
          near(echo(steps, "carried", n), 1, `${steps} carried`);
          near(echo(steps, "zeros", n), 1 - 2.5 / steps, `${steps} from zeros`);
        }
        near(echo(100, "zeros", n), 0.975, "100 from zeros");
        near(echo(20, "shuffled", n), 0.875, "shuffled");
        near(echo(5, "zeros", n), 0.5, "5 from zeros");
        const five = echo(5, "carried", n);
        assert.ok(five > 0.51 && five < 0.7, `seed ${n}: 5 steps, carried, a little above a guess: ${five}`);
      }
    },
  );
});
