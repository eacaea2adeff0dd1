// Reverse-mode differentiation over what was recorded, without recursion: 10,000 time steps do not overflow a stack.
import { formatShape, type NDArray, pollInterrupt } from "../backend/index.ts";
import { beginPass, type Origin } from "./record.ts";
import { Gradient, giveGradient, gradientOf, LazyTensor, type Tensor } from "./tensor.ts";
import { Totals } from "./totals.ts";

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
  const order = fromLastToFirst(output);
  const gradients = output.backend.scratch(
    () => differentiate(output, order),
    found => [...found.values()].map(({ array }) => array),
  );
  for (const [tensor, { array, isOwn }] of gradients) giveGradient(tensor, new Gradient(array, tensor.backend), isOwn);
  forget(output, order);
}

/** What only the tape could read gives its memory back; a tensor that is read all the same has its numbers computed again. */
function forget(output: Tensor, order: readonly Tensor[]): void {
  for (let i = order.length - 1; i >= 0; i--) {
    const tensor = order[i]!;
    tensor.origin?.passed?.();
    const again = tensor.origin?.again;
    if (!again || tensor === output || tensor.retainsGrad) continue;
    if (tensor instanceof LazyTensor && tensor.isUnread) continue;
    const inputs = tensor.origin.inputs.map(({ array }) => array);
    tensor.backend.forget(tensor.array, inputs, again);
  }
}

/** @returns the new `grad` of each tensor that keeps one */
function differentiate(output: Tensor, order: readonly Tensor[]): Map<Tensor, Found> {
  const kept = new Map<Tensor, NDArray>();
  beginPass();
  const totals = new Totals(output);
  for (const tensor of order) {
    pollInterrupt();
    const total = totals.take(tensor);
    if (!total) continue;
    if (tensor.origin) follow(tensor.origin, total, totals);
    if (!tensor.origin || tensor.retainsGrad) kept.set(tensor, total);
    else if (tensor.origin.isPure) totals.release(total, tensor);
  }
  return new Map(Array.from(kept, ([tensor, total]) => [tensor, found(tensor, total, totals)]));
}

/** One step back: what the rule gives for each input joins the input's sum. */
function follow({ inputs, gradient, isPure }: Origin, total: NDArray, totals: Totals): void {
  const gradients = gradient(total);
  const arrays = gradients.map(given => given && ("part" in given ? given.part : given));
  for (const a of arrays) if (a) totals.hold(a, isPure ? 1 : Number.POSITIVE_INFINITY);
  inputs.forEach((input, i) => {
    const given = gradients[i];
    if (!given) return;
    if (input.requiresGrad) totals.add(input, given);
    else totals.release(arrays[i]!, input);
  });
}

/** A tensor is always made after its inputs, so falling order of creation is a topological order. */
function fromLastToFirst(output: Tensor): Tensor[] {
  const reached = new Set([output]);
  for (const tensor of reached)
    for (const input of tensor.origin?.inputs ?? []) if (input.requiresGrad) reached.add(input);
  return [...reached].sort((a, b) => b.id - a.id);
}

/** A new gradient, and whether nobody else holds its array. */
interface Found {
  readonly array: NDArray;
  readonly isOwn: boolean;
}

function found(tensor: Tensor, total: NDArray, totals: Totals): Found {
  const before = gradientOf(tensor);
  if (!before) return { array: total, isOwn: totals.hasOneHolder(total) };
  return { array: tensor.backend.binary("add", before.array, total), isOwn: true };
}
