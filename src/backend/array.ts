// NDArray: numbers in a shape, wherever a backend keeps them.

/** How precise numbers are: 24 or 53 bits, some 7 or 16 digits. */
export type DType = "float32" | "float64";
/** The size of each axis, the slowest first; [] is one number. */
export type Shape = readonly number[];

/** An array that lives on a backend. */
export interface NDArray {
  /** The size of each axis. */
  readonly shape: Shape;
  /** How precise its numbers are. */
  readonly dtype: DType;
  /** Where the numbers are; only its backend reads it. */
  readonly data: unknown;
}
