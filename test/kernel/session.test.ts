import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Output } from "../../kernel/protocol/output.ts";
import { type CellOutcome, type Session, startSession } from "../../kernel/session.ts";
import { stopwatch } from "../stopwatch.ts";

const plain = (outcome: CellOutcome) => (outcome.status === "ok" ? outcome.result?.data["text/plain"] : outcome);

describe("session", () => {
  let folder: string;
  let session: Session;

  before(async () => {
    // A path like a student's: with a space and letters beyond ASCII.
    folder = mkdtempSync(join(tmpdir(), "sitzung für á "));
    session = await startSession({ cwd: folder });
  });

  after(async () => {
    await session.close();
    rmSync(folder, { recursive: true });
  });

  const run = async (code: string) => {
    const outputs: Output[] = [];
    const outcome = await session.execute(code, { onOutput: output => outputs.push(output) });
    return { outcome, outputs };
  };

  /** Interrupts a cell once it prints. */
  const interrupted = async (code: string) => {
    const started = Promise.withResolvers<void>();
    const running = session.execute(code, { onOutput: () => started.resolve() });
    await started.promise;
    const elapsed = stopwatch();
    session.interrupt();
    const outcome = await running;
    return { outcome, took: elapsed() };
  };

  it("tells what a cell prints, in order and apart from its value", async () => {
    const { outcome, outputs } = await run(
      "console.log('a', { b: 1 }); console.error('c'); process.stdout.write('d'); 5",
    );
    assert.deepEqual(outputs, [
      { type: "stream", name: "stdout", text: "a { b: 1 }\n" },
      { type: "stream", name: "stderr", text: "c\n" },
      { type: "stream", name: "stdout", text: "d" },
    ]);
    assert.equal(plain(outcome), "5");
  });

  it("shows what a cell displays, and a value by its own display method", async () => {
    const { outcome, outputs } = await run(
      "display.html('<b>x</b>'); ({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 'me', 'text/html': '<i>me</i>' }) })",
    );
    assert.deepEqual(outputs, [{ type: "display", data: { "text/html": "<b>x</b>" }, metadata: {} }]);
    assert.deepEqual(outcome.status === "ok" && outcome.result?.data, { "text/plain": "me", "text/html": "<i>me</i>" });
  });

  it("shows one display where a cell shows the same id again", async () => {
    const { outputs } = await run("for (const step of [1, 2]) display(step, { id: 'curve' })");
    assert.deepEqual(
      outputs.map(
        output => output.type === "display" && [output.displayId, output.update ?? false, output.data["text/plain"]],
      ),
      [
        ["curve", false, "1"],
        ["curve", true, "2"],
      ],
    );
  });

  it("hears a loop that never yields while it runs", async () => {
    const heard = Promise.withResolvers<void>();
    const running = session.execute("while (true) console.log('again')", { onOutput: () => heard.resolve() });
    await heard.promise;
    session.interrupt();
    assert.equal((await running).status, "error");
  });

  it("hears child processes and what outlives its cell", async () => {
    const { outputs } = await run(
      "import cp from 'node:child_process'; cp.execFileSync(process.execPath, ['-e', 'console.log(7)'], { stdio: 'inherit' })",
    );
    assert.deepEqual(outputs, [{ type: "stream", name: "stdout", text: "7\n" }]);
    const late = await run("setTimeout(() => console.log('late'), 20)");
    await run("await new Promise(resolve => setTimeout(resolve, 60)); console.log('other')");
    assert.deepEqual(late.outputs, [{ type: "stream", name: "stdout", text: "late\n" }]);
  });

  it("puts errors in the cell's own lines and columns", async () => {
    const text = "type T = {\n  x: number\n}\nfunction deep(o: any) {\n  return o.a.b\n}\ndeep({})";
    const outcome = await session.execute(text, { executionCount: 12 });
    assert.deepEqual(outcome, {
      status: "error",
      ename: "TypeError",
      evalue: "Cannot read properties of undefined (reading 'b'): 'o.a' is undefined here",
      traceback: [
        "TypeError: Cannot read properties of undefined (reading 'b'): 'o.a' is undefined here",
        "    at deep (cell 12:5:14)",
        "    at cell 12:7:1",
        "",
        "5   return o.a.b",
        "               ^",
      ],
    });
  });

  it("puts a call where the called name stands, as everywhere else", async () => {
    await run("function fail<_T>(..._: unknown[]): any { throw new Error('no') }");
    const place = async (code: string) => {
      const outcome = await session.execute(code, { executionCount: 7 });
      return outcome.status === "error" && /at cell (7:\d+:\d+)/.exec(outcome.traceback.join("\n"))?.[1];
    };
    for (const code of ["fail()", "fail (1, [2])", "fail(fail)", "fail\n(1)", "fail(...[1])", "fail<number>(1)"])
      assert.equal(await place(code), "7:1:1", code);
    assert.equal(await place("1 + fail(() => fail())"), "7:1:5");
    assert.equal(await place("(x => fail(x))(await 1)"), "7:1:7");
    // Of these V8 says it otherwise everywhere.
    assert.equal(await place("fail?.(1)"), "7:1:7");
    assert.equal(await place("fail`1`"), "7:1:5");
  });

  it("names functions in a stack as the cell does, whatever they are assigned to", async () => {
    await run("const o: any = {}, fail = () => { throw new Error('no') }; let list: any[]");
    const callers = async (code: string) => {
      const { outcome } = await run(code);
      assert.ok(outcome.status === "error");
      return outcome.traceback.flatMap(line => /^ {4}at (?!fail)(\S+) \(/.exec(line)?.[1] ?? []);
    };
    assert.deepEqual(await callers("o.m = () => fail(); o.m()"), ["o.m"]);
    assert.deepEqual(await callers("o.deep = { er: { f: () => fail() } }; o.deep.er.f()"), ["f"]);
    assert.deepEqual(await callers("list = [() => fail()]; list[0]()"), ["Array.list"]);
    const { outputs } = await run("new Promise((_, reject) => reject(new Error('lost')))");
    await run("await new Promise(resolve => setTimeout(resolve, 20))");
    const text = outputs.map(output => (output.type === "stream" ? output.text : "")).join("");
    assert.match(text, /^Uncaught \(in promise\) Error: lost\n {4}at cell/);
  });

  it("stops a cell with a type error before it runs", async () => {
    const { outcome, outputs } = await run("console.log('ran')\nconst\ts: string = 1");
    assert.deepEqual(outputs, []);
    assert.deepEqual(outcome.status === "error" && outcome.traceback.slice(1), [
      "",
      "2 const\ts: string = 1",
      "       \t^",
    ]);
  });

  it("goes on after a late throw and an unhandled rejection", async () => {
    const { outputs } = await run(
      "setTimeout(() => { throw new Error('late') }, 1); Promise.reject(new Error('lost')); await new Promise(resolve => setTimeout(resolve, 50))",
    );
    const text = outputs
      .map(output => (output.type === "stream" && output.name === "stderr" ? output.text : ""))
      .join("");
    assert.match(text, /^Uncaught \(in promise\) Error: lost[\s\S]*^Uncaught Error: late/m);
    assert.equal(plain((await run("'alive'")).outcome), "'alive'");
  });

  it("prints warnings without what differs from run to run, and none of what a cell did not ask for", async () => {
    const { outputs } = await run(
      "process.emitWarning('careful', { code: 'C1', detail: 'why' }); await import('node:fs'); console.timeEnd('none'); await new Promise(setImmediate)",
    );
    const text = outputs.map(output => (output.type === "stream" ? output.text : "")).join("");
    assert.equal(text, "[C1] Warning: careful\nwhy\nWarning: No such label 'none' for console.timeEnd()\n");
  });

  for (const [name, code] of [
    ["an endless loop", "console.log('here'); while (true) {}"],
    ["an endless loop without a block", "console.log('here'); for (;;);"],
    ["a loop of awaits", "console.log('here'); while (true) await new Promise(resolve => setTimeout(resolve, 1))"],
    ["a wait for nothing", "console.log('here'); await new Promise(() => {})"],
    ["a loop after an await", "await 1; console.log('here'); while (true) {}"],
    ["a loop in a timer", "await new Promise(() => setTimeout(() => { console.log('here'); for (;;) {} }, 1))"],
    [
      "an async iteration",
      "console.log('here'); for await (const x of (async function* () { await new Promise(() => {}); yield 1 })()) x",
    ],
  ] as const)
    it(`stops ${name} and keeps the state`, async () => {
      await run("const kept = 42");
      const { outcome, took } = await interrupted(code);
      assert.equal(outcome.status === "error" && outcome.ename, "Interrupted");
      assert.ok(took < 1000, `took ${took} ms`);
      assert.equal(plain((await run("kept")).outcome), "42");
    });

  it("runs cells in the order in which they were asked for", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, i) => session.execute(i === 0 ? "let order = 0" : `order = order * 1 + 1; order`)),
    );
    assert.deepEqual(
      outcomes.slice(1).map(plain),
      Array.from({ length: 19 }, (_, i) => String(i + 1)),
    );
  });

  it("says so when a cell ends its process, and goes on with a new one", async () => {
    await run("const gone = 1");
    const { outcome } = await run("process.exit(3)");
    assert.equal(outcome.status === "error" && outcome.ename, "ExecutorDied");
    assert.match(outcome.status === "error" ? outcome.evalue : "", /exit code 3.*run the cells above again/);
    assert.equal(plain((await run("1 + 1")).outcome), "2");
    assert.equal((await run("gone")).outcome.status, "error");
  });

  it("refuses a text that would keep the compiler busy for long, at once", async () => {
    const text = `[${"1.5,".repeat(5e6)}1]; cons`;
    const asked = performance.now();
    const outcome = await session.execute(text);
    assert.deepEqual(outcome.status === "error" && [outcome.ename, outcome.evalue], [
      "CellTooLong",
      "a cell has at most 2 MB of text, but this one has 20 MB. Read data from a file",
    ]);
    assert.deepEqual(await session.complete(text, text.length), { items: [], start: text.length, end: text.length });
    assert.equal(await session.inspect(text, text.length), undefined);
    assert.deepEqual(await session.isComplete(text), { status: "unknown" });
    assert.ok(performance.now() - asked < 1000);
  });

  it("evaluates without declaring, calls by name", async () => {
    await run("const base = 40; const add = (a, b) => a + b; const fail = () => { throw new Error('no') }");
    assert.equal(plain(await session.evaluate("base + 2")), "42");
    assert.equal(await session.call("add", [1, 2]), 3);
    await assert.rejects(session.call("fail", []), /Error: no/);
    await assert.rejects(session.call("nobody", []), /expects a name that a cell declared, but got 'nobody'/);
    await assert.rejects(
      session.call("base", []),
      /expects the name of a function, but 'base' is a value of type number/,
    );
  });

  it("completes members, earlier names and what is displayed", async () => {
    await run("const sequence = [1, 2, 3]");
    const texts = async (code: string) => (await session.complete(code, code.length)).items.map(({ text }) => text);
    assert.deepEqual(await texts("sequence.fil"), ["fill", "filter"]);
    assert.ok((await texts("const twice = seq")).includes("sequence"));
    assert.ok((await texts("display.ht")).includes("html"));
    assert.deepEqual(await session.complete("x; seque + 1", 8), {
      items: [{ text: "sequence", type: "variable" }],
      start: 3,
      end: 8,
    });
  });

  it("inspects a name: type and documentation", async () => {
    await run("/** Doubles it. */\nfunction twice(n: number) { return 2 * n }");
    const found = await session.inspect("twice(1)", 3);
    assert.equal(found?.["text/plain"], "function twice(n: number): number\n\nDoubles it.");
    assert.equal(await session.inspect("1 + 1", 2), undefined);
  });

  for (const [text, status] of [
    ["1 + 1", "complete"],
    ["function f() {", "incomplete"],
    ["const x = `abc", "incomplete"],
    ["/* abc", "incomplete"],
    ["foo(1,", "incomplete"],
    ["let x = ", "incomplete"],
    ["if (x)", "incomplete"],
    ["a ? b :", "incomplete"],
    ["const = 3", "invalid"],
    ["'abc", "invalid"],
    ["}", "invalid"],
    ["f(1))", "invalid"],
    ["await 1", "complete"],
  ] as const)
    it(`judges ${JSON.stringify(text)} ${status}`, async () => {
      assert.equal((await session.isComplete(text)).status, status);
    });

  it("indents what follows an open bracket", async () => {
    assert.deepEqual(await session.isComplete("  if (x) {"), { status: "incomplete", indent: "    " });
  });

  it("refuses a folder that is none, and a package that is not there", async () => {
    await assert.rejects(startSession({ cwd: join(folder, "none") }), /expects a folder as cwd, but got .*none/);
    await assert.rejects(startSession({ preload: ["no-such-package"] }), /cannot preload no-such-package/);
  });
});
