// Short names for the primitives, so that an equation in code looks like the equation in the paper.
import type { NDArray } from "../array.ts";
import { binary, unary } from "./elementwise.ts";
import { concat, slice } from "./layout.ts";
import { matmul } from "./matmul.ts";
import { reduce } from "./reductions.ts";

export const add = (a: NDArray, b: NDArray) => binary("add", a, b);
export const sub = (a: NDArray, b: NDArray) => binary("sub", a, b);
/** Elementwise. */
export const mul = (...factors: NDArray[]) => factors.reduce((a, b) => binary("mul", a, b));
export const tanh = (a: NDArray) => unary("tanh", a);
export const sigmoid = (a: NDArray) => unary("sigmoid", a);
/** 1 − a */
export const oneMinus = (a: NDArray) => binary("sub", { shape: [], dtype: a.dtype, data: Float64Array.of(1) }, a);
/** From y = σ(x): σ′(x) = y (1 − y). */
export const sigmoidSlope = (y: NDArray) => mul(y, oneMinus(y));
/** From y = tanh(x): tanh′(x) = 1 − y². */
export const tanhSlope = (y: NDArray) => oneMinus(mul(y, y));

/** a b */
export const product = (a: NDArray, b: NDArray) => matmul(a, b, false, false);
/** a bᵀ */
export const productT = (a: NDArray, b: NDArray) => matmul(a, b, false, true);
/** aᵀ b */
export const productTN = (a: NDArray, b: NDArray) => matmul(a, b, true, false);

export const columns = (a: NDArray, start: number, stop: number) => slice(a, 1, start, stop);
export const beside = (...parts: NDArray[]) => concat(parts, 1);
/** [n, m] → [m] */
export const sumOfRows = (a: NDArray): NDArray => ({ ...reduce("sum", a, [0]), shape: [a.shape[1]!] });
