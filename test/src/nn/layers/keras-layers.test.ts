// Every layer against real Keras 3 in float64: outputs, states and all gradients, with masks and given states.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { seed, type Tensor, tensor, zeros } from "../../../../src/tensor/index.ts";
import { assertClose } from "../../close.ts";
import { assertGradientsOf, unevenSum } from "../../finite-differences.ts";
import { type KerasLayer, keras3Layers } from "../../fixture.ts";

const float64 = { dtype: "float64" } as const;
type DType = "float32" | "float64";
const leaf = (values: unknown, dtype: DType = "float64"): Tensor =>
  tensor(values as number[], { dtype, requiresGrad: true });

type Make = (args: never[], options: object) => nn.Layer;
const make: Record<string, Make> = {
  simpleRNN: ([units], options) => nn.simpleRNN(units!, options),
  lstm: ([units], options) => nn.lstm(units!, options),
  gru: ([units], options) => nn.gru(units!, options),
  bidirectional: ([kind, units, inner], options) => nn.bidirectional(make[kind!]!([units!], inner!), options),
  timeDistributed: ([, units, inner], options) => nn.timeDistributed(nn.dense(units!, inner), options),
  embedding: ([inputDim, outputDim], options) => nn.embedding(inputDim!, outputDim!, options),
  layerNormalization: (_, options) => nn.layerNormalization(options),
  repeatVector: ([n], options) => nn.repeatVector(n!, options),
  masking: (_, options) => nn.masking(options),
  dense: ([units], options) => nn.dense(units!, options),
  activation: ([name], options) => nn.activation(name!, options),
};

function run(fixture: KerasLayer, dtype: DType = "float64") {
  const layer = make[fixture.layer]!(fixture.args, fixture.options);
  const x = leaf(fixture.x, dtype);
  layer.build(x.shape.slice(1), { rng: seed(0), dtype });
  const parameters = layer.parameters().map(({ parameter }) => parameter);
  assert.equal(parameters.length, fixture.weights.length);
  for (const [i, parameter] of parameters.entries()) parameter.assign(leaf(fixture.weights[i], dtype));
  if (fixture.drops) withMasks(layer, fixture.drops);
  const initial = fixture.initial.map(values => leaf(values, dtype));
  const mask = fixture.mask ? { mask: tensor(fixture.mask, { dtype }) } : {};
  const training = fixture.drops !== undefined;
  const options = { ...mask, training, ...(initial.length > 0 ? { initialState: initial } : {}) };
  const result: unknown =
    layer instanceof nn.Recurrent || layer instanceof nn.Bidirectional
      ? layer.call(x, options)
      : layer.forward(x, { training, ...mask });
  const outputs = (Array.isArray(result) ? result : [result]) as Tensor[];
  outputs
    .map(y => unevenSum(y.astype("float64")))
    .reduce((sum, y) => sum.add(y))
    .backward();
  return { x, parameters, initial, outputs };
}

/** Puts given dropout masks in the place of drawn ones. */
function withMasks(layer: nn.Layer, [input, state]: [unknown, unknown]): void {
  const { drops } = layer as nn.LSTM;
  drops!.input.mask = (shape, dtype) => tensor(input as number[], { dtype }).reshape(shape);
  drops!.state.mask = (_, dtype) => tensor(state as number[], { dtype });
}

for (const [dtype, tolerance] of [["float64", 1e-10], ["float32", 1e-5]] as const) // biome-ignore format: a table
  describe(`layers against Keras, ${dtype}`, () => {
    for (const [name, fixture] of Object.entries({ ...keras3Layers.layers, ...keras3Layers.options }))
      it(name, () => {
        const { x, parameters, initial, outputs } = run(fixture, dtype);
        const { gradients } = fixture;
        assertClose(outputs, fixture.outputs, tolerance, "outputs");
        for (const [i, expected] of gradients.weights.entries())
          assertClose(parameters[i]!.grad, expected, tolerance, `∂weight ${i}`);
        for (const [i, expected] of gradients.initial.entries())
          assertClose(initial[i]!.grad, expected, tolerance, `∂initial ${i}`);
        for (const expected of gradients.x) assertClose(x.grad, expected, tolerance, "∂x");
      });
  });

describe("the fixtures of layers", () => {
  it("would notice another order of gates, a mask left out, and the other GRU", () => {
    const { lstm, gru, "lstm, padded after": padded } = keras3Layers.layers;
    const [kernel, ...rest] = lstm!.weights as number[][][];
    const turned = kernel!.map(row => [...row.slice(3), ...row.slice(0, 3)]);
    const differs = (fixture: KerasLayer) =>
      assert.throws(() => assertClose(run(fixture).outputs, fixture.outputs, 1e-3), /relative error/);
    differs({ ...lstm!, weights: [turned, ...rest] });
    differs({ ...padded!, mask: null });
    differs({
      ...gru!,
      options: { resetAfter: false },
      weights: gru!.weights.with(2, (gru!.weights[2] as number[][])[0]!),
    });
  });
});

describe("layers", () => {
  const x = seed(1).normal(0, 1, [2, 5, 3]);

  it("returnState: shapes of output and states (Keras's [output, h, c])", () => {
    const shapes = (tensors: Tensor[]) => tensors.map(t => t.shape);
    const state = { returnState: true } as const;
    assert.deepEqual(shapes(nn.lstm(4, state).call(x)), [[2, 4], [2, 4], [2, 4]]); // biome-ignore format: shapes
    assert.deepEqual(shapes(nn.lstm(4, { ...state, returnSequences: true }).call(x)), [[2, 5, 4], [2, 4], [2, 4]]); // biome-ignore format: shapes
    assert.deepEqual(shapes(nn.gru(4, state).call(x)), [[2, 4], [2, 4]]); // biome-ignore format: shapes
    const [output, h] = nn.lstm(4, state).call(x);
    assert.deepEqual(output!.toArray(), h!.toArray());
    assert.deepEqual(nn.simpleRNN(4).call(x).shape, [2, 4]);
  });

  it("bidirectional gives one tensor or several, as its type says", () => {
    const merged: Tensor = nn.bidirectional(nn.gru(3)).call(x);
    const [output, h, c, back] = nn.bidirectional(nn.lstm(3, { returnState: true })).call(x);
    const [ahead, behind] = nn.bidirectional(nn.simpleRNN(3, { returnSequences: true }), { mergeMode: null }).call(x);
    assert.deepEqual([merged, output, h, c, back, ahead, behind].map(t => t!.shape), [[2, 6], [2, 6], [2, 3], [2, 3], [2, 3], [2, 5, 3], [2, 5, 3]]); // biome-ignore format: shapes
    assert.deepEqual(
      output!.toArray(),
      [0, 1].map(i => [...h!.at(i).values(), ...back!.at(i).values()]),
    );
  });

  it("an encoder's states start a decoder", () => {
    const [, h, c] = nn.lstm(4, { returnState: true }).call(x);
    const decoded = nn.lstm(4, { returnSequences: true }).call(x, { initialState: [h!, c!] });
    assert.deepEqual(decoded.shape, [2, 5, 4]);
    assert.throws(() => nn.lstm(4).call(x, { initialState: h! }), /lstm\(4\) expects an initialState of 2 tensors, \[h, c\], but got 1/); // biome-ignore format: a line
    assert.throws(() => nn.gru(4).call(x, { initialState: [h!, c!] }), /one tensor, but got 2/);
  });

  it("refuse what Keras's could not do either, and say why", () => {
    const model = new nn.Sequential();
    assert.throws(() => model.add(nn.lstm(4, { returnState: true, inputShape: [5, 3] }) as never), /leave returnState out here, or .* layer\.call\(x\)/); // biome-ignore format: a line
    assert.throws(() => nn.bidirectional(nn.dense(3) as never), /bidirectional expects simpleRNN, lstm, gru or rnn, but got dense\(3\)/); // biome-ignore format: a line
    for (const several of [
      nn.bidirectional(nn.gru(3, { returnState: true, inputShape: [5, 3] })),
      nn.bidirectional(nn.gru(3, { inputShape: [5, 3] }), { mergeMode: null }),
    ])
      assert.throws(() => model.add(several as never), /bidirectional\(gru\(3\)\) gives several; .* layer\.call\(x\)/);
    assert.throws(() => nn.bidirectional(nn.gru(3), { mergeMode: "max" as never }), /merge modes concat, sum, ave, mul and null, but got "max"/); // biome-ignore format: a line
    assert.throws(() => nn.bidirectional(nn.gru(3)).call(x, { initialState: seed(1).normal(0, 1, [2, 3]) }), /as many states for each direction, but got 1 in all/); // biome-ignore format: a line
    assert.throws(() => nn.lstm(2, { dropout: 1 }), /lstm expects dropout from 0 to below 1, but got 1/);
    assert.throws(() => nn.gru(2, { recurrentDropout: -0.5 }), /gru expects recurrentDropout from 0 to below 1, but got -0.5/); // biome-ignore format: a line
    assert.throws(() => nn.gru(2, { recurrentActivation: "hard" as never }), /gru knows the activations linear, .*, but got "hard"/); // biome-ignore format: a line
    assert.throws(() => nn.lstm(2, { activation: "hard" as never }), /lstm knows the activations/);
    assert.throws(() => new nn.Sequential([nn.repeatVector(3, { inputShape: [4, 2] })]), /repeatVector\(3\) expects vectors \(None, features\), but got \(None, 4, 2\)/); // biome-ignore format: a line
    assert.throws(() => new nn.Sequential([nn.timeDistributed(nn.dense(2), { inputShape: [4] })]), /timeDistributed\(dense\(2\)\) expects a sequence/); // biome-ignore format: a line
    assert.throws(() => nn.lstm(0), /lstm expects units to be a whole number ≥ 1/);
    assert.throws(() => nn.gru(2, { kernelInitializer: "xavier" as never }), /gru knows the initializers zeros, ones/);
    assert.throws(() => nn.dropout(1.5), /rate from 0 to below 1, but got 1.5/);
  });

  it("an lstm's biases start as Keras's", () => {
    const biases = (options: nn.LSTMOptions) => {
      const layer = nn.lstm(2, options);
      layer.call([[[1, 2]]]);
      return layer.cell!.bias!.toArray();
    };
    const { unitForgetBias, noUnitForgetBias, ones } = keras3Layers.startBiases;
    assert.deepEqual(biases({}), unitForgetBias);
    assert.deepEqual(biases({ unitForgetBias: true }), unitForgetBias);
    assert.deepEqual(biases({ unitForgetBias: false }), noUnitForgetBias);
    assert.deepEqual(biases({ unitForgetBias: false, biasInitializer: "ones" }), ones);
    assert.deepEqual(biases({ biasInitializer: "ones" }), ones);
  });

  it("recurrent dropout: one mask for each sequence and all its steps, a new one each time, only while training", () => {
    type Kind = (units: number, options: nn.RecurrentOptions) => nn.SimpleRNN | nn.LSTM | nn.GRU;
    const kinds: Record<string, Kind> = { simpleRNN: nn.simpleRNN, lstm: nn.lstm, gru: nn.gru };
    // Orthogonal weights of 400 units would take seconds to make.
    const rates = { dropout: 0.25, recurrentDropout: 0.75, recurrentInitializer: "glorotUniform" } as const;
    for (const [name, kind] of Object.entries(kinds)) {
      const layer = kind(400, { ...rates, returnSequences: true, seed: 3 });
      const drawn: [Tensor[], Tensor[]] = [[], []];
      layer.call(x);
      for (const [i, drop] of [layer.drops!.input, layer.drops!.state].entries()) {
        const mask = drop.mask.bind(drop);
        drop.mask = (shape, dtype) => {
          drawn[i]!.push(mask(shape, dtype));
          return drawn[i]!.at(-1)!;
        };
      }
      assert.deepEqual(layer.call(x).toArray(), layer.call(x).toArray(), name);
      assert.equal(drawn.flat().length, 0);
      const [first, second] = [layer.call(x, { training: true }), layer.call(x, { training: true })];
      assert.notDeepEqual(first.toArray(), second.toArray());
      assert.deepEqual(drawn.map(masks => masks.map(mask => mask.shape)), [[[2, 1, 3], [2, 1, 3]], [[2, 400], [2, 400]]]); // biome-ignore format: a line
      const [one, other] = drawn[1]!.map(mask => mask.values());
      assert.notDeepEqual(one, other);
      assert.ok(one!.every(value => value === 0 || value === 4));
      const dropped = one!.filter(value => value === 0).length / one!.length;
      assert.ok(Math.abs(dropped - 0.75) < 4 * Math.sqrt((0.75 * 0.25) / 800), `${dropped}`);
      const again = kind(400, { ...rates, returnSequences: true, seed: 3 });
      assert.deepEqual(again.call(x, { training: true }).toArray(), first.toArray(), "the same from the same seed");
    }
  });

  it("with recurrent dropout a layer runs as one operation all the same, one with another activation step by step", () => {
    const operations = (layer: nn.Layer) => {
      const found = new Set<string>();
      const visit = ({ origin }: Tensor) => {
        if (!origin || found.size > 50) return;
        found.add(origin.operation);
        origin.inputs.forEach(visit);
      };
      visit(layer.call(x, { training: true }));
      return found;
    };
    const rate = { recurrentDropout: 0.5 };
    const fused: Record<string, nn.Layer> = {
      rnn: nn.simpleRNN(3, rate),
      lstm: nn.lstm(3, rate),
      gru: nn.gru(3, rate),
    };
    for (const [name, layer] of Object.entries(fused)) assert.ok(operations(layer).has(name), name);
    const composed: nn.Layer = nn.gru(3, { ...rate, activation: "relu" });
    assert.ok(!operations(composed).has("gru"));
  });

  it("input dropout alone leaves the recurrence whole, and the same weights as without", () => {
    const weights = (options: object) => {
      const model = new nn.Sequential([nn.gru(3, { inputShape: [5, 3], ...options }), nn.dense(2)], { seed: 4 });
      return { first: model.getWeights()[0]!.toArray(), model };
    };
    const { model, first } = weights({ dropout: 0.5 });
    assert.deepEqual(first, weights({}).first);
    const layer = model.layers[0] as nn.GRU;
    layer.drops!.state.mask = () => assert.fail("the state is not dropped");
    const noise = model.forward(x, { training: true });
    assert.notDeepEqual(noise.toArray(), model.forward(x).toArray());
    const mask = tensor([[1, 0, 1], [0, 0, 2]]).reshape([2, 1, 3]); // biome-ignore format: a matrix
    layer.drops!.input.mask = () => mask;
    assert.deepEqual(model.forward(x, { training: true }).toArray(), model.forward(x.mul(mask)).toArray());
  });

  it("dropout within layers has the right gradients, masks fixed", () => {
    for (const layer of [
      nn.lstm(3, { dropout: 0.5, recurrentDropout: 0.5 }),
      nn.gru(3, { dropout: 0.5, recurrentDropout: 0.5, resetAfter: false }),
    ]) {
      const xs = leaf(x.toArray());
      layer.build([5, 3], { rng: seed(2), dtype: "float64" });
      withMasks(layer, [[[2, 0, 2], [0, 2, 2]], [[0, 2, 2], [2, 0, 2]]]); // biome-ignore format: matrices
      assertGradientsOf(() => layer.forward(xs, { training: true, mask: tensor([[1, 1, 0, 1, 1], [0, 1, 1, 1, 0]], float64) }), { xs, layer }); // biome-ignore format: a line
    }
  });

  it("of bidirectional start from different weights, also with a seed", () => {
    const model = new nn.Sequential([nn.bidirectional(nn.gru(3, { seed: 4 }), { inputShape: [5, 3], seed: 7 })]);
    const [forward, , , backward] = model.getWeights();
    assert.notDeepEqual(forward!.toArray(), backward!.toArray());
    assert.deepEqual(model.parameters().map(({ path }) => path).filter(path => path.endsWith("kernel")), ["forward.kernel", "backward.kernel"].map(path => `bidirectional.${path}`)); // biome-ignore format: a list
  });

  it("dropout acts only while training, differently each time, the same from the same seed", () => {
    const model = () => new nn.Sequential([nn.dropout(0.5, { inputShape: [5, 3] })], { seed: 3 });
    const one = model();
    const first = one.forward(x, { training: true });
    assert.ok(first.values().some(value => value === 0));
    assert.notDeepEqual(one.forward(x, { training: true }).toArray(), first.toArray());
    assert.deepEqual(model().forward(x, { training: true }).toArray(), first.toArray());
    assert.deepEqual(one.forward(x).toArray(), x.toArray());
  });

  it("timeDistributed tells its layer whether it trains", () => {
    const model = new nn.Sequential([nn.timeDistributed(nn.dropout(0.5), { inputShape: [5, 3] })]);
    assert.ok(model.forward(x, { training: true }).values().includes(0));
    assert.deepEqual(model.forward(x).toArray(), x.toArray());
  });

  it("masks reach through layers that keep time, and end where it ends", () => {
    const masks = (layers: nn.Layer[], ids = [[3, 1, 0], [2, 0, 0]]) => new nn.Sequential(layers).run(tensor(ids)).mask?.toArray(); // biome-ignore format: a line
    const embedding = () => nn.embedding(5, 2, { maskZero: true, inputShape: [null] });
    const expected = [[1, 1, 0], [1, 0, 0]]; // biome-ignore format: a matrix
    assert.deepEqual(masks([embedding(), nn.dropout(0.1), nn.layerNormalization(), nn.dense(3)]), expected);
    assert.deepEqual(masks([embedding(), nn.bidirectional(nn.gru(2, { returnSequences: true }))]), expected);
    assert.deepEqual(masks([embedding(), nn.timeDistributed(nn.dense(2))]), expected);
    assert.equal(masks([embedding(), nn.lstm(2)]), undefined);
    assert.equal(masks([embedding(), nn.lstm(2), nn.repeatVector(3)]), undefined);
    const single = new nn.Sequential([
      nn.embedding(5, 2, { maskZero: true, inputShape: [] }),
      nn.repeatVector(3),
      nn.gru(2),
    ]);
    assert.deepEqual(single.forward(tensor([1, 0])).shape, [2, 2]); // one id a sample: no time steps to mask
    assert.equal(masks([nn.embedding(5, 2, { inputShape: [null] })]), undefined);
  });

  it("an lstm with peepholes is its cell, unrolled", () => {
    const layer = nn.lstm(3, { peepholes: true, inputShape: [4, 2], seed: 1 });
    const model = new nn.Sequential([layer], float64);
    assert.equal(nn.countParameters(model), 4 * (3 * (2 + 3) + 3) + 3 * 3);
    const cell = layer.cell!;
    assert.ok(cell.peepholeKernel);
    const x = seed(5).normal(0, 1, [2, 4, 2], float64);
    assertClose(model.forward(x), nn.unroll(cell, x).hidden.at(-1)!, 1e-15);
    cell.peepholeKernel.assign(zeros([3, 3], float64));
    const plain = new nn.Sequential([nn.lstm(3, { inputShape: [4, 2] })], float64);
    plain.setWeights(model.getWeights().slice(0, 3));
    assertClose(model.forward(x), plain.forward(x), 1e-15);
  });

  it("a stateful layer carries numbers, not what they were computed from", () => {
    const layer = nn.gru(2, { stateful: true });
    layer.call(x);
    assert.equal(layer.carried!.requiresGrad, false);
    const zero = nn.gru(2, { stateful: true });
    assert.notDeepEqual(layer.call(x).toArray(), zero.call(x).toArray());
  });

  it("masked = unpadded, before or after, through a whole model, to 1e-15", () => {
    const model = new nn.Sequential(
      [
        nn.embedding(9, 4, { maskZero: true, inputShape: [null] }),
        nn.bidirectional(nn.lstm(3, { returnSequences: true })),
        nn.gru(3),
        nn.dense(2),
      ],
      { ...float64, seed: 5 },
    );
    const alone = [[4, 2, 7], [5, 8]].map(ids => model.forward(tensor([ids], float64)).at(0)); // biome-ignore format: a list
    for (const padded of [[[4, 2, 7, 0, 0], [5, 8, 0, 0, 0]], [[0, 4, 2, 7], [0, 0, 5, 8]]]) // biome-ignore format: a list
      assertClose(model.forward(tensor(padded, float64)), alone, 1e-15);
    const unmasked = new nn.Sequential([nn.embedding(9, 4, { inputShape: [null] }), nn.gru(3)], float64);
    const [short, long] = [[[5, 8]], [[5, 8, 0, 0]]].map(ids => unmasked.forward(tensor(ids, float64)));
    assert.throws(() => assertClose(short, long, 1e-4), /relative error/);
  });
});
