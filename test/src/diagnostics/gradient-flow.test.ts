// gradientFlow and gradientAgainstLag: against finite differences of whole runs, and against ρ to the power of the lag.
import assert from "node:assert/strict";
import { gradientAgainstLag, gradientFlow } from "../../../src/diagnostics/index.ts";
import { type Cell, GRUCell, LSTMCell, orthogonal, RNNCell, type StateTensors, unroll } from "../../../src/nn/index.ts";
import { seed, Tensor, tensor } from "../../../src/tensor/index.ts";

const float64 = { dtype: "float64" } as const;
const scaled =
  (rho: number): typeof orthogonal =>
  (shape, rng, dtype) =>
    orthogonal(shape, rng, dtype).mul(rho);

/** ‖∂ part of state_t / ∂ the same part of state_s‖_F/√size by central differences: the run goes on from a changed state. */
function measured(cell: Cell<never>, xs: Tensor, s: number, t: number, part?: string): number {
  const read = (state: StateTensors) => (state instanceof Tensor ? state : state[part!]!);
  const start = unroll(cell, xs).states[s]! as StateTensors;
  const size = read(start).size;
  const rest = xs.slice(s + 1, t + 1);
  const end = (i: number, step: number) => {
    const moved = tensor(
      read(start)
        .values()
        .with(i, read(start).values()[i]! + step),
      float64,
    );
    const state = start instanceof Tensor ? moved : { ...start, [part!]: moved };
    return read(unroll(cell, rest, { initialState: state as never }).state).values();
  };
  let squares = 0;
  for (let i = 0; i < size; i++) {
    const [up, down] = [end(i, 1e-6), end(i, -1e-6)];
    for (const [k, value] of up.entries()) squares += ((value - down[k]!) / 2e-6) ** 2;
  }
  return Math.sqrt(squares / size);
}

describe("gradientFlow", () => {
  const xs = seed(5).normal(0, 1, [7, 3], float64);
  const cells = [
    ["RNN", new RNNCell(3, 5, { ...float64, rng: seed(1) }), undefined],
    ["GRU", new GRUCell(3, 5, { ...float64, rng: seed(2) }), undefined],
    ["LSTM, c", new LSTMCell(3, 5, { ...float64, rng: seed(3) }), "c"],
    ["LSTM, h", new LSTMCell(3, 5, { ...float64, rng: seed(4) }), "h"],
  ] as const;
  for (const [name, cell, part] of cells)
    it(`is what finite differences of the whole run measure: ${name}`, () => {
      const { log10 } = gradientFlow<StateTensors>(cell as never, xs, part === "h" ? { of: "h" } : {});
      assert.deepEqual(log10.map(row => row.length), [1, 2, 3, 4, 5, 6, 7]); // biome-ignore format: one line
      for (const [s, t] of [
        [0, 1],
        [2, 3],
        [0, 6],
        [3, 5],
      ] as const) {
        // biome-ignore format: pairs of steps
        const [found, wanted] = [10 ** log10[t]![s]!, measured(cell as never, xs, s, t, part)];
        assert.ok(Math.abs(found - wanted) < 1e-6 * wanted, `∂h_${t}/∂h_${s}: ${found}, differences say ${wanted}`);
      }
      assert.equal(log10[4]![4], 0);
    });

  it("is ρ to the power of the lag for a linear cell with an orthogonal matrix times ρ", () => {
    for (const rho of [0.5, 0.9, 1, 1.1]) {
      const cell = new RNNCell(4, 16, { ...float64, activation: "linear", recurrentInitializer: scaled(rho) });
      const { log10, byLag, factor } = gradientFlow(cell, seed(0).normal(0, 1, [100, 4], float64));
      assert.ok(Math.abs(factor - rho) < 1e-12, `${rho}: ${factor}`);
      assert.ok(Math.abs(byLag[99]! - 99 * Math.log10(rho)) < 1e-10);
      assert.ok(Math.abs(log10[40]![15]! - 25 * Math.log10(rho)) < 1e-10);
    }
  });

  it("goes below what float64 can hold, with weights of float32 too", () => {
    const cell = new RNNCell(2, 4, { activation: "linear", recurrentInitializer: scaled(0.1) });
    const { log10 } = gradientFlow(cell, seed(0).normal(0, 1, [401, 2]));
    assert.ok(Math.abs(log10[400]![0]! + 400) < 1e-4, `${log10[400]![0]}`);
  });

  it("leaves the gradients of the cell's parameters alone", () => {
    const cell = new RNNCell(3, 4, float64);
    unroll(cell, xs).hidden.at(-1)!.sum().backward();
    const before = cell.kernel.grad!.toArray();
    gradientFlow(cell, xs);
    assert.deepEqual(cell.kernel.grad!.toArray(), before);
  });

  it("takes a batch of one, a list of steps, a given state, and says what it cannot take", () => {
    const cell = new RNNCell(3, 4, float64);
    const { log10 } = gradientFlow(cell, xs);
    assert.deepEqual(gradientFlow(cell, xs.expandDims(0)).log10, log10);
    assert.deepEqual(gradientFlow(cell, [...xs]).log10, log10);
    const initialState = tensor([0.5, -0.5, 0.2, 0], float64);
    assert.notDeepEqual(gradientFlow(cell, xs, { initialState }).log10, log10);
    assert.throws(
      () => gradientFlow(cell, seed(0).normal(0, 1, [2, 5, 3], float64)),
      /one sequence.* batch \[2, 5, 3\]; xs\.at\(0\)/,
    );
    assert.throws(
      () => gradientFlow(new LSTMCell(3, 4, float64), xs, { of: "f" }),
      /part of the state, h or c, but got "f"/,
    );
    assert.throws(() => gradientFlow(cell, xs, { of: "c" }), /which has no parts/);
  });
});

describe("gradientAgainstLag", () => {
  it("fits a straight line to the logarithms: by hand", () => {
    const found = gradientAgainstLag([0.25, 0.5, 1]);
    assert.deepEqual([found.lags, found.norms, found.ratio], [[0, 1, 2], [1, 0.5, 0.25], 0.25]); // biome-ignore format: lists
    assert.ok(Math.abs(found.factor - 0.5) < 1e-15);
    // ln 8, ln 2, ln 1 at lags 1, 2, 3 of the list below: the slope is (ln 1 − ln 8)/2, so the factor 8^(−1/2).
    const bent = gradientAgainstLag([1, 2, 8, 100], { fit: [1, 3] });
    assert.ok(Math.abs(bent.factor - 8 ** -0.5) < 1e-14, `${bent.factor}`);
  });

  it("keeps an axis that is given: pictures of a slider can be compared", () => {
    for (const last of [1, 1e9]) {
      const { layout } = gradientAgainstLag([0.25, 0.5, last], { yRange: [1e-6, 1e3] }).figure;
      assert.deepEqual(layout.yaxis?.range, [-6, 3]);
    }
  });

  it("has no place for 0 on a logarithmic axis", () => {
    assert.ok(Math.abs(gradientAgainstLag([0, 0.25, 0.5, 1]).factor - 0.5) < 1e-15);
  });

  it("says what it expects", () => {
    assert.throws(() => gradientAgainstLag([1]), /at least two steps, but got 1/);
    assert.throws(
      () => gradientAgainstLag([1, -2]),
      /a list of numbers ≥ 0, but got .*; hidden\.map\(h => norm\(h\.grad\)\)/,
    );
    assert.throws(() => gradientAgainstLag({ a: [1, 2], b: "no" as never }), /numbers ≥ 0 as "b", but got "no"/);
    assert.throws(() => gradientAgainstLag([1, 2, 3], { fit: [1, 3] }), /two lags from 0 to 2 .* but got 1 and 3/);
    assert.throws(() => gradientAgainstLag({}), /a list of norms, or lists by name, but got \{\}/);
  });
});
