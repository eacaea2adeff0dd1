// What never ends is answered at once when it is stopped, with the values kept where V8 allows it; else the kernel says that
// they are lost.
import assert from "node:assert/strict";
import type { KernelClient } from "../../../kernel/client.ts";
import { needDist } from "../../needs.ts";
import { times } from "../../soak.ts";
import { stopwatch } from "../../stopwatch.ts";
import { until } from "../../until.ts";
import { belonging, printed, result, start } from "./kernel.ts";

/** Prints when it is there, so that the interrupt comes while it runs. */
const here = "console.log('here');";
const backtrack = "/^(a+)+$/.test('a'.repeat(40) + 'b')";

/** By polls in loops, by awaits that are raced, by ending the child process that is waited for, and else by V8. */
const keeps: [string, string][] = [
  ["an endless loop", `${here} while (true) {}`],
  ["a loop without a block", `${here} for (;;);`],
  ["a loop of awaits", `${here} while (true) await new Promise(resolve => setTimeout(resolve, 1))`],
  ["a loop that awaits what is ready", `${here} while (true) await null`],
  ["a loop after an await", `await null; ${here} for (;;) {}`],
  ["a loop in a timer", `await new Promise(() => setTimeout(() => { ${here} for (;;) {} }))`],
  ["a loop that swallows the interrupt", `${here} while (true) { try { while (true) {} } catch {} }`],
  ["a wait for nothing", `${here} await new Promise(() => {})`],
  ["an asynchronous iteration", `${here} for await (const x of (async function* () { for (;;) yield null })()) x`],
  ["a promise that waits for itself", `${here} const f = (): Promise<void> => Promise.resolve().then(f); await f()`],
  ["a catastrophic regular expression", `${here} ${backtrack}`],
  ["one after an await", `await null; ${here} ${backtrack}`],
  ["a sort whose comparison never comes to an end", `${here} [1, 2].sort(() => { eval('for (;;) {}'); return 0 })`],
  [
    "a child process that is waited for",
    `${here} require("node:child_process").spawnSync(process.execPath, ["-e", "setTimeout(() => {}, 20_000)"])`,
  ],
  [
    "one that holds the output open",
    `${here} require("node:child_process").spawnSync(process.execPath, ["-e", "setTimeout(() => {}, 20_000)"], { stdio: "inherit" })`,
  ],
  ["a thread that sleeps", `${here} Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`],
];

/** Node's timers do not survive V8's termination, and V8's built-ins do not look for it. */
const restarts: [string, string][] = [
  ["a regular expression in a timer", `await new Promise(() => setTimeout(() => { ${here} ${backtrack} }))`],
  ["a built-in of V8's", `${here} new Array(2 ** 31).fill(0)`],
];

const toolkit: [string, string][] = [
  [
    "a training",
    `const model = sequential([simpleRNN(16, { inputShape: [20, 8] }), dense(2), activation("softmax")]);
    model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "adam" });
    const x = seed(0).normal(0, 1, [64, 20, 8]), y = Array.from({ length: 64 }, (_, i) => i % 2);
    ${here} await model.fit(x, y, { epochs: 1e9, verbose: 0 })`,
  ],
  [
    "a loop of the toolkit's that never yields",
    `const cell = new RNNCell(64, 64, { rng: seed(0) }), long = seed(0).normal(0, 1, [500, 64, 64]);
    ${here} Array.from({ length: 1000 }).map(() => unroll(cell, long))`,
  ],
  [
    "a training on several threads",
    `setThreads(2);
    const large = sequential([lstm(96, { inputShape: [100, 32] }), dense(2, { activation: "softmax" })]);
    large.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "adam" });
    const many = seed(0).normal(0, 1, [64, 100, 32]), of = Array.from({ length: 64 }, (_, i) => i % 2);
    await large.fit(many, of, { epochs: 1, verbose: 0 });
    ${here} await large.fit(many, of, { epochs: 1e9, batchSize: 64, verbose: 0 })`,
  ],
];

/** Every fourth one in a test, all of them in a soak. */
const shareOf = (cases: [string, string][]) => cases.filter((_, i) => i % times(4, 1) === 0);

describe("interrupt: what never ends", function () {
  this.timeout(20_000);
  let kernel: KernelClient;

  const started = (toolkit: boolean) => {
    before(async function () {
      if (toolkit) needDist(this);
      kernel = await start({ toolkit });
    });
    after(() => kernel.shutdown());
  };

  /** Interrupts a cell once it prints; with its answer, how long that took to come, in milliseconds. */
  async function stop(code: string) {
    const { length } = kernel.broadcasts;
    const running = kernel.execute(code);
    await until(() => kernel.broadcasts.slice(length).some(({ content }) => content.name === "stdout"));
    const elapsed = stopwatch();
    await kernel.interrupt();
    const answer = await running;
    const { ename, evalue } = answer.reply.content;
    return { answer, ename, evalue, took: elapsed() };
  }

  async function stopsAndKeeps(code: string) {
    await kernel.execute("let kept = 42");
    const { ename, evalue, took } = await stop(code);
    assert.equal(ename, "Interrupted", String(evalue));
    assert.ok(took < 900, `took ${took} ms: before V8 has stopped it`);
    assert.equal(result(await kernel.execute("kept")), "42");
  }

  describe("is stopped with the values kept:", () => {
    started(false);
    for (const [name, code] of shareOf(keeps)) it(name, () => stopsAndKeeps(code));

    it("a loop in a timer that its cell has left behind, though the kernel says idle", async () => {
      await kernel.execute("let kept = 42");
      const left = await kernel.execute(`setTimeout(() => { ${here} for (;;) {} })`);
      await until(() => printed(belonging(kernel, left)) === "here\n");
      const elapsed = stopwatch();
      await kernel.interrupt();
      assert.equal(result(await kernel.execute("kept")), "42");
      assert.ok(elapsed() < 2000);
      const said = () => printed(belonging(kernel, left), "stderr");
      await until(() => said() !== "");
      assert.match(said(), /^Interrupted: the cell was stopped; all variables stay\n +at cell \d+:1:/);
    });

    it("nothing, and no later cell, where nothing runs", async () => {
      for (let i = 0; i < 50; i++) {
        await kernel.interrupt();
        const next = await kernel.execute("let sum = 0; for (let i = 0; i < 1e5; i++) sum += i; await null; sum");
        assert.equal(result(next), "4999950000");
      }
    });
  });

  describe("is stopped in the toolkit, with the values kept:", () => {
    started(true);
    for (const [name, code] of toolkit) it(name, () => stopsAndKeeps(code));
  });

  describe("costs the values, which is said, and the next cell works:", () => {
    started(false);
    for (const [name, code] of shareOf(restarts))
      it(name, async () => {
        await kernel.execute("let kept = 42");
        const { answer, ename, took } = await stop(code);
        assert.equal(ename, "Interrupted");
        assert.ok(took < 900, `took ${took} ms: before its process is ended`);
        assert.equal(result(await kernel.execute("1 + 1")), "2");
        const said = printed(belonging(kernel, answer), "stderr");
        assert.match(said, /nothing else could stop the cell.*values are lost: run the cells above again/);
        assert.equal((await kernel.execute("kept")).reply.content.ename, "TS2304");
      });
  });
});
