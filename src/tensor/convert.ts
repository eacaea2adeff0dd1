// What may stand where a tensor is expected: plain numbers and lists become tensors on the way.
import { currentBackend, type DType } from "../backend/index.ts";
import { flatten, type NestedNumbers } from "./nested.ts";
import { Tensor } from "./tensor.ts";

/** A tensor, or what becomes one: a number, nested lists of numbers, a typed array. */
export type TensorLike = Tensor | NestedNumbers;

/**
 * A tensor stays itself; anything else is copied into a new one.
 * @param who named in messages
 * @throws TypeError for what is not a number, RangeError for rows of unequal length; both say where.
 */
export function asTensor(value: TensorLike, dtype: DType = "float32", who = "tensor"): Tensor {
  if (value instanceof Tensor) return value;
  const { flat, shape } = flatten(who, value, dtype);
  const xp = currentBackend();
  return new Tensor(xp.fromValues(flat, shape, dtype), xp);
}

/** The same, in dtype and on the backend of the tensor it is used with. */
export function asTensorLike(who: string, value: TensorLike, { dtype, backend }: Tensor): Tensor {
  if (value instanceof Tensor) return value;
  if (typeof value === "number") return new Tensor(backend.full(value, [], dtype), backend);
  const { flat, shape } = flatten(who, value, dtype);
  return new Tensor(backend.fromValues(flat, shape, dtype), backend);
}
