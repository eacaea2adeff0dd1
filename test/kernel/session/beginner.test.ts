// What a session adds to the compiler's words for a beginner: help that is asked for, what was missing, names that are lost
// or hidden.
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { type Session, startSession } from "../../../kernel/session.ts";
import { needDist } from "../../needs.ts";

describe("session: a beginner", () => {
  let session: Session;

  before(async () => {
    session = await startSession({ cwd: tmpdir(), preload: ["acorn"] });
  });
  after(() => session.close());

  const runIn = async (session: Session, ...cells: string[]) => {
    let outcome = await session.execute("0");
    for (const cell of cells) outcome = await session.execute(cell);
    return outcome.status === "ok" ? String(outcome.result?.data["text/plain"]) : outcome.evalue;
  };

  const run = (...cells: string[]) => runIn(session, ...cells);

  for (const asked of ["help(twice)", "twice?", "?twice", "man twice", 'help("twice")', "help(twice);"])
    it(`${asked} shows what the name is`, async () => {
      const shown = await run("/** Doubles. */ function twice(n: number) { return 2 * n }", asked);
      assert.match(shown, /^function twice\(n: number\): number\n\nDoubles\.$/);
    });

  it("name?? shows what declares it", async () => {
    assert.match(await run("const seven = 7", "seven??"), /source:\nconst seven = 7/);
  });

  for (const asked of ["help()", "help", "?"])
    it(`${asked} says how help is found`, async () => assert.match(await run(asked), /Shift\+Tab/));

  it("leaves a help of one's own alone", async () => {
    assert.equal(await run("const twice2 = 1; const help = (n: number) => n + 1", "help(2)"), "3");
    assert.match(await run("help('twice2')"), /a number is wanted, and not the text/);
  });

  it("says that a name is unknown when its help is asked for", async () => {
    assert.match(await run("nobodyKnows?"), /Expression expected/);
  });

  for (const module of ["torch", "numpy", "keras.layers", "tensorflow/keras"])
    it(`does not send anybody to npm for require("${module}")`, async function () {
      needDist(this);
      const own = await startSession({ cwd: tmpdir(), preload: ["unrolled"] });
      const outcome = await own.execute(`const lib = require("${module}")`);
      await own.close();
      assert.ok(outcome.status === "error");
      assert.match(
        outcome.evalue,
        /^Cannot find package '.*'\. Nothing is to be imported: tensor, sequential, .* in scope/,
      );
      assert.match(outcome.traceback[0]!, /Nothing is to be imported/);
      assert.doesNotMatch(outcome.traceback.join("\n"), /installed|cell-0/);
    });

  for (const [cell, message] of [
    ["((a: any) => a.b.c)({})", "Cannot read properties of undefined (reading 'c'): 'a.b' is undefined here"],
    ["((a: any) => a[3].b)([])", "Cannot read properties of undefined (reading 'b'): 'a[3]' is undefined here"],
    ["((a: any) => a[0][1])([])", "Cannot read properties of undefined (reading '1'): 'a[0]' is undefined here"],
    ["((a: any) => { a.b.c = 1 })({})", "Cannot set properties of undefined (setting 'c'): 'a.b' is undefined here"],
    ["((a: any) => a.length)(null)", "Cannot read properties of null (reading 'length'): 'a' is null here"],
    [
      "const early = () => late\nearly()\nconst late = 1",
      "Cannot access 'late' before initialization: line 3 declares it, and has not run yet",
    ],
    [
      "function f(): number { return f() }\nf()",
      "Maximum call stack size exceeded: a function calls itself, and nothing ends that",
    ],
    // Thrown in the standard library: the cell's text says nothing of it.
    ["Reflect.get(undefined as any, 'x')", "Reflect.get called on non-object"],
    [
      "throw new TypeError(\"Cannot read properties of undefined (reading 'x')\")",
      "Cannot read properties of undefined (reading 'x')",
    ],
  ] as const)
    it(`names what was missing: ${cell.replaceAll("\n", " ⏎ ")}`, async () => assert.equal(await run(cell), message));

  it("says which cell to run again where one has ended before its declaration", async () => {
    assert.equal(await run('const [answer1] = (() => { throw new Error("no name") })() as number[]'), "no name");
    assert.equal(
      await run("answer1 + 1"),
      "Cannot access 'answer1' before initialization: the cell that declares it ended before that, by an error or a stop. Run that cell again, and then this one",
    );
  });

  it("says that a name of one's own hides a preloaded one, and its way back works", async function () {
    needDist(this);
    const toolkit = await startSession({ cwd: tmpdir(), preload: ["unrolled"] });
    try {
      const message = await runIn(toolkit, "let norm = 3", "norm(tensor([3, 4])).item()");
      assert.match(message, /^Your own 'norm' \(let norm = 3\) hides the 'norm' that was there\./);
      const [, back] = /To have that back: (import .*)$/.exec(message)!;
      assert.equal(await runIn(toolkit, back!, "norm(tensor([3, 4])).item()"), "5");
    } finally {
      await toolkit.close();
    }
  });

  it("says that a name of the life before is lost, until it is declared again", async () => {
    assert.equal(await run("const kept = 1", "kept"), "1");
    await session.execute("process.exit(1)");
    assert.match(
      await run("kept"),
      /^Cannot find name 'kept'\. The kernel was restarted.*run the cells above again\.$/,
    );
    assert.match(await run("neverThere"), /No cell has declared it/);
    assert.equal(await run("const kept = 2", "kept"), "2");
  });
});
