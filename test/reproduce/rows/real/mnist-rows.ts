// MNIST's digits row by row: an LSTM over 28 rows beside a linear classifier of all pixels.
import {
  adam,
  dense,
  line,
  loadDigits,
  lstm,
  type SequentialModel,
  sequential,
  type Tensor,
  take,
} from "../../../../src/index.ts";
import { generators } from "../../learn.ts";
import type { Row } from "../../row.ts";
import { realData } from "./data.ts";

const { data, unavailable } = realData(loadDigits);
const known = 8000;
const side = 28;

export const mnistRows: Row = {
  name: "mnist-rows",
  title: "MNIST's digits row by row",
  source: "Y. LeCun et al. 1998, doi 10.1109/5.726791 (a linear classifier of all 60,000: .88 to .92)",
  setting: "10,000 digits, 2,000 of them unseen; LSTM 64 over 28 rows of 28, Adam .003, batch 64, 8 epochs; softmax over 784 pixels the same", // biome-ignore format: a line
  claims: {
    lstm: { of: "LSTM by rows: accuracy", published: "about .98 with all of MNIST", expected: { atLeast: 0.93 } },
    linear: { of: "softmax of all pixels: accuracy", published: ".88 to .92", expected: { atLeast: 0.85 } },
    gain: { of: "the difference", published: "—", expected: { atLeast: 0.02 } },
  },
  unavailable,
  async measure(number) {
    const { x, y } = await data();
    const order = generators(0).data.permutation(y.length);
    const [learned, unseen] = [order.slice(0, known), order.slice(known)];
    const pick = (rows: number[]) => ({ x: take(x, rows), y: rows.map(n => y[n]!) });
    const [parts, held] = [pick(learned), pick(unseen)];
    const fit = async (model: SequentialModel, shape: readonly number[]) => {
      const read = (x: Tensor) => x.reshape([x.shape[0]!, ...shape]);
      model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: adam(0.003), metrics: ["accuracy"] });
      const { history } = await model.fit(read(parts.x), parts.y, { epochs: 8, batchSize: 64, verbose: 0 });
      return { accuracy: model.evaluate(read(held.x), held.y).accuracy!, history: history.accuracy! };
    };
    const classes = (inputShape: number[]) => dense(10, { activation: "softmax", inputShape });
    const byRows = lstm(64, { inputShape: [side, side] });
    const rows = await fit(sequential([byRows, classes([64])], { seed: number }), [side, side]);
    const linear = await fit(sequential([classes([side ** 2])], { seed: number }), [side ** 2]);
    return {
      numbers: { lstm: rows.accuracy, linear: linear.accuracy, gain: rows.accuracy - linear.accuracy },
      figure: () =>
        line(
          { "LSTM by rows": rows.history, "softmax of pixels": linear.history },
          { xLabel: "epoch", yLabel: "accuracy, those to learn", title: "MNIST row by row" },
        ),
    };
  },
};
