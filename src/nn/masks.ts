// What a mask is given as: a tensor of any dtype, or plain numbers or booleans.
import { asTensorLike, type Tensor, type TensorLike } from "../tensor/index.ts";

/** A mask as numbers like those that it goes with, without a gradient; undefined where there is none. */
export function maskLike(who: string, mask: TensorLike, x: Tensor): Tensor;
export function maskLike(who: string, mask: TensorLike | undefined, x: Tensor): Tensor | undefined;
export function maskLike(who: string, mask: TensorLike | undefined, x: Tensor): Tensor | undefined {
  return mask === undefined ? undefined : asTensorLike(who, mask, x).astype(x.dtype).detach();
}
