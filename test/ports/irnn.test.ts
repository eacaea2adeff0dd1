// Q. Le, N. Jaitly, G. Hinton 2015 and Keras's example mnist_irnn: rectified units that start as a copy of their state read pictures
// pixel by pixel.
import "./backend.ts";
import { dense, identity, oneHot, rmsprop, sequential, simpleRNN, tensor } from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [H, classes, n, pixels] = [10, 3, 12, 25];

describe("port: IRNN", () => {
  it("has Keras's losses and accuracies over ten epochs, and its recurrent weights", async () => {
    const original = numbersOf("irnn");
    const draw = new Drawing(14);
    const pictures = tensor(draw.ids(2, n, pixels), float64).expandDims(2);
    const labels = draw.ids(classes, 1, n)[0]!;
    const model = sequential(
      [
        simpleRNN(H, { activation: "relu", recurrentInitializer: identity(), inputShape: [pixels, 1] }),
        dense(classes, { activation: "softmax" }),
      ],
      float64,
    );
    const [, copy, zeros, , none] = model.getWeights();
    model.setWeights([draw.numbers([1, H], 0.1), copy!, zeros!, draw.numbers([H, classes]), none!]);
    model.compile({ loss: "categoricalCrossentropy", optimizer: rmsprop(1e-3), metrics: ["accuracy"] });
    const y = oneHot(labels, classes, float64);
    const { history } = await model.fit(pictures, y, { epochs: 10, batchSize: 6, shuffle: false, verbose: 0 });
    assertClose(history.loss, original.history.loss, 1e-11);
    assertClose(history.accuracy, original.history.accuracy, 1e-11);
    assertClose(model.getWeights()[1], original.recurrent, 1e-11);
  });
});
