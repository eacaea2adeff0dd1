// Where the time of one training step goes: in which of the kernels, and how much outside of them.
import { choose } from "./choose.ts";
import { cells, sizes } from "./engine/cases.ts";
import type { Sample } from "./harness.ts";

export interface ProfileOptions {
  sizes?: string;
  cells?: string;
}

const rounds = 7;
/** Of each round, in milliseconds: of a large size one step at least. */
const roundMs = 300;

/** What a kernel does in a step, by its name; one that is not listed stands under its own. */
const parts: readonly [part: string, names: RegExp][] = [
  ["recurrence, forward", /^(rnn|lstm|gru(After|Before))Forward$/],
  ["recurrence, backward", /^(rnn|lstm|gru(After|Before))Backward$/],
  ["products outside the recurrence", /^gemm|^pack/],
  ["softmax and cross-entropy", /^(logSoftmax|crossEntropy)/],
  ["Adam", /^adam$/],
  [
    "sums and elementwise",
    /^(unary|binary|sum|addSums|roundSums|copyRows|addRows|takeRows|addIntoRows|gather|keepRows|timesBlocks)$/,
  ],
];
const outside = "outside the kernels";
const whole = "all of the step";

export async function* profile(options: ProfileOptions): AsyncGenerator<Sample> {
  const spent = new Map<string, number>();
  timeKernels(spent);
  // Not before: the backend takes hold of WebAssembly when it is loaded.
  const { backend } = await import("./engine/rooms.ts");
  const { stepOf } = await import("./engine/step.ts");
  const kernels = new URL("../../dist/src/backend/wasm/", import.meta.url);
  backend.setBackend(await backend.wasm({ kernels, simd: "relaxed", threads: 1 }));
  for (const cell of choose("cells", options.cells, ["lstm"], cells))
    for (const size of choose("sizes", options.sizes, ["A", "B", "C", "D", "E"], Object.keys(sizes))) {
      const [batch, T, input, hidden] = sizes[size]!.shape;
      const step = stepOf({ cell, output: "many-to-many", batch, T, input, hidden });
      const warm = performance.now();
      for (let n = 0; n < 3 || performance.now() - warm < 2 * roundMs; n++) step();
      for (let round = 0; round < rounds; round++) {
        spent.clear();
        const began = performance.now();
        let steps = 0;
        for (; steps === 0 || performance.now() - began < roundMs; steps++) step();
        const all = performance.now() - began;
        const inside = [...spent.values()].reduce((sum, ms) => sum + ms, 0);
        const rows: [string, number][] = [[whole, all], ...spent, [outside, all - inside]];
        for (const [engine, ms] of rows) yield { case: `${cell} ${size}`, engine, unit: "ms", value: ms / steps };
      }
    }
}

/** Adds up the milliseconds of each part, whichever module is made from now on. A kernel calls no other by its export. */
function timeKernels(spent: Map<string, number>): void {
  const scope = globalThis as unknown as {
    WebAssembly: { Instance: new (module: object, imports: object) => { exports: object } };
  };
  const { Instance } = scope.WebAssembly;
  const timed = ([name, value]: [string, unknown]): [string, unknown] => {
    if (typeof value !== "function") return [name, value];
    const part = parts.find(([, names]) => names.test(name))?.[0] ?? name;
    return [
      name,
      (...args: number[]) => {
        const before = performance.now();
        const result: unknown = value(...args);
        spent.set(part, (spent.get(part) ?? 0) + performance.now() - before);
        return result;
      },
    ];
  };
  scope.WebAssembly.Instance = class {
    readonly exports: object;
    constructor(module: object, imports: object) {
      this.exports = Object.fromEntries(Object.entries(new Instance(module, imports).exports).map(timed));
    }
  };
}
