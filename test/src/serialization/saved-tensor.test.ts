// A tensor as plain data and back: exact, and refused where it is not whole.
import assert from "node:assert/strict";
import zlib from "node:zlib";
import { loadTensor, saveTensor } from "../../../src/serialization/index.ts";
import * as t from "../../../src/tensor/index.ts";

describe("saved tensors", () => {
  const odd = [0.1, -0, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, -1.7976931348623157e308];

  it("come back bit by bit, through JSON", () => {
    for (const dtype of ["float32", "float64"] as const) {
      const x = t.tensor([odd, odd], { dtype });
      const back = loadTensor(JSON.parse(JSON.stringify(saveTensor(x))));
      assert.deepEqual([back.shape, back.dtype], [[2, 6], dtype]);
      assert.ok(back.values().every((value, i) => Object.is(value, x.values()[i])));
    }
    assert.deepEqual(loadTensor(saveTensor(t.zeros([0, 3]))).shape, [0, 3]);
  });

  it("are what others write: little-endian base64, and the check sum of zip", () => {
    assert.deepEqual(saveTensor(t.tensor([1])), {
      dtype: "float32",
      shape: [1],
      data: Buffer.from(Float32Array.of(1).buffer).toString("base64"),
      crc32: zlib.crc32(Buffer.from(Float32Array.of(1).buffer)),
    });
  });

  it("that are not whole are refused", () => {
    const good = saveTensor(t.tensor([1, 2]));
    const read = (change: object) => () => loadTensor({ ...good, ...change } as never, "w");
    assert.throws(
      read({ shape: [3] }),
      /w cannot be read: 8 bytes are not the 12 of shape \[3\]; .* incomplete or was changed/,
    );
    assert.throws(read({ data: `B${good.data.slice(1)}` }), /its check sum differs/);
    assert.throws(read({ data: "§" }), /no base64/);
    assert.throws(read({ dtype: "int8" }), /dtype is "int8"/);
    assert.throws(() => loadTensor(undefined as never), /expected a saved tensor, but got undefined/);
  });
});
