// PyTorch's tutorial "NLP From Scratch: Classifying Names with a Character-Level RNN": the language of a name from its letters; names
// of unequal lengths in one batch.
import "./backend.ts";
import {
  characters,
  clipByGlobalNorm,
  crossEntropy,
  Linear,
  logSoftmax,
  norm,
  oneHot,
  padSequences,
  parametersOf,
  RNNCell,
  sequenceMask,
  sgd,
  unroll,
  vocabulary,
  zeroGrad,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const letters = vocabulary(characters("abcdefghijklmnopqrstuvwxyz"));
const names = ["amari", "belmonte", "koro", "takemi", "sven", "halvorsen"].map(name =>
  letters.encode(characters(name)),
);
const y = [0, 0, 1, 1, 2, 2];
const [H, languages] = [9, 3];

describe("port: PyTorch's classification of names", () => {
  it("has the original's ten first losses and its scores, names packed there and masked here", () => {
    const original = numbersOf("name_classification");
    const model = new Drawing(22).fill({
      cell: new RNNCell(letters.size, H, float64),
      readout: new Linear(H, languages, float64),
    });
    // Both pad in front unless told otherwise, as Keras does.
    const behind = { padding: "post" } as const;
    const x = oneHot(padSequences(names, behind), letters.size, float64);
    const mask = sequenceMask(names.map(name => name.length), { ...behind, ...float64 }); // biome-ignore format: a line
    const scores = () => logSoftmax(model.readout.forward(unroll(model.cell, x, { mask }).state));

    const optimizer = sgd(0.15);
    const losses = Array.from({ length: 10 }, () => {
      zeroGrad(model);
      const loss = crossEntropy(scores(), y);
      loss.backward();
      const gradNorm = Math.hypot(...parametersOf(model).map(({ parameter }) => norm(parameter.grad)));
      clipByGlobalNorm(model, (3 * gradNorm) / (gradNorm + 1e-6)); // PyTorch divides by the norm + 1e-6
      optimizer.step(model);
      return loss.item();
    });
    assertClose(losses, original.losses, 1e-12);
    assertClose(scores(), original.scores, 1e-12);
  });
});
