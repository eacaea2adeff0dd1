// Compares the backend with the reference once, when it loads: compilers of WebAssembly differ, and V8's is run with an
// experimental flag.
import type { DType, NDArray } from "./array.ts";
import type { Activation } from "./backend.ts";
import type { Primitives } from "./by-dtype.ts";
import type { RandomKind } from "./philox.ts";
import { gatesOf, type RecurrenceInputs, type RecurrenceKind } from "./recurrence.ts";
import { reference } from "./reference/index.ts";
import { sizeOf } from "./shapes.ts";

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

/** Uneven numbers between −1 and 1, the same on every backend; as many as the largest check reads. */
const uneven = Float32Array.from({ length: 3 * 37 * 41 }, (_, i) => Math.sin(1 + 1.7 * i + 0.3 * i * i));

/** The first of them. */
const numbers = (xp: Checked, ...shape: number[]): NDArray =>
  xp.fromValues(uneven.slice(0, sizeOf(shape)), shape, xp.dtype);

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

/** Of numbers between 0 and 1, and of rows of them. */
const positive = (xp: Checked, ...shape: number[]): NDArray =>
  xp.binary("mul", numbers(xp, ...shape), numbers(xp, ...shape));

const activations: readonly Activation[] = [
  ...(["relu", "abs", "square", "hardSigmoid", "softplus", "silu", "gelu", "geluTanh"] as const).map(name => ({
    name,
  })),
  { name: "huber", parameters: [0.4] },
  { name: "clip", parameters: [-0.3, 0.6] },
  { name: "leakyRelu", parameters: [0.1] },
  { name: "elu", parameters: [1.05, 1.76] },
];

const layerNorm: Check = {
  name: "layerNorm",
  run(xp) {
    const [x, g] = [numbers(xp, 5, 11), numbers(xp, 11, 5)];
    const scales = { gamma: numbers(xp, 11), beta: numbers(xp, 11), epsilon: 0.1 };
    const of = xp.layerNormBackward(x, scales, xp.reshape(g, [5, 11]));
    return [xp.layerNorm(x, scales), of.x, of.gamma, of.beta];
  },
};

const crossEntropy: Check = {
  name: "crossEntropy",
  run(xp) {
    const { losses, gradient } = xp.crossEntropy(numbers(xp, 5, 11), positive(xp, 5, 11));
    return [losses, gradient];
  },
};

const adam: Check = {
  name: "adam",
  run(xp) {
    const [parameter, gradient, mean] = [numbers(xp, 21), numbers(xp, 3, 7), numbers(xp, 7, 3)].map(a =>
      xp.reshape(a, [21]),
    ) as [NDArray, NDArray, NDArray];
    const state = { parameter, gradient, mean, square: positive(xp, 21) };
    const after = xp.adam(state, { stepSize: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 });
    return [after.parameter, after.mean, after.square];
  },
};

const random = (kind: RandomKind): Check => ({
  name: `random numbers, ${kind}`,
  run(xp) {
    const drawn = new Float64Array(38);
    xp.random(kind, 5, [1, 2], drawn);
    return [xp.fromValues(drawn, [38], xp.dtype)];
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
  ...(["softmax", "logSoftmax"] as const).map(name => ({
    name,
    run: (xp: Checked) => {
      const y = xp[name](numbers(xp, 5, 11));
      return [y, xp[`${name}Backward`](y, numbers(xp, 5, 11))];
    },
  })),
  crossEntropy,
  layerNorm,
  adam,
  ...activations.map(f => ({
    name: f.name,
    run: (xp: Checked) => [
      xp.activation(f, numbers(xp, 21)),
      xp.activationBackward(f, numbers(xp, 21), numbers(xp, 21)),
    ],
  })),
  ...(["where", "maximumBackward", "minimumBackward"] as const).map(name => ({
    name,
    run: (xp: Checked) => [
      xp.ternary(name, numbers(xp, 21), xp.unary("step", numbers(xp, 21)), xp.full(1, [], xp.dtype), [21]),
    ],
  })),
  ...(["unit", "normal"] as const).map(random),
  ...(["log", "sqrt"] as const).map(name => ({ name, run: (xp: Checked) => [xp.unary(name, positive(xp, 21))] })),
  ...(["exp", "tanh", "sigmoid", "relu", "step", "neg", "sin", "cos", "sign", "floor", "ceil", "round"] as const).map(
    name => ({
      name,
      run: (xp: Checked) => [xp.unary(name, numbers(xp, 21))],
    }),
  ),
  ...(
    [
      ...(["add", "sub", "mul", "div", "maximum", "minimum", "tanhBackward", "sigmoidBackward"] as const),
      ...(["equal", "notEqual", "greater", "greaterEqual"] as const),
    ] as const
  ).map(name => ({
    name,
    run: (xp: Checked) => [
      xp.binary(name, numbers(xp, 21), xp.full(0.3, [21], xp.dtype)),
      xp.binary(name, xp.full(0.3, [], xp.dtype), numbers(xp, 3, 7)),
    ],
  })),
  { name: "stretch", run: xp => [xp.stretch(numbers(xp, 5, 1), [3, 5, 7])] },
  { name: "max", run: xp => [xp.reduce("max", numbers(xp, 5, 7, 3), [1]), xp.reduce("max", numbers(xp, 21), [0])] },
  { name: "argmax", run: xp => [xp.argmax(numbers(xp, 5, 7, 3), 1), xp.argmax(numbers(xp, 21), 0)] },
  { name: "sum", run: xp => [xp.reduce("sum", numbers(xp, 5, 7, 3), [1]), xp.reduce("sum", numbers(xp, 21), [0])] },
];
