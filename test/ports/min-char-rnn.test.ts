// A. Karpathy's min-char-rnn: a recurrent network reads a text character by character, and writes one.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  adagrad,
  bpttBatches,
  characters,
  crossEntropy,
  generate,
  Linear,
  type LossContext,
  nextToken,
  oneHot,
  RNNCell,
  type Stretch,
  seed,
  stack,
  type Tensor,
  type TensorLike,
  train,
  unroll,
  vocabulary,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const text = "we read, and we write what we read; then we read what we wrote.";

describe("port: min-char-rnn", () => {
  it("has the original's ten first losses, and writes what it writes", async () => {
    const original = numbersOf("min_char_rnn");
    const symbols = vocabulary(characters(text));
    const ids = symbols.encode(characters(text));
    const [V, H, steps] = [symbols.size, 12, 12];
    const model = new Drawing(1).fill({ cell: new RNNCell(V, H, float64), readout: new Linear(H, V, float64) });
    const read = (c: TensorLike) => oneHot(c, V, float64);

    // Squares are summed from 0, and each number of a gradient is cut at 5.
    const optimizer = adagrad(0.1, { initialAccumulatorValue: 0, epsilon: 1e-8, clipvalue: 5 });
    const losses: number[] = [];
    let smooth = Math.log(V) * steps;
    const stretches = bpttBatches(nextToken(ids), { steps, lastBatch: "drop" });
    const loss = ({ x, y }: Stretch, { state }: LossContext<Tensor>) => {
      const { hidden, state: after } = unroll(model.cell, read(x), { initialState: state });
      return { loss: crossEntropy(model.readout.forward(stack(hidden, 1)), y, { reduction: "sum" }), state: after };
    };
    for await (const { loss: value } of train(model, stretches, { loss, optimizer, epochs: 2 })) {
      losses.push(value);
      smooth = smooth * 0.999 + value * 0.001;
    }
    assertClose(losses, original.losses, 1e-12);
    assertClose(smooth, original.smooth, 1e-12);

    const next = (id: number, state = model.cell.zeroState([])) => {
      const h = model.cell.forward(read(id), state);
      return { logits: model.readout.forward(h), state: h };
    };
    const written = generate(next, { rng: seed(0), start: [ids[0]!], maximum: 20, temperature: 0 });
    assert.equal(symbols.decode(written.ids).join(""), original.written);
  });
});
