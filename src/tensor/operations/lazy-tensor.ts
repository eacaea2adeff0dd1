// A result whose numbers are computed when they are first read. A softmax is one: its loss goes back to the logits, so often
// no code reads the probabilities.
import type { NDArray } from "../../backend/index.ts";
import { Tensor } from "../tensor.ts";

/** A tensor whose numbers are computed when they are first read. */
export class LazyTensor extends Tensor {
  #compute: (() => NDArray) | undefined;

  /**
   * @param recorded the result, as `record` made it of an array that has a shape and a dtype but no numbers yet
   * @param compute gives the numbers; called once, or never
   */
  constructor({ shape, dtype, backend, requiresGrad, origin }: Tensor, compute: () => NDArray) {
    super({ shape, dtype, data: undefined }, backend, origin ? { requiresGrad, origin } : {});
    this.#compute = compute;
  }

  override get array(): NDArray {
    if (this.#compute) {
      super.array = this.#compute();
      this.#compute = undefined;
    }
    return super.array;
  }
  override set array(array: NDArray) {
    this.#compute = undefined;
    super.array = array;
  }
}
