// A. Graves 2013, "Generating Sequences With Recurrent Neural Networks", section 4: the next movement of a pen by a mixture of normal
// distributions of two numbers, from an LSTM.
import "./backend.ts";
import {
  binaryCrossEntropyWithLogits,
  exp,
  Linear,
  LSTMCell,
  log,
  logSoftmax,
  logSumExp,
  split,
  square,
  stack,
  type Tensor,
  tanh,
  tensor,
  unroll,
  zeroGrad,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";
import { torchAdam } from "./torch-optimizers.ts";

const [H, K, batch, T] = [8, 3, 2, 12];

/** What of a movement has been said: equations 18 to 22. */
interface Said {
  end: Tensor;
  pi: Tensor;
  mean: Tensor;
  logDeviation: Tensor;
  rho: Tensor;
}

/** ln of the mixture's density at a movement [batch, T, 2], equations 23 to 25: [batch, T] */
function logDensity({ pi, mean, logDeviation, rho }: Said, movement: Tensor): Tensor {
  const z = movement.expandDims(2).sub(mean).div(exp(logDeviation)); // [batch, T, K, 2]
  const [zx, zy] = [z.at("...", 0), z.at("...", 1)];
  const rest = square(rho).neg().add(1); // 1 − ρ²
  const distance = square(zx).add(square(zy)).sub(rho.mul(zx).mul(zy).mul(2)); // Z
  const normal = logDeviation
    .sum(-1)
    .add(log(rest).div(2))
    .add(Math.log(2 * Math.PI))
    .add(distance.div(rest).div(2))
    .neg();
  return logSumExp(logSoftmax(pi).add(normal), -1);
}

describe("port: Graves's handwriting", () => {
  it("has the losses of PyTorch's distributions, and the gradient of every output", () => {
    const original = numbersOf("handwriting");
    const stroke = (s: number) =>
      Array.from({ length: T + 1 }, (_, t) => [
        0.8 * Math.cos(t * s),
        0.6 * Math.sin(t * s * 1.5),
        Number(t % 5 === 4),
      ]);
    const pen = tensor([stroke(0.5), stroke(0.9)], float64); // [batch, T + 1, 3]: Δx, Δy, end of a stroke
    const [x, y] = [pen.at(":", ":-1"), pen.at(":", "1:")];
    const model = new Drawing(24).fill({
      cell: new LSTMCell(3, H, float64),
      readout: new Linear(H, 6 * K + 1, float64),
    });
    const say = (): Said => {
      const out = model.readout.forward(stack(unroll(model.cell, x).hidden, 1));
      const [end, pi, mean, deviation, rho] = split(out, { sizes: [1, K, 2 * K, 2 * K, K], axis: -1 });
      const pairs = [batch, T, K, 2];
      return {
        end: end!.squeeze(2),
        pi: pi!,
        mean: mean!.reshape(pairs),
        logDeviation: deviation!.reshape(pairs),
        rho: tanh(rho!),
      };
    };

    const optimizer = torchAdam(0.02);
    const losses = Array.from({ length: 10 }, (_, n) => {
      zeroGrad(model);
      const said = say();
      const moved = logDensity(said, y.at("...", ":2")).sum();
      const ended = binaryCrossEntropyWithLogits(said.end, y.at("...", 2), { reduction: "sum" });
      const loss = ended.sub(moved).div(batch); // equation 26
      loss.backward();
      if (n === 0) assertClose(model.readout.bias!.grad, original.gradient, 1e-11);
      optimizer.step(model);
      return loss.item();
    });
    assertClose(losses, original.losses, 1e-11);
  });
});
