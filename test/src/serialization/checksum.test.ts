// A check sum over plain data: right through JSON and in any order of keys; refused where anything differs.
import assert from "node:assert/strict";
import { assertChecksum, withChecksum } from "../../../src/serialization/index.ts";

describe("serialization: data with a check sum", () => {
  const data = { name: "a", list: [1, { b: null, a: Number.NaN }], none: undefined };
  const kept = withChecksum(data);

  it("is the data with CRC-32 of it, which zip's is too", () => {
    assert.deepEqual({ ...kept, crc32: 0 }, { ...data, crc32: 0 });
    assert.equal(withChecksum({}).crc32, 0xa3a6bf43); // of the two bytes {}
  });

  it("holds through JSON, and where keys come in another order", () => {
    assertChecksum("it", kept);
    assertChecksum("it", JSON.parse(JSON.stringify(kept)));
    assertChecksum("it", { crc32: kept.crc32, list: [1, { a: null, b: null }], name: "a" });
  });

  it("names what was changed", () => {
    for (const change of [{ name: "b" }, { list: [1] }, { more: 1 }, { crc32: 0 }, { list: [{ b: null, a: null }, 1] }])
      assert.throws(() => assertChecksum("it", { ...kept, ...change }), {
        message: "it cannot be used: it is incomplete or was changed (its check sum differs)",
      });
    const { name: _, ...lacking } = kept;
    assert.throws(() => assertChecksum("it", lacking), /incomplete/);
  });
});
