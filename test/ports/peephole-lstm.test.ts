// F. Gers, N. Schraudolph, J. Schmidhuber 2002, "Learning Precise Timing with LSTM Recurrent Networks": gates that see the cell state
// measure how long ago a spike was, so that the next one can be said in advance.
import "./backend.ts";
import { Linear, LSTMCell, sgd, sigmoid, stack, tensor, unroll, zeroGrad } from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [H, T, batch] = [4, 20, 6];

describe("port: peephole LSTM that measures distances", () => {
  it("has the losses, the gradient of the peepholes and the outputs of PyTorch's autograd", () => {
    const original = numbersOf("peephole_lstm");
    const draw = new Drawing(9);
    const model = draw.fill({
      cell: new LSTMCell(1, H, { ...float64, peepholes: true }),
      readout: new Linear(H, 1, float64),
    });
    const delays = draw.ids(4, 1, batch)[0]!.map(n => n + 4);
    const spikes = (shift: number) =>
      tensor(
        delays.map(delay => Array.from({ length: T }, (_, t) => Number((t + shift) % delay === 0))),
        float64,
      );
    const [x, y] = [spikes(0).expandDims(2), spikes(1)];
    const run = () => sigmoid(model.readout.forward(stack(unroll(model.cell, x).hidden, 1))).squeeze(2);

    const optimizer = sgd(0.05, { momentum: 0.99 });
    const losses = Array.from({ length: 10 }, (_, n) => {
      zeroGrad(model);
      const loss = run().sub(y).square().mean();
      loss.backward();
      if (n === 0) assertClose(model.cell.peepholeKernel!.grad, original.peepholeGradient, 1e-14);
      optimizer.step(model);
      return loss.item();
    });
    assertClose(losses, original.losses, 1e-12);
    assertClose(run().at(0), original.said, 1e-12);
  });
});
