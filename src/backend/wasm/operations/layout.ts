// Primitives that move numbers without changing them.
import type { Backend } from "../../backend.ts";
import { aroundAxis, sizeOf, stridesOf } from "../../shapes.ts";
import type { Arena } from "../arena.ts";
import { viewOf } from "../block.ts";
import type { Engine } from "./engine.ts";

type Layout =
  | "fromValues"
  | "full"
  | "values"
  | "reshape"
  | "transpose"
  | "slice"
  | "concat"
  | "take"
  | "addIntoSlice"
  | "addIntoRows";

/** How long a byte takes one thread, in nanoseconds, about. */
const gatherNs = 0.1;

export const layout = ({ kernels, arena, crew, dtype, bytes }: Engine): Pick<Backend, Layout> => ({
  fromValues(values, shape) {
    const result = arena.make(shape, dtype);
    arena.numbers(result).set(values);
    return result;
  },
  full(value, shape) {
    const result = arena.make(shape, dtype);
    arena.numbers(result).fill(value);
    return result;
  },
  values: a => arena.numbers(a).slice(),
  reshape: (a, shape) => ({ ...a, shape }),

  transpose(a, axes) {
    const result = arena.make(
      axes.map(axis => a.shape[axis]!),
      dtype,
    );
    if (sizeOf(a.shape) === 0) return result;
    const strides = stridesOf(a.shape);
    // Axes that stay neighbours are one; the innermost three run in the kernel.
    const merged: { n: number; step: number }[] = [];
    for (const axis of axes) {
      const { n, step } = { n: a.shape[axis]!, step: strides[axis]! * bytes };
      const last = merged.at(-1);
      if (n === 1) continue;
      if (last && last.step === step * n) merged[merged.length - 1] = { n: last.n * n, step };
      else merged.push({ n, step });
    }
    while (merged.length < 3) merged.unshift({ n: 1, step: 0 });
    const [x, y, z] = merged.splice(-3) as [(typeof merged)[0], (typeof merged)[0], (typeof merged)[0]];
    let places = [0];
    for (const { n, step } of merged) places = places.flatMap(at => Array.from({ length: n }, (_, i) => at + i * step));
    const [from, to] = [arena.at(a), arena.at(result)];
    const size = x.n * y.n * z.n * bytes;
    places.forEach((at, i) => {
      const row = y.n * z.n * bytes;
      crew.spread(size * gatherNs, x.n, 1, (on, first, count) =>
        on.gather(count, y.n, z.n, from + at + first * x.step, x.step, y.step, z.step, to + i * size + first * row),
      );
    });
    return result;
  },

  slice(a, axis, start, stop) {
    const { outer, n, inner } = aroundAxis(a.shape, axis);
    const shape = a.shape.with(axis, stop - start);
    // Neighbours in memory need not be copied: the steps of a time-major sequence are views of it.
    if (outer === 1) return viewOf(a, start * inner * bytes, shape);
    const result = arena.make(shape, dtype);
    const run = (stop - start) * inner * bytes;
    kernels.copyRows(outer, run, arena.at(a) + start * inner * bytes, n * inner * bytes, arena.at(result), run);
    return result;
  },

  concat(arrays, axis) {
    const first = arrays[0]!;
    const total = arrays.reduce((sum, a) => sum + a.shape[axis]!, 0);
    const result = arena.make(first.shape.with(axis, total), dtype);
    let start = 0;
    for (const a of arrays) {
      const { outer, n, inner } = aroundAxis(a.shape, axis);
      const run = n * inner * bytes;
      const from = arena.at(a);
      kernels.copyRows(outer, run, from, run, arena.at(result) + start * inner * bytes, total * inner * bytes);
      start += n;
    }
    return result;
  },

  take(a, indices) {
    const row = sizeOf(a.shape.slice(1));
    const result = arena.make(a.shape.with(0, indices.length), dtype);
    const [from, to] = [arena.at(a), arena.at(result)];
    withIndices(arena, indices, list => kernels.takeRows(indices.length, row, from, list, to));
    return result;
  },

  addIntoRows(target, part, indices) {
    const row = sizeOf(target.shape.slice(1));
    const [from, to] = [arena.at(part), arena.at(target)];
    withIndices(arena, indices, list => kernels.addIntoRows(indices.length, row, from, list, to));
  },

  addIntoSlice(target, part, axis, start) {
    const { outer, n, inner } = aroundAxis(target.shape, axis);
    const length = part.shape[axis]! * inner;
    const to = arena.at(target) + start * inner * bytes;
    kernels.addRows(outer, length, arena.at(part), length * bytes, to, n * inner * bytes);
  },
});

/** Puts indices where a kernel can read them, for as long as `use` runs. */
function withIndices(arena: Arena, indices: readonly number[], use: (list: number) => void): void {
  arena.temporary([indices.length * 4], list => {
    new Uint32Array(arena.heap.memory.buffer, list!, indices.length).set(indices);
    use(list!);
  });
}
