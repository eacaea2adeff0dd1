import assert from "node:assert/strict";
import { toJsonText } from "../../../kernel/protocol/json-text.ts";

describe("JSON text", () => {
  const replaced = "\ufffd";

  for (const [name, value, expected] of [
    ["plain text, as it is", { a: ["x", 1.5, null, true] }, { a: ["x", 1.5, null, true] }],
    ["a whole pair, as it is", "a😀b", "a😀b"],
    ["halves of a pair", ["\ud83d", "\ude00", "\ude00\ud83d", "😀\ud83d"], [replaced, replaced, replaced.repeat(2), `😀${replaced}`]],
    ["a half in a key", { "\udfff": 1 }, { [replaced]: 1 }],
    ["text that only looks like an escape", ["\\ud83d", "\\\\ud83d", "\\\ud83d", "\\n\\ud83d"], ["\\ud83d", "\\\\ud83d", `\\${replaced}`, "\\n\\ud83d"]],
    ["other escapes", '"\\\b\n\u0000\ufffe', '"\\\b\n\u0000\ufffe'],
  ] as const) // biome-ignore format: a table
    it(`holds ${name}`, () => {
      const text = toJsonText(value);
      assert.deepEqual(JSON.parse(text), expected);
      assert.ok(Buffer.from(text).toString() === text, "UTF-8 can say it");
      assert.ok(!/\\ud[89ab]/i.test(text.replaceAll("\\\\", "")), "no escape of a half is left");
    });

  it("may be indented", () => assert.equal(toJsonText({ a: ["\ud83d"] }, 1), `{\n "a": [\n  "${replaced}"\n ]\n}`));
});
