// B. Shi et al. 2015 (CRNN): an LSTM in both directions reads columns of a picture; CTC teaches which signs come, not where.
import "./backend.ts";
import assert from "node:assert/strict";
import { concat, ctc, Linear, LSTMCell, sgd, stack, tensor, unroll, zeroGrad } from "../../src/index.ts";
import { assertClose } from "../src/close.ts";
import { Drawing, float64, numbersOf } from "./given.ts";

const [batch, T, columns, H, classes] = [3, 12, 5, 6, 4];
const blank = 0;

describe("port: CRNN, taught by CTC", () => {
  it("has PyTorch's losses, and reads the same signs along the best path", () => {
    const original = numbersOf("crnn");
    const draw = new Drawing(6);
    const lengths = [3, 2, 3];
    const signs = [[1, 2, 1], [3, 3, blank], [2, 3, 1]]; // biome-ignore format: a matrix
    const x = draw.numbers([batch, T, columns], 2);
    const model = {
      ahead: new LSTMCell(columns, H, float64),
      back: new LSTMCell(columns, H, float64),
      readout: new Linear(2 * H, classes, float64),
    };
    draw.fill(model, 0.7);
    const run = () => {
      const both = [unroll(model.ahead, x), unroll(model.back, x, { reverse: true })];
      return model.readout.forward(
        concat(
          both.map(({ hidden }) => stack(hidden, 1)),
          -1,
        ),
      );
    };

    const optimizer = sgd(0.5, { momentum: 0.9, nesterov: true });
    const losses = Array.from({ length: 40 }, () => {
      zeroGrad(model);
      // PyTorch's mean first divides the loss of each sequence by its number of labels.
      const each = ctc(run(), signs, { blank, targetLengths: lengths, reduction: "none" });
      const loss = each.div(tensor(lengths, float64)).mean();
      loss.backward();
      optimizer.step(model);
      return loss.item();
    });
    assertClose([...losses.slice(0, 10), losses.at(-1)!], original.losses, 1e-10);

    const path: number[][] = run().argmax(-1).toArray();
    assert.deepEqual(path, original.path);
    const read = path.map(row => row.filter((sign, t) => sign !== blank && sign !== row[t - 1]));
    assert.deepEqual(read, original.read);
    assert.deepEqual(
      read,
      signs.map((row, n) => row.slice(0, lengths[n])),
    );
  });
});
