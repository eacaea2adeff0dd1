// The reference recurrence against tensor operations (values and every gradient) and against finite differences.
import { gatesOf, reference as xp } from "../../../src/backend/index.ts";
import { seed, type Tensor } from "../../../src/tensor/index.ts";
import { assertClose } from "../close.ts";
import { composed, inputsOf, kinds, type Leaves, nameOf, randomLeaves, stacked } from "./recurrences.ts";

const float64 = { dtype: "float64" } as const;

/** Leaves of the weights that a random linear loss puts on the outputs: each step's h, and the last c. */
const lossWeights = (leaves: Leaves, seedNumber: number) => {
  const rng = seed(seedNumber);
  const [T, batch] = leaves.xs.shape as [number, number];
  const H = leaves.h.shape[1]!;
  return { hidden: rng.normal(0, 1, [T, batch, H], float64), cell: rng.normal(0, 1, [batch, H], float64) };
};

/** Of 5 steps of 3 sequences: padding before and after, a hole, and a step that counts for none. */
// biome-ignore format: a matrix
const padded = [[0, 1, 1], [1, 1, 0], [0, 0, 0], [1, 0, 1], [1, 0, 1]];

describe("recurrence: the reference", () => {
  for (const kind of kinds)
    for (const { reverse, initial, bias, manyToOne, mask, peepholes = false, factors = false } of [
      { reverse: false, initial: true, bias: true, manyToOne: false, mask: undefined },
      { reverse: true, initial: false, bias: true, manyToOne: true, mask: undefined },
      { reverse: true, initial: true, bias: false, manyToOne: false, mask: undefined },
      { reverse: false, initial: true, bias: true, manyToOne: false, mask: padded },
      { reverse: true, initial: true, bias: true, manyToOne: true, mask: padded },
      { reverse: false, initial: false, bias: false, manyToOne: true, mask: padded },
      { reverse: false, initial: true, bias: true, manyToOne: false, mask: undefined, factors: true },
      { reverse: true, initial: true, bias: true, manyToOne: false, mask: padded, factors: true },
      ...(kind.kind === "lstm"
        ? [
            { reverse: false, initial: true, bias: true, manyToOne: false, mask: undefined, peepholes: true },
            {
              reverse: true,
              initial: true,
              bias: false,
              manyToOne: true,
              mask: padded,
              peepholes: true,
              factors: true,
            },
          ]
        : []),
    ])
      it(`equals tensor operations: ${nameOf(kind)}${reverse ? ", reverse" : ""}${initial ? "" : ", from zeros"}${bias ? "" : ", no bias"}${mask ? ", masked" : ""}${peepholes ? ", peepholes" : ""}${factors ? ", factors of the state" : ""}`, () => {
        const presence = { initial, bias, mask, peepholes, factors };
        const leaves = randomLeaves(kind, { T: 5, batch: 3, input: 4, hidden: 6 }, seed(1), "float64");
        const weights = lossWeights(leaves, 2);
        if (manyToOne) weights.hidden = weights.hidden.mul(lastStepOnly(weights.hidden, reverse));
        const isLSTM = kind.kind === "lstm";

        const expected = composed(kind, leaves, presence, reverse);
        let loss = stacked(expected.hidden).mul(weights.hidden).sum();
        if (isLSTM) loss = loss.add(expected.cell.mul(weights.cell).sum());
        loss.backward();

        const inputs = inputsOf(xp, kind, leaves, presence);
        const result = xp.recurrence(kind, inputs, { reverse, saves: true });
        assertClose(xp.values(result.hidden), stacked(expected.hidden), 1e-12, "hidden");
        if (isLSTM) assertClose(xp.values(result.cell!), expected.cell, 1e-12, "cell");

        const gradients = xp.recurrenceBackward(
          kind,
          inputs,
          result,
          { hidden: weights.hidden.array, cell: isLSTM ? weights.cell.array : undefined },
          { reverse, wants: { xs: true, hidden: true } },
        );
        const same = (what: string, actual: unknown, leaf: Tensor) =>
          assertClose(actual, leaf.grad?.values(), 1e-10, what);
        same("xs", xp.values(gradients.xs!), leaves.xs);
        same("kernel", xp.values(gradients.kernel!), leaves.kernel);
        same("recurrentKernel", xp.values(gradients.recurrentKernel!), leaves.recurrentKernel);
        if (bias) same("bias", xp.values(gradients.bias!), leaves.bias);
        if (peepholes) same("peepholes", xp.values(gradients.peepholeKernel!), leaves.peepholeKernel);
        if (initial) same("h", xp.values(gradients.initial.h), leaves.h);
        if (initial && isLSTM) same("c", xp.values(gradients.initial.c!), leaves.c);
        if (bias && kind.kind === "gru" && kind.resetAfter)
          same("recurrentBias", xp.values(gradients.recurrentBias!), leaves.recurrentBias);
        assertClose(xp.values(gradients.hidden!), stacked(expected.hidden.map(h => h.grad!)), 1e-10, "∂L/∂h_t");
        if (!isLSTM) return;
        const ofCells = expected.cells.flatMap(({ made, left }, t) =>
          (mask?.[t] ?? [1, 1, 1]).map((counts, i) => (counts ? made : left).grad!.at(i).toArray()),
        );
        assertClose(xp.values(gradients.cells!), ofCells, 1e-10, "∂L/∂c_t");
      });

  for (const kind of kinds)
    it(`equals finite differences: ${nameOf(kind)}`, () => {
      const leaves = randomLeaves(kind, { T: 3, batch: 2, input: 2, hidden: 3 }, seed(3), "float64");
      const weights = lossWeights(leaves, 4);
      const flatWeights = weights.hidden.values();
      const presence = { initial: true, bias: true };
      const loss = (at: Leaves): number => {
        const { hidden } = xp.recurrence(kind, inputsOf(xp, kind, at, presence), { saves: false });
        return Array.from(xp.values(hidden)).reduce((sum, value, k) => sum + value * flatWeights[k]!, 0);
      };
      const inputs = inputsOf(xp, kind, leaves, presence);
      const result = xp.recurrence(kind, inputs, { saves: true });
      const wants = { xs: true, hidden: false };
      const given = { hidden: weights.hidden.array, cell: undefined };
      const gradients = xp.recurrenceBackward(kind, inputs, result, given, { wants });
      const h = 1e-5;
      for (const name of ["xs", "kernel", "recurrentKernel", "bias"] as const) {
        const flat = leaves[name].values() as Float64Array;
        const estimate = flat.map((value, k) => {
          const moved = (shift: number) =>
            randomLeavesWith(leaves, name, flat.with(k, value + shift) as Float64Array<ArrayBuffer>);
          return (loss(moved(h)) - loss(moved(-h))) / (2 * h);
        });
        assertClose(xp.values(gradients[name]!), estimate, 1e-8, name);
      }
    });

  it("has one block of columns for each gate", () => {
    assertClose(kinds.map(gatesOf), [1, 1, 4, 3, 3]);
  });
});

function lastStepOnly(hidden: Tensor, reverse: boolean): Tensor {
  const [T] = hidden.shape as [number];
  const mask = seed(0).uniform(0, 0, [T, 1, 1], float64);
  mask.array = xp.fromValues(
    Array.from({ length: T }, (_, t) => (t === (reverse ? 0 : T - 1) ? 1 : 0)),
    [T, 1, 1],
    "float64",
  );
  return mask;
}

function randomLeavesWith(leaves: Leaves, name: keyof Leaves, values: Float64Array): Leaves {
  const moved = leaves[name].detach();
  moved.array = xp.fromValues(values, moved.shape, "float64");
  return { ...leaves, [name]: moved };
}
