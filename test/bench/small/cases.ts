// What is measured: single operations, making and converting, float64 beside float32, memory.
import type { Bar } from "../harness.ts";
import type { LoopCase } from "../loops/cases.ts";

/** Functions of single numbers, which are measured with their gradients. */
const functions = [
  ...([
    "abs",
    "relu",
    "clip",
    "hardSigmoid",
    "leakyRelu",
    "elu",
    "selu",
    "softplus",
    "silu",
    "gelu",
    "geluTanh",
  ] as const),
  ...(["sin", "cos", "square", "pow3", "pow1.5", "maximum", "where", "softmax", "layerNorm", "mse", "huber"] as const),
  "greater", // has no way back
] as const;

/** What a program is told to do again and again. */
export type Task =
  | { kind: "matmul"; m: number; k: number; n: number }
  | { kind: "add" | "mul" | "tanh" | "sigmoid" | "exp"; size: number }
  | { kind: "way-and-back"; of: (typeof functions)[number]; dtype: "float32" | "float64" }
  | { kind: "make-lstm"; units: number }
  | { kind: "tensor"; size: number }
  | { kind: "fit-tensors" | "fit-lists" | "tensor-lists"; samples: number; T: number; input: number }
  | { kind: "fused-lstm"; dtype: "float32" | "float64" }
  | ({ kind: "loop" } & LoopCase)
  | { kind: "memory"; hidden: readonly number[] };

/** One operation is too short for a clock: so many of them are a step. */
export const operationsPerStep = 200;

export interface SmallCase {
  title: string;
  group: Group;
  unit: "µs" | "ms" | "MB";
  /** What each engine does, ours first: ratios are against it. */
  engines: { [engine: string]: Task };
  /** Of the time by the clock, or of the memory. */
  bar: Bar;
}

export const groups = ["products", "elementwise", "functions", "making", "fit", "float64", "memory"] as const;
export type Group = (typeof groups)[number];

const besidePyTorch = (group: Group, title: string, unit: "µs" | "ms", task: Task, times: number): SmallCase => ({
  ...{ title, group, unit, bar: { times, of: "pytorch" } },
  engines: { unrolled: task, pytorch: task },
});

const elementwise = (["add", "mul", "tanh", "sigmoid", "exp"] as const).flatMap(kind =>
  [2048, 16_384].map(size => besidePyTorch("elementwise", `${kind} of ${size / 256} kB`, "µs", { kind, size }, 1.2)),
);

const waysAndBack = (["float32", "float64"] as const).flatMap(dtype =>
  functions.map(of =>
    besidePyTorch(
      "functions",
      `${of} of [64, 128, 64] and back, ${dtype}`,
      "ms",
      { kind: "way-and-back", of, dtype },
      3,
    ),
  ),
);

const data = { samples: 2000, T: 50, input: 32 };

const inFloat64 = (title: string, task: (dtype: "float32" | "float64") => Task): SmallCase => ({
  ...{ title: `${title} in float64`, group: "float64", unit: "ms", bar: { times: 2, of: "float32" } },
  engines: { float64: task("float64"), float32: task("float32") },
});
const loop = (name: LoopCase["loop"], hidden: number) => (dtype: "float32" | "float64") =>
  ({ kind: "loop", loop: name, batch: 32, T: 50, input: 32, hidden, dtype }) as const;

const eight = [40, 64, 24, 96, 32, 80, 48, 112];

export const cases: readonly SmallCase[] = [
  besidePyTorch("products", "[32, 128] × [128, 128]", "µs", { kind: "matmul", m: 32, k: 128, n: 128 }, 1.2),
  ...elementwise,
  ...waysAndBack,
  besidePyTorch("making", "making lstm(512)", "ms", { kind: "make-lstm", units: 512 }, 2),
  {
    ...{ title: "tensor(new Float32Array(1e6))", group: "making", unit: "ms", bar: { atMost: 2 } },
    engines: { unrolled: { kind: "tensor", size: 1_000_000 } },
  },
  {
    ...{ title: "fit again of the same tensors, before its first step", group: "fit", unit: "ms", bar: { atMost: 1 } },
    engines: { unrolled: { kind: "fit-tensors", ...data } },
  },
  {
    ...{ title: "fit of lists, before its first step", group: "fit", unit: "ms", bar: { times: 1.2, of: "tensor(x)" } },
    engines: { unrolled: { kind: "fit-lists", ...data }, "tensor(x)": { kind: "tensor-lists", ...data } },
  },
  inFloat64("LSTM, 32 × 100, 30 → 32", dtype => ({ kind: "fused-lstm", dtype })),
  inFloat64("own RNN step, H 64", loop("rnn", 64)),
  inFloat64("own LSTM, gates by slices, H 64", loop("lstm-slices", 64)),
  {
    ...{ title: "heap of eight loops", group: "memory", unit: "MB", bar: { times: 2, of: "the largest" } },
    engines: {
      unrolled: { kind: "memory", hidden: eight },
      "the largest": { kind: "memory", hidden: [Math.max(...eight)] },
    },
  },
];
