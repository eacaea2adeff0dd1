// SHA-256 in plain numbers, against Node's own.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { sha256 } from "../../../../src/checking/student/sha256.ts";

const hex = (words: Uint32Array) => [...words].map(word => word.toString(16).padStart(8, "0")).join("");

describe("sha256", () => {
  it("gives the examples of the standard (FIPS 180-2, appendix B)", () => {
    assert.equal(hex(sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert.equal(
      hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    );
  });

  it("gives what Node gives, at every length around its blocks and for every letter", () => {
    for (let length = 0; length < 200; length++) {
      const text = "añ€😀".repeat(length).slice(0, length).toWellFormed();
      assert.equal(hex(sha256(text)), createHash("sha256").update(text, "utf8").digest("hex"), String(length));
    }
  });
});
