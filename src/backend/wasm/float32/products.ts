// Matrix product, reductions and the operations that take one pass over memory.
import type { NDArray } from "../../array.ts";
import type { Backend } from "../../backend.ts";
import { pollInterrupt } from "../../interrupt.ts";
import { aroundAxis, sizeOf } from "../../shapes.ts";
import type { WasmArray } from "../block.ts";
import type { Engine } from "./engine.ts";

type Products = "matmul" | "reduce" | "argmax" | "logSoftmax" | "logSoftmaxBackward" | "crossEntropy" | "adam";

/** Multiplications of one call, about a tenth of a second; between calls the interrupt is polled. */
const productBlock = 2 ** 31;

export const products = (engine: Engine): Pick<Backend, Products> => {
  const { kernels, arena } = engine;
  return {
    matmul(a, b, transposeA, transposeB) {
      const batches = a.shape.length - 2;
      const [m, k] = (transposeA ? a.shape.toReversed() : a.shape.slice(-2)) as [number, number];
      const n = b.shape.at(transposeB ? -2 : -1)!;
      const result = arena.make(batches === 0 ? [m, n] : [a.shape[0]!, m, n]);
      const [x, y, to] = [arena.at(a), arena.at(b), arena.at(result)];
      const [stepM, stepK] = transposeA ? [4, m * 4] : [k * 4, 4];
      const [bStepK, stepN] = transposeB ? [4, k * 4] : [n * 4, 4];
      if (batches > 0) {
        const most = Math.max(1, Math.floor(productBlock / (m * k * n + 1)));
        for (let i = 0; i < a.shape[0]!; i += most) {
          pollInterrupt();
          const count = Math.min(most, a.shape[0]! - i);
          const [left, right, out] = [x + i * m * k * 4, y + i * k * n * 4, to + i * m * n * 4];
          kernels.gemmBatch(count, m, n, k, left, stepM, stepK, right, bStepK, stepN, out);
        }
        return result;
      }
      const rows = Math.max(96, Math.floor(productBlock / (k * n + 1)));
      for (let i = 0; i < m; i += rows) {
        pollInterrupt();
        const count = Math.min(rows, m - i);
        kernels.gemm(count, n, k, x + i * stepM, stepM, stepK, y, bStepK, stepN, to + i * n * 4, n * 4, 0);
      }
      return result;
    },

    reduce(operation, a, axes) {
      let result = a as WasmArray;
      for (const { first, last } of runsOf(axes)) {
        const before = result;
        result = reduceRun(engine, operation, before, first, last);
        if (before !== a) arena.free(before);
      }
      return axes.length > 0 ? result : { ...result };
    },

    argmax(a, axis) {
      const { outer, n, inner } = aroundAxis(a.shape, axis);
      const result = arena.make(a.shape.toSpliced(axis, 1));
      kernels.argmax(outer, n, inner, arena.at(a), arena.at(result));
      return result;
    },

    logSoftmax(a) {
      const n = a.shape.at(-1)!;
      const result = arena.make(a.shape);
      kernels.logSoftmax(sizeOf(a.shape) / n, n, arena.at(a), arena.at(result));
      return result;
    },

    logSoftmaxBackward(y, gradient) {
      const n = y.shape.at(-1)!;
      const result = arena.make(y.shape);
      kernels.logSoftmaxBackward(sizeOf(y.shape) / n, n, arena.at(y), arena.at(gradient), arena.at(result));
      return result;
    },

    crossEntropy(logits, targets) {
      const [rows, n] = logits.shape as [number, number];
      const losses = arena.make([rows, 1]);
      const gradient = arena.make([rows, n]);
      kernels.crossEntropy(rows, n, arena.at(logits), arena.at(targets), arena.at(losses), arena.at(gradient));
      return { losses, gradient };
    },

    adam({ parameter, gradient, mean, square }, { stepSize, beta1, beta2, epsilon }) {
      const make = () => arena.make(parameter.shape);
      const after = { parameter: make(), mean: make(), square: make() };
      kernels.adam(
        sizeOf(parameter.shape),
        arena.at(parameter),
        arena.at(gradient),
        arena.at(mean),
        arena.at(square),
        arena.at(after.parameter),
        arena.at(after.mean),
        arena.at(after.square),
        stepSize,
        1 - beta1,
        1 - beta2,
        epsilon,
      );
      arena.free(mean);
      arena.free(square);
      return after;
    },
  };
};

function reduceRun({ kernels, arena }: Engine, operation: "sum" | "max", a: NDArray, first: number, last: number) {
  const shape = a.shape.map((n, axis) => (axis >= first && axis <= last ? 1 : n));
  const { outer } = aroundAxis(a.shape, first);
  const { inner } = aroundAxis(a.shape, last);
  const n = sizeOf(a.shape.slice(first, last + 1));
  const result = arena.make(shape);
  if (operation === "max") kernels.max(outer, n, inner, arena.at(a), arena.at(result));
  else
    arena.temporary([2 * inner], room => {
      kernels.sum(outer, n, inner, arena.at(a), arena.at(result), room!);
    });
  return result;
}

/** Neighbouring axes are reduced at once. */
function runsOf(axes: readonly number[]): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const axis of axes.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.last === axis - 1) run.last = axis;
    else runs.push({ first: axis, last: axis });
  }
  return runs;
}
