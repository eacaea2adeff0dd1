// Weights by the names that another library gives them.
import type { Tensor } from "../tensor/index.ts";

/** Tensors by name, as PyTorch's state_dict has them: { "lstm.weight_ih_l0": …, "fc.bias": … }. */
export interface NamedWeights {
  [name: string]: Tensor;
}
