// What ends the cells' process, or seems to: the kernel says so and goes on. And with its front end, all of it ends.
import assert from "node:assert/strict";
import { type KernelClient, startKernel } from "../../../kernel/client.ts";
import { needProc } from "../../needs.ts";
import { isAlive, processTree } from "../../processes.ts";
import { itSoaks } from "../../soak.ts";
import { stopwatch } from "../../stopwatch.ts";
import { until } from "../../until.ts";
import { argv, belonging, printed, result, start } from "./kernel.ts";

describe("process end: a cell that ends its process, or seems to", function () {
  this.timeout(20_000);
  let kernel: KernelClient;
  before(async () => {
    kernel = await start();
  });
  after(() => kernel.shutdown());

  const stderr = (of: Parameters<typeof belonging>[1]) => printed(belonging(kernel, of), "stderr");

  async function goesOn(isKept: boolean) {
    const { reply } = await kernel.execute("kept");
    assert.deepEqual([reply.content.status, reply.content.ename], isKept ? ["ok", undefined] : ["error", "TS2304"]);
    assert.equal(result(await kernel.execute("6 * 7")), "42");
  }

  beforeEach(() => kernel.execute("let kept = 1"));

  it("by process.exit: the values are lost, and it says so", async () => {
    const { reply } = await kernel.execute("console.log('before'); process.exit(3)");
    assert.equal(reply.content.ename, "ExecutorDied");
    assert.match(String(reply.content.evalue), /exit code 3.*values are lost: run the cells above again/);
    await goesOn(false);
  });

  it("by process.exit when it is long done: it says so there", async () => {
    const cell = await kernel.execute("setTimeout(() => process.exit(4), 20)");
    await until(() => stderr(cell) !== "");
    assert.match(stderr(cell), /exit code 4.*values are lost: run the cells above again/);
    await goesOn(false);
  });

  it("by a signal, while a child process of the cell's still holds its output", async () => {
    const held = `require("node:child_process")
      .spawn(process.execPath, ["-e", "setTimeout(() => {}, 9000)"], { stdio: "inherit", detached: true }).unref()`;
    const elapsed = stopwatch();
    const { reply } = await kernel.execute(
      `require("node:child_process").spawnSync(process.execPath, ["-e", ${JSON.stringify(held)}], { stdio: "inherit" });
      process.kill(process.pid, "SIGKILL")`,
    );
    assert.ok(elapsed() < 5000, "it waits for the child");
    assert.match(String(reply.content.evalue), /signal SIGKILL/);
    await goesOn(false);
  });

  it("by writing where it speaks to the kernel: the values are lost, and it says so", async () => {
    for (const bytes of ["'hello'", "Buffer.from([0, 0, 0, 3, 120, 121, 122])"]) {
      const { reply } = await kernel.execute(`require("node:fs").writeSync(3, ${bytes})`);
      assert.equal(reply.content.ename, "ExecutorDied");
      assert.match(String(reply.content.evalue), /file descriptor 3.*values are lost: run the cells above again/);
      await goesOn(false);
    }
  });

  it("by a rejection that nobody handles: it is shown, and nothing ends", async () => {
    const cell = await kernel.execute("void Promise.reject(new RangeError('lost'))");
    await until(() => stderr(cell) !== "");
    assert.match(stderr(cell), /^Uncaught \(in promise\) RangeError: lost\n +at cell \d+:1:21/);
    await goesOn(true);
  });

  it("by a throw when it is long done: it is shown, and nothing ends", async () => {
    const cell = await kernel.execute("setTimeout(() => { throw new RangeError('late') }, 20)");
    await until(() => stderr(cell) !== "");
    assert.match(stderr(cell), /^Uncaught RangeError: late\n +at cell \d+:1:26/);
    await goesOn(true);
  });

  it("by a timer left running: its output finds its cell, and nothing ends", async () => {
    const cell = await kernel.execute(
      "let ticks = 0; const timer = setInterval(() => console.log(`tick ${++ticks}`), 1)",
    );
    await goesOn(true);
    await until(() => printed(belonging(kernel, cell)).includes("tick 100\n"));
    await kernel.execute("clearInterval(timer)");
  });

  it("by a recursion without end: it is an error, and nothing ends", async () => {
    const { reply } = await kernel.execute("const deep = (n: number): number => deep(n + 1) + 1; deep(0)");
    assert.equal(reply.content.ename, "RangeError");
    assert.match(String(reply.content.evalue), /^Maximum call stack size exceeded/);
    assert.ok((reply.content.traceback as string[]).length < 100);
    await goesOn(true);
  });
});

describe("process end: a cell that takes all memory", function () {
  this.timeout(60_000);

  it("ends its process: the kernel says why, and goes on with a new one", async () => {
    const env = { ...process.env, NODE_OPTIONS: "--max-old-space-size=64" };
    const kernel = await startKernel({ argv: argv(), env });
    const cell = await kernel.execute(
      "const all: number[][] = []; for (;;) all.push(Array.from({ length: 1000 }, Math.random))",
    );
    assert.equal(cell.reply.content.ename, "ExecutorDied");
    assert.match(String(cell.reply.content.evalue), /out of memory.*values are lost: run the cells above again/);
    assert.doesNotMatch(printed(cell, "stderr"), /GC|FATAL/);
    assert.equal(result(await kernel.execute("6 * 7")), "42");
    await kernel.shutdown();
  });
});

describe("process end: the front end's", function () {
  this.timeout(20_000);
  before(function () {
    needProc(this);
  });

  /** A front end that does nothing but start the kernel. */
  const frontEnd = `
    const { spawn } = require("node:child_process");
    const [command, ...args] = process.argv.slice(1);
    spawn(command, args, { stdio: "inherit", env: { ...process.env, JPY_PARENT_PID: String(process.pid) } });
    setInterval(() => {}, 1000);`;

  for (const [state, code] of [
    ["waits for cells", undefined],
    ["runs a loop without end", "console.log('here'); for (;;) {}"],
    ["runs a regular expression without end", "console.log('here'); /^(a+)+$/.test('a'.repeat(40) + 'b')"],
  ] as const)
    (code === undefined ? itSoaks : it)(
      `ends every process of a kernel that ${state}, within two seconds`,
      async () => {
        const kernel = await startKernel({ argv: [process.execPath, "-e", frontEnd, ...argv()] });
        await kernel.execute("1");
        if (code) {
          void kernel.execute(code).catch(() => {});
          await until(() => kernel.broadcasts.some(({ content }) => content.name === "stdout"));
        }
        const kernels = processTree(kernel.process.pid!).slice(1);
        assert.equal(kernels.length, 3, "sockets, cells, compiler");
        kernel.process.kill("SIGKILL");
        const elapsed = stopwatch();
        await until(() => !kernels.some(({ pid }) => isAlive(pid)));
        assert.ok(elapsed() < 2000, "it should have ended by now");
      },
    );
});
