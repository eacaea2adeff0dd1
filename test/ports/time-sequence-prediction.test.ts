// PyTorch's example time_sequence_prediction: two LSTM cells learn sine waves by L-BFGS, and go on with what they said themselves.
import "./backend.ts";
import {
  arange,
  concat,
  Linear,
  LSTMCell,
  lbfgs,
  meanSquaredError,
  noGrad,
  sin,
  type Tensor,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [H, length, future] = [6, 16, 8];

describe("port: PyTorch's sine waves by L-BFGS", () => {
  it("has the loss at each of the original's 40 looks, and goes on as it does", () => {
    const original = numbersOf("time_sequence_prediction");
    const draw = new Drawing(5);
    const waves = sin(
      arange(length, float64)
        .add(draw.numbers([4, 1], 20).floor())
        .div(4),
    ); // [4, length]
    const model = draw.fill({
      first: new LSTMCell(1, H, float64),
      second: new LSTMCell(H, H, float64),
      readout: new Linear(H, 1, float64),
    });
    const run = (inputs: Tensor, further = 0) => {
      const [batch, steps] = inputs.shape as [number, number];
      let [one, two] = [model.first.zeroState([batch]), model.second.zeroState([batch])];
      const said: Tensor[] = [];
      for (let t = 0; t < steps + further; t++) {
        one = model.first.forward(t < steps ? inputs.at(":", `${t}:${t + 1}`) : said[t - 1]!, one);
        two = model.second.forward(one.h, two);
        said.push(model.readout.forward(two.h));
      }
      return concat(said, 1);
    };

    const [x, y] = [waves.at("1:", ":-1"), waves.at("1:", "1:")];
    const optimizer = lbfgs(0.8, { historySize: 100 });
    for (const expected of original.steps) {
      const losses: number[] = [];
      optimizer.step(model, () => {
        const loss = meanSquaredError(y, run(x));
        losses.push(loss.item());
        return loss;
      });
      // PyTorch leaves out the look after the last iteration.
      assertClose(losses.slice(0, expected.length), expected, 1e-8);
    }
    const said = noGrad(() => run(waves.at(":1", ":-1"), future));
    assertClose(said.at(0), original.said, 1e-8);
    assertClose(meanSquaredError(waves.at(":1", "1:"), said.at(":", `:${-future}`)), [original.test], 1e-8);
  });
});
