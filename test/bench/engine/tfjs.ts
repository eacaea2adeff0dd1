// TensorFlow.js's own layers on one of its backends, as npm run tfjs-native installs them.
import { loadTfjs, type TfjsName } from "../../../src/backend/tfjs/packages.ts";
import { serve } from "./program.ts";
import { tfjsFolder } from "./rooms.ts";

await serve(async ({ cell, output, batch, T, input, hidden }) => {
  process.chdir(tfjsFolder);
  const loaded = loadTfjs(process.argv[3] as TfjsName);
  // biome-ignore lint/suspicious/noExplicitAny: its types are not there
  const { tf, backend } = loaded as { tf: any; backend: string };
  await tf.setBackend(backend);
  await tf.ready();
  const manyToMany = output === "many-to-many";
  const settings = {
    units: hidden,
    returnSequences: manyToMany,
    inputShape: [T, input],
    recurrentActivation: "sigmoid",
  };
  const layers = { lstm: tf.layers.lstm, gru: tf.layers.gru, rnn: tf.layers.simpleRNN };
  const model = tf.sequential();
  model.add(layers[cell](settings));
  model.add(tf.layers.dense({ units: input, activation: "softmax" }));
  model.compile({ optimizer: tf.train.adam(1e-3), loss: "categoricalCrossentropy" });
  const x = tf.randomNormal([batch, T, input]);
  const rows = manyToMany ? [batch, T] : [batch];
  const y = tf.oneHot(tf.randomUniform(rows, 0, input, "int32"), input);
  return {
    about: `tfjs ${tf.version.tfjs}, ${tf.getBackend()}`,
    step: async () => {
      await model.trainOnBatch(x, y);
    },
  };
});
