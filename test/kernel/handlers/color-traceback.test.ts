import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { colorTraceback } from "../../../kernel/handlers/color-traceback.ts";

describe("a traceback's colors", () => {
  const red = (text: string) => `\x1b[31m${text}\x1b[39m`;
  const strong = (text: string) => `\x1b[31m\x1b[1m${text}\x1b[22m\x1b[39m`;
  const gray = (text: string) => `\x1b[90m${text}\x1b[39m`;

  it("mark the error's name, its way and its caret, and nothing of the student's line", () => {
    assert.deepEqual(
      colorTraceback("TypeError", [
        "TypeError: no $& here",
        "    at deep (cell 12:5:14)",
        "",
        "5   TypeError.b",
        "             ^",
      ]),
      [
        `${strong("TypeError")}: no $& here`,
        gray("    at deep (cell 12:5:14)"),
        "",
        "5   TypeError.b",
        red("             ^"),
      ],
    );
  });

  it("mark each of the compiler's errors, below a hint too", () => {
    const traceback = [
      "This looks like Python.",
      "",
      "cell 1:1:7 - error TS2322: no",
      "",
      "1 const s",
      "       ^^",
      "",
      "cell 1:2:7 - error TS1: x",
    ];
    const colored = colorTraceback("TS2322", traceback);
    assert.equal(colored[2], `cell 1:1:7 - ${strong("error TS2322")}: no`);
    assert.equal(colored[5], red("       ^^"));
    assert.equal(colored[7], `cell 1:2:7 - ${strong("error TS1")}: x`);
    assert.deepEqual(colored.map(stripVTControlCharacters), traceback);
  });
});
