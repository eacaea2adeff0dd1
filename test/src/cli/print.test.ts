import assert from "node:assert/strict";
import { printable } from "../../../src/cli/print.ts";

const esc = "\x1b";
const red = `${esc}[31mred${esc}[0m`;

describe("what the command line prints", () => {
  const samples: [what: string, text: string, plain: string][] = [
    ["a window's title (OSC, ended by BEL or ST)", `a${esc}]0;title\x07b${esc}]2;x${esc}\\c`, "abc"],
    ["the clipboard (OSC 52)", `${esc}]52;c;cm0gLXJmIC8=\x07done`, "done"],
    ["a link (OSC 8)", `${esc}]8;;http://a.b${esc}\\text${esc}]8;;${esc}\\`, "text"],
    ["an OSC without an end: to the end of its line", `${esc}]0;title\nnext`, "\nnext"],
    ["DCS, PM and APC", `${esc}Pq#0${esc}\\a${esc}^x${esc}\\b${esc}_G${esc}\\c`, "abc"],
    ["the cursor (CSI)", `a${esc}[2J${esc}[Hb${esc}[?25lc${esc}[1Ad`, "abcd"],
    ["a CSI without an end", `a${esc}[12;`, "a"],
    ["eight-bit forms", "a\x9b2Jb\x9d0;t\x07c\x90q\x9cd", "abcd"],
    ["other escapes", `a${esc}cb${esc}7c${esc}(0d`, "abcd"],
    ["backspaces, bells, NUL, DEL, shifts", "a\bb\x07c\0d\x7fe\x0ef", "abcdef"],
    ["a line that is begun anew: its last text", "10 %\r20 %\r30 %\nnext\r\nlast\r", "30 %\nnext\nlast"],
    ["a lone escape at the end", `a${esc}`, "a"],
  ];
  for (const [what, text, plain] of samples)
    it(`loses ${what}`, () => {
      assert.equal(printable(text, false), plain);
      assert.equal(printable(text, true), plain);
    });

  it("keeps text, tabs and letters of every language", () => {
    const text = "Übung\t1 — 数字 😀\nzwei";
    assert.equal(printable(text, false), text);
  });

  it("keeps colors on a terminal alone, and ends them", () => {
    assert.equal(printable(red, true), red);
    assert.equal(printable(red, false), "red");
    assert.equal(printable(`${esc}[1;38;5;9mx`, true), `${esc}[1;38;5;9mx${esc}[0m`);
    assert.equal(printable(`${esc}[31m${esc}[2Kx`, true), `${esc}[31mx${esc}[0m`);
  });
});
