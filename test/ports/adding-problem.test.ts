// S. Hochreiter, J. Schmidhuber 1997, the adding problem: of a sequence of numbers two are marked, and their sum is to be said.
import "./backend.ts";
import {
  clipByGlobalNorm,
  Linear,
  LSTMCell,
  meanSquaredError,
  norm,
  parametersOf,
  stack,
  tensor,
  unroll,
  zeroGrad,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";
import { torchAdam } from "./torch-optimizers.ts";

const [H, batch, T] = [8, 10, 15];
const half = Math.floor(T / 2);

describe("port: the adding problem", () => {
  it("has PyTorch's losses, gradient norms and answers", () => {
    const original = numbersOf("adding_problem");
    const draw = new Drawing(20);
    const values = draw.numbers([batch, T]).add(0.5);
    const places = draw.ids(half, batch, 2) as [number, number][];
    const marked = ([first, second]: [number, number]) =>
      Array.from({ length: T }, (_, t) => Number(t === first || t === half + second));
    const marks = tensor(places.map(marked), float64);
    const x = stack([values, marks], 2); // [batch, T, 2]
    const y = values.mul(marks).sum(1, { keepDims: true });
    const model = draw.fill({ cell: new LSTMCell(2, H, float64), readout: new Linear(H, 1, float64) });
    const run = () => model.readout.forward(unroll(model.cell, x).hidden.at(-1)!);

    const optimizer = torchAdam(0.02);
    const [losses, norms]: [number[], number[]] = [[], []];
    for (let n = 0; n < 10; n++) {
      zeroGrad(model);
      const loss = meanSquaredError(y, run());
      loss.backward();
      const gradNorm = Math.hypot(...parametersOf(model).map(({ parameter }) => norm(parameter.grad)));
      clipByGlobalNorm(model, gradNorm / (gradNorm + 1e-6)); // PyTorch divides by the norm + 1e-6
      optimizer.step(model);
      losses.push(loss.item());
      norms.push(gradNorm);
    }
    assertClose(losses, original.losses, 1e-11);
    assertClose(norms, original.norms, 1e-11);
    assertClose(run().squeeze(1), original.said, 1e-11);
  });
});
