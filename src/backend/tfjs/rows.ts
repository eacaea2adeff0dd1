// Rows by their numbers, and sums into a part of an array. TensorFlow.js changes nothing in place, so the accumulator gets the numbers
// of a new array: of one for all parts that were added since it was last read, so that the gradient of T slices costs O(T).
import type { NDArray } from "../array.ts";
import type { Backend } from "../backend.ts";
import { sizeOf } from "../shapes.ts";
import type { Arena } from "./arena.ts";
import type { Kernels } from "./kernels.ts";

/** What is to be added at places start ≤ i < stop of an axis. */
interface Part {
  readonly start: number;
  readonly stop: number;
  readonly numbers: NDArray;
}

export function rows(arena: Arena, k: Kernels): Pick<Backend, "take" | "addIntoSlice" | "addIntoRows"> {
  /** By what the accumulators hold. */
  const waiting = new WeakMap<object, { axis: number; parts: Part[] }>();

  /** As GatherV2 reads them, [n], or ScatterNd, [n, 1]. */
  const places = (indices: readonly number[], shape: readonly number[]) => arena.make(indices, shape, "int32");
  const temporarily = (compute: () => NDArray) => arena.scratch(compute, made => [made]);
  const addNow = (target: NDArray, sum: () => NDArray) => {
    arena.settleLater(target, () => temporarily(sum));
    arena.settle(target);
  };

  const take: Backend["take"] = (a, indices) => {
    const shape = a.shape.with(0, indices.length);
    if (sizeOf(shape) === 0) return k.full(0, shape);
    const [first] = indices as [number];
    if (indices.every((index, i) => index === first + i)) return k.slice(a, 0, first, first + indices.length);
    return temporarily(() => {
      const read = { x: a, indices: places(indices, [indices.length]) };
      return arena.run("GatherV2", read, { axis: 0, batchDims: 0 });
    });
  };

  const addAll = (target: NDArray, axis: number, parts: readonly Part[]): NDArray => {
    const length = target.shape[axis]!;
    const zeros = (start: number, stop: number): Part => {
      return { start, stop, numbers: k.full(0, target.shape.with(axis, stop - start)) };
    };
    const whole = layersOf(summed(k, parts)).map(layer => {
      const filled = layer.flatMap((part, i) => {
        const before = layer[i - 1]?.stop ?? 0;
        return part.start > before ? [zeros(before, part.start), part] : [part];
      });
      const end = layer.at(-1)!.stop;
      if (end < length) filled.push(zeros(end, length));
      return k.concat(
        filled.map(({ numbers }) => numbers),
        axis,
      );
    });
    return whole.reduce(k.add, target);
  };

  return {
    take,
    addIntoSlice(target, part, axis, start) {
      if (sizeOf(part.shape) === 0) return;
      const size = part.shape[axis] ?? 1;
      if (size === (target.shape[axis] ?? 1)) {
        arena.settle(target);
        addNow(target, () => k.add(target, part));
        return;
      }
      if (waiting.get(target.data as object)?.axis !== axis) arena.settle(target);
      const added = waiting.get(target.data as object) ?? { axis, parts: [] };
      added.parts.push({ start, stop: start + size, numbers: k.copy(part) });
      waiting.set(target.data as object, added);
      arena.settleLater(target, () => {
        waiting.delete(target.data as object);
        return temporarily(() => addAll(target, axis, added.parts));
      });
    },
    addIntoRows(target, part, indices) {
      if (sizeOf(part.shape) === 0) return;
      arena.settle(target);
      addNow(target, () => {
        const read = { indices: places(indices, [indices.length, 1]), updates: part };
        return k.add(target, arena.run("ScatterNd", read, { shape: target.shape }));
      });
    },
  };
}

/** Parts of the same places as one, in the order of these. */
function summed(k: Kernels, parts: readonly Part[]): Part[] {
  const groups = Map.groupBy(parts, ({ start, stop }) => `${start} ${stop}`);
  const sums = [...groups.values()].map(([first, ...more]) => {
    const numbers = more.reduce((sum, part) => k.add(sum, part.numbers), first!.numbers);
    return { start: first!.start, stop: first!.stop, numbers };
  });
  return sums.sort((a, b) => a.start - b.start);
}

/** The parts, so that those of one list do not overlap. @param parts in the order of their places */
function layersOf(parts: readonly Part[]): Part[][] {
  const layers: Part[][] = [];
  for (const part of parts) {
    const layer = layers.find(each => each.at(-1)!.stop <= part.start);
    if (layer) layer.push(part);
    else layers.push([part]);
  }
  return layers;
}
