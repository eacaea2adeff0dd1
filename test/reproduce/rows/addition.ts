// Learning to execute, small: reads "12+7", writes the sum.
import {
  adam,
  characters,
  dense,
  line,
  lstm,
  oneHot,
  repeatVector,
  seed,
  sequential,
  vocabulary,
} from "../../../src/index.ts";
import { share } from "../learn.ts";
import type { Row } from "../row.ts";

const symbols = vocabulary(characters("0123456789+ "));
const [known, epochs] = [8000, 25];

export const addition: Row = {
  name: "addition",
  title: "Sums of two numbers, written",
  source: "W. Zaremba, I. Sutskever 2014, arXiv 1410.4615; Keras's example addition_rnn",
  setting: "numbers below 100: 8,000 sums to learn, 2,000 to test; 96 + 96 LSTM, Adam .005, clipped at 1, batch 128, 25 epochs", // biome-ignore format: a line
  claims: {
    exact: { of: "sums right as a whole, of those not seen", published: ".99 for two digits (Keras)", expected: { atLeast: 0.9 } }, // biome-ignore format: a line
  },
  async measure(number) {
    const order = seed(100_000 + number).permutation(10_000);
    const texts = order.map(n => [Math.floor(n / 100), n % 100] as const);
    const ids = (list: string[]) => list.map(text => symbols.encode(characters(text)));
    const x = oneHot(ids(texts.map(([a, b]) => `${a}+${b}`.padStart(5))), symbols.size);
    const answers = ids(texts.map(([a, b]) => String(a + b).padEnd(3)));
    const y = oneHot(answers, symbols.size);
    const model = sequential(
      [
        lstm(96, { inputShape: [5, symbols.size] }),
        repeatVector(3),
        lstm(96, { returnSequences: true }),
        dense(symbols.size, { activation: "softmax" }),
      ],
      { seed: number },
    );
    model.compile({ loss: "categoricalCrossentropy", optimizer: adam(0.005, { globalClipnorm: 1 }), metrics: ["accuracy"] }); // biome-ignore format: a line
    const { history } = await model.fit(x.at(`:${known}`), y.at(`:${known}`), { epochs, batchSize: 128, verbose: 0 });
    const said = model
      .predict(x.at(`${known}:`), { batchSize: 500 })
      .argmax(-1)
      .toArray() as number[][];
    const exact = share(said.map((row, n) => row.join() === answers[known + n]!.join()));
    return {
      numbers: { exact },
      figure: () => line(history.accuracy!, { x: "epoch", y: "characters right", title: "Sums, those to learn" }),
    };
  },
};
