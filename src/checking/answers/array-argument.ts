// Arguments of a student's function: plain values, and arrays that arrive as tensors where a check says so.
//
// The checking room knows no tensor. The toolkit offers its own under a symbol: globalThis[Symbol.for("Unrolled.tensor")] is a
// function of nested lists. Between processes an array says by `Symbol.for("Jupyter.value")` that it is a tensor.

import { readNumbers } from "./numbers-like.ts";

const maker = Symbol.for("Unrolled.tensor");
const jupyterValue: unique symbol = Symbol.for("Jupyter.value") as never;

type Nested = number | readonly Nested[];

/** Makes a tensor of float64 from nested lists. */
type TensorMaker = (values: Nested) => object;

/** An argument that a student's function gets as a tensor of float64. */
export class ArrayArgument {
  readonly values: Nested;
  constructor(values: Nested) {
    this.values = values;
  }
  get shape(): readonly number[] {
    const shape: number[] = [];
    for (let level = this.values; typeof level !== "number"; level = level[0]!) {
      shape.push(level.length);
      if (level.length === 0) break;
    }
    return shape;
  }
  toArray(): Nested {
    return this.values;
  }
  /** What it is between processes: the toolkit there makes its own tensor of it. */
  [jupyterValue](): object {
    return { type: "tensor", dtype: "float64", shape: this.shape, data: Float64Array.from(numbersIn(this.values)) };
  }
}

const numbersIn = (values: Nested): number[] => (typeof values === "number" ? [values] : values.flatMap(numbersIn));

/** A copy of arguments as a reference gets them: lists alone. */
export const toPlain = (args: readonly unknown[]): unknown[] =>
  args.map(arg => convert(arg, ({ values }) => structuredClone(values)));

/** A copy of arguments as a function here gets them: lists anew, arrays as the toolkit's tensors. */
export const toArguments = (args: readonly unknown[]): unknown[] => args.map(arg => convert(arg, toTensor));

function toTensor({ values }: ArrayArgument): object {
  const make = (globalThis as { [maker]?: TensorMaker })[maker];
  if (make === undefined)
    throw new Error("a check that takes tensors expects the toolkit to be loaded: import unrolled before it");
  return make(values);
}

function convert(value: unknown, array: (argument: ArrayArgument) => unknown): unknown {
  if (value instanceof ArrayArgument) return array(value);
  if (Array.isArray(value)) return value.map(item => convert(item, array));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, convert(item, array)]));
}

/** Every array of numbers with rows of equal length becomes an `ArrayArgument`; numbers and texts stay. */
export function withTensors(value: unknown): unknown {
  if (Array.isArray(value))
    return isArrayOfNumbers(value) ? new ArrayArgument(value as Nested) : value.map(item => withTensors(item));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTensors(item)]));
}

function isArrayOfNumbers(value: unknown): boolean {
  const numbers = readNumbers(value);
  return "flat" in numbers && numbers.flat.length > 0;
}
