// Hidden states, saturation, gates and the memory of one impulse: numbers worked by hand.
import assert from "node:assert/strict";
import { gateTraces, halfLife, hiddenStates, impulseResponse, saturation } from "../../../src/diagnostics/index.ts";
import { constantInitializer, GRUCell, identity, LSTMCell, RNNCell, unroll } from "../../../src/nn/index.ts";
import { seed, tensor } from "../../../src/tensor/index.ts";

const float64 = { dtype: "float64" } as const;
const near = (actual: number, expected: number, tolerance = 1e-12) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} for ${expected}`);

describe("hiddenStates", () => {
  it("has a row for each unit and a column for each step", () => {
    const cell = new RNNCell(2, 3, float64);
    const { hidden } = unroll(cell, seed(0).normal(0, 1, [4, 2], float64));
    const { values } = hiddenStates(hidden);
    assert.deepEqual([values.length, values[0]!.length], [3, 4]);
    assert.equal(values[2]![1], hidden[1]!.values()[2]);
    assert.throws(() => hiddenStates(hidden, { tokens: ["a"] }), /expects 4 tokens, one a step, but got 1/);
    const { hidden: batch } = unroll(cell, seed(0).normal(0, 1, [5, 4, 2], float64));
    assert.throws(() => hiddenStates(batch), /one sequence, \[T, hiddenSize\], but got \[4, 5, 3\]; hidden\.map/);
  });
});

describe("saturation", () => {
  it("counts units beyond the threshold, of both signs", () => {
    const states = [[0.995, -1, 0.5], [0.99, 0, 0.2]]; // biome-ignore format: a matrix
    const { share, byStep, byUnit } = saturation(states);
    assert.deepEqual({ share, byStep, byUnit }, { share: 2 / 6, byStep: [2 / 3, 0], byUnit: [0.5, 0.5, 0] });
    assert.equal(saturation(states, { threshold: 0.4 }).share, 4 / 6);
    assert.throws(() => saturation(states, { threshold: -1 }), /threshold ≥ 0, but got -1/);
  });
});

describe("gateTraces", () => {
  const zeros = { kernelInitializer: constantInitializer(0), recurrentInitializer: constantInitializer(0) };
  const xs = tensor([[1], [-1], [2]], float64);
  it("without weights are what the biases say: σ(1) keeps, all others stand half open", () => {
    const { gates, traces } = gateTraces(new LSTMCell(1, 2, { ...float64, ...zeros }), xs);
    assert.deepEqual(Object.keys(gates), ["i", "f", "o"]);
    for (const f of traces.f!) near(f, 1 / (1 + Math.exp(-1)));
    assert.deepEqual(gates.i, [[0.5, 0.5], [0.5, 0.5], [0.5, 0.5]]); // biome-ignore format: a matrix
    assert.deepEqual(Object.keys(gateTraces(new GRUCell(1, 2, { ...float64, ...zeros }), xs).traces), ["z", "r"]);
  });

  it("follow input and state: step by step the same as the cell's own gates", () => {
    for (const cell of [
      new LSTMCell(1, 3, { ...float64, rng: seed(1) }),
      new GRUCell(1, 3, { ...float64, rng: seed(1) }),
    ]) {
      const { states } = unroll(cell, xs);
      const { gates, traces } = gateTraces(cell, xs, { unit: 2 });
      const own = cell.gates(xs.at(2), states[1] as never) as unknown as { [name: string]: { values(): Float64Array } };
      for (const name of Object.keys(gates)) {
        for (const [k, value] of own[name]!.values().entries()) near(gates[name]![2]![k]!, value);
        assert.equal(traces[name]![2], gates[name]![2]![2]);
      }
    }
  });

  it("say what they expect", () => {
    assert.throws(() => gateTraces(new RNNCell(1, 2) as never, xs), /an LSTMCell or a GRUCell, but got an? RNNCell/);
    const cell = new GRUCell(1, 2, float64);
    assert.throws(() => gateTraces(cell, xs, { unit: 2 }), /a unit from 0 to 1, but got 2/);
    assert.throws(() => gateTraces(cell, xs, { tokens: ["a", "b"] }), /expects 3 tokens/);
  });
});

describe("impulseResponse", () => {
  it("of a linear loop × 0.9 is 0.9 to the power of t, and halves in ln ½/ln 0.9 steps", () => {
    const cell = new RNNCell(2, 3, { ...float64, activation: "linear", recurrentInitializer: identity(0.9) });
    const { sizes, halfLife: steps } = impulseResponse(cell, { T: 30 });
    for (const [t, size] of sizes.entries()) near(size, 0.9 ** t);
    near(steps, Math.log(0.5) / Math.log(0.9));
    near(steps, halfLife(0.9));
    assert.equal(impulseResponse(cell, { T: 5 }).halfLife, Number.POSITIVE_INFINITY);
    const shut = new RNNCell(2, 3, { ...float64, activation: "linear", recurrentInitializer: identity(0) });
    assert.equal(impulseResponse(shut, { T: 5 }).halfLife, 1); // nothing is left after one step
  });

  it("of an LSTM whose forget gate keeps σ(3) halves c in 14.3 steps", () => {
    const none = { kernelInitializer: constantInitializer(1), recurrentInitializer: constantInitializer(0) };
    const cell = new LSTMCell(1, 1, {
      ...float64,
      ...none,
      biasInitializer: (shape, _, dtype) => tensor([[0], [3], [0], [0]], { dtype }).reshape(shape),
    });
    near(impulseResponse(cell, { of: "c" }).halfLife, 14.3, 0.05);
    assert.throws(() => impulseResponse(cell, { of: "f" }), /h or c, but got "f"/);
    assert.throws(() => impulseResponse(cell, { impulse: [0] }), /an impulse that changes the state/);
  });
});

describe("halfLife", () => {
  it("is the curriculum's table: forget bias 1 → 2.2, 3 → 14.3, 5 → 103 steps", () => {
    const ofBias = (b: number) => halfLife(1 / (1 + Math.exp(-b)));
    assert.deepEqual([1, 3, 5].map(b => Number(ofBias(b).toPrecision(3))), [2.21, 14.3, 103]); // biome-ignore format: one line
    assert.equal(halfLife(1), Number.POSITIVE_INFINITY);
    assert.throws(() => halfLife(0), /a factor > 0 a step, but got 0/);
  });
});
