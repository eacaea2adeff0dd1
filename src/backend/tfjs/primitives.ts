// The primitives by kernels of TensorFlow.js. Where a kernel treats NaN or an empty array otherwise than NumPy, it is put right here.
import type { NDArray, Shape } from "../array.ts";
import type { Backend, BinaryOperation, UnaryOperation } from "../backend.ts";
import { broadcastShapes, sizeOf } from "../shapes.ts";
import type { Arena } from "./arena.ts";
import type { Kernels } from "./kernels.ts";

type Primitives = Pick<
  Backend,
  | "fromValues"
  | "full"
  | "values"
  | "unary"
  | "binary"
  | "matmul"
  | "reduce"
  | "argmax"
  | "stretch"
  | "reshape"
  | "transpose"
  | "slice"
  | "concat"
>;

const unaryKernels: Record<Exclude<UnaryOperation, "step" | "relu" | "sign">, string> = {
  neg: "Neg",
  exp: "Exp",
  log: "Log",
  sqrt: "Sqrt",
  sin: "Sin",
  cos: "Cos",
  tanh: "Tanh",
  sigmoid: "Sigmoid",
  floor: "Floor",
  ceil: "Ceil",
  round: "Round",
};

/** Kernels that give a condition. */
const comparisons = { equal: "Equal", notEqual: "NotEqual", greater: "Greater", greaterEqual: "GreaterEqual" } as const;

type Comparison = keyof typeof comparisons;

const isComparison = (operation: BinaryOperation): operation is Comparison => Object.hasOwn(comparisons, operation);

const binaryKernels: Record<Exclude<BinaryOperation, Comparison | "tanhBackward" | "sigmoidBackward">, string> = {
  add: "Add",
  sub: "Sub",
  mul: "Multiply",
  div: "RealDiv",
  pow: "Pow",
  maximum: "Maximum",
  minimum: "Minimum",
};

const isEmpty = (shape: Shape): boolean => sizeOf(shape) === 0;

export function primitives(arena: Arena, k: Kernels): Primitives {
  const full = (value: number, shape: Shape) => k.full(value, shape);
  const empty = (shape: Shape) => full(0, shape);
  /** Whether each number is none. */
  const isNone = (a: NDArray) => k.notEqual(a, a);

  const unary: Primitives["unary"] = (operation, a) => {
    if (isEmpty(a.shape)) return empty(a.shape);
    if (operation === "sign") return k.select(isNone(a), a, k.sub(k.step(a), k.step(k.neg(a))));
    if (operation !== "step" && operation !== "relu") return arena.run(unaryKernels[operation], { x: a });
    // Some backends make 0 of NaN.
    return k.select(isNone(a), a, operation === "step" ? k.step(a) : k.relu(a));
  };

  const binary: Primitives["binary"] = (operation, a, b) => {
    const shape = broadcastShapes(a.shape, b.shape)!;
    if (isEmpty(shape)) return empty(shape);
    if (isComparison(operation)) return k.cast(arena.run(comparisons[operation], { a, b }));
    if (operation === "tanhBackward") return k.mul(a, k.tanhSlope(b));
    if (operation === "sigmoidBackward") return k.mul(a, k.sigmoidSlope(b));
    return arena.run(binaryKernels[operation], { a, b });
  };

  const matmul: Primitives["matmul"] = (a, b, transposeA, transposeB) => {
    const [rows, inner] = transposeA ? [a.shape.at(-1)!, a.shape.at(-2)!] : [a.shape.at(-2)!, a.shape.at(-1)!];
    const shape = [...a.shape.slice(0, -2), rows, b.shape.at(transposeB ? -2 : -1)!];
    return isEmpty(shape) || inner === 0 ? empty(shape) : k.matmul(a, b, transposeA, transposeB);
  };

  const reduce: Primitives["reduce"] = (operation, a, axes) => {
    if (axes.length === 0) return a;
    const shape = a.shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
    if (isEmpty(a.shape)) return full(operation === "sum" ? 0 : Number.NEGATIVE_INFINITY, shape);
    if (operation === "sum") return k.sumOver(a, axes);
    const hasNone = k.maxOver(k.cast(isNone(a)), axes);
    return k.select(k.equal(hasNone, k.number(1)), full(Number.NaN, shape), k.maxOver(a, axes));
  };

  const argmax: Primitives["argmax"] = (a, axis) => {
    const shape = a.shape.toSpliced(axis, 1);
    if (isEmpty(shape)) return empty(shape);
    const none = k.cast(isNone(a));
    const hasNone = { ...k.maxOver(none, [axis]), shape };
    return k.select(k.equal(hasNone, k.number(1)), k.cast(k.argmax(none, axis)), k.cast(k.argmax(a, axis)));
  };

  return {
    ...{ unary, binary, matmul, reduce, argmax },
    fromValues: (values, shape) => arena.make(values, shape),
    full,
    values: a => arena.values(a),
    stretch: (a, shape) => (isEmpty(shape) ? empty(shape) : k.add(a, full(0, shape))),
    reshape: (a, shape) => ({ ...a, shape }),
    transpose: (a, axes) => (isEmpty(a.shape) ? empty(axes.map(axis => a.shape[axis]!)) : k.transpose(a, axes)),
    slice(a, axis, start, stop) {
      const shape = a.shape.with(axis, stop - start);
      return isEmpty(shape) ? empty(shape) : k.slice(a, axis, start, stop);
    },
    concat(arrays, axis) {
      const shape = arrays[0]!.shape.with(
        axis,
        arrays.reduce((sum, a) => sum + a.shape[axis]!, 0),
      );
      const parts = arrays.filter(a => !isEmpty(a.shape));
      return parts.length === 0 ? empty(shape) : k.concat(parts, axis);
    },
  };
}
