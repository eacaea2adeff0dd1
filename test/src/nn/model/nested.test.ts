// Models as layers of models, against Keras 3 in float64: outputs, gradients, masks, summaries.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { seed, type Tensor, tensor } from "../../../../src/tensor/index.ts";
import { captured } from "../../captured.ts";
import { assertClose } from "../../close.ts";
import { unevenSum } from "../../finite-differences.ts";
import { keras3Nested } from "../../fixture.ts";

const float64 = { dtype: "float64" } as const;
const shown = async (show: () => void): Promise<string> => (await captured(show)).join("\n");

const encoder = () =>
  new nn.Sequential([nn.embedding(5, 2, { maskZero: true, inputShape: [4] }), nn.gru(3)], {
    name: "encoder",
    ...float64,
  });

function shared() {
  const within = encoder();
  const [a, b] = [nn.input({ shape: [4], name: "a" }), nn.input({ shape: [4], name: "b" })];
  const both = nn.concatenate({ name: "both" }).call([within.call(a), within.call(b)]);
  return new nn.Functional({ inputs: [a, b], outputs: nn.dense(2, { name: "out" }).call(both), name: "pair", ...float64 }); // biome-ignore format: a line
}

function masked() {
  const x = nn.input({ shape: [4, 2] });
  const h = nn.lstm(3, { returnSequences: true, name: "inner_lstm" }).call(x);
  const outputs = nn.dense(2, { activation: "tanh", name: "inner_dense" }).call(h);
  const reader = new nn.Functional<Tensor>({ inputs: x, outputs, name: "reader", ...float64 });
  const layers = [nn.masking({ inputShape: [4, 2], name: "masking" }), reader, nn.simpleRNN(2, { name: "last" })];
  return new nn.Sequential(layers, { name: "chain", ...float64 });
}

describe("models within models: against Keras", () => {
  for (const [name, make] of [["shared", shared], ["masked", masked]] as const) // biome-ignore format: a line
    it(`${name}: output, every gradient and the summary`, async () => {
      const fixture = keras3Nested[name];
      const model = make();
      model.setWeights(fixture.weights as number[][]);
      const {
        outputs: [y],
      } = (model as nn.LayeredModel).runAll(fixture.inputs.map(x => tensor(x as number[], float64)));
      assertClose(y, fixture.output, 1e-10);
      unevenSum(y!).backward();
      const gradients = model.parameters().map(({ parameter }) => parameter.grad!.toArray());
      assertClose(gradients, fixture.gradients, 1e-10);
      assert.equal((await shown(() => model.summary({ layout: "keras3" }))).trimEnd(), fixture.summary.trimEnd());
    });
});

describe("models within models", () => {
  it("share their weights: what one learns the other has", () => {
    const within = encoder();
    const outer = new nn.Sequential([within, nn.dense(1)], float64);
    assert.equal(nn.countParameters(outer), 10 + 3 * (3 * (2 + 3) + 6) + 4);
    assert.deepEqual(outer.parameters().map(({ path }) => path).slice(0, 2), ["encoder.embedding.embeddings", "encoder.gru.kernel"]); // biome-ignore format: a line
    within.setWeights(within.getWeights().map(weight => weight.mul(2)));
    assertClose(outer.getWeights()[0], within.getWeights()[0], 0);
    const x = [[1, 2, 3, 0]];
    assertClose(new nn.Sequential([within], float64).forward(tensor(x, float64)), within.call(x), 0);
    within.trainable = false;
    assert.deepEqual(outer.parameters().map(({ parameter }) => parameter.trainable), [false, false, false, false, true, true]); // biome-ignore format: a line
  });

  it("a layer of two of them counts once", () => {
    const x = nn.input({ shape: [3] });
    const layer = nn.dense(3);
    const within = new nn.Functional<Tensor>({ inputs: x, outputs: layer.call(x), name: "within" });
    const y = nn.input({ shape: [3] });
    const outer = new nn.Functional({ inputs: y, outputs: layer.call(within.call(y)) });
    assert.equal(nn.countParameters(outer), 12);
  });

  it("several inputs and outputs, and a model that gets its shape from where it stands", () => {
    const [a, b] = [nn.input({ shape: [3], name: "a" }), nn.input({ shape: [2], name: "b" })];
    const both = nn.concatenate().call([a, b]);
    const outputs = [nn.dense(2).call(both), nn.dense(1).call(a)];
    const within = new nn.Functional<Tensor[]>({ inputs: [a, b], outputs, name: "within" });
    const [c, d] = [nn.input({ shape: [3] }), nn.input({ shape: [2] })];
    const results = within.call([c, d]);
    const unshaped = new nn.Sequential([nn.dense(4)], { name: "unshaped", seed: 5 });
    const outer = new nn.Functional<Tensor>({ inputs: [c, d], outputs: unshaped.call(nn.concatenate().call(results)) });
    const [x, y] = [seed(1).normal(0, 1, [2, 3]), seed(2).normal(0, 1, [2, 2])];
    const [p, q] = within.forward([x, y]);
    const joined = nn.concatenate().call([p!, q!]);
    assertClose(outer.forward([x, y]), unshaped.forward(joined), 0);
    assertClose(unshaped.getWeights()[0], new nn.Sequential([nn.dense(4, { inputShape: [3] })], { seed: 5 }).getWeights()[0], 0); // biome-ignore format: a line
  });

  it("dropout within acts while training, and findNonFinite names the layer within", () => {
    const within = new nn.Sequential([nn.dropout(0.5, { inputShape: [50] })], { name: "within" });
    const outer = new nn.Sequential([within]);
    const ones = tensor([new Array<number>(50).fill(1)]);
    assert.deepEqual(outer.forward(ones).toArray(), ones.toArray());
    assert.ok(outer.forward(ones, { training: true }).values().some(y => y === 0)); // biome-ignore format: a line
    const loud = new nn.Sequential([nn.dense(1, { kernelInitializer: "ones", inputShape: [2] }), nn.lambda(x => x.div(0))], { name: "loud" }); // biome-ignore format: a line
    assert.equal(`${nn.findNonFinite(new nn.Sequential([loud, nn.dense(1)]), [[1, 1]])}`, "loud.lambda holds ∞, first at [0, 0]"); // biome-ignore format: a line
  });

  it("what does not fit is refused: a shape, a dtype, a mask that would be lost, a name twice", () => {
    const x = nn.input({ shape: [7] });
    assert.throws(
      () => encoder().call(x),
      /encoder expects embedding of shape \[batch, 4\], but is called on \[batch, 7\]/,
    );
    assert.throws(() => new nn.Sequential([encoder()]), /sequential has float32 weights, but encoder has float64 ones/);
    const words = new nn.Sequential([nn.embedding(5, 2, { maskZero: true, inputShape: [4] })], { name: "words" });
    assert.throws(() => new nn.Sequential([words, nn.flattenLayer()]), /flattenLayer\(\) would lose the mask/);
    assert.throws(() => new nn.Sequential([words, words]), /already part of a model|already has a layer named "words"/);
    const flat = new nn.Sequential([nn.flattenLayer({ inputShape: [4, 2] })], { name: "flat" });
    assert.throws(() => new nn.Sequential([words, flat]), /flattenLayer\(\) would lose the mask/);
    const nothing = [words, new nn.Sequential([nn.gru(2)], { name: "words" })];
    assert.throws(() => new nn.Sequential(nothing), /already has a layer named "words"/);
  });
});
