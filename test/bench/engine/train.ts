// Our engine as a lesson's loop has it: a cell through unroll, a readout, train; "masked" as of sequences that are padded.
import { lengthsOf } from "./cases.ts";
import { serve } from "./program.ts";
import { chosenBackend, data, nn, optim, tensors, training } from "./rooms.ts";

const cells = { lstm: nn.LSTMCell, gru: nn.GRUCell, rnn: nn.RNNCell };

await serve(async wanted => {
  const { cell, output, batch, T, input, hidden } = wanted;
  const { describe } = await chosenBackend();
  const rng = tensors.seed(0);
  const model = {
    cell: new cells[cell](input, hidden, { rng }),
    readout: new nn.Linear(hidden, input, { rng }),
  };
  const manyToMany = output === "many-to-many";
  const x = rng.normal(0, 1, [batch, T, input]);
  const rows = manyToMany ? [batch, T] : [batch];
  const ids = Array.from({ length: rows.reduce((a, b) => a * b, 1) }, () => rng.integers(0, input));
  const y = tensors.oneHot(ids, input).reshape([...rows, input]);
  const counts = lengthsOf(wanted).map(length => Array.from({ length: T }, (_, t) => (t < length ? 1 : 0)));
  const options = process.argv[4] === "masked" ? { mask: tensors.tensor(counts) } : {};
  const steps = training.train(model, data.batches({ x, y }, { batchSize: batch }), {
    optimizer: optim.adam(1e-3),
    epochs: Number.POSITIVE_INFINITY,
    loss({ x, y }) {
      const { hidden: states } = nn.unroll(model.cell as InstanceType<typeof nn.RNNCell>, x, options);
      return nn.crossEntropy(model.readout.forward(manyToMany ? tensors.stack(states, 1) : states.at(-1)!), y);
    },
  });
  return {
    about: describe(),
    async step() {
      await steps.next();
    },
  };
});
