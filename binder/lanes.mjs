// Runs mocha several times side by side, in lanes, and reports as one: each suite's lines when it has ended, then what
// failed, then one last line with the sum.

import { spawn } from "node:child_process";
import { constants } from "node:os";
import { join } from "node:path";
import { root } from "./paths.mjs";
import { onStop } from "./stop.mjs";

/** Ends a suite's lines, and the last one's before the summary: ASCII's record separator. See test/reporter.mjs. */
const endOfSuite = "\x1e";

const hooks = {
  typeScript: new URL("../test/ts-node.mjs", import.meta.url).href,
  wasm: new URL("../test/src/on-wasm.ts", import.meta.url).href,
};

/**
 * @typedef {import("../test/groups.mjs").Run} Run
 * @typedef {{ passes: number, failures: number, pending: number }} Counts
 * @typedef {{ title: string, seconds: number }} Time of a suite
 * @typedef {Counts & { times: Time[], failed: string[] }} Report what test/reporter.mjs says of a run
 */

/** @type {Report} */
const nothingRan = { passes: 0, failures: 0, pending: 0, times: [], failed: [] };

const slowestShown = 10;

/** How long a mocha may go on when its last suite is done: something that a test has left open keeps it. */
const exitTimeoutMs = 10_000;

/**
 * Node's arguments to run mocha with.
 * @param {string[]} args
 * @param {Run["backend"]} [backend]
 */
export function mochaArguments(args, backend) {
  const imports = [hooks.typeScript, ...(backend === "wasm" ? [hooks.wasm] : [])];
  return [
    ...imports.flatMap(url => ["--import", url]),
    join(root, "node_modules", "mocha", "bin", "mocha.js"),
    ...args,
  ];
}

/** One mocha: prints each suite when it has ended, and keeps the summary. */
class Lane {
  /** @type {import("node:child_process").ChildProcess | undefined} */
  #process;
  #text = "";
  #stopped = false;

  /**
   * @param {string} node
   * @param {NodeJS.ProcessEnv} env
   */
  constructor(node, env) {
    this.node = node;
    this.env = env;
  }

  /**
   * @param {Run} run
   * @returns {Promise<{ name: string, summary: string, counts: Counts, times: Time[], failed: string[] }>}
   */
  async run({ name, files, backend }) {
    if (this.#stopped) {
      const counts = { passes: 0, failures: 1, pending: 0 };
      return { name, summary: "  not run", counts, times: [], failed: [`${name}: not run`] };
    }
    this.#text = "";
    /** @type {Report | undefined} */
    let counts;
    const color = process.stdout.isTTY ? ["--color"] : [];
    const child = spawn(this.node, mochaArguments([...color, ...files], backend), {
      cwd: root,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      // A process group of its own: what a terminal's Ctrl-C ends is ended by us, both lanes alike.
      detached: process.platform !== "win32",
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", text => this.#print(text));
    /** @type {NodeJS.Timeout | undefined} */
    let overdue;
    let isOverdue = false;
    child.on("message", message => {
      counts = /** @type {Report} */ (message);
      overdue = setTimeout(() => {
        isOverdue = true;
        this.#signal("SIGKILL");
      }, exitTimeoutMs);
    });
    const end = await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (code, signal) => resolve(signal ?? `status ${code}`));
    });
    clearTimeout(overdue);
    this.#process = undefined;
    if (isOverdue) this.#text += `\n  ended by force: a test has left something open that keeps the process\n`;
    // A run that broke off is a failure, whatever it had counted.
    const { passes, failures, pending, times, failed } = counts ?? nothingRan;
    const broken = counts === undefined || isOverdue || (failures === 0 && end !== "status 0");
    return {
      name,
      summary: this.#text + (broken ? `\n  the run ended early (${end})\n` : ""),
      counts: { passes, failures: failures + (broken ? 1 : 0), pending },
      times,
      failed: broken ? [...failed, `${name}: the run ended early (${end})`] : failed,
    };
  }

  #print(/** @type {string} */ text) {
    const suites = (this.#text + text).split(endOfSuite);
    this.#text = suites.pop() ?? "";
    for (const suite of suites) process.stdout.write(suite);
  }

  /** @param {NodeJS.Signals} signal */
  stop(signal) {
    this.#stopped = true;
    this.#signal(signal);
  }

  /** @param {NodeJS.Signals} signal */
  #signal(signal) {
    const pid = this.#process?.pid;
    if (pid === undefined) return;
    try {
      process.kill(process.platform === "win32" ? pid : -pid, signal);
    } catch {
      // it has ended meanwhile
    }
  }
}

/**
 * @param {import("../test/groups.mjs").Plan} plan
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} the exit status
 */
export async function runLanes({ lanes, shared }, node, env) {
  const began = performance.now();
  // The lanes fill the processors; tests of threads say how many they want.
  const mochas = lanes.map(() => new Lane(node, { UNROLLED_THREADS: "1", ...env }));
  /** @type {NodeJS.Signals | undefined} */
  let stopped;
  // The first Ctrl-C lets each mocha end what it started; the second does not wait for that.
  onStop(signal => {
    for (const mocha of mochas) mocha.stop(stopped ? "SIGKILL" : signal);
    stopped = signal;
  });
  process.on("exit", () => {
    for (const mocha of mochas) mocha.stop("SIGKILL");
  });

  const left = [...shared];
  const done = await Promise.all(
    mochas.map(async (mocha, index) => {
      const own = [...(lanes[index] ?? [])];
      const results = [];
      const next = () => own.shift() ?? left.shift();
      for (let run = next(); run; run = next()) results.push(await mocha.run(run));
      return results;
    }),
  );
  const results = done.flat();
  for (const { name, summary } of results) console.log(`\n${name}:${summary.trimEnd()}`);
  const sum = (/** @type {keyof Counts} */ key) => results.reduce((total, { counts }) => total + counts[key], 0);
  const [passes, failures, pending] = [sum("passes"), sum("failures"), sum("pending")];
  const slowest = results.flatMap(({ times }) => times).sort((a, b) => b.seconds - a.seconds);
  const shown = slowest
    .slice(0, slowestShown)
    .map(({ title, seconds }) => `  ${seconds.toFixed(1).padStart(5)} s  ${title}`);
  console.log(["\nslowest suites:", ...shown, `\n${((performance.now() - began) / 1000).toFixed(0)} s`].join("\n"));
  // Last, and each in one line: a log is often read, and kept, from its end.
  for (const failed of results.flatMap(({ failed }) => failed)) console.log(`FAILED ${failed}`);
  console.log(summaryLine({ passes, failures, pending }));
  if (stopped) return 128 + constants.signals[stopped];
  return failures === 0 ? 0 : 1;
}

/** @param {Counts} counts */
const summaryLine = ({ passes, failures, pending }) =>
  `${passes} passed, ${failures} failed${pending ? `, ${pending} skipped` : ""}`;
