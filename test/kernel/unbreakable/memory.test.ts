// Memory: a cell that takes too much ends its process and nothing else, soon, with the limit, and without a dump of V8's.
import assert from "node:assert/strict";
import { heapFlags, heapLimitOf, memoryLimit } from "../../../kernel/execution/memory-limit.ts";
import type { Output } from "../../../kernel/protocol/output.ts";
import { type Session, startSession } from "../../../kernel/session.ts";
import { itSoaks, times } from "../../soak.ts";

const gigabyte = 2 ** 30;

async function runOn(session: Session, code: string) {
  const outputs: Output[] = [];
  const outcome = await session.execute(code, { onOutput: output => outputs.push(output) });
  return { outcome, outputs };
}

describe("memory", function () {
  this.timeout(times(30_000, 60_000));
  let session: Session;

  before(async () => {
    process.env.UNROLLED_MEMORY_MB = "500";
    session = await startSession({ nodeFlags: ["--max-old-space-size=150"] });
  });
  after(async () => {
    delete process.env.UNROLLED_MEMORY_MB;
    await session.close();
  });

  const run = (code: string) => runOn(session, code);

  for (const [name, code, limit] of [
    ["arrays", "const a: any[] = []; for (;;) a.push(new Array(1e6).fill(1))", "JavaScript's heap may take 150 MB"],
    ["objects", "const o: any[] = []; for (;;) o.push({ a: [o.length] })", "JavaScript's heap may take 150 MB"],
    ["typed arrays", "const t: any[] = []; for (;;) t.push(new Float64Array(1e6).fill(1))", "it may take 500 MB here"],
    [
      "text",
      "let s = 'x'; const all: string[] = []; for (let i = 0; ; i++) all.push(Array(1e5).fill(i).join())",
      "150 MB",
    ],
    ["buffers after an await", "await 1; const b: Buffer[] = []; for (;;) b.push(Buffer.alloc(1e7, 1))", "500 MB"],
  ] as const)
    it(`runs out by ${name}: one clear error`, async () => {
      const { outcome, outputs } = await run(code);
      assert.ok(outcome.status === "error" && outcome.ename === "ExecutorDied");
      assert.ok(outcome.evalue.includes("out of memory"), outcome.evalue);
      assert.ok(outcome.evalue.includes(limit), outcome.evalue);
      assert.deepEqual(outputs, []);
      const next = await run("1 + 1");
      assert.equal(next.outcome.status === "ok" && next.outcome.result?.data["text/plain"], "2");
    });

  itSoaks(
    "of a child process that a cell has started is the child's, and its report is the cell's output",
    async () => {
      const { outcome, outputs } = await run(
        "import { spawnSync } from 'node:child_process'; const child = spawnSync(process.execPath, ['--max-old-space-size=20', '-e', " +
          "'const a = []; for (;;) a.push(new Array(1e5).fill(1))'], { stdio: 'inherit' }); child.signal",
      );
      assert.equal(outcome.status === "ok" && outcome.result?.data["text/plain"], "'SIGABRT'");
      // Shown as soon as it is clear that this process goes on.
      for (let i = 0; i < 100 && outputs.length === 0; i++) await new Promise(resolve => setTimeout(resolve, 50));
      assert.match(outputs.map(output => (output.type === "stream" ? output.text : "")).join(""), /heap out of memory/);
    },
  );

  it("is limited by what is there", () => {
    assert.equal(memoryLimit(2 * gigabyte, ""), Math.floor(1.6 * gigabyte));
    assert.equal(memoryLimit(2 * gigabyte, "100"), 100 * 2 ** 20);
    // Binder's 2 GB, of which Jupyter and the compiler have some.
    const [flag] = heapFlags(memoryLimit(1.5 * gigabyte, ""), "");
    assert.equal(flag, "--max-old-space-size=921");
    assert.deepEqual(heapFlags(64 * gigabyte, ""), ["--max-old-space-size=2048"]);
    assert.deepEqual(heapFlags(gigabyte, "--max-old-space-size=9000"), []);
    assert.equal(heapLimitOf(["--max-old-space-size=921", "--x", "--max_old_space_size=5"]), 5);
  });
});

describe("output: its size", function () {
  this.timeout(30_000);
  let session: Session;
  before(async () => {
    session = await startSession();
  });
  after(() => session.close());

  const run = (code: string) => runOn(session, code);

  for (const [name, code] of [
    ["a display", "display.html('x'.repeat(1e8))"],
    ["a display of JSON", "display.json(Array(50).fill('x'.repeat(2e6)))"],
    ["a page", "display.page('x'.repeat(1e8))"],
    ["a value by its method", "({ $display: () => ({ 'text/plain': 'x'.repeat(1e8) }) })"],
    ["a value", "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': 'x'.repeat(1e8) }) })"],
  ] as const)
    it(`is bounded: ${name}, which is said`, async () => {
      const { outcome, outputs } = await run(code);
      assert.ok(outcome.status === "ok", JSON.stringify(outcome).slice(0, 300));
      const shown = [outcome.result, ...outputs].filter(Boolean) as { data: { [type: string]: string } }[];
      assert.equal(shown.length, 1);
      assert.match(shown[0]!.data["text/plain"]!, /of \d+ MB, where a notebook holds at most 64 MB/);
    });

  it("does not cut what is printed: it comes in pieces, none of which begins with half a character", async () => {
    const { outputs } = await run("process.stdout.write('a' + '😀'.repeat(3e6))");
    const texts = outputs.map(output => (output.type === "stream" ? output.text : ""));
    assert.ok(texts.length > 1 && texts.every(text => text.length <= 2 ** 20 && text.isWellFormed()));
    assert.equal(texts.join(""), `a${"😀".repeat(3e6)}`);
  });

  it("is refused in a message to a widget", async () => {
    const { outcome } = await run("comms.open('t', { x: 'x'.repeat(1e8) })");
    assert.match(outcome.status === "error" ? outcome.evalue : "", /a comm's message of 95 MB/);
  });
});
