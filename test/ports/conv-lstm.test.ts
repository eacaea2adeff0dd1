// X. Shi et al. 2015 and Keras's example conv_lstm: an LSTM whose products are convolutions sees a square move, and says the next
// picture.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  binaryCrossEntropyWithLogits,
  conv2d,
  countParameters,
  sgd,
  sigmoid,
  split,
  stack,
  tanh,
  tensor,
  zeroGrad,
  zeros,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [batch, T, S, filters] = [2, 5, 6, 3];

describe("port: ConvLSTM that says the next picture", () => {
  it("has Keras's hidden pictures and outputs, and PyTorch's ten first losses", () => {
    const original = numbersOf("conv_lstm");
    const draw = new Drawing(17);
    const places = draw.ids(3, batch, 2) as [number, number][];
    const at = (t: number, [row, column]: [number, number]) => ((row + t) % S) * S + ((column + 2 * t) % S);
    const picture = (t: number) =>
      places.map(place => Array.from({ length: S * S }, (_, i) => Number(i === at(t, place))));
    const frames = Array.from({ length: T + 1 }, (_, t) => tensor(picture(t), float64).reshape([batch, S, S, 1]));

    const same = { padding: "same" } as const;
    const model = {
      read: conv2d(4 * filters, 3, same),
      recur: conv2d(4 * filters, 3, { ...same, useBias: false }),
      say: conv2d(1, 3, same),
    };
    // Keras's order of weights: both kernels, then the bias.
    const [kernel, recurrent, bias] = [[3, 3, 1, 4 * filters], [3, 3, filters, 4 * filters], [4 * filters]].map(shape =>
      draw.numbers(shape),
    );
    const nothing = zeros([batch, S, S, filters], float64);
    for (const [layer, x] of [[model.read, frames[0]!], [model.recur, nothing], [model.say, nothing]] as const) // biome-ignore format: a table
      layer.call(x); // makes its weights
    model.read.setWeights([kernel!, bias!]);
    model.recur.setWeights([recurrent!]);
    draw.fill(model.say);
    assert.equal(countParameters(model), original.parameters);

    const run = () => {
      let [h, c] = [nothing, nothing];
      const hidden = frames.slice(0, T).map(frame => {
        const [i, f, g, o] = split(model.read.call(frame).add(model.recur.call(h)), { parts: 4, axis: -1 });
        c = sigmoid(f!)
          .mul(c)
          .add(sigmoid(i!).mul(tanh(g!)));
        h = sigmoid(o!).mul(tanh(c));
        return h;
      });
      return {
        hidden,
        logits: stack(
          hidden.map(each => model.say.call(each)),
          1,
        ),
      }; // [batch, T, S, S, 1]
    };
    const last = () => sigmoid(run().logits.at(0, -1)).squeeze(2);

    assertClose(run().hidden.at(-1)!.at(0), original.hidden, 1e-12);
    assertClose(last(), original.before, 1e-12);
    const next = stack(frames.slice(1), 1);
    const optimizer = sgd(0.5);
    const losses = Array.from({ length: 10 }, () => {
      zeroGrad(model);
      const loss = binaryCrossEntropyWithLogits(run().logits, next, { reduction: "none" }).mean();
      loss.backward();
      optimizer.step(model);
      return loss.item();
    });
    assertClose(losses, original.losses, 1e-11);
    assertClose(last(), original.after, 1e-11);
  });
});
