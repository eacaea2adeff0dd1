// Making, showing and combining tensors, and what they say about bad input.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as t from "../../../src/tensor/index.ts";
import { assertClose } from "../close.ts";

describe("tensor", () => {
  it("takes numbers, nested and typed arrays", () => {
    assert.deepEqual(t.tensor(5).shape, []);
    assert.deepEqual(t.tensor([[1, 2, 3], [4, 5, 6]]).shape, [2, 3]); // biome-ignore format: a matrix
    assert.deepEqual(t.tensor([[[1], [2]]]).toArray(), [[[1], [2]]]);
    assert.deepEqual(t.tensor(Float64Array.of(1, 2)).toArray(), [1, 2]);
    assert.deepEqual(t.tensor([]).shape, [0]);
    assert.deepEqual(t.tensor([[], []]).toArray(), [[], []]);
    assert.equal(t.tensor(0.1).item(), Math.fround(0.1));
    assert.equal(t.tensor(0.1, { dtype: "float64" }).item(), 0.1);
  });

  it("has NumPy's T", () => {
    assert.deepEqual(t.tensor([[1, 2, 3], [4, 5, 6]]).T.toArray(), [[1, 4], [2, 5], [3, 6]]); // biome-ignore format: a matrix
    assert.deepEqual(t.zeros([2, 3, 4]).T.shape, [4, 3, 2]);
    assert.deepEqual(t.tensor([1, 2]).T.toArray(), [1, 2]);
  });

  it("is its rows in a loop and its numbers in JSON, and needs no type to be indexed", () => {
    const x = t.tensor([[1, 2], [3, 4], [5, 6]], { requiresGrad: true }); // biome-ignore format: a matrix
    let h = t.zeros([2]);
    for (const row of x) h = h.mul(2).add(row);
    h.sum().backward();
    assert.deepEqual(h.toArray(), [15, 22]);
    assert.deepEqual(x.grad!.toArray(), [[4, 4], [2, 2], [1, 1]]); // biome-ignore format: a matrix
    assert.deepEqual([...t.zeros([0, 2])], []);
    assert.throws(() => [...t.tensor(3)], /shape \[\] cannot be iterated over: it is one number; item\(\) gives it/);
    assert.equal(JSON.stringify({ x, loss: t.tensor(0.5) }), '{"x":[[1,2],[3,4],[5,6]],"loss":0.5}');
    assert.equal(x.toArray()[1][0] + x.toArray().flat().length, 9);
  });

  it("says where values are no numbers or rows unequal", () => {
    const bad = (values: unknown) => () => t.tensor(values as number[]);
    assert.throws(bad([1, "2"]), /expects numbers, but got "2" at \[1\]/);
    assert.throws(bad([[1, 2], [3]]), /rows of equal length, but got 1 at \[1\] where the first has 2/);
    assert.throws(bad([[1, 2], 3]), /rows of equal length, but got 3 at \[1\] where the first has 2/);
    assert.throws(bad([1, [2]]), /as deep as the first, but got an array at \[1\]/);
    assert.throws(bad(null), /expects numbers, but got null/);
    assert.throws(bad(new DataView(new ArrayBuffer(8))), /expects numbers, but got a DataView/);
    assert.throws(bad(undefined), /expects numbers, but got undefined/);
    assert.throws(() => t.tensor(1, { dtype: "int8" as never }), /dtype to be "float32" or "float64", but got "int8"/);
    assert.throws(() => t.zeros([2, -1]), /zeros expects a shape such as \[2, 3\], but got \[2,-1\]/);
    assert.throws(() => t.zeros(3 as never), /zeros expects a shape/);
  });

  it("makes one-hot rows", () => {
    assert.deepEqual(t.oneHot([2, 0], 3).toArray(), [[0, 0, 1], [1, 0, 0]]); // biome-ignore format: a matrix
    assert.deepEqual(t.oneHot([[1], [0]], 2).toArray(), [[[0, 1]], [[1, 0]]]); // biome-ignore format: a matrix
    assert.throws(() => t.oneHot([[0], [-1]], 3), /but got -1 at \[1, 0\]/);
    assert.throws(() => t.oneHot([0, 3], 3), /ids from 0 to 2, but got 3 at \[1\]/);
    assert.throws(() => t.oneHot([0.5], 3), /but got 0.5/);
  });

  it("multiplies a vector by a stack of matrices as NumPy does", () => {
    const stack = t.arange(8).reshape([2, 2, 2]);
    assert.deepEqual(t.tensor([1, 2]).matmul(stack).toArray(), [[4, 7], [16, 19]]); // biome-ignore format: a matrix
  });

  it("argmax keeps its axis where it is told to", () => {
    const x = t.tensor([[1, 3], [4, 2]]); // biome-ignore format: a matrix
    assert.deepEqual(x.argmax(0, { keepDims: true }).toArray(), [[1, 0]]);
    assert.deepEqual(x.argmax(-1, { keepDims: true }).toArray(), [[1], [0]]);
  });

  it("argmax without an axis counts through all numbers, as NumPy's and PyTorch's", () => {
    const x = t.tensor([[1, 3], [4, 2]]); // biome-ignore format: a matrix
    assert.equal(x.argmax().item(), 2);
    assert.deepEqual(x.argmax().shape, []);
    assert.deepEqual(x.argmax(undefined, { keepDims: true }).toArray(), [[2]]);
    assert.equal(t.tensor([1, 5, 2]).argmax().item(), 1);
    assert.equal(t.tensor(3).argmax().item(), 0);
    assert.throws(() => t.zeros([0, 2]).argmax(), /argmax expects at least one number/);
  });

  it("names both shapes where operands do not fit", () => {
    const [a, b] = [t.zeros([2, 3]), t.zeros([2, 4])];
    assert.throws(() => a.add(b), /add expects shapes that broadcast, but got \[2, 3\] and \[2, 4\]/);
    assert.throws(
      () => a.matmul(t.zeros([4, 3])),
      /matmul expects .* got \[2, 3\] × \[4, 3\]; the second would fit transp/,
    );
    assert.throws(() => a.add(t.zeros([2, 3], { dtype: "float64" })), /one dtype, but got float32 and float64.*astype/);
    assert.throws(() => a.add("1" as never), /add expects numbers, but got "1"; Number\(…\) makes a number of it/);
    assert.throws(() => a.reshape([4]), /a shape of 6 numbers for \[2, 3\], but got \[4\]/);
    assert.throws(() => a.reshape([-1, -1]), /only one size may be -1/);
    assert.throws(() => t.tensor(3).argmax(0), /argmax expects a tensor with axes, but got a single number/);
    assert.throws(() => a.sum(2), /sum expects an axis from -2 to 1 for shape \[2, 3\], but got 2/);
    assert.throws(() => a.slice(2, 9, { axis: 1 }), /0 ≤ start ≤ stop ≤ 3 on axis 1 of \[2, 3\], but got 2 to 9/);
    assert.throws(() => a.at(0, 0, 0), /at expects at most 2 indices for shape \[2, 3\], one an axis, but got 3$/);
    assert.throws(() => t.tensor(3).at(0), /at expects a tensor with axes, but got a single number/);
    assert.throws(
      () => a.std({ ddof: 1 } as never),
      /std expects an axis .* but got { ddof }; there is no option ddof$/,
    );
    assert.throws(() => -(a as never as number), /number by number there are a\.neg\(\)/);
    assert.throws(() => a.at(2), /index from -2 to 1 on axis 0/);
    assert.throws(() => a.item(), /one number, but got shape \[2, 3\]/);
    assert.throws(() => t.stack([a, b]), /stack expects tensors of one shape, but got \[2, 3\] and \[2, 4\]/);
    assert.throws(() => t.concat([a, b], 0), /differ only on axis 0, but got \[2, 3\] and \[2, 4\]/);
    assert.throws(() => t.concat([]), /at least one tensor/);
    assert.throws(() => t.zeros([0]).max(), /max expects at least one number/);
    assert.throws(() => t.softmax(t.zeros([2, 0])), /softmax expects at least one number on axis -1/);
  });

  it("computes softmax without overflow", () => {
    assertClose(t.softmax(t.tensor([1000, 1000, -1000], { dtype: "float64" })), [0.5, 0.5, 0]);
    assertClose(t.logSoftmax(t.tensor([0, 1000], { dtype: "float64" })), [-1000, 0]);
  });

  it("norm is √ Σ x², also of huge numbers", () => {
    assertClose(t.norm(t.tensor([3, -40, 0.5], { dtype: "float64" })), Math.hypot(3, 40, 0.5));
    assertClose(t.norm(t.tensor([3e200, 4e200], { dtype: "float64" })).item() / 5e200, 1);
    assert.equal(t.norm(t.zeros([3])).item(), 0);
    assert.throws(() => t.norm(undefined), /a gradient is there only after backward\(\)/);
  });
});

describe("tensor: showing itself", () => {
  it("as its shape and numbers", () => {
    const x = t.tensor([[0.1, 2], [-3, 1e-9]]); // biome-ignore format: a matrix
    assert.equal(x.toString(), "Tensor [2, 2] float32\n[[0.1, 2],\n [-3, 1e-9]]");
    assert.equal(inspect(x), x.toString());
    const display = (x as never as Record<symbol, () => unknown>)[Symbol.for("Jupyter.display")]!;
    assert.deepEqual(display.call(x), { "text/plain": x.toString() });
    assert.equal(t.tensor(3).toString(), "Tensor [] float32\n3");
    assert.equal(
      t.tensor([16777216, -1999999, 0.123456]).toString(),
      "Tensor [3] float32\n[16777216, -1999999, 0.12346]",
    );
  });

  it("in part where it is large", () => {
    assert.equal(t.zeros([1000]).toString(), "Tensor [1000] float32\n[0, 0, 0, …, 0, 0, 0]");
    assert.equal(t.zeros([50, 2]).toString().split("\n").length, 51);
    assert.equal(t.zeros([51, 2]).toString().split("\n").length, 8);
  });

  it("with NaN and infinity pointed at", () => {
    const lines = t.tensor([[1, Number.NaN], [Number.NaN, -Infinity]]).toString().split("\n"); // biome-ignore format: a matrix
    assert.deepEqual(lines.slice(3), ["⚠ 2 of 4 are NaN, first at [0, 1]", "⚠ 1 of 4 is infinite, first at [1, 1]"]);
  });
});
