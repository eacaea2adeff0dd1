// From text to text: a character model of few hidden units learns "hello" and spells it (CS231n's example).
import assert from "node:assert/strict";
import { type Batch, batches, characters, nextToken, vocabulary } from "../../../../src/data/index.ts";
import { crossEntropy, Linear, RNNCell, unroll } from "../../../../src/nn/index.ts";
import { adam } from "../../../../src/optim/index.ts";
import { oneHot, seed, stack, type Tensor } from "../../../../src/tensor/index.ts";
import { generate, train } from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";

describe("train: a character model", () => {
  it("starts near ln 4, beats every memoryless one (.3466), and spells hello", async () => {
    const vocab = vocabulary(characters("hello"));
    const { x, y } = nextToken(vocab.encode("hello"));
    const rng = seed(0);
    const model = { cell: new RNNCell(4, 3, { rng }), readout: new Linear(3, 4, { rng }) };
    const loss = ({ x, y }: Batch) => {
      const { hidden } = unroll(model.cell, oneHot(x, vocab.size));
      return crossEntropy(model.readout.forward(stack(hidden, 1)), y);
    };
    const losses: number[] = [];
    for await (const { loss: value } of train(model, batches({ x: [x], y: [y] }), {
      loss,
      optimizer: adam(0.05),
      epochs: 150,
      clipNorm: 5,
    }))
      losses.push(value);
    assertClose(losses[0], Math.log(4), 0.35);
    assert.ok(losses.at(-1)! < 0.3466, `${losses.at(-1)}`);
    const next = (id: number, state: Tensor = model.cell.zeroState([])) => {
      const h = model.cell.forward(oneHot(id, vocab.size), state);
      return { logits: model.readout.forward(h), state: h };
    };
    const { ids } = generate(next, { rng, start: vocab.encode("h"), maximum: 4, temperature: 0 });
    assert.equal(vocab.decode(ids).join(""), "ello");
  });
});
