// The two losses that CS231n publishes for its captioning networks with fixed weights.
import { bar } from "../../../src/index.ts";
import { captioning, featuresFor, published } from "../../ports/captioning.ts";
import type { Row } from "../row.ts";

const expected = (near: number) => ({ published: String(near), expected: { near, within: 1e-10 }, decimals: 11 });

export const cs231n: Row = {
  name: "cs231n",
  title: "Losses of the captioning networks",
  source: "Stanford CS231n, assignment 3, cs231n.github.io",
  setting: "10 captions of 13 words, vocabulary 3, H 40, evenly spaced weights, float64",
  claims: {
    rnn: { of: "RNN", ...expected(published.rnn.loss) },
    lstm: { of: "LSTM", ...expected(published.lstm.loss) },
  },
  fixed: true,
  quick: true,
  measure() {
    const runs = { rnn: captioning("rnn", featuresFor("rnn")), lstm: captioning("lstm", featuresFor("lstm")) };
    const norms = Object.fromEntries(Object.entries(runs).map(([kind, run]) => [kind, Object.values(run.norms)]));
    return {
      numbers: { rnn: runs.rnn.loss.item(), lstm: runs.lstm.loss.item() },
      figure: () => bar(norms, { x: Object.keys(runs.rnn.norms), yLabel: "norm", title: "Gradients of captioning" }),
    };
  },
};
