// PyTorch's example word_language_model with tied weights: words are read and written with the same vectors.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  bpttBatches,
  clipByGlobalNorm,
  countParameters,
  crossEntropy,
  detachState,
  Embedding,
  LSTMCell,
  type LSTMState,
  norm,
  Parameter,
  parametersOf,
  sgd,
  stack,
  type Tensor,
  unroll,
  vocabulary,
  zeroGrad,
  zeros,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const text =
  `the sea was calm and the boat was small . the man in the boat was old and the sea was wide . he had a net and a line and
he had no fish . the night was long and the stars were far . in the morning the net was full and the man was glad .`.split(
    /\s+/,
  );
const [H, batchSize, bound] = [8, 4, 0.25];

describe("port: PyTorch's word language model, tied", () => {
  it("has the original's losses and gradient norms over four epochs", () => {
    const original = numbersOf("word_language_model");
    const vocab = vocabulary(text);
    const model = new Drawing(3).fill({
      embed: new Embedding(vocab.size, H, float64),
      lower: new LSTMCell(H, H, float64),
      upper: new LSTMCell(H, H, float64),
      bias: new Parameter(zeros([vocab.size], float64)),
    });
    assert.equal(countParameters(model), original.parameters);
    type State = { lower: LSTMState; upper: LSTMState };
    const run = (x: Tensor, state?: State) => {
      const lower = unroll(model.lower, model.embed.forward(x), { initialState: state?.lower });
      const upper = unroll(model.upper, stack(lower.hidden, 1), { initialState: state?.upper });
      const logits = stack(upper.hidden, 1).matmul(model.embed.embeddings.T).add(model.bias);
      return { logits, state: { lower: lower.state, upper: upper.state } };
    };

    // The original cuts the text into streams first and shifts each by a word; bpttBatches cuts what was shifted.
    const ids = vocab.encode(text);
    const long = Math.floor(ids.length / batchSize);
    const streams = Array.from({ length: batchSize }, (_, b) => ids.slice(b * long, (b + 1) * long));
    const data = { x: streams.flatMap(s => s.slice(0, -1)), y: streams.flatMap(s => s.slice(1)) };

    const optimizer = sgd(20);
    const [losses, norms]: [number[], number[]] = [[], []];
    for (let epoch = 0; epoch < 4; epoch++) {
      let state: State | undefined;
      for (const { x, y } of bpttBatches(data, { batchSize, steps: 5 })) {
        const from = state && { lower: detachState(state.lower), upper: detachState(state.upper) };
        zeroGrad(model);
        const { logits, state: after } = run(x, from);
        const loss = crossEntropy(logits, y);
        loss.backward();
        // PyTorch divides by the norm + 1e-6.
        const gradNorm = Math.hypot(...parametersOf(model).map(({ parameter }) => norm(parameter.grad)));
        clipByGlobalNorm(model, (bound * gradNorm) / (gradNorm + 1e-6));
        optimizer.step(model);
        losses.push(loss.item());
        norms.push(gradNorm);
        state = after;
      }
    }
    assertClose(losses, original.losses, 1e-11);
    assertClose(norms, original.norms, 1e-11);
  });
});
