// A whole recurrence as one operation of the tape: gradients as those of composed operations, more than one way back.
import assert from "node:assert/strict";
import { noGrad, type RecurrenceRequest, recurrence, seed, type Tensor, tensor } from "../../../src/tensor/index.ts";
import { composed, kinds, type Leaves, nameOf, randomLeaves, stacked } from "../backend/recurrences.ts";
import { assertClose } from "../close.ts";

const sizes = { T: 6, batch: 3, input: 4, hidden: 7 };
const float64 = { dtype: "float64" } as const;

const initialOf = ({ h, c }: Leaves, lstm: boolean) => (lstm ? { h, c } : { h });
const weightsFor = (shape: readonly number[]) => seed(9).normal(0, 1, shape, float64);
const gradients = (leaves: Leaves) =>
  Object.fromEntries(Object.entries(leaves).map(([name, leaf]) => [name, leaf.grad]));

describe("recurrence, on the tape", () => {
  for (const kind of kinds)
    it(`has the gradients of composed operations: ${nameOf(kind)}`, () => {
      const lstm = kind.kind === "lstm";
      const [fused, parts] = [0, 1].map(() => randomLeaves(kind, sizes, seed(5), "float64")) as [Leaves, Leaves];
      const { xs, kernel, recurrentKernel, bias } = fused;
      const recurrentBias = kind.kind === "gru" && kind.resetAfter ? fused.recurrentBias : undefined;
      const tensors = { xs, kernel, recurrentKernel, bias, recurrentBias, initial: initialOf(fused, lstm) };
      const { hidden, cell, states } = recurrence(kind, tensors, { states: true });
      const weights = weightsFor(hidden.shape);
      const cost = (h: Tensor, c: Tensor | undefined) => (c ? h.mul(weights).sum().add(c.sum()) : h.mul(weights).sum());
      cost(hidden, cell).backward();

      const each = composed(kind, parts, { initial: true, bias: true }, false);
      cost(stacked(each.hidden), lstm ? each.cell : undefined).backward();
      for (const [name, gradient] of Object.entries(gradients(parts))) {
        const actual = fused[name as keyof Leaves].grad;
        assert.equal(actual === undefined, gradient === undefined, name);
        if (gradient) assertClose(actual, gradient, 1e-10, name);
      }
      assertClose(stacked(states!.h.all.map(h => h.grad!)), stacked(each.hidden.map(h => h.grad!)), 1e-10, "∂L/∂h_t");
    });

  it("can be gone back over twice", () => {
    const { xs, kernel, recurrentKernel } = randomLeaves({ kind: "lstm" }, sizes, seed(6), "float64");
    const { hidden, cell } = recurrence({ kind: "lstm" }, { xs, kernel, recurrentKernel });
    const loss = hidden.sum().add(cell!.sum());
    loss.backward();
    const once = kernel.grad!.values();
    loss.backward();
    assertClose(
      kernel.grad,
      Array.from(once, g => 2 * g),
      1e-12,
    );
  });

  it("can be gone back over twice where it is masked, whichever way its batch lies", () => {
    const { xs, kernel, recurrentKernel } = randomLeaves({ kind: "gru", resetAfter: true }, sizes, seed(6), "float64");
    const mask = tensor([[1, 1, 0, 1, 0, 0], [0, 0, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1]], float64); // biome-ignore format: a matrix
    const gradient = (tensors: { xs: Tensor; mask: Tensor }, request: RecurrenceRequest) => {
      kernel.grad = undefined;
      const { hidden } = recurrence(
        { kind: "gru", resetAfter: true },
        { ...tensors, kernel, recurrentKernel },
        request,
      );
      const loss = hidden.mul(weightsFor(hidden.shape)).sum();
      loss.backward();
      const once = kernel.grad!;
      loss.backward();
      assertClose(kernel.grad, once.mul(2), 1e-12);
      return once;
    };
    const inTime = gradient({ xs, mask: mask.transpose() }, {});
    assertClose(gradient({ xs: xs.transpose([1, 0, 2]), mask }, { batchFirst: true }), inTime, 0);
  });

  it("goes back from the cell state alone", () => {
    const { xs, kernel, recurrentKernel } = randomLeaves({ kind: "lstm" }, sizes, seed(6), "float64");
    recurrence({ kind: "lstm" }, { xs, kernel, recurrentKernel }).cell!.sum().backward();
    assert.ok(kernel.grad!.values().some(g => g !== 0));
  });

  it("reads one sequence without a batch as a batch of one", () => {
    const leaves = randomLeaves({ kind: "lstm" }, { ...sizes, batch: 1 }, seed(6), "float64");
    const { xs, kernel, recurrentKernel } = leaves;
    const initial = { h: leaves.h.at(0), c: leaves.c.at(0) };
    const one = recurrence(
      { kind: "lstm" },
      { xs: xs.reshape([6, 4]), initial, kernel, recurrentKernel },
      { states: true },
    );
    const batch = recurrence({ kind: "lstm" }, { xs, initial: leaves, kernel, recurrentKernel }, { states: true });
    assert.deepEqual([one.hidden.shape, one.cell!.shape, one.states!.c!.at(2).shape], [[6, 7], [7], [7]]);
    for (const { hidden, cell } of [one, batch]) hidden.mul(hidden).sum().add(cell!.sum()).backward();
    assertClose(one.states!.c!.at(2).grad, batch.states!.c!.at(2).grad!.at(0), 0);
    assert.deepEqual(xs.grad!.shape, xs.shape);
  });

  it("is not misled by a way back that was interrupted between its rules", () => {
    const host = globalThis as { [key: symbol]: unknown };
    const key = Symbol.for("Jupyter.interrupt");
    const fresh = () => {
      const leaves = randomLeaves({ kind: "lstm" }, sizes, seed(6), "float64");
      return { leaves, ...recurrence({ kind: "lstm" }, leaves, { states: true }) };
    };
    const expected = fresh();
    expected.hidden.sum().backward();
    let stopped = 0;
    for (let stopAt = 1; ; stopAt++) {
      const { leaves, hidden, cell } = fresh();
      let polls = 0;
      host[key] = {
        throwIfInterrupted() {
          if (++polls === stopAt) throw new Error("stop");
        },
      };
      try {
        cell!.sum().add(hidden.sum()).backward();
        break;
      } catch {
        stopped++;
        assert.equal(leaves.kernel.grad, undefined, "nothing half-done");
      } finally {
        delete host[key];
      }
      hidden.sum().backward();
      assertClose(leaves.kernel.grad, expected.leaves.kernel.grad!, 0);
    }
    assert.ok(stopped > 4, `stopped at ${stopped} places`);
  });

  it("records nothing without gradients", () => {
    const { xs, kernel, recurrentKernel } = randomLeaves({ kind: "lstm" }, sizes, seed(6), "float64");
    const { hidden } = noGrad(() => recurrence({ kind: "lstm" }, { xs, kernel, recurrentKernel }));
    assert.equal(hidden.requiresGrad, false);
  });

  it("refuses shapes that do not fit and other dtypes", () => {
    const { xs, kernel, recurrentKernel } = randomLeaves({ kind: "lstm" }, sizes, seed(6), "float64");
    const run = (changed: object) => () => recurrence({ kind: "lstm" }, { xs, kernel, recurrentKernel, ...changed });
    assert.throws(run({ xs: xs.at(0).at(0) }), /expects xs \[T, batch, input\].*but got \[4\]/);
    assert.throws(run({ bias: kernel.at(0).slice(0, 4) }), /expects xs/);
    assert.throws(run({ initial: { h: xs.at(0), c: xs.at(0) } }), /and states \[batch, hidden\]/);
    assert.throws(run({ xs: xs.slice(0, 0) }), /but got \[0,3,4\]/);
    assert.throws(run({ kernel: recurrentKernel }), /a kernel \[input, 4 · hidden\]/);
    assert.throws(run({ peepholeKernel: xs.at(0) }), /expects peepholes \[3, 7\], and only of lstm, but got \[3,4\]/);
    assert.throws(run({ mask: xs.at(0) }), /expects a mask \[6,3\] for xs \[6,3,4\], but got \[3,4\]/);
    assert.throws(run({ mask: xs.select(2, 0).astype("float32") }), /one dtype, but got float64 and float32/);
    assert.throws(run({ xs: xs.astype("float32") }), /one dtype, but got float32 and float64/);
  });
});
