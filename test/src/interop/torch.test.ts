// Weights of PyTorch: what PyTorch wrote gives the same outputs here, and the same ten steps of training; and back.
import assert from "node:assert/strict";
import type { DType } from "../../../src/backend/index.ts";
import {
  fromTorch,
  type NamedWeights,
  readSafetensors,
  toTorch,
  writeSafetensors,
} from "../../../src/interop/index.ts";
import * as nn from "../../../src/nn/index.ts";
import { sgd } from "../../../src/optim/index.ts";
import { seed, Tensor, tensor, zeros } from "../../../src/tensor/index.ts";
import { loadModel, sequential } from "../../../src/training/index.ts";
import { assertClose } from "../close.ts";
import { bytesOf, stepwise, tagger, torchCases } from "./models.ts";

const models = {
  torch_rnn: (dtype: DType) => tagger("RNN", { dtype }),
  torch_lstm: (dtype: DType) => tagger("LSTM", { dtype }),
  torch_gru: (dtype: DType) => tagger("GRU", { dtype }),
  torch_cells: (dtype: DType) => stepwise({ dtype }),
};

const float64 = { dtype: "float64" } as const;
const read = (name: string): NamedWeights => readSafetensors(bytesOf(`${name}.safetensors`));
const before = (tree: object) => nn.parametersOf(tree).map(({ parameter }) => String(parameter.values()));

describe("weights of PyTorch", () => {
  for (const [name, make] of Object.entries(models))
    describe(name, () => {
      const { x, output, target, losses, after } = torchCases[name]!;
      const weights = read(name);

      it("give the same outputs", () => {
        const { tree, forward } = make("float32");
        fromTorch(tree, weights);
        assertClose(forward(x), output, 1e-6);
      });

      for (const [dtype, tolerance] of [["float64", 1e-9], ["float32", 1e-5]] as const) // biome-ignore format: a table
        it(`train the same ten steps in ${dtype}, with as many weights`, () => {
          const { tree, forward } = make(dtype);
          fromTorch(tree, weights);
          const sizes = Object.values(weights).map(({ size }) => size);
          assert.equal(
            nn.countParameters(tree),
            sizes.reduce((a, b) => a + b),
          );
          const optimizer = sgd(0.1, { momentum: 0.9 });
          const parameters = nn.parametersOf(tree).map(({ parameter }) => parameter);
          const found = losses.map(() => {
            const loss = nn.meanSquaredError(forward(x), tensor(target as number[], { dtype }));
            nn.zeroGrad(tree);
            loss.backward();
            optimizer.step(parameters);
            return loss.item();
          });
          assertClose(found, losses, tolerance, "losses");
          const trained = toTorch(tree) as NamedWeights;
          assert.deepEqual(Object.keys(trained).sort(), Object.keys(after).sort());
          for (const [key, value] of Object.entries(after)) assertClose(trained[key], value, tolerance, key);
        });

      it("come back as they were, through a file", () => {
        const { tree } = make("float32");
        fromTorch(tree, weights);
        const file = writeSafetensors(toTorch(tree));
        const back = readSafetensors(file);
        assert.deepEqual(Object.keys(back).sort(), Object.keys(weights).sort());
        for (const [key, value] of Object.entries(weights)) {
          assert.deepEqual(back[key]!.shape, value.shape, key);
          assertClose(back[key], value, 0, key);
        }
        // The official writer's bytes, to the last.
        assert.equal(Buffer.from(writeSafetensors(weights)).compare(bytesOf(`${name}.safetensors`)), 0);
      });
    });

  it("of attention, batch norm and a convolution give the same outputs, and come back", () => {
    const { x, output } = torchCases.torch_attention!;
    const conv = nn.conv1d(4, 2);
    const tree = { conv, attention: new nn.MultiHeadAttention(4, 2), bn: new nn.BatchNorm(4) };
    conv.call(tensor(x));
    const weights = read("torch_attention");
    fromTorch(tree, weights);
    const { context } = tree.attention.forward(conv.call(tensor(x)), conv.call(tensor(x)));
    assertClose(tree.bn.forward(context, { training: false }), output, 1e-6);
    const back = toTorch(tree) as NamedWeights;
    const { "bn.num_batches_tracked": count, ...rest } = weights;
    assert.equal(count!.item(), 0);
    assert.deepEqual(Object.keys(back).sort(), Object.keys(rest).sort());
    for (const [key, value] of Object.entries(rest)) assertClose(back[key], value, 0, key);
  });

  it("go into layers of sequential by the names that are said, with one bias for two", () => {
    const model = sequential([
      nn.embedding(7, 3, { inputShape: [null] }),
      nn.bidirectional(nn.lstm(4, { returnSequences: true })),
      nn.bidirectional(nn.lstm(4, { returnSequences: true })),
      nn.layerNormalization({ epsilon: 1e-5 }),
      nn.dense(2),
    ]);
    const names = {
      embedding: "embed",
      bidirectional: "rnn",
      bidirectional_1: "rnn.*_l1",
      layer_normalization: "norm",
      dense: "fc",
    };
    const { x, output } = torchCases.torch_lstm!;
    const weights = read("torch_lstm");
    fromTorch(model, weights, { names });
    assertClose(model.predict(tensor(x as number[])), output, 1e-6);
    const back = toTorch(model, { names });
    assert.deepEqual(Object.keys(back).sort(), Object.keys(weights).sort());
    const [b, b2] = [weights["rnn.bias_ih_l1_reverse"]!, weights["rnn.bias_hh_l1_reverse"]!];
    assertClose(back["rnn.bias_ih_l1_reverse"], b.add(b2), 1e-7);
    assertClose(back["rnn.bias_hh_l1_reverse"], zeros([16]), 0);
  });

  it("are named as PyTorch names cells, layers, stacks, tied modules and modules in modules", () => {
    const cell = new nn.LSTMCell(2, 3);
    assert.deepEqual(Object.keys(toTorch(cell)), ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]);
    const layer = sequential([nn.gru(3, { inputShape: [4, 2], useBias: false })]);
    assert.deepEqual(Object.keys(toTorch(layer)), ["gru.weight_ih_l0", "gru.weight_hh_l0"]);
    const stack = sequential([nn.rnn([new nn.RNNCell(2, 3), new nn.RNNCell(3, 3)], { inputShape: [4, 2] })]);
    assert.equal(Object.keys(toTorch(stack, { names: { "": "net" } }))[4], "net.rnn.weight_ih_l1");
    const readout = new nn.Linear(3, 2);
    const shared = { a: { readout }, b: readout };
    assert.deepEqual(Object.keys(toTorch(shared)), ["a.readout.weight", "a.readout.bias"]);
    const weights = toTorch({ b: readout });
    fromTorch(shared, weights); // save_file leaves one of two names out
    fromTorch(shared, { ...weights, "a.readout.weight": zeros([2, 3]), "a.readout.bias": zeros([2]) });
    assertClose(readout.kernel, zeros([3, 2]), 0);
  });

  describe("that do not fit are refused, and nothing is changed", () => {
    const tree = () => ({ cell: new nn.LSTMCell(3, 5), readout: new nn.Linear(5, 2) });
    const good = toTorch(tree()) as NamedWeights;
    const without = (...names: string[]) =>
      Object.fromEntries(Object.entries(good).filter(([n]) => !names.includes(n)));
    const refused = (given: object, message: RegExp, options = {}) => {
      const model = tree();
      const old = before(model);
      assert.throws(() => fromTorch(model, given as NamedWeights, options), { message });
      assert.deepEqual(before(model), old);
    };
    it("names that are missing", () => {
      refused(without("readout.bias"), /^fromTorch expects readout\.bias for Linear\(5 → 2\), but got only .*nothing was changed$/); // biome-ignore format: a line
      const { "readout.weight": w, "readout.bias": b, ...rest } = good;
      refused({ ...rest, "fc.weight": w!, "fc.bias": b! }, /but got fc\.weight, fc\.bias; if PyTorch calls it .*\{ names: \{ "readout": "fc" \} \}/); // biome-ignore format: a line
      refused({}, /no weights at all/);
    });
    it("names that are too many", () => {
      refused(
        { ...good, "head.weight": zeros([2]) },
        /only what the model has, but got head\.weight; .*ignore: \["head"\]/,
      );
      for (const ignore of [["head"], ["head.*"], ["*.extra.*"], ["h*.weight", "head.extra*"]])
        fromTorch(tree(), { ...good, "head.weight": zeros([2]), "head.extra.bias": zeros([2]) }, { ignore: ["head.weight", ...ignore] }); // biome-ignore format: a line
      refused({ ...good, "head.weight": zeros([2]) }, /but got head\.weight/, {
        ignore: ["*.bias", "head.*x", "ead*"],
      });
    });
    it("other shapes, turned matrices", () => {
      refused(
        { ...good, "readout.bias": zeros([3]) },
        /readout\.bias of shape \[2\] for Linear\(5 → 2\), but got \[3\]/,
      );
      refused({ ...good, "readout.weight": zeros([5, 2]) }, /\[2, 5\].*\[5, 2\].*transpose it/);
    });
    it("what is no weights, no table of names, no part of the model", () => {
      refused(new Uint8Array(3), /tensors by name, but got an Uint8Array; readSafetensors/);
      refused(new Map(), /but got a Map/);
      refused(good, /names of cell, readout, but got readOut; did you mean readout/, { names: { readOut: "fc" } });
      refused(good, /names such as/, { names: ["fc"] });
      refused(good, /expects options out of names, ignore, but got strict/, { strict: false });
      refused({ ...good, "readout.bias": [1, "a"] }, /fromTorch, readout\.bias/);
    });
    it("modules that PyTorch does not have", () => {
      const peepholes = { cell: new nn.LSTMCell(2, 3, { peepholes: true }) };
      assert.throws(() => toTorch(peepholes), /toTorch expects .* got cell, LSTMCell\(2 → 3\): an LSTM of PyTorch has no peepholes/); // biome-ignore format: a line
      assert.throws(() => fromTorch(new nn.GRUCell(2, 3, { resetAfter: false }), good), /resetAfter: true/);
    });
    it("but what is to be ignored is, on either side", () => {
      const model = tree();
      const old = before(model);
      fromTorch(model, { ...without("readout.weight", "readout.bias"), "decoder.x": zeros([1]) } as NamedWeights, { ignore: ["readout", "decoder"] }); // biome-ignore format: a line
      assert.deepEqual(before(model).slice(-2), old.slice(-2));
    });
  });

  it("two bias vectors train in fit as one that moves twice as far, in both directions, saved and loaded", async () => {
    const make = (recurrentBias: boolean, learningRate: number) => {
      const first = { inputShape: [4, 3], returnSequences: true, recurrentBias };
      const layers = [nn.bidirectional(nn.lstm(5, first)), nn.simpleRNN(4, { recurrentBias, activation: "relu" })];
      const model = sequential(layers as nn.Layer[], { dtype: "float64" });
      model.compile({ loss: "mse", optimizer: sgd(learningRate) });
      return model;
    };
    const rng = seed(2);
    const [x, y] = [rng.normal(0, 1, [6, 4, 3], float64), rng.normal(0, 1, [6, 4], float64)];
    const two = make(true, 0.1);
    const biases = two.parameters().filter(({ path }) => /[bB]ias$/.test(path));
    assert.equal(biases.length, 6);
    const before = biases.map(({ parameter }) => parameter.detach());
    const start = two.getWeights();
    const loaded = loadModel(JSON.parse(JSON.stringify(two.save()))) as ReturnType<typeof make>;
    await two.fit(x, y, { epochs: 1, batchSize: 6, verbose: 0 });
    const one = make(false, 0.2);
    const names = two.parameters().map(({ path }) => path);
    one.setWeights(start.filter((_, i) => !/recurrentBias$/.test(names[i]!)));
    const alone = one
      .parameters()
      .filter(({ path }) => /[bB]ias$/.test(path))
      .map(({ parameter }) => parameter);
    const [old, moved] = [alone.map(b => b.detach()), one];
    await moved.fit(x, y, { epochs: 1, batchSize: 6, verbose: 0 });
    // Each of the two moves by the gradient, the one by twice as much at twice the rate.
    for (const [i, bias] of alone.entries()) {
      const step = bias.sub(old[i]!).div(2);
      assert.ok(step.abs().max().item() > 1e-4);
      for (const of of [2 * i, 2 * i + 1]) assertClose(biases[of]!.parameter.sub(before[of]!), step, 1e-12);
    }
    await loaded.fit(x, y, { epochs: 1, batchSize: 6, verbose: 0 });
    assert.deepEqual(
      loaded.getWeights().map(w => w.toArray()),
      two.getWeights().map(w => w.toArray()),
    );
  });

  it("two bias vectors are learned apart, and show where there are two alone", () => {
    for (const make of [
      (options: object) => new nn.LSTMCell(2, 3, options),
      (options: object) => new nn.RNNCell(2, 3, options),
    ]) {
      const cell = make({ recurrentBias: true });
      const last = nn.unroll(cell as nn.RNNCell, tensor([[[1, 2], [3, 4]]])).hidden.at(-1)!; // biome-ignore format: a line
      last.sum().backward();
      assert.ok(cell.bias!.grad instanceof Tensor && Number(nn.countParameters(cell)) > 0);
      assertClose(cell.recurrentBias!.grad, cell.bias!.grad, 0);
      assert.equal(make({}).recurrentBias, undefined);
      assert.throws(() => make({ bias: false, recurrentBias: true }), /recurrentBias: true beside a bias/);
    }
    const given = { recurrentBias: true, inputShape: [2, 4] };
    const layers = [nn.simpleRNN(3, given), nn.lstm(3, given), nn.gru(3, given)];
    assert.deepEqual(
      layers.map(layer => nn.countParameters(sequential([layer]))),
      [3 * 7 + 6, 4 * (3 * 7 + 6), 3 * (3 * 7 + 6)],
    );
    assert.throws(
      () => nn.gru(3, { resetAfter: false, recurrentBias: true }),
      /recurrentBias: false for resetAfter: false/,
    );
    assert.equal(nn.lstm(3, given).config().recurrentBias, true);
  });
});
