// PyTorch's tutorial "Translation with a Sequence to Sequence Network and Attention": one GRU reads, another writes and looks back.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  concat,
  crossEntropy,
  Embedding,
  GRUCell,
  greedyDecode,
  Linear,
  softmax,
  stack,
  type Tensor,
  tanh,
  teacherForcing,
  unroll,
  zeroGrad,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";
import { torchAdam } from "./torch-optimizers.ts";

const [H, source, target, length, start] = [8, 7, 6, 4, 0];

/** The tutorial's attention: three maps, each with a bias. (AdditiveAttention has one bias, which comes to the same, but learns otherwise.) */
class Bahdanau {
  readonly query = new Linear(H, H, float64);
  readonly key = new Linear(H, H, float64);
  readonly score = new Linear(H, 1, float64);

  look(h: Tensor, keys: Tensor) {
    const seen = tanh(this.query.forward(h).expandDims(1).add(this.key.forward(keys))); // [batch, T, H]
    const weights = softmax(this.score.forward(seen).squeeze(2)); // [batch, T]
    return { weights, context: weights.expandDims(1).matmul(keys).squeeze(1) };
  }
}

describe("port: PyTorch's translation with attention", () => {
  it("has the original's ten first losses, its words and where it looked", () => {
    const original = numbersOf("translation");
    const draw = new Drawing(4);
    const reader = draw.fill({ embed: new Embedding(source, H, float64), cell: new GRUCell(H, H, float64) });
    const writer = draw.fill({
      embed: new Embedding(target, H, float64),
      attention: new Bahdanau(),
      cell: new GRUCell(2 * H, H, float64),
      readout: new Linear(H, target, float64),
    });
    const x = draw.ids(source, 5, 6);
    const y = draw.ids(target - 1, 5, length).map(row => row.map(id => id + 1));

    const encode = () => {
      const { hidden, state } = unroll(reader.cell, reader.embed.forward(x));
      return { h: state, keys: stack(hidden, 1) };
    };
    const looked: Tensor[] = [];
    const step = (ids: readonly number[], { h: before, keys }: ReturnType<typeof encode>) => {
      const { context, weights } = writer.attention.look(before, keys);
      const h = writer.cell.forward(concat([writer.embed.forward([...ids]), context], 1), before);
      looked.push(weights.at(0));
      return { logits: writer.readout.forward(h), state: { h, keys } };
    };

    const optimizers = [torchAdam(0.01), torchAdam(0.01)] as const;
    const losses = Array.from({ length: 10 }, () => {
      zeroGrad({ reader, writer });
      const { logits } = teacherForcing(step, y, { state: encode(), start });
      const loss = crossEntropy(logits, y);
      loss.backward();
      optimizers[0].step(reader);
      optimizers[1].step(writer);
      return loss.item();
    });
    assertClose(losses, original.losses, 1e-11);

    looked.length = 0;
    const decoded = greedyDecode(step, { state: encode(), start, maximum: length });
    assert.deepEqual(
      decoded.map(({ ids }) => [...ids]),
      original.greedy,
    );
    assertClose(stack(looked), original.looked, 1e-11);
  });
});
