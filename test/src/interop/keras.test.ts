// Weights of Keras 3: what Keras wrote gives the same outputs here, and the same ten steps of training; and back.
import assert from "node:assert/strict";
import type { DType } from "../../../src/backend/index.ts";
import { fromKeras, toKeras } from "../../../src/interop/index.ts";
import * as nn from "../../../src/nn/index.ts";
import { sgd } from "../../../src/optim/index.ts";
import { crc32 } from "../../../src/serialization/index.ts";
import { seed, tensor, zeros } from "../../../src/tensor/index.ts";
import { sequential } from "../../../src/training/index.ts";
import { times } from "../../soak.ts";
import { captured } from "../captured.ts";
import { assertClose } from "../close.ts";
import { branched, kerasCases, mix, nested, square } from "./keras-models.ts";
import { bytesOf } from "./models.ts";

const models = { keras_mix: mix, keras_square: square, keras_branched: branched, keras_nested: nested };
const before = (tree: nn.Module) => tree.parameters().map(({ parameter }) => String(parameter.values()));

describe("weights of Keras", () => {
  for (const [name, make] of Object.entries(models))
    describe(name, () => {
      const file = bytesOf(`${name}.weights.h5`);
      const { x, output, target, losses, after } = kerasCases[name]!;
      const tensors = (dtype: DType) =>
        name === "keras_branched" ? x.map(one => tensor(one as number[], { dtype })) : tensor(x as number[], { dtype });

      it("give the same outputs", async () => {
        const model = make("float32");
        await fromKeras(model, file);
        assertClose((model.predict as (x: unknown) => unknown)(tensors("float32")), output, 1e-6);
      });

      // In float64 Keras's Dense on PyTorch rounds to float32 on its way.
      for (const [dtype, tolerance] of [["float64", 1e-6], ["float32", 1e-5]] as const) // biome-ignore format: a table
        it(`train the same ten steps in ${dtype}`, async () => {
          const model = make(dtype);
          await fromKeras(model, file);
          model.compile({ loss: "mse", optimizer: sgd(0.05, { momentum: 0.9 }) });
          const y = tensor(target as number[], { dtype });
          const found: number[] = [];
          for (const _ of losses)
            found.push(((await model.trainOnBatch(tensors(dtype) as never, y as never)) as { loss: number }).loss);
          assertClose(found, losses, tolerance, "losses");
          assert.deepEqual(model.getWeights().length, after.length);
          for (const [i, weight] of model.getWeights().entries())
            assertClose(weight, after[i], tolerance, `weight ${i}`);
        });

      it("come back as they were, through a file", async () => {
        const [model, other] = [make("float32"), make("float32")];
        await fromKeras(model, file);
        const written = await toKeras(model);
        await fromKeras(other, written);
        assert.deepEqual(before(other), before(model));
        assert.ok(written.length < 60_000, `${written.length}`);
      });
    });

  describe("in the form of Keras 2", () => {
    const cases: Record<string, { x: number[]; output: number[] }> = JSON.parse(
      bytesOf("keras2_models.json").toString(),
    );
    const made = { keras2_mix: mix, keras2_branched: branched };
    for (const [name, make] of Object.entries(made))
      it(`${name}.h5 gives the same outputs`, async () => {
        const model = make("float32");
        await fromKeras(model, bytesOf(`${name}.h5`));
        const { x, output } = cases[name]!;
        const inputs = name === "keras2_branched" ? x.map(one => tensor(one)) : tensor(x);
        assertClose((model.predict as (x: unknown) => unknown)(inputs), output, 1e-6);
      });

    it("is refused where layers are others, and nothing is changed", async () => {
      const file = bytesOf("keras2_mix.h5");
      const other = sequential([nn.embedding(7, 3, { inputShape: [5] }), nn.dense(2)]);
      const old = before(other);
      await assert.rejects(
        fromKeras(other, file),
        /fromKeras expects 2 layers, as this model has, but got 11: Embedding/,
      );
      const wide = nn.dense(4, { activation: "tanh", inputShape: [3] });
      const narrow = sequential([wide, nn.dense(2), nn.dense(1)]);
      await assert.rejects(
        fromKeras(narrow, bytesOf("keras2_branched.h5")),
        /fromKeras expects 6 weights, as this model has, but got 9, the last one out\/out\/bias:0; the model needs/,
      );
      const alike = sequential([nn.dense(3, { inputShape: [3] }), nn.gru(4), nn.dense(3), nn.dense(1)].slice(0, 1));
      await assert.rejects(fromKeras(alike, bytesOf("keras2_branched.h5")), /expects 2 weights, .* but got 9/);
      assert.deepEqual(before(other), old);
    });

    it("changed files are read or refused in words", async () => {
      const whole = bytesOf("keras2_branched.h5");
      const model = branched("float32");
      const rng = seed(3);
      for (let i = 0; i < times(60, 2000); i++) {
        const bytes = Uint8Array.from(whole);
        for (let n = rng.integers(1, 20); n > 0; n--) bytes[rng.integers(0, i % 2 ? 4000 : bytes.length)] = rng.integers(0, 256); // biome-ignore format: a line
        const old = before(model);
        const error: unknown = await captured(() => fromKeras(model, bytes), "warn").catch(thrown => thrown);
        if (!(error instanceof Error)) continue;
        assert.match(error.message, /^fromKeras expects/);
        assert.deepEqual(before(model), old);
      }
    });
  });

  it("have one bias where a layer here has two: the sum goes there, and comes into the first", async () => {
    const layer = nn.lstm(3, { inputShape: [2, 4], recurrentBias: true, biasInitializer: nn.uniformInitializer(1) });
    const model = sequential([layer]);
    const x = seed(1).normal(0, 1, [2, 2, 4]);
    const expected = model.predict(x);
    await fromKeras(model, await toKeras(model));
    assertClose(layer.cell!.recurrentBias, zeros([12]), 0);
    assertClose(model.predict(x), expected, 1e-6);
  });

  describe("that do not fit are refused, and nothing is changed", () => {
    const file = bytesOf("keras_square.weights.h5");
    const small = (...layers: nn.AnyLayer[]) => sequential([nn.lstm(4, { inputShape: [4, 4], returnSequences: true }), ...(layers as nn.Layer[])]); // biome-ignore format: a line
    const refused = async (model: nn.LayeredModel, given: unknown, message: RegExp) => {
      const old = before(model);
      await assert.rejects(fromKeras(model, given as Uint8Array), { message });
      assert.deepEqual(before(model), old);
    };
    it("layers that are missing, too many, or of another size", async () => {
      await refused(small(nn.gru(4)), file, /^fromKeras expects layers\/gru\/cell\/vars\/0 of shape \[4, 12\] for gru, kernel, but got none; the file has dense, .*nothing was changed$/); // biome-ignore format: a line
      await refused(small(nn.lstm(4)), file, /weights of 2 layers, but got layers\/dense\/vars\/0, .* beside them/);
      await refused(small(nn.lstm(5)), file, /lstm_1\/cell\/vars\/0 of shape \[4, 20\] for lstm_1, .*got \[4, 16\]/);
      await refused(
        small(nn.gru(4, { returnSequences: true }), nn.gru(4)),
        bytesOf("keras_branched.weights.h5"),
        /lstm/,
      );
      const noBias = sequential([nn.gru(4, { inputShape: [4, 3], useBias: false }), nn.dense(3)]);
      await refused(noBias, bytesOf("keras_branched.weights.h5"), /layers\/dense\/vars\/0 of shape \[4, 3\]/);
    });
    it("files that are cut short, of another format, or no files", async () => {
      for (const length of [0, 7, 30, 100, 1000, file.length - 1])
        await refused(small(), file.subarray(0, length), /^fromKeras expects a whole HDF5 file, but got .*; save the weights again in Python/); // biome-ignore format: a line
      await refused(small(), bytesOf("torch_gru.safetensors"), /got 4012 bytes of another kind/);
      await refused(small(), new Uint8Array([0x50, 0x4b, 3, 4]), /got a zip archive that is damaged; save/);
      await refused(small(), "model.weights.h5", /bytes of a file, but got "model\.weights\.h5"; read it/);
      await assert.rejects(
        fromKeras(new nn.LSTMCell(2, 3) as never, file),
        /a model of sequential\(\) .* got a LSTMCell/,
      );
      await assert.rejects(fromKeras(sequential([nn.dense(2)]), file), /weights/);
    });
    describe("in a .keras", () => {
      const archive = bytesOf("keras_mix.keras");
      it("the weights are those of the other file", async () => {
        const [one, other] = [mix("float32"), mix("float32")];
        await fromKeras(one, archive);
        await fromKeras(other, bytesOf("keras_mix.weights.h5"));
        assert.deepEqual(before(one), before(other));
      });
      it("a layer that would compute something else is named", async () => {
        const change = (from: string, to: string): Uint8Array => {
          const bytes = Buffer.from(archive);
          const [at, directory] = [bytes.indexOf("config.json"), bytes.lastIndexOf("config.json")];
          const [start, size] = [at + 11 + bytes.readUInt16LE(at - 2), bytes.readUInt32LE(directory - 46 + 24)];
          const text = bytes.toString("utf8", start, start + size).replace(from, to);
          assert.equal(Buffer.byteLength(text), size);
          bytes.write(text, start);
          bytes.writeUInt32LE(crc32(bytes.subarray(start, start + size)), directory - 46 + 16);
          return bytes;
        };
        await refused(mix("float32"), change('"reset_after": true', '"reset_after":false'), /resetAfter true for gru, .*got false; make the layer with resetAfter: false/); // biome-ignore format: a line
        await refused(mix("float32"), change('"tanh"', '"relu"'), /activation "tanh" for lstm, .* got "relu"/);
        await refused(mix("float32"), change('"SimpleRNN"', '"ComplexRN"'), /a layer "SimpleRNN" for simple_rnn, .* "ComplexRN"/); // biome-ignore format: a line
        await refused(small(), archive, /1 layers, as this model has, but got 11: Embedding, Bidirectional/);
      });
      it("that is cut or changed is refused", async () => {
        for (const length of [3, 40, 1000, archive.length - 1])
          await refused(mix("float32"), archive.subarray(0, length), /^fromKeras expects a model of Keras 3, whole, but got .*; save/); // biome-ignore format: a line
        const bytes = Uint8Array.from(archive);
        bytes[archive.indexOf("model.weights.h5") + 3000]! ^= 1;
        await refused(mix("float32"), bytes, /model\.weights\.h5 that is damaged/);
        const renamed = Uint8Array.from(archive);
        renamed.set(new TextEncoder().encode("x"), archive.lastIndexOf("model.weights.h5"));
        await refused(mix("float32"), renamed, /a zip archive without model\.weights\.h5/);
      });
    });
    it("layers that Keras has in another way, and a library that is none", async () => {
      await assert.rejects(
        toKeras(small(nn.lstm(4, { peepholes: true }))),
        /got lstm_1: an LSTM of Keras has no peepholes/,
      );
      await assert.rejects(
        toKeras(small(nn.rnn(new nn.GRUCell(4, 2)))),
        /got rnn, rnn\(GRUCell\(4 → 2\)\); give its weights/,
      );
      await assert.rejects(toKeras(small(), { h5: {} } as never), /toKeras expects the option h5wasm, but got h5/);
    });
    it("changed files are read or refused in words", async () => {
      const whole = bytesOf("keras_branched.weights.h5");
      const model = branched("float32");
      const rng = seed(3);
      for (let i = 0; i < times(60, 2000); i++) {
        const bytes = Uint8Array.from(whole);
        for (let n = rng.integers(1, 20); n > 0; n--) bytes[rng.integers(0, i % 2 ? 3000 : bytes.length)] = rng.integers(0, 256); // biome-ignore format: a line
        const old = before(model);
        try {
          await fromKeras(model, bytes);
        } catch (error) {
          assert.match((error as Error).message, /^fromKeras expects/);
          assert.deepEqual(before(model), old);
        }
      }
    });
  });
});
