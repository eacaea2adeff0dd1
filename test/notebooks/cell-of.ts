// A cell of the toolkit with the weights that a question's function is given.
import { RNNCell } from "../../src/nn/index.ts";
import { tensor } from "../../src/tensor/index.ts";

const numbers = (list: unknown) => tensor(list as number[], { dtype: "float64" });

/** In float64: W [d, u], U [u, u], b [u]. */
export const cellOf = (W: number[][], U: number[][], b: number[]): RNNCell =>
  new RNNCell(W.length, b.length, {
    dtype: "float64",
    kernelInitializer: () => numbers(W),
    recurrentInitializer: () => numbers(U),
    biasInitializer: () => numbers([b]),
  });
