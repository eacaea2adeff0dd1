// Short names for the primitives, so that an equation in code looks like the equation in the paper.
import type { NDArray } from "../array.ts";
import type { Backend } from "../backend.ts";
import { concat, slice } from "./layout.ts";
import { reduce } from "./reductions.ts";

/** What takes long: the reference's own, or faster ones with the same results. */
export type Primitives = Pick<Backend, "unary" | "binary" | "matmul">;

export type Algebra = ReturnType<typeof algebra>;

/** The names over some primitives. */
export function algebra({ unary, binary, matmul }: Primitives) {
  const add = (a: NDArray, b: NDArray) => binary("add", a, b);
  const sub = (a: NDArray, b: NDArray) => binary("sub", a, b);
  /** Elementwise. */
  const mul = (...factors: NDArray[]) => factors.reduce((a, b) => binary("mul", a, b));
  /** 1 − a */
  const oneMinus = (a: NDArray) => binary("sub", { shape: [], dtype: a.dtype, data: Float64Array.of(1) }, a);
  return {
    ...{ unary, add, sub, mul, oneMinus },
    tanh: (a: NDArray) => unary("tanh", a),
    sigmoid: (a: NDArray) => unary("sigmoid", a),
    /** From y = σ(x): σ′(x) = y (1 − y). */
    sigmoidSlope: (y: NDArray) => mul(y, oneMinus(y)),
    /** From y = tanh(x): tanh′(x) = 1 − y². */
    tanhSlope: (y: NDArray) => oneMinus(mul(y, y)),
    /** a b */
    product: (a: NDArray, b: NDArray) => matmul(a, b, false, false),
    /** a bᵀ */
    productT: (a: NDArray, b: NDArray) => matmul(a, b, false, true),
    /** aᵀ b */
    productTN: (a: NDArray, b: NDArray) => matmul(a, b, true, false),
  };
}

export const columns = (a: NDArray, start: number, stop: number) => slice(a, 1, start, stop);
export const beside = (...parts: NDArray[]) => concat(parts, 1);
/** [n, m] → [m] */
export const sumOfRows = (a: NDArray): NDArray => ({ ...reduce("sum", a, [0]), shape: [a.shape[1]!] });
