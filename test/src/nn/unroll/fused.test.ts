// Fused against composed: every cell that runs as one operation against itself step by step, in numbers and all gradients.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { type Backend, currentBackend, reference, setBackend, wasm } from "../../../../src/backend/index.ts";
import * as nn from "../../../../src/nn/index.ts";
import { fusedCell } from "../../../../src/nn/unroll/fused.ts";
import { noGrad, norm, seed, stack, type Tensor, tensor } from "../../../../src/tensor/index.ts";
import { compiledKernels } from "../../backend/kernels.ts";
import { assertClose } from "../../close.ts";
import { unevenSum } from "../../finite-differences.ts";

type AnyCell = nn.Cell<nn.StateTensors> & nn.Module;
type Options = nn.CellOptions;

/** Each cell, and a class derived from it whose own `forward` does the same: that one is composed. */
const pairs: Record<string, [fused: (options: Options) => nn.Module, composed: (options: Options) => nn.Module]> = {
  tanh: [options => new nn.RNNCell(3, 5, options), options => new (stepwise(nn.RNNCell))(3, 5, options)],
  relu: [
    options => new nn.RNNCell(3, 5, { ...options, activation: "relu" }),
    options => new (stepwise(nn.RNNCell))(3, 5, { ...options, activation: "relu" }),
  ],
  lstm: [options => new nn.LSTMCell(3, 5, options), options => new (stepwise(nn.LSTMCell))(3, 5, options)],
  "lstm with peepholes": [
    options => new nn.LSTMCell(3, 5, { ...options, peepholes: true }),
    options => new (stepwise(nn.LSTMCell))(3, 5, { ...options, peepholes: true }),
  ],
  "gru, reset after": [options => new nn.GRUCell(3, 5, options), options => new (stepwise(nn.GRUCell))(3, 5, options)],
  "gru, reset before": [
    options => new nn.GRUCell(3, 5, { ...options, resetAfter: false }),
    options => new (stepwise(nn.GRUCell))(3, 5, { ...options, resetAfter: false }),
  ],
};

// biome-ignore lint/suspicious/noExplicitAny: TypeScript asks it of a class that extends any class
function stepwise<Class extends new (...args: any[]) => { forward(x: Tensor, state: never): unknown }>(Base: Class) {
  return class extends Base {
    override forward(x: Tensor, state: never) {
      return super.forward(x, state);
    }
  };
}

/** What a training step sees: all states, the loss, and the gradient of everything; a step that no loss reaches has zeros. */
function look(cell: AnyCell, { form, reverse, initial, masked, dtype }: Case) {
  const rng = seed(4);
  const draw = (...shape: number[]) => rng.normal(0, 1, shape, { dtype, requiresGrad: true });
  const batch = form === "one sequence" ? [] : [2];
  const T = 6;
  const xs =
    form === "list" ? Array.from({ length: T }, () => draw(2, 3)) : form === "batch" ? draw(2, T, 3) : draw(T, 3);
  const learned = new nn.LearnedState(cell);
  const zero = cell.zeroState(batch);
  const given = nn.mapStates([zero], t => draw(...t.shape));
  const initialState = { none: undefined, given, learned }[initial];
  const padded = form === "one sequence" ? [1, 0, 1, 1, 0, 0] : [[1, 1, 0, 1, 0, 0], [0, 0, 1, 1, 1, 1]]; // biome-ignore format: a matrix
  const mask = masked ? padded : undefined;
  const { hidden, states, state } = nn.unroll(cell, xs, { initialState, reverse, mask });
  assert.ok(states.every((s, t) => cell.hidden(s) === hidden[t]) && states.includes(state));
  // Some hidden vectors, some whole states within the sequence, and the last state.
  const parts = [hidden[1]!, hidden[4]!, ...nn.tensorsOfState(states[2]!), ...nn.tensorsOfState(state)];
  const loss = parts.map(part => unevenSum(part.mul(part).astype("float64"))).reduce((a, b) => a.add(b));
  loss.backward();
  const tensors = states.flatMap(nn.tensorsOfState);
  const leaves = [
    ...cell.parameters().map(({ parameter }) => parameter),
    ...(Array.isArray(xs) ? xs : [xs as Tensor]),
    ...(initial === "given" ? nn.tensorsOfState(given) : []),
    ...(initial === "learned" ? nn.tensorsOfState(learned.state) : []),
  ];
  const gradientOf = (t: Tensor) => (t.grad ?? t.detach().mul(0)).toArray();
  return {
    values: [loss, ...tensors].map(t => t.toArray()),
    // Composed, a masked run has no tensor for an LSTM's c that both its h and the next step come from: ∂L/∂c is looked at in
    // test/src/backend/recurrence.test.ts.
    states: (masked ? hidden : tensors).map(gradientOf),
    leaves: leaves.map(t => t.grad!.toArray()),
  };
}

interface Case {
  form: "batch" | "one sequence" | "list";
  reverse: boolean;
  initial: "none" | "given" | "learned";
  masked?: boolean;
  dtype: "float64" | "float32";
}
const cases: Omit<Case, "dtype">[] = [
  { form: "batch", reverse: false, initial: "none" },
  { form: "batch", reverse: true, initial: "given" },
  { form: "one sequence", reverse: false, initial: "given" },
  { form: "one sequence", reverse: true, initial: "learned" },
  { form: "list", reverse: true, initial: "none" },
  { form: "list", reverse: false, initial: "learned" },
  { form: "batch", reverse: false, initial: "none", masked: true },
  { form: "batch", reverse: true, initial: "given", masked: true },
  { form: "one sequence", reverse: false, initial: "given", masked: true },
  { form: "list", reverse: true, initial: "learned", masked: true },
];

const backends: [name: string, make: () => Promise<Backend>, dtype: "float64" | "float32", tolerance: number][] = [
  ["reference", async () => reference, "float64", 1e-10],
  ["reference", async () => reference, "float32", 1e-5],
  ["wasm", async () => wasm({ kernels: await compiledKernels() }), "float32", 1e-5],
  ["wasm", async () => wasm({ kernels: await compiledKernels() }), "float64", 1e-10],
];

for (const [backend, make, dtype, tolerance] of backends)
  describe(`fused = composed: ${backend}, ${dtype}`, () => {
    let usual: Backend;
    before(async () => {
      usual = currentBackend();
      setBackend(await make());
    });
    after(() => setBackend(usual));

    for (const [name, [fused, composed]] of Object.entries(pairs))
      for (const { form, reverse, initial, masked = false } of cases)
        for (const bias of [true, false])
          it(`${name}: ${form}${reverse ? ", reverse" : ""}${masked ? ", masked" : ""}, ${initial} state${bias ? "" : ", no bias"}`, () => {
            const options = () => ({ rng: seed(3), dtype, bias, biasInitializer: nn.uniformInitializer(1) });
            const [a, b] = [fused, composed].map(cell => cell(options()) as AnyCell) as [AnyCell, AnyCell];
            assert.ok(fusedCell(a) && !fusedCell(b));
            const [actual, expected] = [a, b].map(cell => look(cell, { form, reverse, initial, masked, dtype }));
            for (const what of ["values", "states", "leaves"] as const)
              assertClose(actual![what], expected![what], tolerance, what);
          });
  });

describe("fused recurrence: what is fused", () => {
  const fused = (cell: object) => fusedCell(cell) !== undefined;

  it("is a cell whose operation the backend knows", () => {
    assert.ok(fused(new nn.LSTMCell(2, 3)) && fused(new nn.GRUCell(2, 3)) && fused(new nn.RNNCell(2, 3)));
    assert.ok(fused(new (class Named extends nn.LSTMCell {})(2, 3)));
    assert.ok(fused(new nn.LSTMCell(2, 3, { peepholes: true })));
    assert.ok(!fused(new nn.LSTMCell(2, 3, { activation: "relu" })));
    assert.ok(!fused(new nn.RNNCell(2, 3, { activation: "sigmoid" })));
    assert.ok(!fused(new nn.JordanCell(2, 3, 4)));
  });

  it("is a masked run, too, also as a layer and in both directions", () => {
    const made: string[] = [];
    const xp = currentBackend();
    const { recurrence } = xp;
    try {
      xp.recurrence = (kind, inputs, options) => {
        made.push(`${kind.kind} ${inputs.mask!.shape} ${options.reverse}`);
        return recurrence.call(xp, kind, inputs, options);
      };
      const x = seed(1).normal(0, 1, [2, 5, 3]);
      const mask = tensor([[1, 1, 1, 1, 1], [1, 1, 0, 0, 0]]); // biome-ignore format: a matrix
      nn.unroll(new nn.LSTMCell(3, 4), x, { mask });
      nn.bidirectional(nn.gru(4, { returnSequences: true })).call(x, { mask });
    } finally {
      xp.recurrence = recurrence;
    }
    assert.deepEqual(made, ["lstm 5,2 false", "gru 5,2 false", "gru 5,2 true"]);
  });

  it("is no cell with a step of its own, in its class, in itself or put into ours", () => {
    const own = new nn.GRUCell(2, 3);
    own.gates = own.gates.bind(own);
    assert.ok(!fused(own));
    const { forward } = nn.RNNCell.prototype;
    try {
      nn.RNNCell.prototype.forward = function (x, h) {
        return forward.call(this, x, h).mul(0);
      };
      const cell = new nn.RNNCell(2, 3);
      assert.ok(!fused(cell));
      assert.equal(
        nn
          .unroll(cell, seed(1).normal(0, 1, [2, 2]))
          .hidden[0]!.values()
          .some(h => h !== 0),
        false,
      );
    } finally {
      nn.RNNCell.prototype.forward = forward;
    }
    assert.ok(fused(new nn.RNNCell(2, 3)));
  });

  it("says what inputs and states it expects, as the cell does", () => {
    const cell = new nn.LSTMCell(3, 4);
    const say = (xs: Tensor, initialState?: nn.LSTMState) => () => nn.unroll(cell, xs, { initialState });
    const rng = seed(0);
    const draw = (...shape: number[]) => rng.normal(0, 1, shape);
    assert.throws(say(draw(2, 5, 7)), /^RangeError: LSTMCell\(3 → 4\) expects inputs of size 3, but got \[2, 7\]$/);
    assert.throws(say(draw(5, 3), { h: draw(5), c: draw(4) }), /LSTMCell\(3 → 4\) expects a state h of size 4, but got \[5\]/); // biome-ignore format: a line
    assert.throws(
      say(draw(5, 3).astype("float64")),
      /float32.* but got float64|one dtype, but got float64 and float32/,
    );
  });
});

describe("fused recurrence: its states", () => {
  const cell = () => new nn.LSTMCell(3, 4, { rng: seed(2), dtype: "float64" });
  const xs = seed(1).normal(0, 1, [5, 3], { dtype: "float64" });

  it("have a gradient once backward() has run, wherever the loss is; a second way back adds to it", () => {
    const { hidden, states } = nn.unroll(cell(), xs);
    assert.equal(hidden[0]!.grad, undefined);
    const loss = hidden[3]!.sum();
    loss.backward();
    const norms = hidden.map(h => norm(h.grad));
    assert.ok(norms.slice(0, 4).every(n => n > 0) && norms[4] === 0, String(norms));
    assert.ok(norms[3]! > norms[0]!, "it vanishes");
    assert.equal(hidden[0]!.grad, hidden[0]!.grad);
    const c = states[1]!.c.grad!.toArray();
    loss.backward();
    assertClose(hidden.map(h => norm(h.grad)), norms.map(n => 2 * n), 1e-12); // biome-ignore format: a line
    assertClose(states[1]!.c.grad, tensor(c, { dtype: "float64" }).mul(2), 1e-12);
  });

  it("keep all of it when they are asked to keep it, and let go of it when told", () => {
    const { hidden } = nn.unroll(cell(), xs);
    hidden[0]!.retainGrad();
    hidden[0]!.sum().add(hidden[4]!.sum()).backward();
    const other = nn.unroll(cell(), xs);
    other.hidden[0]!.sum().add(other.hidden[4]!.sum()).backward();
    assert.deepEqual(hidden[0]!.grad!.toArray(), other.hidden[0]!.grad!.toArray());
    hidden[0]!.grad = undefined;
    assert.equal(hidden[0]!.grad, undefined);
  });

  it("lead back to the weights, also when first looked at within noGrad", () => {
    const c = cell();
    const run = nn.unroll(c, xs);
    noGrad(() => run.states.map(String));
    run.hidden[2]!.sum().backward();
    assert.ok(norm(c.kernel.grad) > 0);
    const unrecorded = noGrad(() => nn.unroll(c, xs));
    assert.ok(!unrecorded.state.h.requiresGrad && !unrecorded.state.c.requiresGrad);
  });

  it("show themselves as lists", () => {
    const shown = inspect(nn.unroll(new nn.RNNCell(1, 1), tensor([[1], [2]])));
    assert.match(shown, /^\{\s+hidden: \[\s+Tensor \[1\] float32/);
    assert.doesNotMatch(shown, /Getter|Symbol/);
  });
});

describe("fused recurrence: a sequence put together again from its states", () => {
  const draw = seed(8);
  const xs = draw.normal(0, 1, [2, 5, 3], { dtype: "float64" });

  for (const axis of [0, 1, 2, -1])
    it(`is the sequence, with its gradient, along axis ${axis}`, () => {
      const [a, b] = [0, 1].map(() => new nn.GRUCell(3, 4, { rng: seed(2), dtype: "float64" })) as [nn.GRUCell, nn.GRUCell]; // biome-ignore format: a line
      const [one, other] = [a, b].map(cell => nn.unroll(cell, xs)) as [nn.Unrolled<Tensor>, nn.Unrolled<Tensor>];
      const whole = stack(one.hidden, axis);
      const parts = stack(other.hidden.map(h => h.add(0)), axis); // biome-ignore format: a line
      assertClose(whole, parts, 0);
      for (const y of [whole, parts]) unevenSum(y.mul(y)).backward();
      assertClose(a.recurrentKernel.grad, b.recurrentKernel.grad, 1e-12);
      assertClose(one.hidden.map(h => h.grad!), other.hidden.map(h => h.grad!), 1e-12); // biome-ignore format: a line
    });

  it("is not where a step is missing, comes twice or in another order", () => {
    const { hidden } = nn.unroll(new nn.RNNCell(3, 4, { dtype: "float64" }), xs);
    for (const order of [[4, 3, 2, 1, 0], [0, 1, 2, 3], [0, 1, 1, 3, 4], [0, 1, 2, 3, 4, 0]]) // biome-ignore format: a list
      assertClose(stack(order.map(t => hidden[t]!)), order.map(t => hidden[t]!), 0); // biome-ignore format: a line
  });
});
