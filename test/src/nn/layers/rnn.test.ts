// rnn: cells as a layer. Two layers of PyTorch, cells of one's own, states, dropout between, saving.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { ones, seed, type Tensor, tanh, tensor } from "../../../../src/tensor/index.ts";
import { loadModel, sequential } from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";
import { assertGradientsOf, unevenSum } from "../../finite-differences.ts";
import { pytorchAttention } from "../../fixture.ts";

const float64 = { dtype: "float64" } as const;
const leaf = (values: unknown): Tensor => tensor(values as number[], { ...float64, requiresGrad: true });

/** h_t = tanh(x W + a ⊙ h_{t−1}), with one number a unit for its memory. */
class OwnCell extends nn.Module {
  readonly kernel: nn.Parameter;
  readonly memory: nn.Parameter;
  readonly inputSize: number;
  readonly hiddenSize: number;
  constructor(inputSize: number, hiddenSize: number, { rng = seed(0), dtype = "float64" as const } = {}) {
    super();
    this.inputSize = inputSize;
    this.hiddenSize = hiddenSize;
    this.kernel = new nn.Parameter(rng.normal(0, 0.5, [inputSize, hiddenSize], { dtype }));
    this.memory = new nn.Parameter(rng.normal(0, 0.5, [hiddenSize], { dtype }));
  }
  forward(x: Tensor, h: Tensor): Tensor {
    return tanh(x.matmul(this.kernel).add(h.mul(this.memory)));
  }
  zeroState(batch: readonly number[]): Tensor {
    return ones([...batch, this.hiddenSize], { dtype: this.kernel.dtype })
      .mul(0)
      .detach();
  }
  hidden(h: Tensor): Tensor {
    return h;
  }
}

describe("rnn: two layers of PyTorch, float64", () => {
  for (const [kind, Cell] of [["LSTM", nn.LSTMCell], ["GRU", nn.GRUCell]] as const) // biome-ignore format: a table
    it(`${kind}: outputs, last states and every gradient, from given states`, () => {
      const { given, outputs, gradients } = pytorchAttention[kind];
      const states = kind === "LSTM" ? 2 : 1;
      const [x, ...before] = given.slice(0, 1 + states).map(leaf) as [Tensor, ...Tensor[]];
      const cells = [new Cell(6, 5, float64), new Cell(5, 5, float64)];
      cells.forEach((cell, i) => {
        const [weight_ih, weight_hh, bias_ih, bias_hh] = given.slice(1 + states + 4 * i) as number[][];
        nn.fromTorch(cell, { weight_ih, weight_hh, bias_ih, bias_hh } as never);
      });
      const layer = nn.rnn(cells, { returnSequences: true, returnState: true });
      const initialState = [0, 1].flatMap(i => before.map(state => state.select(0, i)));
      const [sequence, ...last] = layer.call(x, { initialState });
      // PyTorch stacks the h of both layers, then the c.
      const together = Array.from({ length: states }, (_, s) => [last[s]!, last[s + states]!]);
      assertClose([sequence, ...together].map(y => (Array.isArray(y) ? y.map(t => t.toArray()) : y!.toArray())), outputs, 1e-10); // biome-ignore format: a line
      const weighted = (y: Tensor, from: number) => {
        const weights = Float64Array.from({ length: y.size }, (_, i) => Math.cos(1 + 2 * (from + i)));
        return y.mul(tensor(weights, float64).reshape(y.shape)).sum();
      };
      together
        .flatMap(pair => pair.map((y, i) => weighted(y, i * y.size)))
        .reduce((sum, y) => sum.add(y), unevenSum(sequence!))
        .backward();
      assertClose(
        [x, ...before].map(t => t.grad!.toArray()),
        gradients.slice(0, 1 + states),
        1e-10,
      );
      cells.forEach((cell, i) => {
        const [ih, hh, bias] = gradients.slice(1 + states + 4 * i) as [number[][], number[][], number[]];
        const asTorch = new Cell(cell.inputSize, 5, float64); // whose weights are the gradients
        asTorch.kernel.assign(cell.kernel.grad!.detach());
        asTorch.recurrentKernel.assign(cell.recurrentKernel.grad!.detach());
        asTorch.bias!.assign(cell.bias!.grad!.detach());
        const turned = nn.toTorch(asTorch);
        assertClose(turned.weight_ih.toArray(), ih, 1e-10);
        assertClose(turned.weight_hh.toArray(), hh, 1e-10);
        assertClose(turned.bias_ih!.toArray(), bias, 1e-10);
      });
    });
});

describe("rnn", () => {
  const x = seed(1).normal(0, 1, [2, 4, 3], float64);

  it("a cell of one's own in a model: gradients by finite differences, masks, and it is trained", async () => {
    const cell = new OwnCell(3, 5);
    const layer = nn.rnn(cell, { returnSequences: true });
    layer.forward(x);
    assertGradientsOf(() => layer.forward(x), layer);
    const mask = [[1, 1, 0, 0], [1, 1, 1, 1]]; // biome-ignore format: a table
    const { hidden } = nn.unroll(cell, x, { mask });
    assertClose(layer.call(x, { mask }).select(1, 3).toArray(), hidden[3]!.toArray(), 1e-14);
    const model = sequential([nn.rnn(new OwnCell(3, 5), { inputShape: [4, 3] }), nn.dense(1)], float64);
    assert.equal(nn.countParameters(model), 3 * 5 + 5 + 6);
    model.compile({ loss: "mse", optimizer: "adam" });
    const { history } = await model.fit(x, [[1], [-1]], { epochs: 60, verbose: 0 });
    assert.ok(history.loss!.at(-1)! < history.loss![0]! / 2);
  });

  it("one cell gives what its layer gives; goBackwards and stateful too", () => {
    for (const options of [
      {},
      { returnSequences: true },
      { goBackwards: true, returnSequences: true },
      { stateful: true },
    ]) {
      const layer = nn.gru(5, options);
      layer.build([4, 3], { rng: seed(2), ...float64 });
      const same = nn.rnn(layer.cell!, options);
      for (let call = 0; call < 2; call++) assertClose(same.forward(x).toArray(), layer.forward(x).toArray(), 1e-13);
    }
  });

  it("a function makes the cells, from the model's seed and in its dtype", () => {
    const make = () => nn.rnn([(size, c) => new nn.LSTMCell(size, 5, c), (size, c) => new nn.GRUCell(size, 2, c)]);
    const [one, other] = [1, 1].map(seed => {
      const model = sequential([make(), nn.dense(1)], { ...float64, seed });
      model.build([4, 3]);
      return model;
    });
    assert.deepEqual(nn.saveWeights(one!), nn.saveWeights(other!));
    assert.deepEqual(
      one!.parameters().map(({ path }) => path).slice(0, 4), // biome-ignore format: a line
      ["rnn.cells.0.kernel", "rnn.cells.0.recurrentKernel", "rnn.cells.0.bias", "rnn.cells.1.kernel"],
    );
  });

  it("dropout between acts while training alone, on what the upper cell reads", () => {
    const cells = () => [new nn.GRUCell(3, 5, float64), new nn.GRUCell(5, 2, float64)];
    const dropped = nn.rnn(cells(), { dropoutBetween: 0.5, returnSequences: true });
    const whole = nn.rnn(cells(), { returnSequences: true });
    assertClose(dropped.call(x).toArray(), whole.call(x).toArray(), 0);
    const mask = seed(5).uniform(0, 1, [2, 4, 5], float64);
    dropped.between!.mask = () => mask;
    const lower = nn.rnn(cells()[0]!, { returnSequences: true }).call(x);
    const upper = nn.rnn(cells()[1]!, { returnSequences: true }).call(lower.mul(mask));
    assertClose(dropped.call(x, { training: true }).toArray(), upper.toArray(), 1e-14);
  });

  it("is saved and loaded with its cells, the toolkit's own without a word", async () => {
    const cells = [
      new nn.GRUCell(3, 5, { ...float64, resetAfter: false, recurrentActivation: "hardSigmoid" }),
      new nn.LSTMCell(5, 4, { ...float64, peepholes: true, activation: "relu" }),
      new nn.RNNCell(4, 3, { ...float64, bias: false, activation: "relu" }),
      new nn.JordanCell(3, 2, 6, { ...float64, outputActivation: "tanh" }),
    ];
    const model = sequential([nn.rnn(cells, { inputShape: [4, 3], dropoutBetween: 0.2, goBackwards: true })], float64);
    model.compile({ loss: "mse", optimizer: "adam" });
    const loaded = loadModel(JSON.parse(JSON.stringify(model.save())));
    assertClose(loaded.predict(x).toArray(), model.predict(x).toArray(), 0);
    const y = model.predict(x).mul(0);
    for (const one of [model, loaded]) await one.fit(x, y, { verbose: 0, epochs: 2 });
    for (const [i, weight] of loaded.getWeights().entries())
      assertClose(weight, model.getWeights()[i], 0, `weight ${i}`);
  });

  it("cells of one's own are named in customLayers: a class, or a function", () => {
    class Scaled extends OwnCell {
      readonly factor: number;
      constructor(inputSize: number, hiddenSize: number, { factor = 1, ...options } = {}) {
        super(inputSize, hiddenSize, options);
        this.factor = factor;
      }
      override forward(x: Tensor, h: Tensor): Tensor {
        return super.forward(x.mul(this.factor), h);
      }
      config() {
        return { factor: this.factor };
      }
    }
    const model = sequential([nn.rnn([new OwnCell(3, 5), new Scaled(5, 4, { factor: 3 })], { inputShape: [4, 3] })], float64); // biome-ignore format: a line
    const saved = JSON.parse(JSON.stringify(model.save()));
    const Made = ({ inputSize, hiddenSize }: { inputSize: number; hiddenSize: number }) => new OwnCell(inputSize, hiddenSize); // biome-ignore format: a line
    for (const customLayers of [
      { OwnCell, Scaled },
      { OwnCell: Made, Scaled },
    ])
      assertClose(loadModel(saved, { customLayers }).predict(x).toArray(), model.predict(x).toArray(), 0);
    assert.throws(() => loadModel(saved, { customLayers: { OwnCell } }), /rnn was saved with "Scaled"; say how it is made: loadModel\(saved, \{ customLayers: \{ Scaled \} \}\)/); // biome-ignore format: a line
    assert.throws(() => loadModel(saved, { customLayers: { OwnCell, Scaled: (() => 3) as never } }), /customLayers\.Scaled to make a cell, but got 3/); // biome-ignore format: a line
  });

  it("refuses what is no cell, and sizes that do not follow", () => {
    for (const [make, message] of [
      [
        () => nn.rnn(nn.gru(3) as never),
        /expects a cell, such as new GRUCell.* without zeroState\(batch: Shape\), hidden\(state\)$/,
      ],
      [() => nn.rnn([]), /at least one cell/],
      [() => nn.rnn(new nn.GRUCell(3, 2), { dropout: 0.1 } as never), /rnn expects options/],
      [() => nn.rnn(new nn.GRUCell(3, 2), { dropoutBetween: 1 }), /dropoutBetween from 0 to below 1/],
      [
        () => nn.rnn([new nn.GRUCell(3, 2, float64), new nn.GRUCell(3, 2, float64)]).forward(x),
        /the cell below it gives, but it reads 3/,
      ],
      [() => nn.rnn(new nn.GRUCell(4, 2, float64)).forward(x), /inputs of size 3, as the sequence has/],
      [() => nn.rnn(((size: number) => size) as never).forward(x), /expects a cell.*but got 3/],
    ] as const)
      assert.throws(make, message);
  });
});

describe("trainable", () => {
  const model = () => sequential([nn.dense(3, { inputShape: [2], name: "below" }), nn.dense(1)], float64);

  it("a frozen layer keeps its weights; it is counted in both summaries, and saved", async () => {
    const net = model();
    net.layers[0]!.trainable = false;
    net.compile({ loss: "mse", optimizer: "sgd" });
    const before = net.getWeights().map(w => w.toArray());
    await net.fit([[1, 2], [3, 4]], [[1], [0]], { epochs: 2, verbose: 0 }); // biome-ignore format: a table
    const after = net.getWeights().map(w => w.toArray());
    assert.deepEqual(after.slice(0, 2), before.slice(0, 2));
    assert.notDeepEqual(after.slice(2), before.slice(2));
    const loaded = loadModel(JSON.parse(JSON.stringify(net.save())));
    assert.deepEqual(loaded.layers.map(({ trainable }) => trainable), [false, true]); // biome-ignore format: a line
    loaded.trainable = true;
    assert.ok(loaded.parameters().every(({ parameter }) => parameter.trainable));
  });

  it("a frozen layer gets no gradients, and the others the same as before", () => {
    const lower = { inputShape: [4, 3], returnSequences: true };
    const x = seed(1).normal(0, 1, [2, 4, 3], float64);
    const middles: Record<string, () => nn.Layer> = {
      simpleRNN: () => nn.simpleRNN(3, { returnSequences: true }),
      lstm: () => nn.lstm(3, { returnSequences: true, peepholes: true }),
      gru: () => nn.gru(3, { returnSequences: true }),
      "gru, reset before": () => nn.gru(3, { returnSequences: true, resetAfter: false }),
      bidirectional: () => nn.bidirectional(nn.gru(2, { returnSequences: true })),
      conv1d: () => nn.conv1d(3, 2),
      dense: () => nn.dense(3),
      layerNormalization: () => nn.layerNormalization(),
    };
    for (const [name, middle] of Object.entries(middles)) {
      const gradients = (frozen?: number) => {
        const net = new nn.Sequential([nn.gru(3, lower), middle(), nn.lstm(2)], float64);
        if (frozen !== undefined) net.layers[frozen]!.trainable = false;
        unevenSum(net.forward(x)).backward();
        return net.layers.map(layer => layer.parameters().map(({ parameter }) => parameter.grad?.toArray()));
      };
      const all = gradients();
      for (const frozen of [0, 1, 2])
        for (const [i, found] of gradients(frozen).entries())
          assert.deepEqual(
            found,
            i === frozen ? all[i]!.map(() => undefined) : all[i],
            `${name}: ${frozen} frozen, ${i}`,
          );
    }
  });

  it("freezing forgets a gradient; a layer that is free again gets gradients", () => {
    const net = model();
    const [layer] = net.layers;
    net
      .forward(ones([1, 2], float64))
      .sum()
      .backward();
    const before = layer!.parameters()[0]!.parameter.grad!.toArray();
    layer!.trainable = false;
    assert.equal(layer!.parameters()[0]!.parameter.grad, undefined);
    layer!.trainable = true;
    net
      .forward(ones([1, 2], float64))
      .sum()
      .backward();
    assert.deepEqual(layer!.parameters()[0]!.parameter.grad!.toArray(), before);
  });

  it("says so where nothing can be trained, and refuses what is no boolean", () => {
    const net = model();
    net.trainable = false;
    net.compile({ loss: "mse", optimizer: "sgd" });
    assert.throws(() => net.trainOnBatch([[1, 2]], [[1]]), /trainable/);
    assert.throws(() => {
      net.layers[0]!.trainable = 0 as never;
    }, /trainable to be true or false, but got 0/);
  });

  it("layers have getWeights and setWeights", () => {
    const layer = nn.dense(2, { inputShape: [1] });
    layer.setWeights([[[1, 2]], [3, 4]]);
    assert.deepEqual(layer.getWeights().map(w => w.toArray()), [[[1, 2]], [3, 4]]); // biome-ignore format: a line
    assert.throws(() => layer.setWeights([[[1, 2]]]), /dense\(2\) expects 2 weights, but got 1/);
    assert.throws(() => layer.setWeights([[[1, 2]], [3]]), /bias of shape \[2\], but got \[1\]/);
  });
});

describe("bidirectional of rnn", () => {
  const options = { returnSequences: true, returnState: true };
  const x = seed(5).normal(0, 1, [2, 4, 3], float64);
  const mask = [
    [1, 1, 1, 0],
    [1, 1, 1, 1],
  ];

  it("gives what the layer of the same cell gives: outputs, states, masks, from states, and every merge mode", () => {
    for (const mergeMode of ["concat", "sum", null] as const) {
      const known = nn.bidirectional(nn.gru(2, options), { mergeMode } as never);
      const cells = nn.bidirectional(nn.rnn((size, context) => new nn.GRUCell(size, 2, context), options), { mergeMode } as never); // biome-ignore format: a line
      for (const layer of [known, cells]) layer.call(x);
      cells.setWeights(known.getWeights());
      const initialState = [seed(6), seed(7)].map(rng => rng.normal(0, 1, [2, 2], float64));
      const [a, b] = [known, cells].map(layer => layer.call(x, { mask, initialState }) as never as Tensor[]);
      assert.equal(a!.length, mergeMode === null ? 4 : 3);
      assertClose(
        b!.map(t => t.toArray()),
        a!.map(t => t.toArray()),
        1e-14,
      );
    }
  });

  it("makes own cells for each direction, trains and is saved", async () => {
    const model = sequential(
      [nn.bidirectional(nn.rnn((size, context) => new OwnCell(size, 2, context as never)))],
      float64,
    );
    model.compile({ loss: "mse", optimizer: "sgd" });
    await model.fit(x, seed(8).normal(0, 1, [2, 4], float64), { verbose: 0 });
    const [forward, backward] = model.getWeights();
    assert.notDeepEqual(forward!.toArray(), backward!.toArray());
    const loaded = loadModel(JSON.parse(JSON.stringify(model.save())), { customLayers: { OwnCell } });
    assert.deepEqual(loaded.predict(x).toArray(), model.predict(x).toArray());
  });

  it("asks for a function where a cell has its weights", () => {
    assert.throws(() => nn.bidirectional(nn.rnn(new OwnCell(3, 2))), {
      message:
        "bidirectional expects rnn with functions that make its cells, one for each direction, but got OwnCell; " +
        "write bidirectional(rnn(size => new OwnCell(size, 2)))",
    });
  });
});
