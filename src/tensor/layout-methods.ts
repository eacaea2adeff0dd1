// What moves a tensor's numbers without changing them, as methods: shapes, axes, positions.
import type { DType, Shape } from "../backend/index.ts";
import { ArithmeticMethods } from "./arithmetic-methods.ts";
import {
  astype,
  expandDims,
  reshape,
  type SliceOptions,
  select,
  slice,
  squeeze,
  transpose,
} from "./operations/layout.ts";
import { at, type Position } from "./operations/positions.ts";
import type { Tensor } from "./tensor.ts";

/** What gives a tensor another shape, or a part of it. */
export abstract class LayoutMethods extends ArithmeticMethods {
  /**
   * The same numbers under another shape; one size may be -1 and is worked out.
   * @throws RangeError for a shape of another number of numbers
   * @example arange(6).reshape([2, -1]).shape // [2, 3]
   */
  reshape(this: Tensor, shape: Shape): Tensor {
    return reshape(this, shape);
  }
  /** The numbers in one axis, [size], the last axis fastest. */
  flatten(this: Tensor): Tensor {
    return reshape(this, [this.size]);
  }
  /**
   * Axes in a new order; reversed where left out.
   * @throws RangeError unless each axis comes once
   * @example x.transpose([1, 0, 2]) // [batch, T, size] → [T, batch, size]
   */
  transpose(this: Tensor, axes?: readonly number[]): Tensor {
    return transpose(this, axes);
  }
  /** All axes in the opposite order, as NumPy's `.T`. */
  get T(): Tensor {
    return transpose(this as unknown as Tensor);
  }
  /**
   * Positions start ≤ i < stop of one axis, the first where none is named: JavaScript's `slice`, NumPy's x[start:stop].
   * Negative positions count from the end; without `stop` it goes to the end.
   * @throws RangeError for positions beyond the axis
   * @example x.slice(0, 2) // the first two rows
   * @example x.slice(-3, { axis: 1 }) // the last three columns
   */
  slice(this: Tensor, start?: number, stop?: number, options?: SliceOptions): Tensor;
  slice(this: Tensor, start: number, options: SliceOptions): Tensor;
  slice(this: Tensor, start?: number, stop?: number | SliceOptions, options?: SliceOptions): Tensor {
    return slice(this, start, stop, options);
  }
  /**
   * One position of one axis, which disappears; -1 is the last.
   * @throws RangeError for a position beyond the axis
   */
  select(this: Tensor, axis: number, index: number): Tensor {
    return select(this, axis, index);
  }
  /**
   * One position of the first axis, which disappears; -1 is the last, as for arrays. More positions go on with the next axes,
   * a text stands for several of them, as between NumPy's brackets: x.at(i, ":", "2:") is x[i, :, 2:]. null is a new axis of
   * size 1 (NumPy's `None` and `np.newaxis`), and "..." all axes that are not named.
   * @throws RangeError for a position beyond its axis, or more positions than axes
   * @example x.at(":", -1) // of every row the last, [batch, T, size] → [batch, size]
   * @example x.at("...", null).shape // [batch, T, size, 1]
   */
  at(this: Tensor, position: Position, ...further: Position[]): Tensor {
    return further.length === 0 && typeof position === "number"
      ? select(this, 0, position, "at")
      : at(this, [position, ...further]);
  }
  /**
   * Without an axis of size 1; without all of them where none is named.
   * @throws RangeError for an axis of another size
   */
  squeeze(this: Tensor, axis?: number): Tensor {
    return squeeze(this, axis);
  }
  /**
   * With a new axis of size 1 at a position; -1 is behind the last.
   * @throws RangeError for a position beyond them
   */
  expandDims(this: Tensor, axis: number): Tensor {
    return expandDims(this, axis);
  }
  /**
   * The numbers in another dtype; float64 → float32 rounds.
   * @throws TypeError for a dtype that is neither
   */
  astype(this: Tensor, dtype: DType): Tensor {
    return astype(this, dtype);
  }
}
