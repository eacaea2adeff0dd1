// Operations that move numbers without changing them; their gradients move back.
import {
  broadcastShapes,
  type DType,
  formatShape,
  type NDArray,
  type Shape,
  sameShape,
  sizeOf,
} from "../../backend/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { asTensor, asTensorLike, type TensorLike } from "../convert.ts";
import { assertShape } from "../nested.ts";
import { record } from "../record.ts";
import { Tensor } from "../tensor.ts";
import { sumTo } from "./arithmetic.ts";
import { assertAxis, axisOf, sameDType } from "./checks.ts";

/**
 * The same numbers under another shape; one size may be -1 and is worked out.
 * @throws RangeError for a shape of another number of numbers
 * @example reshape([1, 2, 3, 4, 5, 6], [2, -1]).shape // [2, 3]
 */
export function reshape(input: TensorLike, shape: Shape): Tensor {
  const x = asTensor(input, undefined, "reshape");
  const xp = x.backend;
  const resolved = resolveShape(x, shape);
  const u = x.array;
  const same = () => xp.reshape(u, resolved);
  return record("reshape", same(), [x], g => [xp.reshape(g, x.shape)], same);
}

/**
 * Axes in a new order: axis i of the result is axis axes[i] of x; reversed where left out.
 * @throws RangeError unless each axis comes once
 * @example transpose(x, [1, 0, 2]) // [batch, T, size] → [T, batch, size]
 */
export function transpose(input: TensorLike, axes?: readonly number[]): Tensor {
  const x = asTensor(input, undefined, "transpose");
  return inOrder(x, axes === undefined ? x.shape.map((_, i) => x.shape.length - 1 - i) : axes);
}

function inOrder(x: Tensor, axes: readonly number[]): Tensor {
  if (!Array.isArray(axes))
    throw new TypeError(`transpose expects all axes in their new order, such as [1, 0], but got ${describe(axes)}`);
  const xp = x.backend;
  const order = axes.map(axis => axisOf("transpose", x, axis));
  if (order.length !== x.shape.length || new Set(order).size < order.length)
    throw new RangeError(
      `transpose expects each of the ${x.shape.length} axes of ${formatShape(x.shape)} once, but got [${axes.join(", ")}]`,
    );
  const back = order.map((_, i) => order.indexOf(i));
  const u = x.array;
  const turned = () => xp.transpose(u, order);
  return record("transpose", turned(), [x], g => [xp.transpose(g, back)], turned);
}

/** Which axis to cut. */
export interface SliceOptions {
  /** 0, the first, where left out; negative counts from the end. */
  axis?: number;
}

const sliceOptions: OptionNames<SliceOptions> = { axis: "number" };

/** Positions start ≤ i < stop of one axis; negative positions count from the end. */
export function slice(x: Tensor, start = 0, stop?: number | SliceOptions, options?: SliceOptions): Tensor {
  if (typeof stop === "object" && options === undefined) return slice(x, start, undefined, stop);
  // Three numbers are axis, start and stop in other libraries.
  if (typeof options === "number")
    throw new RangeError(
      `slice expects start, stop and the axis by its name, but got three numbers; write slice(${stop}, ${options}, { axis: ${start} })`,
    );
  assertOptions("slice", options, sliceOptions);
  const { axis = 0 } = options ?? {};
  const xp = x.backend;
  const along = axisOf("slice", x, axis);
  const n = x.shape[along]!;
  const from = start < 0 ? start + n : start;
  const to = stop === undefined ? n : (stop as number) < 0 ? (stop as number) + n : (stop as number);
  if (!(Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from <= to && to <= n))
    throw new RangeError(
      `slice expects 0 ≤ start ≤ stop ≤ ${n} on axis ${axis} of ${formatShape(x.shape)}, but got ${describe(start)} to ` +
        `${stop === undefined ? n : describe(stop)}; negative positions count from the end, and without stop it is ${n}`,
    );
  const u = x.array;
  const part = () => xp.slice(u, along, from, to);
  return record("slice", part(), [x], g => [{ part: g, axis: along, start: from }], part);
}

/** One position of one axis, which disappears. */
export function select(x: Tensor, axis: number, index: number, who = "select"): Tensor {
  const xp = x.backend;
  const along = axisOf(who, x, axis);
  const n = x.shape[along]!;
  const at = index < 0 ? index + n : index;
  if (!(Number.isInteger(at) && 0 <= at && at < n))
    throw new RangeError(
      `${who} expects an index from ${-n} to ${n - 1} on axis ${axis} of ${formatShape(x.shape)}, but got ${describe(index)}`,
    );
  const u = x.array;
  const part = () => xp.slice(u, along, at, at + 1);
  const gradient = (g: NDArray) => [{ part: xp.reshape(g, x.shape.with(along, 1)), axis: along, start: at }];
  return record("select", xp.reshape(part(), x.shape.toSpliced(along, 1)), [x], gradient, part);
}

/**
 * The same numbers stretched to a shape, as in arithmetic: missing axes and those of size 1 are repeated.
 * @throws RangeError for a shape that it does not stretch to
 */
export function broadcastTo(input: TensorLike, shape: Shape): Tensor {
  assertShape("broadcastTo", shape);
  const x = asTensor(input, undefined, "broadcastTo");
  const xp = x.backend;
  if (sameShape(x.shape, shape)) return x;
  if (!sameShape(broadcastShapes(x.shape, shape) ?? [], shape))
    throw new RangeError(
      `broadcastTo expects a shape that ${formatShape(x.shape)} stretches to, but got ${formatShape(shape)}; ` +
        "from the last axis on, sizes must be equal, or 1 in the tensor",
    );
  const u = x.array;
  const stretched = () => xp.stretch(u, shape);
  return record("broadcastTo", stretched(), [x], g => [sumTo(xp, g, u.shape)], stretched);
}

/**
 * Without an axis of size 1; without all of them where none is named.
 * @throws RangeError for an axis of another size
 */
export function squeeze(input: TensorLike, axis?: number): Tensor {
  const x = asTensor(input, undefined, "squeeze");
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

/**
 * With a new axis of size 1 at a position; -1 is behind the last.
 * @throws RangeError for a position beyond them
 */
export function expandDims(input: TensorLike, axis: number): Tensor {
  const x = asTensor(input, undefined, "expandDims");
  return reshape(x, x.shape.toSpliced(newAxisOf("expandDims", x, axis), 0, 1));
}

/** The numbers in one axis, [size], the last axis fastest. */
export function flatten(input: TensorLike): Tensor {
  const x = asTensor(input, undefined, "flatten");
  return reshape(x, [x.size]);
}

/** Rows of the first axis in the order of `indices` (whole numbers, checked by the caller); each may come again. */
export function takeRows(x: Tensor, indices: readonly number[]): Tensor {
  const u = x.array;
  const rows = () => x.backend.take(u, indices);
  return record("take", rows(), [x], g => [{ part: g, rows: indices }], rows);
}

/**
 * Tensors joined along an axis that they already have.
 * @param axis the first where left out; negative counts from the end
 * @throws RangeError for an empty list, or shapes that differ on another axis; TypeError for another dtype
 * @example concat([tensor([1, 2]), tensor([3])]).toArray() // [1, 2, 3]
 */
export function concat(tensors: readonly TensorLike[], axis = 0): Tensor {
  const all = listOf("concat", tensors);
  const first = all[0]!;
  const along = axisOf("concat", first, axis);
  for (const t of all) {
    sameDType("concat", first, t);
    if (t.shape.length !== first.shape.length || t.shape.some((n, i) => i !== along && n !== first.shape[i]))
      throw new RangeError(
        `concat expects shapes that differ only on axis ${axis}, but got ${formatShape(first.shape)} and ${formatShape(t.shape)}`,
      );
  }
  const xp = first.backend;
  const parts = all.map(t => t.array);
  const joined = () => xp.concat(parts, along);
  const gradient = (g: NDArray) => {
    let start = 0;
    return all.map(t => {
      const stop = start + t.shape[along]!;
      const part = xp.slice(g, along, start, stop);
      start = stop;
      return part;
    });
  };
  return record("concat", joined(), all, gradient, joined);
}

/**
 * Tensors of one shape joined along a new axis.
 * @param axis where the new axis is, the first where left out; -1 is behind the last
 * @throws RangeError for an empty list, or shapes that differ; TypeError for another dtype
 * @example stack([tensor([1, 2]), tensor([3, 4])], 1).toArray() // [[1, 3], [2, 4]]
 */
export function stack(tensors: readonly TensorLike[], axis = 0): Tensor {
  const all = listOf("stack", tensors);
  const first = all[0]!;
  for (const t of all)
    if (!sameShape(t.shape, first.shape))
      throw new RangeError(
        `stack expects tensors of one shape, but got ${formatShape(first.shape)} and ${formatShape(t.shape)}`,
      );
  const at = newAxisOf("stack", first, axis);
  const whole = wholeOf(all);
  if (whole) return at === 0 ? whole : transpose(whole, whole.shape.map((_, i) => i).toSpliced(0, 1).toSpliced(at, 0, 0)); // biome-ignore format: a line
  return concat(
    all.map(t => expandDims(t, at)),
    at,
  );
}

/** At least one tensor; what is none takes dtype and backend of the first that is. */
export function listOf(who: string, tensors: readonly TensorLike[]): readonly Tensor[] {
  if (!Array.isArray(tensors) || tensors.length === 0)
    throw new RangeError(
      `${who} expects a list of at least one tensor, ${who}([a, b]), but got ${Array.isArray(tensors) ? "none" : describe(tensors)}`,
    );
  if (tensors.every(t => t instanceof Tensor)) return tensors;
  const like = tensors.find(t => t instanceof Tensor) ?? asTensor(tensors[0]!, undefined, who);
  return tensors.map(t => asTensorLike(who, t, like));
}

/** Where a new axis goes: 0 … rank; negative counts from the end. */
function newAxisOf(who: string, { shape }: Tensor, axis: number): number {
  assertAxis(who, axis);
  const rank = shape.length;
  const at = axis < 0 ? axis + rank + 1 : axis;
  if (!(Number.isInteger(at) && 0 <= at && at <= rank))
    throw new RangeError(
      `${who} expects an axis from ${-rank - 1} to ${rank} for shape ${formatShape(shape)}, but got ${describe(axis)}`,
    );
  return at;
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
    throw new TypeError(`astype expects "float32" or "float64", but got ${describe(dtype)}`);
  if (dtype === x.dtype) return x;
  const xp = x.backend;
  return record("astype", xp.fromValues(xp.values(x.array), x.shape, dtype), [x], g => [
    xp.fromValues(xp.values(g), x.shape, x.dtype),
  ]);
}

function resolveShape(x: Tensor, shape: Shape): Shape {
  if (!Array.isArray(shape))
    throw new TypeError(
      `reshape expects a shape in brackets, such as [${x.size}] or [2, -1], but got ${describe(shape)}`,
    );
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
