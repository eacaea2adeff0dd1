// K. Xu et al. 2015, "Show, Attend and Tell", its soft attention: an LSTM looks at parts of a picture while it writes a caption.
import "./backend.ts";
import assert from "node:assert/strict";
import {
  AdditiveAttention,
  beamSearch,
  concat,
  crossEntropy,
  Embedding,
  Linear,
  LSTMCell,
  sgd,
  stack,
  type Tensor,
  tanh,
  teacherForcing,
  zeroGrad,
} from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [batch, L, D, E, H, A, V, T] = [3, 4, 5, 4, 6, 5, 5, 3];
const [start, end, evenly] = [0, 1, 1];

describe("port: Show, Attend and Tell", () => {
  it("has the losses and looks of PyTorch's autograd; beam search finds the best of all captions", () => {
    const original = numbersOf("show_attend_tell");
    const draw = new Drawing(28);
    const parts = draw.numbers([batch, L, D], 1);
    const captions = [[2, 4, 1], [3, 2, 1], [4, 4, 1]]; // biome-ignore format: a matrix
    const model = draw.fill({
      embed: new Embedding(V, E, float64),
      firstH: new Linear(D, H, float64),
      firstC: new Linear(D, H, float64),
      attention: new AdditiveAttention(H, D, A, float64),
      cell: new LSTMCell(E + D, H, float64),
      readout: new Linear(H + D + E, V, float64),
    });
    const begin = () => {
      const mean = parts.mean(1);
      return { h: tanh(model.firstH.forward(mean)), c: tanh(model.firstC.forward(mean)), parts };
    };
    const looked: Tensor[] = [];
    const step = (ids: readonly number[], { h: before, c: kept, parts: seen }: ReturnType<typeof begin>) => {
      const { context, weights } = model.attention.forward(before, seen);
      looked.push(weights);
      const x = model.embed.forward([...ids]);
      const { h, c } = model.cell.forward(concat([x, context], 1), { h: before, c: kept });
      return { logits: model.readout.forward(concat([h, context, x], 1)), state: { h, c, parts: seen } };
    };
    const teach = () => {
      looked.length = 0;
      const { logits } = teacherForcing(step, captions, { state: begin(), start });
      // Equation 14: each part is to be looked at as much as the others, over the whole caption.
      const uneven = stack(looked, 1).sum(1).neg().add(1).square().sum().mul(evenly);
      return crossEntropy(logits, captions, { reduction: "sum" }).add(uneven).div(batch);
    };

    const optimizer = sgd(0.2);
    const losses = Array.from({ length: 30 }, () => {
      zeroGrad(model);
      const loss = teach();
      loss.backward();
      optimizer.step(model);
      return loss.item();
    });
    assertClose([...losses.slice(0, 10), losses.at(-1)!], original.losses, 1e-11);
    teach();
    assertClose(stack(looked, 1).at(0), original.looked, 1e-11);

    const found = beamSearch(step, { state: begin(), start, end, maximum: T, width: V ** (T - 1) });
    for (const [n, best] of original.best.entries()) {
      assert.deepEqual([...found[n]![0]!.ids], best.ids);
      assertClose(found[n]![0]!.logProbability, best.logProbability, 1e-11);
    }
  });
});
