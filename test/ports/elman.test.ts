// J. Elman 1990, "Finding Structure in Time": the exclusive or in time. Every third bit is the exclusive or of the two before it.
import "./backend.ts";
import { Linear, RNNCell, sgd, sigmoid, square, tensor, zeroGrad } from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [H, length] = [2, 301];

describe("port: Elman's exclusive or in time", () => {
  it("has the errors of PyTorch's autograd, bit by bit and by their place of three", () => {
    const original = numbersOf("elman");
    const draw = new Drawing(10);
    const bits = draw.ids(2, 1, length)[0]!;
    for (let i = 2; i < length; i += 3) bits[i] = bits[i - 1]! ^ bits[i - 2]!;
    const model = draw.fill({
      cell: new RNNCell(1, H, { ...float64, activation: "sigmoid" }),
      readout: new Linear(H, 1, float64),
    });
    const optimizer = sgd(0.5);

    let context = tensor([[0.5, 0.5]], float64);
    const errors = bits.slice(0, -1).map((bit, t) => {
      const h = model.cell.forward([[bit]], context);
      const error = square(sigmoid(model.readout.forward(h)).sub(bits[t + 1]!)).sum();
      zeroGrad(model);
      error.backward();
      optimizer.step(model);
      context = h.detach(); // a copy: the gradient does not go back in time
      return error.item();
    });
    assertClose(errors.slice(0, 10), original.errors, 1e-12);
    const phases = [0, 1, 2].map(place => errors.filter((_, t) => t % 3 === place).reduce((a, b) => a + b) / 100);
    assertClose(phases, original.phases, 1e-12);
    assertClose(context, original.context, 1e-12);
  });
});
