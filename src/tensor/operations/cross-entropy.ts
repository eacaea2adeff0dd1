// Cross-entropy of logits as one operation, with its gradient: softmax(x) Σ y − y.
import { formatShape, type NDArray, sameShape } from "../../backend/index.ts";
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";
import { sameDType } from "./checks.ts";

/**
 * −Σ y log softmax(x) over the last axis: [..., classes] → [...]. The target is a constant: no gradient flows to it.
 * @param target one-hot rows or probabilities in the shape of the logits
 */
export function crossEntropyOfLogits(logits: Tensor, target: Tensor): Tensor {
  if (logits.shape.length === 0 || logits.shape.at(-1) === 0 || !sameShape(logits.shape, target.shape))
    throw new RangeError(
      "crossEntropyOfLogits expects logits [..., classes] and targets of the same shape, " +
        `but got ${formatShape(logits.shape)} and ${formatShape(target.shape)}`,
    );
  sameDType("crossEntropyOfLogits", logits, target);
  const xp = logits.backend;
  const classes = logits.shape.at(-1)!;
  const shape = [logits.size / classes, classes];
  const [x, y] = [xp.reshape(logits.array, shape), xp.reshape(target.array, shape)];
  const run = () => xp.crossEntropy(x, y);
  const { losses, gradient } = run();
  let slope: NDArray | undefined = gradient;
  return record("crossEntropy", xp.reshape(losses, logits.shape.slice(0, -1)), [logits], g => {
    // The first backward pass frees what was kept for it; a second one computes it again.
    const dx = slope ?? run().gradient;
    slope = undefined;
    const result = xp.binary("mul", dx, xp.reshape(g, [shape[0]!, 1]));
    xp.free(dx);
    return [xp.reshape(result, logits.shape)];
  });
}
