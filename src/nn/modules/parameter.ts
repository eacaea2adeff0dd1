// Parameter: a tensor that training changes.
import { formatShape, sameShape } from "../../backend/index.ts";
import { describe } from "../../options.ts";
import { onBackend, Tensor } from "../../tensor/index.ts";
import type { RegularizerLike } from "../regularizers.ts";
import { keepsNoTensor } from "../unmodified.ts";

/** A tensor that a model learns: it requires a gradient, unless it is frozen, and an optimizer may give it new numbers. */
export class Parameter extends Tensor {
  static {
    keepsNoTensor(Parameter);
  }
  /**
   * Whether training changes it; `layer.trainable = false` sets it for all of a layer. Where it is false no gradient of it is computed,
   * from the next use on, which saves the time; gradients flow on through it.
   */
  get trainable(): boolean {
    return this.requiresGrad;
  }
  set trainable(trainable: boolean) {
    (this as { requiresGrad: boolean }).requiresGrad = trainable;
    if (!trainable) this.grad = undefined;
  }
  /** What large numbers of it cost, where its layer has such a regularizer: `fit` adds it to the loss. */
  regularizer: Exclude<RegularizerLike, string> | undefined;

  /** @throws TypeError for what is no tensor */
  constructor(initial: Tensor) {
    if (!(initial instanceof Tensor))
      throw new TypeError(
        `new Parameter(…) expects a tensor, but got ${describe(initial)}; write new Parameter(tensor(…)), ` +
          "or new Parameter(zeros([2, 3])) for a shape",
      );
    super(initial.array, initial.backend, { requiresGrad: true });
  }

  /**
   * Takes over the numbers of `value`, also from another backend; what was computed before keeps the old ones.
   * @throws Error unless shape and dtype are the same.
   */
  assign(value: Tensor): void {
    if (!sameShape(this.shape, value.shape) || this.dtype !== value.dtype)
      throw new Error(
        `assign expects ${this.dtype} numbers of shape ${formatShape(this.shape)}, ` +
          `but got ${value.dtype} of shape ${formatShape(value.shape)}`,
      );
    this.array = onBackend(value, this.backend).array;
  }
}

/** A parameter and the way to it from the root: "cell.recurrentKernel". */
export interface NamedParameter {
  readonly path: string;
  readonly parameter: Parameter;
}
