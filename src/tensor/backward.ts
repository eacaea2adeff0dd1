// Reverse-mode differentiation over what was recorded, without recursion: 10,000 time steps do not overflow a stack.
import { formatShape, type NDArray, pollInterrupt } from "../backend/index.ts";
import { beginPass, type RowsGradient, type SliceGradient } from "./record.ts";
import { Gradient, type Tensor } from "./tensor.ts";

/** A gradient being summed. `owned` says that only this pass holds the array, so that it may be added to in place. */
interface Total {
  sum: NDArray;
  owned: boolean;
}

/**
 * Adds ∂output/∂t to `t.grad` of every leaf that requires a gradient and of every tensor marked by `retainGrad()`.
 * A second call adds again, as in PyTorch.
 */
export function backward(output: Tensor): void {
  if (output.size !== 1)
    throw new Error(
      `backward() starts from a single number, but this tensor has shape ${formatShape(output.shape)}; ` +
        "reduce it first, for example with .sum() or .mean()",
    );
  if (!output.requiresGrad)
    throw new Error(
      "backward() found nothing to differentiate: no Parameter and no tensor with requiresGrad: true leads to this value",
    );
  // All arrays made on the way are temporaries, except the gradients that stay. Those are handed out when all are known:
  // an interrupt on the way leaves every tensor as it was.
  const gradients = output.backend.scratch(
    () => differentiate(output),
    found => found.values(),
  );
  for (const [tensor, gradient] of gradients) tensor.grad = new Gradient(gradient, tensor.backend);
}

/** @returns the new `grad` of each tensor that keeps one */
function differentiate(output: Tensor): Map<Tensor, NDArray> {
  const kept = new Map<Tensor, NDArray>();
  beginPass();
  const totals = new Map<Tensor, Total>();
  totals.set(output, { sum: output.backend.full(1, output.shape, output.dtype), owned: true });
  for (const tensor of fromLastToFirst(output)) {
    pollInterrupt();
    const total = totals.get(tensor);
    if (!total) continue;
    totals.delete(tensor); // all tensors that were computed from it have been visited
    if (tensor.origin) {
      const gradients = tensor.origin.gradient(total.sum);
      tensor.origin.inputs.forEach((input, i) => {
        const gradient = gradients[i];
        if (input.requiresGrad && gradient) accumulate(totals, input, gradient);
      });
    }
    if (!tensor.origin || tensor.retainsGrad) kept.set(tensor, added(tensor, total.sum));
  }
  return kept;
}

/** A tensor is always made after its inputs, so falling order of creation is a topological order. */
function fromLastToFirst(output: Tensor): Tensor[] {
  const reached = new Set([output]);
  for (const tensor of reached)
    for (const input of tensor.origin?.inputs ?? []) if (input.requiresGrad) reached.add(input);
  return [...reached].sort((a, b) => b.id - a.id);
}

function accumulate(totals: Map<Tensor, Total>, input: Tensor, gradient: NDArray | SliceGradient | RowsGradient): void {
  const xp = input.backend;
  const total = totals.get(input);
  if ("part" in gradient) {
    const zeros = () => xp.full(0, input.shape, input.dtype);
    const sum = !total ? zeros() : total.owned ? total.sum : xp.binary("add", total.sum, zeros());
    if ("rows" in gradient) xp.addIntoRows(sum, gradient.part, gradient.rows);
    else xp.addIntoSlice(sum, gradient.part, gradient.axis, gradient.start);
    totals.set(input, { sum, owned: true });
  } else if (!total) {
    totals.set(input, { sum: gradient, owned: false });
  } else {
    totals.set(input, { sum: xp.binary("add", total.sum, gradient), owned: true });
  }
}

const added = ({ grad, backend }: Tensor, sum: NDArray): NDArray =>
  grad ? backend.binary("add", grad.array, sum) : sum;
