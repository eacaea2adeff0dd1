// Stanford CS231n, assignment 3: a network that writes a caption to the features of a picture, with an RNN and with an LSTM.
import "./backend.ts";
import { assertClose } from "../src/close.ts";
import { captioning, featuresFor, published } from "./captioning.ts";
import { numbersOf } from "./given.ts";

describe("port: captioning of CS231n", () => {
  const originals = numbersOf("captioning");

  for (const kind of ["rnn", "lstm"] as const)
    it(`has the loss that the course publishes, and PyTorch's gradients: ${kind}`, () => {
      const { loss, norms } = captioning(kind, featuresFor(kind));
      assertClose(loss, [published[kind].loss], 1e-11);
      for (const [name, value] of Object.entries(norms))
        assertClose(value / originals[kind].norms[name], 1, 1e-6, `gradient of ${name}`);
    });
});
