// Our engine through the Keras-like face: sequential().fit, one batch a call; "between" with dropout before the readout, "recurrent" with recurrent dropout.

import { serve } from "./program.ts";
import { chosenBackend, nn, tensors, training } from "./rooms.ts";

const layers = {
  lstm: (units: number, options: object) => nn.lstm(units, options),
  gru: (units: number, options: object) => nn.gru(units, options),
  rnn: (units: number, options: object) => nn.simpleRNN(units, options),
};

await serve(async ({ cell, output, batch, T, input, hidden }) => {
  const { describe } = await chosenBackend();
  const drops = process.argv[4];
  const returnSequences = output === "many-to-many";
  const model = training.sequential([
    layers[cell](hidden, {
      inputShape: [T, input],
      returnSequences,
      ...(drops === "recurrent" ? { recurrentDropout: 0.3 } : {}),
    }),
    ...(drops === "between" ? [nn.dropout(0.5)] : []),
    nn.dense(input, { activation: "softmax" }),
  ]);
  model.compile({ loss: "categoricalCrossentropy", optimizer: "adam" });
  const rng = tensors.seed(0);
  const x = rng.normal(0, 1, [batch, T, input]);
  const rows = returnSequences ? [batch, T] : [batch];
  const ids = Array.from({ length: rows.reduce((a, b) => a * b, 1) }, () => rng.integers(0, input));
  const y = tensors.oneHot(ids, input).reshape([...rows, input]);
  return {
    about: describe(),
    async step() {
      await model.fit(x, y, { batchSize: batch, verbose: 0 });
    },
  };
});
