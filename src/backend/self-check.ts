// Compares the backend with the reference once, when it loads: compilers of WebAssembly differ, and V8's is run with an
// experimental flag.
import type { DType, NDArray } from "./array.ts";
import type { Primitives } from "./by-dtype.ts";
import { gatesOf, type RecurrenceInputs, type RecurrenceKind } from "./recurrence.ts";
import { reference } from "./reference/index.ts";

const tolerances: Readonly<Record<DType, number>> = { float32: 1e-4, float64: 1e-12 };

/** @returns the first difference, or undefined where there is none */
export function selfCheck(primitives: Primitives, dtype: DType): string | undefined {
  const tolerance = tolerances[dtype];
  const xp = { ...primitives, dtype };
  for (const { name, run } of checks) {
    const [actual, expected] = [run(xp), run({ ...reference, dtype })];
    for (const [k, a] of actual.entries()) {
      const [x, y] = [xp.values(a), reference.values(expected[k]!)];
      const at = x.findIndex((value: number, i: number) => !(Math.abs(value - y[i]!) <= tolerance));
      if (at >= 0) return `${name}: ${x[at]} where the reference has ${y[at]}`;
    }
  }
  return undefined;
}

interface Check {
  readonly name: string;
  readonly run: (xp: Checked) => NDArray[];
}

interface Checked extends Primitives {
  /** Of the numbers that are made. */
  readonly dtype: DType;
}

/** Uneven numbers between −1 and 1, the same on every backend. */
const numbers = (xp: Checked, ...shape: number[]): NDArray =>
  xp.fromValues(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => Math.sin(1 + 1.7 * i + 0.3 * i * i)),
    shape,
    xp.dtype,
  );

/** Sizes with whole tiles and ragged edges in each direction. */
const product = (transposeA: boolean, transposeB: boolean): Check => ({
  name: "matmul",
  run(xp) {
    const [m, k, n] = [27, 37, 35];
    const a = transposeA ? numbers(xp, k, m) : numbers(xp, m, k);
    const b = transposeB ? numbers(xp, n, k) : numbers(xp, k, n);
    return [xp.matmul(a, b, transposeA, transposeB)];
  },
});

/** Several at once, in which a matrix meets a matrix, a vector, or a vector another one. */
const batches: Check = {
  name: "matmul of several",
  run: xp =>
    [
      [5, 7, 6],
      [1, 41, 37],
      [37, 41, 1],
      [9, 1, 19],
    ].flatMap(([m, k, n]) => {
      const [a, b] = [numbers(xp, 3, m!, k!), numbers(xp, 3, k!, n!)];
      const [turnedA, turnedB] = [xp.transpose(a, [0, 2, 1]), xp.transpose(b, [0, 2, 1])];
      return [xp.matmul(a, b, false, false), xp.matmul(turnedA, b, true, false), xp.matmul(a, turnedB, false, true)];
    }),
};

/** @param rare whether what a recurrence seldom has is there: a mask, an lstm's peepholes, factors of the state */
const recurrence = (kind: RecurrenceKind, rare = false): Check => ({
  name: rare ? `${kind.kind}, masked, with peepholes and factors of the state` : kind.kind,
  run(xp) {
    const [T, batch, input, hidden] = [3, 7, 5, 19];
    const width = gatesOf(kind) * hidden;
    const half = xp.full(0.5, [], xp.dtype);
    const inputs: RecurrenceInputs = {
      xs: numbers(xp, T, batch, input),
      initial: { h: numbers(xp, batch, hidden), c: numbers(xp, batch, hidden) },
      kernel: numbers(xp, input, width),
      recurrentKernel: xp.binary("mul", numbers(xp, hidden, width), half),
      bias: numbers(xp, width),
      recurrentBias: numbers(xp, width),
      peepholeKernel: rare ? numbers(xp, 3, hidden) : undefined,
      mask: rare ? xp.unary("step", numbers(xp, T, batch)) : undefined,
      stateFactors: rare ? numbers(xp, batch, hidden) : undefined,
    };
    const result = xp.recurrence(kind, inputs, { saves: true });
    const given = { hidden: numbers(xp, T, batch, hidden), cell: undefined };
    const wants = { xs: true, hidden: false };
    const back = xp.recurrenceBackward(kind, inputs, result, given, { wants });
    return [result.hidden, back.xs!, back.kernel!, back.recurrentKernel!, back.bias!, back.initial.h];
  },
});

const checks: readonly Check[] = [
  product(false, false),
  product(true, false),
  product(false, true),
  batches,
  recurrence({ kind: "rnn", activation: "tanh" }),
  recurrence({ kind: "lstm" }),
  recurrence({ kind: "lstm" }, true),
  recurrence({ kind: "gru", resetAfter: true }),
  recurrence({ kind: "gru", resetAfter: false }),
  { name: "logSoftmax", run: xp => [xp.logSoftmax(numbers(xp, 5, 11))] },
  ...(["exp", "tanh", "sigmoid", "relu", "step"] as const).map(name => ({
    name,
    run: (xp: Checked) => [xp.unary(name, numbers(xp, 21))],
  })),
  ...(["add", "sub", "mul", "div", "maximum", "equal", "tanhBackward", "sigmoidBackward"] as const).map(name => ({
    name,
    run: (xp: Checked) => [xp.binary(name, numbers(xp, 21), xp.full(0.3, [21], xp.dtype))],
  })),
  { name: "sum", run: xp => [xp.reduce("sum", numbers(xp, 5, 7, 3), [1])] },
];
