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

export const layout = ({ kernels, arena }: Engine): Pick<Backend, Layout> => ({
  fromValues(values, shape) {
    const result = arena.make(shape);
    arena.numbers(result).set(values);
    return result;
  },
  full(value, shape) {
    const result = arena.make(shape);
    arena.numbers(result).fill(value);
    return result;
  },
  values: a => arena.numbers(a).slice(),
  reshape: (a, shape) => ({ ...a, shape }),

  transpose(a, axes) {
    const result = arena.make(axes.map(axis => a.shape[axis]!));
    if (sizeOf(a.shape) === 0) return result;
    const strides = stridesOf(a.shape);
    // Axes that stay neighbours are one; the innermost three run in the kernel.
    const merged: { n: number; step: number }[] = [];
    for (const axis of axes) {
      const { n, step } = { n: a.shape[axis]!, step: strides[axis]! * 4 };
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
    const size = x.n * y.n * z.n * 4;
    places.forEach((at, i) => {
      kernels.gather(x.n, y.n, z.n, from + at, x.step, y.step, z.step, to + i * size);
    });
    return result;
  },

  slice(a, axis, start, stop) {
    const { outer, n, inner } = aroundAxis(a.shape, axis);
    const shape = a.shape.with(axis, stop - start);
    // Neighbours in memory need not be copied: the steps of a time-major sequence are views of it.
    if (outer === 1) return viewOf(a, start * inner * 4, shape);
    const result = arena.make(shape);
    const bytes = (stop - start) * inner * 4;
    kernels.copyRows(outer, bytes, arena.at(a) + start * inner * 4, n * inner * 4, arena.at(result), bytes);
    return result;
  },

  concat(arrays, axis) {
    const first = arrays[0]!;
    const total = arrays.reduce((sum, a) => sum + a.shape[axis]!, 0);
    const result = arena.make(first.shape.with(axis, total));
    let start = 0;
    for (const a of arrays) {
      const { outer, n, inner } = aroundAxis(a.shape, axis);
      const bytes = n * inner * 4;
      const from = arena.at(a);
      kernels.copyRows(outer, bytes, from, bytes, arena.at(result) + start * inner * 4, total * inner * 4);
      start += n;
    }
    return result;
  },

  take(a, indices) {
    const row = sizeOf(a.shape.slice(1));
    const result = arena.make(a.shape.with(0, indices.length));
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
    const to = arena.at(target) + start * inner * 4;
    kernels.addRows(outer, length, arena.at(part), length * 4, to, n * inner * 4);
  },
});

/** Puts indices where a kernel can read them, for as long as `use` runs. */
function withIndices(arena: Arena, indices: readonly number[], use: (list: number) => void): void {
  arena.temporary([indices.length], list => {
    new Uint32Array(arena.heap.memory.buffer, list!, indices.length).set(indices);
    use(list!);
  });
}
