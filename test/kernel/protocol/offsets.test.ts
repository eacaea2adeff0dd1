import assert from "node:assert/strict";
import { toCodePoints, toUtf16 } from "../../../kernel/protocol/offsets.ts";

describe("cursor positions", () => {
  const text = "a😀b👩‍👩‍👧é";

  it("agree with the text split into code points, at every position", () => {
    const characters = Array.from(text); // JavaScript's own iteration is by code points
    for (let n = 0; n <= characters.length; n++) {
      const utf16 = characters.slice(0, n).join("").length;
      assert.equal(toUtf16(text, n), utf16);
      assert.equal(toCodePoints(text, utf16), n);
    }
  });

  it("stay within the text", () => {
    assert.equal(toUtf16("😀", 5), 2);
    assert.equal(toUtf16("😀", -1), 0);
    assert.equal(toCodePoints("😀", 9), 1);
    assert.equal(toCodePoints("", 3), 0);
  });
});
