// save and load: every layer to the last bit, training that goes on with identical numbers, and what is refused.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import {
  adam,
  adamW,
  cosineDecay,
  exponentialDecay,
  inverseTimeDecay,
  Optimizer,
  piecewiseConstantDecay,
  rmsprop,
  sgd,
} from "../../../../src/optim/index.ts";
import { seed, type Tensor } from "../../../../src/tensor/index.ts";
import { type CompileOptions, loadModel, sequential } from "../../../../src/training/index.ts";
import { captured } from "../../captured.ts";

const float64 = { dtype: "float64" } as const;

describe("save and load", () => {
  const layers = () => [
    nn.embedding(7, 4, { maskZero: true, inputShape: [null], name: "words" }),
    nn.dropout(0.5, { seed: 2 }),
    nn.bidirectional(nn.lstm(3, { returnSequences: true }), { mergeMode: "sum" }),
    nn.lstm(3, { returnSequences: true, peepholes: true }),
    nn.layerNormalization({ epsilon: 0.01 }),
    nn.gru(3, { returnSequences: true, resetAfter: false, goBackwards: true }),
    nn.simpleRNN(3, { activation: "relu", useBias: false }),
    nn.repeatVector(2),
    nn.timeDistributed(nn.dense(3, { activation: "tanh" })),
    nn.masking({ maskValue: 5 }),
    nn.activation("sigmoid"),
  ];
  const ids = [[1, 2, 0], [6, 5, 4]]; // biome-ignore format: a matrix

  it("a loaded model is the saved one, to the last bit, through JSON, for every layer", async () => {
    const model = sequential(layers(), { seed: 3, name: "all", ...float64 });
    const back = loadModel(JSON.parse(JSON.stringify(model.save())));
    assert.deepEqual(back.predict(ids).toArray(), model.predict(ids).toArray());
    const summary = (m: typeof model) => captured(() => m.summary());
    assert.deepEqual(await summary(back), await summary(model));
    assert.deepEqual(back.save(), model.save());
  });

  const trained = {
    "adam with a schedule and clipping": () => adam(cosineDecay(0.1, 40, { warmupTarget: 0.2, warmupSteps: 3 }), { beta1: 0.8, globalClipnorm: 0.5 }), // biome-ignore format: a table
    adamw: () => adamW(inverseTimeDecay(0.1, 3, 0.5), { weightDecay: 0.1 }),
    "sgd with momentum": () =>
      sgd(exponentialDecay(0.2, 3, 0.5, { staircase: true }), { momentum: 0.9, clipvalue: 0.1 }),
    rmsprop: () =>
      rmsprop(piecewiseConstantDecay([3, 5], [0.1, 0.05, 0.01]), { rho: 0.8, momentum: 0.5, clipnorm: 0.3 }),
    "one of Keras's names": () => "adam" as const,
  };
  for (const [name, optimizer] of Object.entries(trained))
    it(`a loaded model trains on with identical numbers, through JSON: ${name}`, async () => {
      const model = sequential([nn.gru(3, { stateful: true, inputShape: [3, 2] }), nn.dropout(0.4), nn.dense(2, { activation: "softmax" })], { seed: 4 }); // biome-ignore format: a list
      model.compile({ loss: "sparse_categorical_crossentropy", optimizer: optimizer(), metrics: ["accuracy", "sparse_categorical_accuracy"] }); // biome-ignore format: a line
      const x = seed(7).normal(0, 1, [6, 3, 2]);
      const y = [0, 1, 1, 0, 1, 0];
      const options = { epochs: 2, batchSize: 2, shuffle: false, verbose: 0 } as const;
      await model.fit(x, y, options);
      const back = loadModel(JSON.parse(JSON.stringify(model.save())));
      const more = [await model.fit(x, y, options), await back.fit(x, y, options)];
      assert.deepEqual(more[1]!.history, more[0]!.history);
      assert.deepEqual(Object.keys(more[1]!.history), ["loss", "accuracy", "sparseCategoricalAccuracy"]);
      assert.deepEqual(back.save(), model.save());
    });

  it("shuffles go on where they were, too", async () => {
    const model = sequential([nn.dense(1, { inputShape: [1] })], { seed: 4 });
    model.compile({ loss: nn.meanSquaredError, optimizer: "sgd" });
    const options = { batchSize: 1, verbose: 0 } as const;
    const data = [[[1], [2], [5]], [1, 3, 4]] as const; // biome-ignore format: a line
    await model.fit(...data, options);
    const back = loadModel(JSON.parse(JSON.stringify(model.save())));
    assert.deepEqual((await back.fit(...data, options)).history, (await model.fit(...data, options)).history);
  });

  it("what cannot be written down is said, and may be left out", () => {
    const make = (options: Partial<CompileOptions>) => {
      const model = sequential([nn.dense(1, { inputShape: [1] })]);
      model.compile({ loss: "mse", optimizer: "sgd", ...options });
      return model;
    };
    const ownLoss = make({ loss: (y, p, options) => nn.meanSquaredError(y, p, options) });
    assert.throws(() => ownLoss.save(), /save cannot write down a loss that is a function of your own; save\(\{ includeOptimizer: false \}\)/); // biome-ignore format: a line
    assert.throws(
      () => make({ optimizer: sgd(step => 1 / step) }).save(),
      /write down a learning rate that is a function/,
    );
    const back = loadModel(ownLoss.save({ includeOptimizer: false }));
    assert.deepEqual(back.getWeights().map(String), ownLoss.getWeights().map(String));
    assert.throws(() => back.evaluate([[1]], [[1]]), /evaluate expects a compiled model/);
  });

  it("an optimizer of one's own is refused, also under a name of the toolkit's", () => {
    for (const name of ["mine", "sgd"]) {
      class Mine extends Optimizer {
        readonly name = name;
        constructor() {
          super("mine", 0.1, {});
        }
        protected rule(_t: number, rate: number) {
          return (parameter: Tensor, gradient: Tensor) => parameter.sub(gradient.mul(rate));
        }
      }
      const model = sequential([nn.dense(1, { inputShape: [1] })]);
      model.compile({ loss: "mse", optimizer: new Mine() });
      assert.throws(() => model.save(), /save cannot write down an optimizer of your own; save\(/);
      assert.ok(loadModel(model.save({ includeOptimizer: false })));
    }
  });

  describe("layers of one's own", () => {
    /** A layer without weights, with an option of its own. */
    class Scale extends nn.Layer {
      override readonly kind = "Scale";
      readonly factor: number;
      constructor(factor: number, options: nn.LayerOptions = {}) {
        super(options);
        this.factor = factor;
      }
      override describe = () => `scale(${this.factor})`;
      override createWeights = (shape: nn.SampleShape) => shape;
      override parts = () => [];
      override config = () => ({ ...this.baseConfig(), factor: this.factor });
      forward = (x: Tensor) => x.mul(this.factor);
    }
    /** One with weights, made from its config alone. */
    class Shift extends nn.Layer {
      override readonly kind = "Shift";
      shift: nn.Parameter | undefined;
      override describe = () => "shift()";
      override createWeights(shape: nn.SampleShape, { rng, dtype }: nn.BuildContext) {
        this.shift = new nn.Parameter(rng.normal(0, 1, [shape.at(-1)!], { dtype }));
        return shape;
      }
      override parts = () => [];
      override parameters = () => [{ path: "shift", parameter: this.shift! }];
      override config = () => this.baseConfig();
      forward = (x: Tensor) => x.add(this.shift!);
    }
    const x = seed(1).normal(0, 1, [3, 2, 4]);
    const make = () =>
      sequential(
        [
          nn.dense(3, { inputShape: [2, 4] }),
          new Scale(3, { name: "three" }),
          nn.timeDistributed(new Scale(0.5)),
          new Shift({}),
        ],
        { seed: 5 },
      );
    const scale = ({ factor, ...options }: { factor: number }) => new Scale(factor, options);

    it("are made again by a function, a class with fromConfig, or a class that takes the config", () => {
      const model = make();
      const saved = JSON.parse(JSON.stringify(model.save()));
      const withFromConfig = Object.assign(class {}, { fromConfig: scale });
      for (const Scale of [scale, withFromConfig]) {
        const back = loadModel(saved, { customLayers: { Scale, Shift } });
        assert.deepEqual(back.predict(x).toArray(), model.predict(x).toArray());
        assert.deepEqual(back.save(), model.save());
        assert.equal(back.layers[1]!.name, "three");
      }
    });

    it("that are not told are asked for, and what makes none is told", () => {
      const saved = make().save();
      assert.throws(() => loadModel(saved), /of the kinds Activation, .*, but got "Scale"; for one of your own say how it is made: loadModel\(saved, \{ customLayers: \{ Scale: /); // biome-ignore format: a line
      const load = (custom: unknown) => () => loadModel(saved, { customLayers: { Scale: custom, Shift } as never });
      assert.throws(load(() => 3), /customLayers\.Scale to make a layer of the kind "Scale", but got 3$/); // biome-ignore format: a line
      assert.throws(load(() => nn.dense(2)), /but got one of the kind "Dense"$/); // biome-ignore format: a line
      assert.throws(
        () => loadModel(saved, { custom_layers: {} } as object),
        /got custom_layers; did you mean customLayers\?/,
      );
    });

    it("that pass for the toolkit's, or whose config is no plain data, are refused at saving", () => {
      class Louder extends nn.Dense {
        override forward(x: Tensor) {
          return super.forward(x).mul(2);
        }
      }
      const passing = sequential([new Louder(2, { inputShape: [3] })]);
      assert.throws(() => passing.save(), /write down dense\(2\) as the toolkit's own Dense, but it is of your class Louder; give it a kind of its own/); // biome-ignore format: a line
      const within = sequential([nn.timeDistributed(new Louder(2), { inputShape: [2, 3] })]);
      assert.throws(() => within.save(), /of your class Louder/);
      for (const [factor, got] of [[Math.tanh, "the function tanh"], [Number.NaN, "NaN"], [undefined, "undefined"]] as const) // biome-ignore format: a line
        assert.throws(() => sequential([new Scale(factor as never, { inputShape: [1] })]).save(), { message: new RegExp(`config\\(\\) of scale.* to give plain data .*, but got ${got} as factor$`, "s") }); // biome-ignore format: a line
    });
  });

  it("one of which any part was lost or changed is refused", () => {
    const model = sequential([nn.lstm(1, { inputShape: [2, 1] }), nn.dense(1)]);
    model.compile({ loss: "mse", optimizer: sgd(exponentialDecay(1, 2, 3)) });
    const text = JSON.stringify(model.save());
    let tried = 0;
    const change = (value: unknown, path: string[]) => {
      if (typeof value !== "object" || value === null) return;
      for (const [key, inner] of Object.entries(value)) {
        for (const bad of [undefined, null, "x", 7, {}]) {
          const copy = JSON.parse(text);
          const holder = path.reduce((object, name) => object[name], copy);
          holder[key] = bad;
          if (JSON.stringify(copy) === text) continue;
          tried++;
          assert.throws(() => loadModel(copy), /incomplete or was changed|of another format/, [...path, key].join("."));
        }
        change(inner, [...path, key]);
      }
    };
    change(JSON.parse(text), []);
    assert.ok(tried > 200, `${tried}`);
  });

  it("weights of any tree go back into one like it, and into no other", () => {
    const make = (n: number) => ({
      cell: new nn.GRUCell(2, 3, { rng: seed(n) }),
      h0: new nn.LearnedState(new nn.GRUCell(2, 3)),
    });
    const [one, other] = [make(1), make(2)];
    const saved = nn.saveWeights(one);
    nn.loadWeights(other, saved);
    assert.deepEqual(nn.saveWeights(other), saved);
    const third = make(3);
    const before = JSON.stringify(nn.saveWeights(third));
    const { "cell.bias": _, ...lacking } = saved;
    assert.throws(() => nn.loadWeights(third, lacking), /expects cell.bias, but the saved weights lack it/);
    assert.throws(
      () => nn.loadWeights(third, { ...saved, extra: saved["cell.bias"]! }),
      /found extra, which this model/,
    );
    assert.throws(() => nn.loadWeights(third, { ...saved, "h0.state": saved["cell.bias"]! }), /h0\.state as float32 of shape \[3\], but got float32 of shape \[2, 9\]/); // biome-ignore format: a line
    assert.throws(() => nn.loadWeights(third, { ...saved, "h0.state": { ...saved["h0.state"]!, data: "AAAA" } }), /h0\.state cannot be read: 3 bytes are not the 12/); // biome-ignore format: a line
    assert.throws(
      () => nn.loadWeights(third, null as never),
      /loadWeights expects what saveWeights gave, but got null/,
    );
    assert.throws(() => nn.loadWeights(third, { ...saved, "h0.state": null as never }), /h0\.state cannot be read: expected a saved tensor, but got null/); // biome-ignore format: a line
    assert.equal(JSON.stringify(nn.saveWeights(third)), before);
  });

  it("says what it expects", () => {
    assert.throws(() => sequential([nn.dense(2)]).save(), /no weights to save yet/);
    assert.throws(() => loadModel({} as never), /what model.save\(\) gave, but got data of another format/);
    for (const nothing of [null, undefined, "text", 3])
      assert.throws(() => loadModel(nothing as never), /what model.save\(\) gave, but got/);
    assert.throws(() => nn.layerFromConfig({ kind: "Conv3D", config: {} }), /kinds Activation, .* but got "Conv3D"/);
    assert.throws(() => nn.layerFromConfig({ kind: "Dense", config: { units: "2" } }), /units to be a whole number/);
    assert.throws(
      () => sequential([nn.dense(2, { inputShape: [3] })]).setWeights([[[1]]]),
      /expects 2 weights, but got 1/,
    );
    assert.throws(() => sequential([nn.dense(1, { inputShape: [3] })]).setWeights([[[1]], [1]]), /dense.kernel of shape \[3, 1\], but got \[1, 1\]/); // biome-ignore format: a line
  });
});
