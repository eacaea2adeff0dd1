// Matrix product, reductions and Adam.
import type { NDArray } from "../../array.ts";
import type { Backend } from "../../backend.ts";
import { pollInterrupt } from "../../interrupt.ts";
import { aroundAxis, sizeOf } from "../../shapes.ts";
import type { WasmArray } from "../block.ts";
import type { Engine } from "./engine.ts";

type Products = "matmul" | "reduce" | "argmax" | "adam";

/** Multiplications of one call, about a tenth of a second; between calls the interrupt is polled. */
const productBlock = 2 ** 31;

export const products = (engine: Engine): Pick<Backend, Products> => {
  const { kernels, arena, crew, dtype, bytes } = engine;
  /** Nanoseconds of float64 are twice as many. */
  const slower = bytes / 4;
  return {
    matmul(a, b, transposeA, transposeB) {
      const batches = a.shape.length - 2;
      const [m, k] = (transposeA ? a.shape.toReversed() : a.shape.slice(-2)) as [number, number];
      const n = b.shape.at(transposeB ? -2 : -1)!;
      const result = arena.make(batches === 0 ? [m, n] : [a.shape[0]!, m, n], dtype);
      const [x, y, to] = [arena.at(a), arena.at(b), arena.at(result)];
      const [stepM, stepK] = transposeA ? [bytes, m * bytes] : [k * bytes, bytes];
      const [bStepK, stepN] = transposeB ? [bytes, k * bytes] : [n * bytes, bytes];
      if (batches > 0) {
        const most = Math.max(1, Math.floor(productBlock / (m * k * n + 1)));
        for (let i = 0; i < a.shape[0]!; i += most) {
          pollInterrupt();
          const count = Math.min(most, a.shape[0]! - i);
          crew.spread(count * nanosecondsOfProduct(m, n, k) * slower, count, 1, (on, from, some) => {
            const first = i + from;
            const [left, right] = [x + first * m * k * bytes, y + first * k * n * bytes];
            const out = to + first * m * n * bytes;
            on.gemmBatch(some, m, n, k, left, stepM, stepK, right, bStepK, stepN, out);
          });
        }
        return result;
      }
      const rows = Math.max(96, Math.floor(productBlock / (k * n + 1)));
      // A thread packs what it reads of both operands, so that the longer side is cut.
      const byRows = m >= n;
      crew.spread(nanosecondsOfProduct(m, n, k) * slower, byRows ? m : n, byRows ? 4 : 16, (on, from, count) => {
        const [top, left, width] = byRows ? [from, 0, n] : [0, from, count];
        const bottom = byRows ? from + count : m;
        for (let i = top; i < bottom; i += rows) {
          pollInterrupt();
          const [some, c] = [Math.min(rows, bottom - i), to + (i * n + left) * bytes];
          on.gemm(some, width, k, x + i * stepM, stepM, stepK, y + left * stepN, bStepK, stepN, c, n * bytes, 0);
        }
      });
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
      const result = arena.make(a.shape.toSpliced(axis, 1), dtype);
      kernels.argmax(outer, n, inner, arena.at(a), arena.at(result));
      return result;
    },

    adam({ parameter, gradient, mean, square }, { stepSize, beta1, beta2, epsilon }) {
      const make = () => arena.make(parameter.shape, dtype);
      const after = { parameter: make(), mean: make(), square: make() };
      arena.temporary([4 * bytes], rates => {
        arena.heap.view(dtype).set([stepSize, 1 - beta1, 1 - beta2, epsilon], rates! / bytes);
        const read = [parameter, gradient, mean, square].map(a => arena.at(a)) as [number, number, number, number];
        const [toParameter, toMean, toSquare] = [after.parameter, after.mean, after.square].map(a => arena.at(a));
        const n = sizeOf(parameter.shape);
        crew.spread(n * adamNs * slower, n, 16, (on, from, count) => {
          const at = from * bytes;
          const [w, g, m, v] = [read[0] + at, read[1] + at, read[2] + at, read[3] + at];
          on.adam(count, w, g, m, v, toParameter! + at, toMean! + at, toSquare! + at, rates!);
        });
      });
      return after;
    },
  };
};

/** How long things take one thread, in nanoseconds, about. */
const adamNs = 0.7;
const nanosecondsOfProduct = (m: number, n: number, k: number): number => (m * n * k) / 50;

/** Neighbouring axes of an array, which stay with size 1. */
export function reduceRun(
  { kernels, arena, dtype }: Engine,
  operation: "sum" | "max",
  a: NDArray,
  first: number,
  last: number,
) {
  const shape = a.shape.map((n, axis) => (axis >= first && axis <= last ? 1 : n));
  const { outer } = aroundAxis(a.shape, first);
  const { inner } = aroundAxis(a.shape, last);
  const n = sizeOf(a.shape.slice(first, last + 1));
  const result = arena.make(shape, dtype);
  if (operation === "max") kernels.max(outer, n, inner, arena.at(a), arena.at(result));
  else
    arena.temporary([8 * inner], room => {
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
