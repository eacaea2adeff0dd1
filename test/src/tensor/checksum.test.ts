// Sealed data: whole through JSON and in any order of keys; refused where anything differs.
import assert from "node:assert/strict";
import { assertSeal, sealed } from "../../../src/tensor/index.ts";

describe("sealed", () => {
  const data = { name: "a", list: [1, { b: null, a: Number.NaN }], none: undefined };
  const seal = sealed(data);

  it("is the data with CRC-32 of it, which zip's is too", () => {
    assert.deepEqual({ ...seal, crc32: 0 }, { ...data, crc32: 0 });
    assert.equal(sealed({}).crc32, 0xa3a6bf43); // of the two bytes {}
  });

  it("holds through JSON, and where keys come in another order", () => {
    assertSeal("it", seal);
    assertSeal("it", JSON.parse(JSON.stringify(seal)));
    assertSeal("it", { crc32: seal.crc32, list: [1, { a: null, b: null }], name: "a" });
  });

  it("names what was changed", () => {
    for (const change of [{ name: "b" }, { list: [1] }, { more: 1 }, { crc32: 0 }, { list: [{ b: null, a: null }, 1] }])
      assert.throws(() => assertSeal("it", { ...seal, ...change }), {
        message: "it cannot be used: it is incomplete or was changed (its check sum differs)",
      });
    const { name: _, ...lacking } = seal;
    assert.throws(() => assertSeal("it", lacking), /incomplete/);
  });
});
