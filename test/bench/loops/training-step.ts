// One training step of a loop that a person writes: forward, a readout, cross-entropy, backward, Adam.
import { nn, optim, tensors } from "../engine/rooms.ts";
import type { LoopCase } from "./cases.ts";
import { ownLoop } from "./own-loops.ts";

const { crossEntropy, Linear, zeroGrad } = nn;
const { seed, stack, tensor } = tensors;

/** @returns what does one step; each has weights and data of its own */
export function trainingStep(wanted: LoopCase): () => void {
  const { batch, T, input, dtype = "float32" } = wanted;
  const rng = seed(0);
  const { model, width, forward } = ownLoop(wanted, rng);
  const readout = new Linear(width, input, { rng, dtype });
  const xs = Array.from({ length: T }, () => rng.normal(0, 1, [batch, input], { dtype }));
  const y = tensor(Array.from({ length: T }, () => Array.from({ length: batch }, () => rng.integers(0, input))));
  const optimizer = optim.adam(1e-3);
  const all = { model, readout };
  return () => {
    zeroGrad(all);
    crossEntropy(readout.forward(stack(forward(xs))), y).backward();
    optimizer.step(all);
  };
}
