// NDArray: numbers in a shape, wherever a backend keeps them.

export type DType = "float32" | "float64";
export type Shape = readonly number[];

/** An array that lives on a backend. */
export interface NDArray {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly data: unknown;
}
