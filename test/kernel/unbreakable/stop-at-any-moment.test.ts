// Stop counts at any moment of a kernel's life: while it starts, while a cell is checked, while a process or the compiler
// is replaced, while a cell runs. Random moments, from a seed: UNROLLED_SEED. Two hundred and forty of them, and how long
// they took:
//
//     UNROLLED_SOAK=1 node --import ./test/ts-node.mjs node_modules/mocha/bin/mocha.js test/kernel/unbreakable/stop-at-any-moment.test.ts
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { type Answer, type KernelClient, startKernel } from "../../../kernel/client.ts";
import { descendantsOf, signal } from "../../../kernel/execution/process-tree.ts";
import { needDist } from "../../needs.ts";
import { itSoaks, times } from "../../soak.ts";
import { stopwatch } from "../../stopwatch.ts";
import { until } from "../../until.ts";
import { argv, result } from "./kernel.ts";

/** From the interrupt to the reply of the cell, in milliseconds, less what the kernel waited for a core (stopwatch.ts). */
const withinMs = 300;

/** No reply after this time, in milliseconds, never comes. */
const lostMs = 10_000;

/** Stopped by polls and raced awaits, by ending what is waited for, by V8, and the last with its process. */
const endless = [
  "while (true) {}",
  "await new Promise(() => {})",
  "for (;;) await null",
  "const f = (n: number): number => { for (;;) n++ }; f(1)",
  "await (async () => { for (;;) {} })()",
  "for await (const x of (async function* () { for (;;) yield 1 })()) x",
  "require('node:child_process').execSync('sleep 31')",
  "require('node:child_process').execSync('sleep 31 &')",
  "require('node:child_process').execSync(`trap '' INT TERM; sleep 31; sleep 31`)",
  "/^(a+)+$/.test('a'.repeat(40) + 'b')",
  "Array.prototype.indexOf.call({ length: 1e15 }, 1)",
];

/** What a kernel may be in the middle of when the endless cell is sent, by the cells before it. */
const before: [string, string[]][] = [
  ["nothing", []],
  ["a cell's end", ["1 + 1"]],
  ["the end of its process", ["process.exit(1)"]],
  ["another end of its process", ["process.kill(process.pid, 'SIGKILL')"]],
  ["a queue", ["let n = 0", "n + 1", "n + 2", "n + 3"]],
  ["a large check", [`const t${"x".repeat(20)} = [${"{ a: 1, b: [2, 3] }, ".repeat(2000)}]`]],
];

/** The next cell finds none, and another is started for it. */
function endCompiler({ process: { pid } }: KernelClient): void {
  const isCompiler = ({ pid }: { pid: number }) => /^tsc/.test(readFileSync(`/proc/${pid}/comm`, "utf8"));
  if (process.platform === "linux") signal(descendantsOf(pid!).filter(isCompiler), "SIGKILL");
}

/** Mulberry32: the same moments from the same seed. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

describe("interrupt: at any moment", function () {
  this.timeout(times(60_000, 600_000));

  const seed = Number(process.env.UNROLLED_SEED ?? 1);
  const next = random(seed);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(next() * items.length)]!;
  /** How long each stop took, by the clock, and less what the kernel waited for a core. */
  const took: { byClock: number; own: number; where: string }[] = [];

  after(() => {
    if (took.length > 0) console.log(`      ${took.length} stops, seed ${seed}: ${distribution(took)}`);
  });

  /** Interrupts a cell a while after it was sent, again where that was for one before it; notes how long the last took. */
  async function stop(kernel: KernelClient, code: string, afterMs: number, what: string): Promise<void> {
    const where = `${code} after ${afterMs.toFixed(1)} ms of ${what}, seed ${seed}`;
    const { length } = kernel.broadcasts;
    let outcome: Answer | undefined;
    const running = kernel.execute(code).then(answer => (outcome = answer));
    const hasBegun = () =>
      kernel.broadcasts
        .slice(length)
        .some(({ header, content }) => header.msg_type === "execute_input" && content.code === code);
    await delay(afterMs);
    while (!outcome) {
      const isMeant = hasBegun();
      const [elapsed, asked] = [stopwatch(), performance.now()];
      await kernel.interrupt();
      await Promise.race([running, delay(lostMs), isMeant ? undefined : until(hasBegun)].filter(Boolean));
      assert.ok(outcome || (hasBegun() && !isMeant), `lost: ${where}`);
      if (outcome) took.push({ byClock: performance.now() - asked, own: elapsed(), where });
    }
    assert.equal(outcome.reply.content.ename, "Interrupted", `${JSON.stringify(outcome.reply.content)}: ${where}`);
    assert.equal(result(await kernel.execute("1 + 1")), "2", where);
  }

  it("of a kernel that starts", async function () {
    needDist(this);
    for (let i = 0; i < times(1, 40); i++) {
      const kernel = await startKernel({ argv: argv({ dist: true, toolkit: next() < 0.5 }) });
      try {
        await stop(kernel, pick(endless), next() * 1000, "a start");
      } finally {
        await kernel.shutdown();
      }
    }
  });

  itSoaks("of a kernel that runs", async function () {
    needDist(this);
    const kernel = await startKernel({ argv: argv({ dist: true, toolkit: true }) });
    try {
      for (let i = 0; i < times(8, 200); i++) {
        const [what, cells] = pick(before);
        for (const code of cells) kernel.send("shell", "execute_request", { code, stop_on_error: false });
        if (next() < 0.2 && cells.length === 0) endCompiler(kernel);
        if (next() < 0.5) await delay(next() * 50);
        await stop(kernel, pick(endless), next() * 400, `${what}, round ${i}`);
      }
    } finally {
      await kernel.shutdown();
    }
  });

  it(`within ${withinMs} ms`, () => {
    const late = took.filter(({ own }) => own >= withinMs);
    assert.deepEqual(late, []);
  });
});

function distribution(took: readonly { byClock: number; own: number }[]): string {
  const quantiles = (times: number[]) => {
    times.sort((a, b) => a - b);
    return [0.5, 0.9, 0.99, 1].map(part => times[Math.ceil(part * times.length) - 1]!.toFixed()).join(", ");
  };
  const [byClock, own] = [took.map(({ byClock }) => byClock), took.map(({ own }) => own)].map(quantiles);
  return `median, 90 %, 99 %, longest ${byClock} ms by the clock; ${own} ms without waiting for a core`;
}
