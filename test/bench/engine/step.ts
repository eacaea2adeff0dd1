// A training step of our engine: tensors, the fused recurrence, cross-entropy and Adam.
import type { Case } from "./cases.ts";
import { backend, nn, optim, tensors } from "./rooms.ts";

const { Linear, Parameter, zeroGrad } = nn;
const { crossEntropyOfLogits, fromFlat, oneHot, recurrence, seed } = tensors;

/** On the backend in use. */
export function stepOf({ cell, output, batch, T, input, hidden }: Case): () => void {
  const kind =
    cell === "rnn"
      ? { kind: cell, activation: "tanh" as const }
      : cell === "gru"
        ? { kind: cell, resetAfter: true }
        : { kind: cell };
  const rng = seed(0);
  const width = backend.gatesOf(kind) * hidden;
  const bound = 1 / Math.sqrt(hidden);
  const draw = (...shape: number[]) => new Parameter(rng.uniform(-bound, bound, shape));
  const model = {
    kernel: draw(input, width),
    recurrentKernel: draw(hidden, width),
    bias: draw(width),
    ...(cell === "gru" ? { recurrentBias: draw(width) } : {}),
    readout: new Linear(hidden, input, { rng }),
  };
  const rows = output === "many-to-many" ? T * batch : batch;
  const xs = fromFlat(
    Float32Array.from({ length: T * batch * input }, () => rng.normal(0, 1)),
    [T, batch, input],
  );
  const ids = Array.from({ length: rows }, () => rng.integers(0, input));
  const y = oneHot(ids, input);
  const optimizer = optim.adam(1e-3);
  return () => {
    zeroGrad(model);
    const { hidden: states } = recurrence(kind, { xs, ...model });
    const read = output === "many-to-many" ? states.reshape([rows, hidden]) : states.at(-1);
    crossEntropyOfLogits(model.readout.forward(read), y).mean().backward();
    optimizer.step(model);
  };
}
