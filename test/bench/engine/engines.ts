// The engines that are compared: ours in several builds, and the peers that are installed in .cache/bench and binder/tfjs.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const installed = fileURLToPath(new URL("../../../.cache/bench/", import.meta.url));
const tfjsModules = fileURLToPath(new URL("../../../binder/tfjs/node_modules/@tensorflow/", import.meta.url));
/** The interpreter of an environment in .cache/bench. */
export const python = (venv: string) =>
  join(installed, venv, ...(process.platform === "win32" ? ["Scripts", "python.exe"] : ["bin", "python"]));

export interface Engine {
  name: string;
  /** The program and what it is told before the case. */
  command: string[];
  /** What it is told after the case. */
  options: string[];
  /** How many threads it may use; one where left out. */
  threads?: number;
  /** Must be there; else how to install it is said in README.md. */
  needs?: string;
}

const ours = (name: string, options: object, program = "ours.ts", ...more: string[]): Engine => ({
  name,
  command: [process.execPath, join(here, program)],
  options: [JSON.stringify(options), ...more],
});

const torch = (name: string, ...options: string[]): Engine => ({
  name,
  command: [python("torch"), join(here, "torch_step.py")],
  options,
  needs: python("torch"),
});

/** The same engine with a thread for each processor. */
const threaded = (engine: Engine): Engine => ({
  ...engine,
  name: `${engine.name}-threads`,
  threads: availableParallelism(),
});

/** Ours first: ratios are against it. */
export const engines: Engine[] = [
  ours("wasm", { simd: "relaxed" }),
  threaded(ours("wasm", { simd: "relaxed" })),
  ours("fit", { simd: "relaxed" }, "fit.ts"),
  threaded(ours("fit", { simd: "relaxed" }, "fit.ts")),
  ours("fit-dropout", { simd: "relaxed" }, "fit.ts", "between"),
  ours("fit-recurrent-dropout", { simd: "relaxed" }, "fit.ts", "recurrent"),
  ours("train", { simd: "relaxed" }, "train.ts"),
  ours("masked", { simd: "relaxed" }, "train.ts", "masked"),
  ours("wasm-plain", { simd: "plain" }),
  threaded(ours("wasm-plain", { simd: "plain" })),
  ours("wasm-noflag", { simd: "relaxed", revectorize: false }),
  ours("wasm-plain-noflag", { simd: "plain", revectorize: false }),
  torch("pytorch"),
  threaded(torch("pytorch")),
  torch("pytorch-packed", "masked"),
  { name: "keras-jax", command: [python("keras"), join(here, "keras_step.py")], options: [], needs: python("keras") },
  ...(["cpu", "wasm", "node", "node-gpu"] as const).flatMap(on => {
    const needs = join(tfjsModules, on === "cpu" ? "tfjs" : on === "wasm" ? "tfjs-backend-wasm" : `tfjs-${on}/lib`);
    return [
      { ...ours(`on-tfjs-${on}`, { tfjs: `tfjs-${on}` }), needs },
      { name: `tfjs-${on}`, command: [process.execPath, join(here, "tfjs.ts")], options: [`tfjs-${on}`], needs },
    ];
  }),
];

export const isInstalled = ({ needs }: Engine): boolean => needs === undefined || existsSync(needs);

/** What tells the libraries how many threads they may have. */
const threadLimits = [
  ...["OMP_NUM_THREADS", "MKL_NUM_THREADS", "UNROLLED_THREADS"],
  ...["TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS"],
];

/** An engine at work on one case. */
export class Worker {
  readonly about: Promise<string>;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #name: string;

  constructor({ name, command, options, threads = 1 }: Engine, wanted: object) {
    const [program, ...args] = command as [string, ...string[]];
    const limits = threadLimits.map(name => [name, String(threads)]);
    const env = { ...process.env, ...Object.fromEntries(limits), NODE_NO_WARNINGS: "1" };
    this.#name = name;
    this.#child = spawn(program, [...args, JSON.stringify(wanted), ...options], {
      env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
    this.about = this.#line();
  }

  /** Another case in the same process, where the program can. @returns what it says it is */
  turnTo(wanted: object): Promise<string> {
    this.#child.stdin!.write(`${JSON.stringify(wanted)}\n`);
    return this.#line();
  }

  /** Does so many steps; what the engine measured, in milliseconds. */
  async steps(n: number): Promise<number[]> {
    this.#child.stdin!.write(`${n}\n`);
    return JSON.parse(await this.#line()) as number[];
  }

  end(): void {
    this.#child.kill();
  }

  /** The next line that is no chatter of a library. */
  async #line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error(`${this.#name} ended before it answered`);
    return value;
  }
}
