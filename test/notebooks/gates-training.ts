// The training of lesson 6 and of its graded set: a GRU of one unit says at each word which subject came last.
import { crossEntropy, GRUCell, keepBias, Linear, unroll } from "../../src/nn/index.ts";
import { adam } from "../../src/optim/index.ts";
import { equal, type Rng, seed, stack, type Tensor, tensor } from "../../src/tensor/index.ts";
import { train } from "../../src/training/index.ts";

export const subjects = ["I", "cat", "cats"];
const fillers = ["who", "already", "ate", "fish", "and", "slept", "today"];
export const oneHotOf = (word: string) => [...subjects, ...fillers].map(other => Number(other === word));

function texts(rng: Rng) {
  const all = Array.from({ length: 16 }, () => {
    let subject = 0;
    return Array.from({ length: 16 }, (_, t) => {
      const isSubject = t === 0 || rng.uniform(0, 1) < 0.25;
      if (isSubject) subject = rng.integers(0, 3);
      return { word: isSubject ? subjects[subject]! : fillers[rng.integers(0, 7)]!, subject };
    });
  });
  return {
    x: tensor(all.map(row => row.map(({ word }) => oneHotOf(word)))),
    y: tensor(all.map(row => row.map(({ subject }) => subject))),
  };
}

/** The unit after its training, and the share of right answers on texts that it has not seen. */
export async function trainedUnit(run: number): Promise<{ unit: GRUCell; accuracy: number }> {
  const [rng, data] = [seed(run), seed(100 + run)];
  const unit = new GRUCell(10, 1, { rng, biasInitializer: keepBias(10) });
  const readout = new Linear(1, 3, { rng });
  const scores = (x: Tensor) => readout.forward(stack(unroll(unit, x).hidden, 1));
  const samples = Array.from({ length: 600 }, () => texts(data));
  const loss = ({ x, y }: { x: Tensor; y: Tensor }) => crossEntropy(scores(x).reshape([-1, 3]), y.reshape([-1]));
  for await (const _ of train({ unit, readout }, samples, { loss, optimizer: adam(0.05), clipNorm: 1 }));
  const test = texts(seed(99));
  return { unit, accuracy: equal(scores(test.x).argmax(-1), test.y).mean().item() };
}
