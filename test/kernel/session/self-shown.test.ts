// Values that show themselves where they are made: once, in their place.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Session, startSession } from "../../../kernel/session.ts";

/** A library whose values show themselves, as a kernel's host lets them. */
const library = `
const host = () => globalThis[Symbol.for("Jupyter.show")];
class Verdict {
  word: string;
  constructor(word: string) { this.word = word; }
  toString() { host()?.withdraw(this); return this.word; }
  [Symbol.for("nodejs.util.inspect.custom")]() { return this.toString(); }
  [Symbol.for("Jupyter.display")]() { return { "text/plain": this.word }; }
}
export function check(word: string) { const verdict = new Verdict(word); host()?.show(verdict); return verdict; }
export function checkLate(word: string) {
  const late = { [Symbol.for("Jupyter.display")]: () => new Promise(done => setTimeout(done, 30, { "text/plain": word })) };
  host()?.show(late);
  return late;
}`;

describe("values that show themselves", () => {
  let folder: string;
  let session: Session;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "self-shown-"));
    writeFileSync(join(folder, "index.ts"), library);
    session = await startSession({ preload: [folder], cwd: folder });
  });
  after(async () => {
    await session?.close();
    rmSync(folder, { recursive: true });
  });

  /** What a cell shows and prints, in order; its result behind "=". */
  async function outputs(code: string): Promise<string[]> {
    const seen: string[] = [];
    const outcome = await session.execute(code, {
      onOutput(output) {
        if (output.type === "stream") seen.push(...output.text.trimEnd().split("\n"));
        else if (output.type === "display") seen.push(`[${output.data["text/plain"]}]`);
      },
    });
    if (outcome.status === "error") seen.push(`${outcome.ename}: ${outcome.evalue}`);
    else if (outcome.result) seen.push(`= ${outcome.result.data["text/plain"]}`);
    return seen;
  }

  const cells: [what: string, code: string, expected: string[]][] = [
    ["alone it is the cell's result, as ever", 'check("a")', ["= a"]],
    ["each of two lines", 'check("a")\ncheck("b")', ["[a]", "= b"]],
    ["in a loop", 'for (const word of ["a", "b", "c"]) check(word)', ["[a]", "[b]", "[c]"]],
    ["in a function", 'function f(word: string) { check(word); return 7 }\nf("a")', ["[a]", "= 7"]],
    ["in an assignment", 'const kept = check("a")', ["[a]"]],
    ["in a condition", 'if (check("a").word === "b") console.log("never")', ["[a]"]],
    ["before what is printed after it", 'check("a"); console.log("then"); check("b")', ["[a]", "then", "= b"]],
    [
      "shown once: it comes back as the last value",
      'const again = check("a"); console.log("then"); again',
      ["[a]", "then"],
    ],
    ["printed instead of shown", 'console.log(check("a"), `${check("b")}`)', ["[a]", "b"].toSpliced(0, 2, "a b")],
    ["displayed once", 'display(check("a")); check("b")', ["[a]", "= b"]],
    ["a list of them", '["a", "b"].map(check)', ["[a]", "[b]"]],
    ["before the error that ends the cell", 'check("a"); throw new Error("b")', ["[a]", "Error: b"]],
    ["before a pause", 'const early = check("a"); await new Promise(done => setTimeout(done, 20)); early', ["[a]"]],
    ["late, in its place", 'checkLate("a"); console.log("then")', ["[a]", "then"]],
    ["late, as the last value", 'check("a"); checkLate("b")', ["[a]", "= b"]],
    [
      "in a timer of a cell that goes on",
      'setTimeout(check, 1, "a"); await new Promise(done => setTimeout(done, 30)); 1',
      ["[a]", "= 1"],
    ],
  ];
  for (const [what, code, expected] of cells) it(what, async () => assert.deepEqual(await outputs(code), expected));

  it("a page made by the tag of display.html: what stands in it is text, but for pieces of the tag's own", async () => {
    const pages: unknown[] = [];
    const code = `
      const word = "<script>alert(1)</script>";
      display.html\`<ul>\${[word, 2].map(item => display.html\`<li>\${item}</li>\`)}</ul>\${null}\`;
      const kept = display.html\`<b>\${"&"}</b>\`;
      console.log("then");
      display.html\`<p>\${kept}</p>\`;
      display.html("<i>raw</i>")`;
    const onOutput = (output: { type: string; data?: { [type: string]: unknown } }) =>
      pages.push(output.type === "display" ? output.data?.["text/html"] : "printed");
    const outcome = await session.execute(code, { onOutput });
    assert.deepEqual(pages, [
      "<ul><li>&#60;script&#62;alert(1)&#60;/script&#62;</li><li>2</li></ul>",
      "<b>&#38;</b>",
      "printed",
      "<p><b>&#38;</b></p>",
      "<i>raw</i>",
    ]);
    assert.deepEqual(outcome, { status: "ok" });
  });

  it("in cells that take turns, each under its own", async () => {
    const seen: string[] = [];
    const run = (queue: string) =>
      session.execute(
        `for (let i = 0; i < 3; i++) { check("${queue}" + i); await new Promise(done => setTimeout(done, 5)) }`,
        {
          queue,
          onOutput: output => output.type === "display" && seen.push(`${queue}: ${output.data["text/plain"]}`),
        },
      );
    await Promise.all([run("x"), run("y")]);
    assert.deepEqual(seen.toSorted(), ["x: x0", "x: x1", "x: x2", "y: y0", "y: y1", "y: y2"]);
  });
});

describe("what is shown late keeps its place", () => {
  it("between two prints, also where a second one is ready before it", async () => {
    const session = await startSession();
    try {
      const seen: string[] = [];
      const code = `
        const late = (word: string, ms: number) => ({
          [Symbol.for("Jupyter.display")]: () => new Promise(done => setTimeout(done, ms, { "text/plain": word })),
        });
        console.log("before"); display(late("FIGURE", 60)); console.log("after"); display(late("second", 5)); console.error("last");`;
      const onOutput = (output: { type: string; text?: string; data?: { [type: string]: unknown } }) =>
        seen.push(output.type === "stream" ? output.text!.trim() : String(output.data?.["text/plain"]));
      await session.execute(code, { onOutput });
      assert.deepEqual(seen, ["before", "FIGURE", "after", "second", "last"]);
      // One that never comes: Stop ends the cell, and what it has printed is there.
      const stuck = session.execute('console.log("one"); display(late("never", 1e9)); console.log("two")', {
        onOutput,
      });
      setTimeout(() => session.interrupt(), 200);
      const outcome = await stuck;
      assert.equal(outcome.status === "error" && outcome.ename, "Interrupted");
      assert.deepEqual(seen.slice(5), ["one", "two"]);
    } finally {
      await session.close();
    }
  });
});
