// Operations that move numbers without changing them; their gradients move back.
import { broadcastShapes, type DType, formatShape, type Shape, sameShape, sizeOf } from "../../backend/index.ts";
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { sumTo } from "./arithmetic.ts";
import { axisOf, sameDType } from "./checks.ts";

export function reshape(x: Tensor, shape: Shape): Tensor {
  const xp = x.backend;
  const resolved = resolveShape(x, shape);
  return record("reshape", xp.reshape(x.array, resolved), [x], g => [xp.reshape(g, x.shape)]);
}

export function transpose(x: Tensor, axes: readonly number[] = x.shape.map((_, i) => x.shape.length - 1 - i)): Tensor {
  const xp = x.backend;
  const order = axes.map(axis => axisOf("transpose", x, axis));
  if (order.length !== x.shape.length || new Set(order).size < order.length)
    throw new RangeError(
      `transpose expects each of the ${x.shape.length} axes of ${formatShape(x.shape)} once, but got [${axes.join(", ")}]`,
    );
  const back = order.map((_, i) => order.indexOf(i));
  return record("transpose", xp.transpose(x.array, order), [x], g => [xp.transpose(g, back)]);
}

/** Positions start ≤ i < stop of one axis; negative positions count from the end. */
export function slice(x: Tensor, axis: number, start: number, stop?: number): Tensor {
  const xp = x.backend;
  const along = axisOf("slice", x, axis);
  const n = x.shape[along]!;
  const from = start < 0 ? start + n : start;
  const to = stop === undefined ? n : stop < 0 ? stop + n : stop;
  if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to && to <= n))
    throw new RangeError(
      `slice expects 0 ≤ start ≤ stop ≤ ${n} on axis ${axis} of ${formatShape(x.shape)}, but got ${start} to ${stop ?? n}`,
    );
  return record("slice", xp.slice(x.array, along, from, to), [x], g => [{ part: g, axis: along, start: from }]);
}

/** One position of one axis, which disappears. */
export function select(x: Tensor, axis: number, index: number): Tensor {
  const xp = x.backend;
  const along = axisOf("select", x, axis);
  const n = x.shape[along]!;
  const at = index < 0 ? index + n : index;
  if (!(Number.isInteger(at) && 0 <= at && at < n))
    throw new RangeError(
      `select expects an index from ${-n} to ${n - 1} on axis ${axis} of ${formatShape(x.shape)}, but got ${index}`,
    );
  const part = xp.reshape(xp.slice(x.array, along, at, at + 1), x.shape.toSpliced(along, 1));
  return record("select", part, [x], g => [{ part: xp.reshape(g, x.shape.with(along, 1)), axis: along, start: at }]);
}

/** The same numbers stretched to a shape, as in arithmetic: missing axes and those of size 1 are repeated. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  const xp = x.backend;
  if (sameShape(x.shape, shape)) return x;
  if (!sameShape(broadcastShapes(x.shape, shape) ?? [], shape))
    throw new RangeError(
      `broadcastTo expects a shape that ${formatShape(x.shape)} stretches to, but got ${formatShape(shape)}; ` +
        "from the last axis on, sizes must be equal, or 1 in the tensor",
    );
  const stretched = xp.binary("add", x.array, xp.full(0, shape, x.dtype));
  return record("broadcastTo", stretched, [x], g => [sumTo(xp, g, x.shape)]);
}

/** Without an axis of size 1, or without all of them. */
export function squeeze(x: Tensor, axis?: number): Tensor {
  if (axis === undefined)
    return reshape(
      x,
      x.shape.filter(n => n !== 1),
    );
  const along = axisOf("squeeze", x, axis);
  if (x.shape[along] !== 1)
    throw new RangeError(
      `squeeze expects an axis of size 1, but axis ${axis} of ${formatShape(x.shape)} has ${x.shape[along]}`,
    );
  return reshape(x, x.shape.toSpliced(along, 1));
}

/** With a new axis of size 1 at a position; -1 is behind the last. */
export function expandDims(x: Tensor, axis: number): Tensor {
  const rank = x.shape.length;
  const at = axis < 0 ? axis + rank + 1 : axis;
  if (!(Number.isInteger(at) && 0 <= at && at <= rank))
    throw new RangeError(
      `expandDims expects an axis from ${-rank - 1} to ${rank} for shape ${formatShape(x.shape)}, but got ${axis}`,
    );
  return reshape(x, x.shape.toSpliced(at, 0, 1));
}

/** Rows of the first axis in the order of `indices` (whole numbers, checked by the caller); each may come again. */
export const take = (x: Tensor, indices: readonly number[]): Tensor =>
  record("take", x.backend.take(x.array, indices), [x], g => [{ part: g, rows: indices }]);

/** Tensors joined along an axis that they already have. */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
  const first = tensors[0];
  if (!first) throw new RangeError("concat expects at least one tensor, but got none");
  const along = axisOf("concat", first, axis);
  for (const t of tensors) {
    sameDType("concat", first, t);
    if (t.shape.length !== first.shape.length || t.shape.some((n, i) => i !== along && n !== first.shape[i]))
      throw new RangeError(
        `concat expects shapes that differ only on axis ${axis}, but got ${formatShape(first.shape)} and ${formatShape(t.shape)}`,
      );
  }
  const xp = first.backend;
  const joined = xp.concat(
    tensors.map(t => t.array),
    along,
  );
  return record("concat", joined, tensors, g => {
    let start = 0;
    return tensors.map(t => {
      const stop = start + t.shape[along]!;
      const part = xp.slice(g, along, start, stop);
      start = stop;
      return part;
    });
  });
}

/** Tensors of one shape joined along a new axis. */
export function stack(tensors: readonly Tensor[], axis = 0): Tensor {
  const first = tensors[0];
  if (!first) throw new RangeError("stack expects at least one tensor, but got none");
  for (const t of tensors)
    if (!sameShape(t.shape, first.shape))
      throw new RangeError(
        `stack expects tensors of one shape, but got ${formatShape(first.shape)} and ${formatShape(t.shape)}`,
      );
  const at = axis < 0 ? axis + first.shape.length + 1 : axis;
  if (!(Number.isInteger(at) && 0 <= at && at <= first.shape.length))
    throw new RangeError(
      `stack expects an axis from ${-first.shape.length - 1} to ${first.shape.length} ` +
        `for tensors of shape ${formatShape(first.shape)}, but got ${axis}`,
    );
  const whole = wholeOf(tensors);
  if (whole) return at === 0 ? whole : transpose(whole, whole.shape.map((_, i) => i).toSpliced(0, 1).toSpliced(at, 0, 0)); // biome-ignore format: a line
  return concat(
    tensors.map(t => expandDims(t, at)),
    at,
  );
}

/** The sequence whose time steps these are, all of them in order: it is there already, and so is its gradient's way. */
function wholeOf(tensors: readonly Tensor[]): Tensor | undefined {
  const sequence = tensors[0]!.origin?.step === 0 ? tensors[0]!.origin.inputs[0] : undefined;
  const isStep = ({ origin }: Tensor, t: number) => origin?.step === t && origin.inputs[0] === sequence;
  return sequence?.shape[0] === tensors.length && tensors.every(isStep) ? sequence : undefined;
}

/** The numbers in another dtype; float64 → float32 rounds. */
export function astype(x: Tensor, dtype: DType): Tensor {
  if (dtype !== "float32" && dtype !== "float64")
    throw new TypeError(`astype expects "float32" or "float64", but got ${JSON.stringify(dtype)}`);
  if (dtype === x.dtype) return x;
  const xp = x.backend;
  return record("astype", xp.fromValues(xp.values(x.array), x.shape, dtype), [x], g => [
    xp.fromValues(xp.values(g), x.shape, x.dtype),
  ]);
}

function resolveShape(x: Tensor, shape: Shape): Shape {
  const known = sizeOf(shape.filter(n => n !== -1));
  const free = shape.filter(n => n === -1).length;
  const resolved = free === 1 && known > 0 ? shape.map(n => (n === -1 ? x.size / known : n)) : [...shape];
  if (!resolved.every(n => Number.isInteger(n) && n >= 0) || sizeOf(resolved) !== x.size)
    throw new RangeError(
      `reshape expects a shape of ${x.size} numbers for ${formatShape(x.shape)}, but got ${formatShape(shape)}` +
        (free > 1 ? "; only one size may be -1" : ""),
    );
  return resolved;
}
