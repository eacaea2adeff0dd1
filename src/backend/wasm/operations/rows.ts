// What is computed row by row over the last axis: softmax and its kin, layer normalization.
import type { NDArray } from "../../array.ts";
import type { Backend } from "../../backend.ts";
import { sizeOf } from "../../shapes.ts";
import type { ThreadKernels } from "../threads/recorder.ts";
import type { Engine } from "./engine.ts";
import { reduceRun } from "./products.ts";

type Rows =
  | "softmax"
  | "softmaxBackward"
  | "logSoftmax"
  | "logSoftmaxBackward"
  | "crossEntropy"
  | "layerNorm"
  | "layerNormBackward";

/** How long a number takes one thread, in nanoseconds, about. */
const rowsNs = 0.8;

export const rows = (engine: Engine): Pick<Backend, Rows> => {
  const { arena, crew, dtype, bytes } = engine;
  /** Some rows of n numbers: how many, where they begin in bytes, and the number of the first. */
  type RowsPart = (on: ThreadKernels, rows: number, at: number, first: number) => void;
  const spreadRows = (rows: number, n: number, part: RowsPart): void =>
    crew.spread((rows * n * bytes * rowsNs) / 4, rows, 32, (on, from, count) =>
      part(on, count, from * n * bytes, from),
    );

  const ofRows = (kernel: "softmax" | "logSoftmax") => (a: NDArray) => {
    const n = a.shape.at(-1)!;
    const result = arena.make(a.shape, dtype);
    const [from, to] = [arena.at(a), arena.at(result)];
    spreadRows(sizeOf(a.shape) / n, n, (on, rows, at) => on[kernel](rows, n, from + at, to + at));
    return result;
  };
  const backOfRows = (kernel: "softmaxBackward" | "logSoftmaxBackward") => (y: NDArray, gradient: NDArray) => {
    const n = y.shape.at(-1)!;
    const result = arena.make(y.shape, dtype);
    const [from, given, to] = [arena.at(y), arena.at(gradient), arena.at(result)];
    spreadRows(sizeOf(y.shape) / n, n, (on, rows, at) => on[kernel](rows, n, from + at, given + at, to + at));
    return result;
  };

  return {
    softmax: ofRows("softmax"),
    softmaxBackward: backOfRows("softmaxBackward"),
    logSoftmax: ofRows("logSoftmax"),
    logSoftmaxBackward: backOfRows("logSoftmaxBackward"),

    crossEntropy(logits, targets) {
      const [rows, n] = logits.shape as [number, number];
      const losses = arena.make([rows, 1], dtype);
      const gradient = arena.make([rows, n], dtype);
      const [x, y, to, back] = [logits, targets, losses, gradient].map(a => arena.at(a)) as [
        number,
        number,
        number,
        number,
      ];
      spreadRows(rows, n, (on, some, at, first) =>
        on.crossEntropy(some, n, x + at, y + at, to + first * bytes, back + at),
      );
      return { losses, gradient };
    },

    layerNorm(x, { gamma, beta, epsilon }) {
      const n = x.shape.at(-1)!;
      const result = arena.make(x.shape, dtype);
      arena.temporary([bytes], e => {
        arena.heap.view(dtype)[e! / bytes] = epsilon;
        const [from, scale, shift, to] = [arena.at(x), arena.at(gamma), arena.at(beta), arena.at(result)];
        spreadRows(sizeOf(x.shape) / n, n, (on, rows, at) =>
          on.layerNorm(rows, n, from + at, scale, shift, e!, to + at),
        );
      });
      return result;
    },

    layerNormBackward(x, { gamma, epsilon }, gradient) {
      const n = x.shape.at(-1)!;
      const count = sizeOf(x.shape) / n;
      const [result, products] = [arena.make(x.shape, dtype), arena.make([count, n], dtype)];
      arena.temporary([bytes], e => {
        arena.heap.view(dtype)[e! / bytes] = epsilon;
        const [from, given, scale] = [arena.at(x), arena.at(gradient), arena.at(gamma)];
        const [to, ofGamma] = [arena.at(result), arena.at(products)];
        spreadRows(count, n, (on, rows, at) =>
          on.layerNormBackward(rows, n, from + at, given + at, scale, e!, to + at, ofGamma + at),
        );
      });
      const overRows = (a: NDArray): NDArray => ({
        ...reduceRun(engine, "sum", { ...a, shape: [count, n] }, 0, 0),
        shape: gamma.shape,
      });
      const gradients = { x: result, gamma: overRows(products), beta: overRows(gradient) };
      arena.free(products);
      return gradients;
    },
  };
};
