// tfjs-layers on its WebAssembly backend, installed in .cache/bench/tfjs.
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { serve } from "./program.ts";

const { resolve } = createRequire(new URL("../../../.cache/bench/tfjs/package.json", import.meta.url));
const require = createRequire(import.meta.url);

await serve(async ({ cell, output, batch, T, input, hidden }) => {
  const tf = require(resolve("@tensorflow/tfjs"));
  const { setWasmPaths } = require(resolve("@tensorflow/tfjs-backend-wasm"));
  setWasmPaths(`${dirname(resolve("@tensorflow/tfjs-backend-wasm"))}/`);
  await tf.setBackend("wasm");
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
