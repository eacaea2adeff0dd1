// Weights of TensorFlow.js: what it wrote gives the same outputs here, and the same ten steps of training; and back.
import assert from "node:assert/strict";
import { fromTfjs, toTfjs } from "../../../src/interop/index.ts";
import * as nn from "../../../src/nn/index.ts";
import { sgd } from "../../../src/optim/index.ts";
import { clip, type Tensor, tensor } from "../../../src/tensor/index.ts";
import { sequential } from "../../../src/training/index.ts";
import { assertClose } from "../close.ts";
import { tfjsMix } from "./keras-models.ts";
import { bytesOf, type Case } from "./models.ts";

const shards = ["tfjs_mix.1of2.bin", "tfjs_mix.2of2.bin"];
const text = bytesOf("tfjs_mix.model.json").toString();
const files: Record<string, string | Uint8Array> = {
  "model.json": text,
  ...Object.fromEntries(shards.map(name => [name, bytesOf(name)])),
};
const { x, output, target, losses, after }: Case = JSON.parse(bytesOf("tfjs_mix.json").toString());
const before = (tree: nn.Module) => tree.parameters().map(({ parameter }) => String(parameter.values()));
const ids = tensor(x as number[]);

describe("weights of TensorFlow.js", () => {
  it("give the same outputs, from shards that cut a number", () => {
    const model = tfjsMix();
    fromTfjs(model, files);
    assertClose(model.predict(ids), output, 1e-6);
  });

  it("train the same ten steps", async () => {
    const model = tfjsMix();
    fromTfjs(model, files);
    model.compile({ loss: "mse", optimizer: sgd(0.05, { momentum: 0.9 }) });
    const found: number[] = [];
    for (const _ of losses) found.push((await model.trainOnBatch(ids, tensor(target as number[]))).loss!);
    assertClose(found, losses, 1e-5, "losses");
    // There the moving statistics come last.
    const statistics = (p: nn.NamedParameter) => p.path.includes("moving");
    const [ours, moved] = [model.parameters().filter(p => !statistics(p)), model.parameters().filter(statistics)];
    const theirs = Object.entries(after);
    assert.equal(theirs.length, ours.length + moved.length);
    for (const [i, { path, parameter }] of [...ours, ...moved].entries())
      assertClose(parameter, theirs[i]![1], 1e-5, path);
  });

  it("come back as they were, with what TensorFlow.js says of each layer", () => {
    const [model, other] = [tfjsMix(), tfjsMix()];
    fromTfjs(model, files);
    const written = toTfjs(model);
    fromTfjs(other, written);
    assert.deepEqual(before(other), before(model));
    // Each option that we write is the one that TensorFlow.js wrote for its layer, but for names and starting weights.
    type Layers = { class_name: string; config: Record<string, unknown> }[];
    const layersOf = (json: string): Layers => JSON.parse(json).modelTopology.config.layers;
    const theirs = layersOf(text);
    for (const [i, { class_name, config }] of layersOf(written["model.json"]).entries()) {
      assert.equal(class_name, theirs[i]!.class_name);
      for (const [option, value] of Object.entries(config))
        if (!/^name$|initializer$|^layer$|^mask_zero$/.test(option))
          assert.deepEqual(value, theirs[i]!.config[option], `${class_name} ${option}`);
    }
  });

  it("are named as TensorFlow.js names them", () => {
    const names = (json: string): string[] =>
      JSON.parse(json).weightsManifest[0].weights.map((w: { name: string }) => w.name);
    const plain = (name: string) => name.replace(/_[A-Z][A-Za-z0-9]*(?=\/)/g, "");
    const written = toTfjs(tfjsMix())["model.json"];
    assert.deepEqual(names(written).sort(), names(text).map(plain).map(name => name.replace(/^head/, "dense_1")).sort()); // biome-ignore format: a line
  });

  it("of a converted model are found, with its cells' names between", () => {
    const json = JSON.parse(text);
    json.modelTopology = { model_config: json.modelTopology };
    json.modelTopology.model_config.config.layers.unshift({ class_name: "InputLayer", config: {} });
    for (const weight of json.weightsManifest[0].weights)
      weight.name = weight.name.replace(/(lstm_LSTM1)\//, "$1/lstm_cell/").replace(/(gru_GRU1)\//, "$1/gru_cell/");
    const model = tfjsMix();
    fromTfjs(model, { ...files, "model.json": new TextEncoder().encode(JSON.stringify(json)) });
    assertClose(model.predict(ids), output, 1e-6);
  });

  describe("that do not fit are refused, and nothing is changed", () => {
    const refused = (given: unknown, message: RegExp, model = tfjsMix()) => {
      const old = before(model);
      assert.throws(() => fromTfjs(model, given as never), { message });
      assert.deepEqual(before(model), old);
    };
    const changed = (from: string | RegExp, to: string) => ({ ...files, "model.json": text.replace(from, to) });
    it("other gates: hardSigmoid is another function there, and the one that counts where none is named", () => {
      for (const given of ["hard_sigmoid", null]) {
        const json = JSON.parse(text);
        json.modelTopology.config.layers[3].config.recurrent_activation = given;
        const message = /fromTfjs expects recurrentActivation "sigmoid" for gru, .* got "hard_sigmoid"; make the layer with recurrentActivation: x => clip/; // biome-ignore format: a line
        refused({ ...files, "model.json": JSON.stringify(json) }, message);
      }
      const model = tfjsMix({ recurrentActivation: (y: Tensor) => clip(y.mul(0.2).add(0.5), 0, 1) });
      fromTfjs(model, files); // a function of one's own is one's own affair
    });
    it("other layers and options", () => {
      refused(files, /expects 1 layers, as this model has, but got 10: Embedding, Bidirectional/, sequential([nn.dense(2, { inputShape: [3] })])); // biome-ignore format: a line
      refused(changed('"class_name":"GRU"', '"class_name":"LSTM"'), /a layer "GRU" for gru, .* got "LSTM"/);
      refused(changed('"merge_mode":"concat"', '"merge_mode":"sum"'), /mergeMode "concat" .* got "sum"; make the layer with mergeMode: "sum"/); // biome-ignore format: a line
      refused(changed('"go_backwards":false', '"go_backwards":true'), /goBackwards false/);
      refused(changed('"epsilon":0.001', '"epsilon":0.01'), /epsilon 0\.001 for batch_normalization/);
      refused(changed('"class_name":"Sequential"', '"class_name":"Model"'), /expects a Sequential model/);
    });
    it("names and shapes", () => {
      refused(changed('"head/kernel"', '"head/k"'), /head\/kernel of shape \[4, 2\] for dense_1, kernel, but got none/);
      refused(
        changed('"head/bias","shape":[2]', '"head/bias","shape":[2,1]'),
        /head\/bias of shape \[2\] for dense_1, bias, but got \[2, 1\]/,
      );
    });
    it("files that are missing, cut, quantized or of another format", () => {
      const { "tfjs_mix.2of2.bin": _, ...first } = files;
      const last = bytesOf("tfjs_mix.2of2.bin");
      refused(first, /the file "tfjs_mix\.2of2\.bin", which model\.json lists, but got only model\.json, tfjs_mix\.1of2\.bin; add it/); // biome-ignore format: a line
      refused({ ...files, "tfjs_mix.2of2.bin": (last).subarray(1) }, /bytes of weights up to .*moving_variance, but got 2431/); // biome-ignore format: a line
      refused({ ...files, "tfjs_mix.2of2.bin": Buffer.concat([last, Buffer.alloc(3)]) }, /2432 bytes of weights, but got 2435/); // biome-ignore format: a line
      refused(
        changed(/"dtype":"float32"/, '"dtype":"int32"'),
        /in float32, but embedding_Embedding1\/embeddings is "int32"/,
      );
      refused(changed(/"dtype":"float32"/, '"dtype":"float32","quantization":{"min":0}'), /is quantized; convert/);
      refused(changed(/"shape":\[7,3\]/, '"shape":[7,-3]'), /name and shape of each weight/);
      refused({ "model.json": "{" }, /model\.json to be JSON, but got "\{"/);
      refused({ "model.json": new Uint8Array([0x50, 0x4b]) }, /got a zip archive/);
      refused({ "model.json": "{}" }, /the layers of a Sequential model/);
      refused({ "weights.bin": last }, /files by name, .* got \{ weights\.bin \}/);
      assert.throws(
        () => fromTfjs(new nn.LSTMCell(1, 1) as never, files),
        /a model of sequential\(\), but got a LSTMCell/,
      );
    });
    it("layers that TensorFlow.js has not", () => {
      const first = { inputShape: [4, 3] };
      const write = (layer: nn.AnyLayer) => () => toTfjs(sequential([layer as nn.Layer]));
      assert.throws(write(nn.gru(2, first)), /got gru, gru\(2\): its GRU has resetAfter: false alone/);
      assert.throws(write(nn.lstm(2, { ...first, peepholes: true })), /no peepholes/);
      assert.throws(
        write(nn.dense(2, { ...first, activation: "gelu" })),
        /its activations are elu, .* but this is "gelu"/,
      );
      assert.throws(write(nn.dense(2, { ...first, activation: (y: Tensor) => y })), /but this is/);
      assert.throws(write(nn.rnn(new nn.RNNCell(3, 2), first)), /it has no such layer/);
    });
  });
});
