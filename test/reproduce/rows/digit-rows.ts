// Pictures row by row: an LSTM reads digits that are shifted and noisy, as sequences of their rows.
import { adam, dense, line, lstm, type Rng, seed, sequential, tensor } from "../../../src/index.ts";
import type { Row } from "../row.ts";

const side = 12;
/** The strokes of a seven-segment display, by digit. */
const strokes = ["abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg"];
/** Where a stroke's i-th of five points lies: across, down. */
const point: { readonly [stroke: string]: (i: number) => readonly [x: number, y: number] } = {
  a: i => [i, 0],
  b: i => [4, i],
  c: i => [4, 4 + i],
  d: i => [i, 8],
  e: i => [0, 4 + i],
  f: i => [0, i],
  g: i => [i, 4],
};

function draw(count: number, rng: Rng): { x: ReturnType<typeof tensor>; y: number[] } {
  const y = Array.from({ length: count }, () => rng.integers(0, 10));
  const pictures = y.map(digit => {
    const rows = Array.from({ length: side }, () => Array.from({ length: side }, () => rng.normal(0, 0.3)));
    const [right, down] = [rng.integers(1, 6), rng.integers(0, 3)];
    const lit = new Set(
      [...strokes[digit]!].flatMap(stroke =>
        Array.from({ length: 5 }, (_, i) => {
          const [across, below] = point[stroke]!(i);
          return side * (below + down) + across + right;
        }),
      ),
    );
    for (const at of lit) rows[Math.floor(at / side)]![at % side]! += 1;
    return rows;
  });
  return { x: tensor(pictures), y };
}

export const digitRows: Row = {
  name: "digit-rows",
  title: "Digits read row by row",
  source: "I. Goodfellow, Y. Bengio, A. Courville 2016, chapter 10; as in Keras's mnist_hierarchical_rnn",
  setting: "12 × 12 seven-segment digits, shifted, noise .3; LSTM 48, Adam .003, batch 32, 25 epochs of 3,000",
  claims: { accuracy: { of: "accuracy on 500 unseen", published: "—", expected: { atLeast: 0.93 } } },
  async measure(number) {
    const [known, unseen] = [draw(3000, seed(1)), draw(500, seed(2))];
    const model = sequential([lstm(48, { inputShape: [side, side] }), dense(10, { activation: "softmax" })], { seed: number }); // biome-ignore format: a line
    model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: adam(0.003), metrics: ["accuracy"] });
    const { history } = await model.fit(known.x, known.y, { epochs: 25, batchSize: 32, verbose: 0 });
    const { accuracy } = model.evaluate(unseen.x, unseen.y);
    return {
      numbers: { accuracy: accuracy! },
      figure: () => line(history.accuracy!, { x: "epoch", y: "accuracy", title: "Digits row by row, those to learn" }),
    };
  },
};
