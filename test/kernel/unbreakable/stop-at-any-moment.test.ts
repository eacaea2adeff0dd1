// Stop counts at any moment of a kernel's life: while it starts, while a cell is checked, while a process or the compiler
// is replaced, while a cell runs. Random moments, from a seed that is printed where one fails.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { type KernelClient, startKernel } from "../../../kernel/client.ts";
import { descendantsOf, signal } from "../../../kernel/execution/process-tree.ts";
import { needDist } from "../../needs.ts";
import { times } from "../../soak.ts";
import { argv, result } from "./kernel.ts";

/** By its polls and raced awaits a cell is stopped within this time, in milliseconds. A loaded machine gets some more. */
const withinMs = 300;
const slackMs = 700;

const endless = [
  "while (true) {}",
  "await new Promise(() => {})",
  "for (;;) await null",
  "const f = (n: number): number => { for (;;) n++ }; f(1)",
  "await (async () => { for (;;) {} })()",
  "for await (const x of (async function* () { for (;;) yield 1 })()) x",
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
  const late: number[] = [];

  /** Interrupts an endless cell a while after it was sent; resolves with how long that took. */
  async function stopped(kernel: KernelClient, code: string, afterMs: number, what: string): Promise<number> {
    const running = kernel.execute(code);
    await delay(afterMs);
    const asked = performance.now();
    await kernel.interrupt();
    const outcome = await Promise.race([running, delay(5000)]);
    const where = `${code} after ${afterMs.toFixed(1)} ms of ${what}, seed ${seed}`;
    assert.ok(outcome, `lost: ${where}`);
    const took = performance.now() - asked;
    assert.equal(outcome.reply.content.ename, "Interrupted", `${JSON.stringify(outcome.reply.content)}: ${where}`);
    assert.ok(took < withinMs + slackMs, `took ${took.toFixed()} ms: ${where}`);
    return took;
  }

  it("of a kernel that starts", async function () {
    needDist(this);
    for (let i = 0; i < times(4, 40); i++) {
      const kernel = await startKernel({ argv: argv({ dist: true, toolkit: next() < 0.5 }) });
      try {
        late.push(await stopped(kernel, pick(endless), next() * 1000, "a start"));
        assert.equal(result(await kernel.execute("1 + 1")), "2");
      } finally {
        await kernel.shutdown();
      }
    }
  });

  it("of a kernel that runs", async function () {
    needDist(this);
    const kernel = await startKernel({ argv: argv({ dist: true, toolkit: true }) });
    try {
      for (let i = 0; i < times(20, 200); i++) {
        const [what, cells] = pick(before);
        for (const code of cells) kernel.send("shell", "execute_request", { code, stop_on_error: false });
        if (next() < 0.2 && cells.length === 0) endCompiler(kernel);
        if (next() < 0.5) await delay(next() * 50);
        // The interrupt is for the cell that runs by then, which may be one before it: then the endless one goes on, so
        // that it is stopped again.
        const running = kernel.execute(pick(endless));
        await delay(next() * 400);
        const asked = performance.now();
        let isDone = false;
        void running.then(() => (isDone = true));
        let stops = 0;
        while (!isDone && performance.now() - asked < 5000) {
          stops++;
          await kernel.interrupt();
          await Promise.race([running, delay(withinMs + slackMs)]);
        }
        assert.ok(isDone, `lost: ${what}, round ${i}, seed ${seed}`);
        assert.ok(
          stops <= cells.length + 1,
          `${stops} stops for ${cells.length + 1} cells: ${what}, round ${i}, seed ${seed}`,
        );
        const { ename } = (await running).reply.content;
        assert.equal(ename, "Interrupted", `${what}, round ${i}, seed ${seed}`);
        assert.equal(result(await kernel.execute("1 + 1")), "2");
      }
    } finally {
      await kernel.shutdown();
    }
  });

  it("mostly within 0.3 s", () => {
    const quick = late.filter(took => took < withinMs).length;
    assert.ok(quick >= 0.8 * late.length, `only ${quick} of ${late.length}: ${late.map(took => took.toFixed())}`);
  });
});
