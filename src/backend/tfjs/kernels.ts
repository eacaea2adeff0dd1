// TensorFlow.js's kernels by short names, so that an equation in code looks like the equation in the paper.
import type { NDArray } from "../array.ts";
import { sizeOf } from "../shapes.ts";
import type { Arena } from "./arena.ts";
import { own } from "./block.ts";

export type Kernels = ReturnType<typeof kernelsOf>;

/** The kernels of one backend of TensorFlow.js. Their arrays are float32, but for conditions, which only `select` and `cast` read. */
export function kernelsOf(arena: Arena) {
  const one = (name: string) => (x: NDArray) => arena.run(name, { x });
  const two = (name: string) => (a: NDArray, b: NDArray) => arena.run(name, { a, b });
  /** TensorFlow.js names the axes of a sum and of a maximum differently. */
  const sumOver = (x: NDArray, axis: readonly number[]) => arena.run("Sum", { x }, { axis, keepDims: true });
  const maxOver = (x: NDArray, reductionIndices: readonly number[]) =>
    arena.run("Max", { x }, { reductionIndices, keepDims: true });
  const [mul, sub] = [two("Multiply"), two("Sub")];
  const number = (value: number) => arena.make([value], []);
  // TensorFlow.js's wasm takes six times as long for a product of transposed matrices as for one of those that were transposed before,
  // and copies the whole array for each part of it.
  const isWasm = arena.name === "wasm";
  const transpose = (x: NDArray, perm: readonly number[]) => arena.run("Transpose", { x }, { perm });
  const swapped = (x: NDArray) => transpose(x, x.shape.length === 2 ? [1, 0] : [0, 2, 1]);
  const matmul = (a: NDArray, b: NDArray, transposeA = false, transposeB = false): NDArray => {
    if (!isWasm || !(transposeA || transposeB)) return arena.run("BatchMatMul", { a, b }, { transposeA, transposeB });
    return matmul(transposeA ? swapped(a) : a, transposeB ? swapped(b) : b);
  };
  const split = (x: NDArray, count: number, axis: number): NDArray[] => {
    const size = x.shape[axis]! / count;
    if (!isWasm || axis > 0 || count < 4)
      return arena.runMany("SplitV", { x }, { numOrSizeSplits: new Array(count).fill(size), axis });
    const [values, shape] = [arena.values(x), x.shape.with(0, size)];
    const n = sizeOf(shape);
    const { dtype } = own(x).data.block;
    return Array.from({ length: count }, (_, i) => arena.make(values.subarray(i * n, (i + 1) * n), shape, dtype));
  };
  const slice = (x: NDArray, axis: number, start: number, stop: number) => {
    const begin = x.shape.map((_, i) => (i === axis ? start : 0));
    return arena.run("Slice", { x }, { begin, size: x.shape.with(axis, stop - start) });
  };
  /** The same numbers, which end with this array and no other. */
  const copy = one("Identity");
  /** 1 − x */
  const oneMinus = (x: NDArray) => sub(number(1), x);
  return {
    ...{ mul, sub, number, oneMinus, matmul, transpose, slice, copy },
    /** Equal parts along an axis. */
    split,
    ...{
      add: two("Add"),
      div: two("RealDiv"),
      equal: two("Equal"),
      notEqual: two("NotEqual"),
      both: two("LogicalAnd"),
    },
    ...{ exp: one("Exp"), log: one("Log"), sqrt: one("Sqrt"), square: one("Square"), tanh: one("Tanh") },
    ...{ sigmoid: one("Sigmoid"), relu: one("Relu"), neg: one("Neg"), sumOver, maxOver },
    full: (value: number, shape: readonly number[]) => arena.make(new Float32Array(sizeOf(shape)).fill(value), shape),
    zerosLike: one("ZerosLike"),
    step: (x: NDArray) => arena.run("Step", { x }, { alpha: 0 }),
    cast: (x: NDArray) => arena.run("Cast", { x }, { dtype: "float32" }),
    argmax: (x: NDArray, axis: number) => arena.run("ArgMax", { x }, { axis }),
    concat: (arrays: readonly NDArray[], axis: number) =>
      arrays.length === 1 ? copy(arrays[0]!) : arena.run("Concat", arrays, { axis }),
    /** t where the condition holds, else e; all of one shape. */
    select: (condition: NDArray, t: NDArray, e: NDArray) => arena.run("Select", { condition, t, e }),
    /** From y = σ(x): σ′(x) = y (1 − y). */
    sigmoidSlope: (y: NDArray) => mul(y, oneMinus(y)),
    /** From y = tanh(x): tanh′(x) = 1 − y². */
    tanhSlope: (y: NDArray) => oneMinus(arena.run("Square", { x: y })),
    /** a bᵀ */
    productT: (a: NDArray, b: NDArray) => matmul(a, b, false, true),
    /** a ↦ a bᵀ, for many a. */
    timesTransposed(b: NDArray): (a: NDArray) => NDArray {
      let transposed: NDArray | undefined;
      return a => {
        if (!isWasm) return matmul(a, b, false, true);
        transposed ??= swapped(b);
        return matmul(a, transposed);
      };
    },
    /** aᵀ b */
    productTN: (a: NDArray, b: NDArray) => matmul(a, b, true, false),
  };
}
