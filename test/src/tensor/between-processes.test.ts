import assert from "node:assert/strict";
import { decodeValue, encodeValue, valueTypesOf } from "../../../kernel/execution/values.ts";
import * as toolkit from "../../../src/tensor/index.ts";

const { tensor, Tensor, zeros } = toolkit;

describe("tensor: between processes", () => {
  const numbers = [
    [1, Number.NaN, -0],
    [Number.NEGATIVE_INFINITY, 0.1, 2 ** 24 + 1],
  ];

  for (const dtype of ["float32", "float64"] as const)
    it(`keeps its shape, dtype and numbers: ${dtype}`, () => {
      const x = tensor(numbers, { dtype, requiresGrad: true });
      const { x: fields } = decodeValue(encodeValue({ x })) as { x: object };
      assert.deepStrictEqual(fields, { type: "tensor", dtype, shape: [2, 3], data: x.values() });
      const { x: again } = decodeValue(encodeValue({ x: fields }), new Map(valueTypesOf(toolkit))) as { x: typeof x };
      assert.ok(again instanceof Tensor);
      assert.deepStrictEqual([again.dtype, again.shape, again.values()], [dtype, [2, 3], x.values()]);
      assert.equal(again.requiresGrad, false);
    });

  it("may hold one number or none", () => {
    for (const x of [tensor(5), zeros([0, 3])])
      assert.deepStrictEqual(decodeValue(encodeValue(x)), {
        type: "tensor",
        dtype: "float32",
        shape: x.shape,
        data: x.values(),
      });
  });

  it("is refused where shape and numbers disagree", () => {
    const types = new Map(valueTypesOf(toolkit));
    const wrong = encodeValue(tensor([1, 2])).replace('["array",2]', '["array",3]');
    assert.throws(() => decodeValue(wrong, types), /a tensor of shape \[3\] expects 3 numbers, but got 2/);
  });
});
