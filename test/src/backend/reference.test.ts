// The reference backend against hand-worked numbers (and NumPy's documented behaviour).
import assert from "node:assert/strict";
import { broadcastShapes, type NDArray, sizeOf, reference as xp } from "../../../src/backend/index.ts";

const range = (...shape: number[]) =>
  xp.fromValues(
    Array.from({ length: sizeOf(shape) }, (_, i) => i),
    shape,
    "float64",
  );
const list = (a: NDArray) => Array.from(xp.values(a));

describe("backend: shapes", () => {
  it("broadcast as in NumPy's manual", () => {
    assert.deepEqual(broadcastShapes([256, 256, 3], [3]), [256, 256, 3]);
    assert.deepEqual(broadcastShapes([8, 1, 6, 1], [7, 1, 5]), [8, 7, 6, 5]);
    assert.deepEqual(broadcastShapes([5, 4], [1]), [5, 4]);
    assert.deepEqual(broadcastShapes([], [2]), [2]);
    assert.deepEqual(broadcastShapes([0, 3], [1, 3]), [0, 3]);
    assert.equal(broadcastShapes([2, 1], [8, 4, 3]), undefined);
    assert.equal(broadcastShapes([3], [4]), undefined);
  });
});

describe("reference backend", () => {
  it("stretches either operand", () => {
    const column = range(2, 1);
    const row = range(3);
    assert.deepEqual(list(xp.binary("add", column, row)), [0, 1, 2, 1, 2, 3]);
    assert.deepEqual(list(xp.binary("sub", row, column)), [0, 1, 2, -1, 0, 1]);
    assert.deepEqual(list(xp.binary("mul", range(2, 2, 1), range(1, 2))), [0, 0, 0, 1, 0, 2, 0, 3]);
  });

  it("multiplies matrices, stored either way", () => {
    const [a, b] = [range(2, 3), range(3, 2)];
    const product = [10, 13, 28, 40];
    assert.deepEqual(list(xp.matmul(a, b, false, false)), product);
    assert.deepEqual(list(xp.matmul(xp.transpose(a, [1, 0]), b, true, false)), product);
    assert.deepEqual(list(xp.matmul(a, xp.transpose(b, [1, 0]), false, true)), product);
  });

  it("reduces any axes and keeps them", () => {
    const a = range(2, 3, 2);
    assert.deepEqual(xp.reduce("sum", a, [1]).shape, [2, 1, 2]);
    assert.deepEqual(list(xp.reduce("sum", a, [1])), [6, 9, 24, 27]);
    assert.deepEqual(list(xp.reduce("max", a, [0, 2])), [7, 9, 11]);
  });

  it("transposes, slices, joins and takes", () => {
    const a = range(2, 3, 2);
    assert.deepEqual(list(xp.transpose(a, [2, 0, 1])), [0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11]);
    assert.deepEqual(list(xp.slice(a, 1, 1, 3)), [2, 3, 4, 5, 8, 9, 10, 11]);
    assert.deepEqual(list(xp.concat([range(2, 1), range(2, 2)], 1)), [0, 0, 1, 1, 2, 3]);
    assert.deepEqual(list(xp.take(range(3, 2), [2, 0, 2])), [4, 5, 0, 1, 4, 5]);
    const target = xp.full(1, [2, 3], "float64");
    xp.addIntoSlice(target, range(2, 2), 1, 1);
    assert.deepEqual(list(target), [1, 1, 2, 1, 3, 4]);
  });

  it("lets NaN through and finds it first", () => {
    const a = xp.fromValues([1, Number.NaN, 3], [3], "float64");
    assert.deepEqual(list(xp.unary("relu", a)), [1, Number.NaN, 3]);
    assert.deepEqual(list(xp.reduce("max", a, [0])), [Number.NaN]);
    assert.deepEqual(list(xp.argmax(a, 0)), [1]);
    assert.deepEqual(list(xp.argmax(xp.fromValues([5, 7, 7], [3], "float64"), 0)), [1]);
  });

  it("keeps sigmoid finite at both ends", () => {
    assert.deepEqual(list(xp.unary("sigmoid", xp.fromValues([-1000, 0, 1000], [3], "float64"))), [0, 0.5, 1]);
  });

  it("sums float32 numbers in float64", () => {
    const a = xp.full(0.1, [1_000_000], "float32");
    assert.equal(list(xp.reduce("sum", a, [0]))[0], Math.fround(1_000_000 * Math.fround(0.1)));
  });

  it("can be interrupted within a long product", () => {
    const key = Symbol.for("Jupyter.interrupt");
    const host = globalThis as { [key]?: { throwIfInterrupted(): void } };
    let polls = 0;
    host[key] = {
      throwIfInterrupted() {
        if (++polls === 3) throw new Error("Interrupted");
      },
    };
    try {
      assert.throws(() => xp.matmul(range(10, 2), range(2, 10), false, false), /Interrupted/);
    } finally {
      delete host[key];
    }
    assert.equal(polls, 3);
  });
});
