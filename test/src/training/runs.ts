// Runs for tests of train: a small model with everything that moves, its steps collected, its weights as text.
import { batches } from "../../../src/data/index.ts";
import * as nn from "../../../src/nn/index.ts";
import { adam } from "../../../src/optim/index.ts";
import { seed, type Tensor } from "../../../src/tensor/index.ts";
import type { TrainingStep } from "../../../src/training/index.ts";

const data = () => {
  const rng = seed(5);
  return { x: rng.normal(0, 1, [10, 4, 3]), y: Array.from({ length: 10 }, () => rng.integers(0, 2)) };
};

/** Cell, dropout and readout as a plain tree that shares one generator with nobody. */
export function plain(startSeed = 1) {
  const rng = seed(startSeed);
  const model = {
    cell: new nn.GRUCell(3, 5, { rng }),
    drop: new nn.Dropout(0.3, { rng: seed(startSeed + 100) }),
    readout: new nn.Linear(5, 2, { rng }),
  };
  const loss = ({ x, y }: { x: Tensor; y: Tensor }) => {
    const h = nn.unroll(model.cell, x).hidden.at(-1)!;
    return nn.crossEntropy(model.readout.forward(model.drop.forward(h, { training: true })), y);
  };
  return { model, loss, source: batches(data(), { batchSize: 4, rng: seed(startSeed + 7) }), optimizer: adam(0.01) };
}

export async function all(
  steps: AsyncGenerator<TrainingStep>,
  most = Number.POSITIVE_INFINITY,
): Promise<TrainingStep[]> {
  const done: TrainingStep[] = [];
  for await (const step of steps) {
    done.push(step);
    if (done.length >= most) break;
  }
  return done;
}
export const weights = (model: object) => JSON.stringify(nn.saveWeights(model));
