import assert from "node:assert/strict";
import type { Output } from "../../../kernel/protocol/output.ts";
import { type Outcome, type Session, startSession } from "../../../kernel/session.ts";

const plain = (outcome: Outcome) => (outcome.status === "ok" ? outcome.result?.data["text/plain"] : outcome);
const ename = (outcome: Outcome) => (outcome.status === "error" ? outcome.ename : outcome);
const delay = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

describe("an unbreakable session", () => {
  let session: Session;

  beforeEach(async () => {
    session = await startSession();
    await session.execute("let kept = 42");
  });

  afterEach(() => session.close());

  const alive = async () => assert.equal(plain(await session.execute("kept")), "42");

  const stop = async (code: string, after = 200) => {
    const running = session.execute(code);
    await delay(after);
    const asked = performance.now();
    session.interrupt();
    const outcome = await running;
    return { outcome, took: performance.now() - asked };
  };

  for (const [name, code] of [
    ["a regular expression that backtracks for ever", "/^(a+)+$/.test('a'.repeat(40) + 'b')"],
    ["one after an await", "await null; /^(a+)+$/.test('a'.repeat(40) + 'b')"],
    ["a loop inside a library", "new Array(2 ** 31).fill(0).map(String).sort()"],
    ["code that swallows the interrupt", "while (true) { try { while (true) {} } catch {} }"],
    [
      "a function that waits for itself for ever",
      "const f = (): Promise<void> => Promise.resolve().then(f); await f()",
    ],
  ] as const)
    it(`stops ${name} in two seconds, or says that its process had to end`, async () => {
      const { outcome, took } = await stop(code);
      assert.ok(took < 3000, `took ${took} ms`);
      if (ename(outcome) === "Interrupted") await alive();
      else {
        assert.equal(ename(outcome), "ExecutorDied");
        assert.equal(plain(await session.execute("1 + 1")), "2");
      }
    });

  it("keeps the state when a regular expression is stopped", async () => {
    const { outcome } = await stop("/^(a+)+$/.test('a'.repeat(40) + 'b')");
    assert.equal(ename(outcome), "Interrupted");
    await alive();
    const again = await stop("while (true) {}");
    assert.equal(ename(again.outcome), "Interrupted");
    assert.ok(again.took < 500, `took ${again.took} ms`);
    await alive();
  });

  it("stops no cell but the one that was meant", async () => {
    const { outcome } = await stop("await new Promise(() => {})");
    assert.equal(ename(outcome), "Interrupted");
    const next = await session.execute("await new Promise(resolve => setTimeout(resolve, 2500)); 'whole'");
    assert.equal(plain(next), "'whole'");
  });

  it("stops a cell and not the one asked for at once after it, a hundred times", async () => {
    for (let i = 0; i < 100; i++) {
      const running = session.execute("for (;;);");
      const next = session.execute("let s = 0; for (let i = 0; i < 1e6; i++) s += i; await null; s");
      await delay(15);
      session.interrupt();
      assert.equal(ename(await running), "Interrupted");
      assert.equal(plain(await next), "499999500000");
    }
  });

  it("says what is too deep and goes on", async () => {
    const outcome = await session.execute("const deep = (): number => deep() + 1; deep()");
    assert.equal(ename(outcome), "RangeError");
    assert.ok(outcome.status === "error" && outcome.traceback.length < 100);
    await alive();
  });

  it("outlives a timer that is left running, and each of its outputs finds its cell", async () => {
    const outputs: Output[] = [];
    await session.execute("setInterval(() => console.log('tick'), 5)", { onOutput: output => outputs.push(output) });
    await delay(60);
    await alive();
    assert.ok(outputs.length > 2);
  });

  it("carries fifty megabytes in one display", async () => {
    const outputs: Output[] = [];
    const onOutput = (output: Output) => outputs.push(output);
    await session.execute("display.text('x'.repeat(50_000_000))", { onOutput });
    assert.equal(outputs.length, 1);
    const [shown] = outputs;
    assert.ok(shown?.type === "display" && String(shown.data["text/plain"]).length === 50_000_000);
    await alive();
  });

  it("says so when memory runs out, and goes on with a new process", async function () {
    this.timeout(60_000);
    const { NODE_OPTIONS } = process.env;
    process.env.NODE_OPTIONS = "--max-old-space-size=64";
    const small = await startSession().finally(() => {
      if (NODE_OPTIONS === undefined) delete process.env.NODE_OPTIONS;
      else process.env.NODE_OPTIONS = NODE_OPTIONS;
    });
    try {
      const outputs: Output[] = [];
      const code = "const kept: number[][] = []; for (;;) kept.push(Array.from({ length: 1000 }, Math.random))";
      const outcome = await small.execute(code, { onOutput: output => outputs.push(output) });
      assert.equal(ename(outcome), "ExecutorDied");
      assert.ok(!JSON.stringify(outputs).includes("Last few GCs"));
      assert.match(outcome.status === "error" ? outcome.evalue : "", /out of memory.*run the cells above again/);
      assert.equal(plain(await small.execute("1 + 1")), "2");
    } finally {
      await small.close();
    }
  });
});
