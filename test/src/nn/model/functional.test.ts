// Models that branch, share layers and hand on states, against Keras 3's functional face in float64.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { seed, type Tensor, tensor } from "../../../../src/tensor/index.ts";
import { captured } from "../../captured.ts";
import { assertClose } from "../../close.ts";
import { unevenSum } from "../../finite-differences.ts";
import { type KerasModel, keras3Functional } from "../../fixture.ts";
import { attending, branches, masked } from "../../functional-models.ts";

const float64 = { dtype: "float64" } as const;
const models = { attending, branches, masked };
const shown = async (show: () => void): Promise<string> => (await captured(show)).join("\n");

describe("functional: against Keras", () => {
  for (const [name, make] of Object.entries(models)) {
    const fixture: KerasModel = keras3Functional[name as keyof typeof models];
    it(`${name}: outputs, every gradient and the order of weights`, () => {
      const model = new nn.Functional({ ...make(), ...float64 });
      model.setWeights(fixture.weights as number[][]);
      const xs = fixture.inputs.map(x => tensor(x as number[], float64));
      const { outputs } = model.runAll(xs);
      assertClose(
        outputs.map(y => y.toArray()),
        fixture.outputs,
        1e-10,
      );
      outputs
        .map(unevenSum)
        .reduce((sum, y) => sum.add(y))
        .backward();
      const gradients = model.parameters().map(({ parameter }) => parameter.grad!.toArray());
      assertClose(gradients, fixture.gradients, 1e-10);
    });
  }

  it("Keras 3's summary, and Keras 2's 98 columns", async () => {
    const model = new nn.Functional({ ...branches(), ...float64 });
    const { summary } = keras3Functional.branches;
    assert.equal((await shown(() => model.summary({ layout: "keras3" }))).trimEnd(), summary.trimEnd());
    const lines = (await shown(() => model.summary())).split("\n");
    assert.match(lines[2]!, /^ Layer \(type\) +Output Shape +Param # {5}Connected to/);
    assert.equal(Math.max(...lines.slice(0, 4).map(({ length }) => length)), 98);
  });
});

describe("functional", () => {
  const x = () => nn.input({ shape: [5, 3] });

  it("gives what sequential gives, weights from the same seed", async () => {
    const layers = () => [nn.lstm(4, { returnSequences: true }), nn.dropout(0.5), nn.gru(3), nn.dense(2)];
    const start = x();
    const model = new nn.Functional({
      inputs: start,
      outputs: layers().reduce((at, layer) => layer.call(at), start),
      seed: 7,
    });
    const chain = new nn.Sequential(layers(), { seed: 7 });
    chain.build([5, 3]);
    const batch = seed(1).normal(0, 1, [2, 5, 3]);
    for (const training of [false, true])
      assertClose(
        (model.forward(batch, { training }) as Tensor).toArray(),
        chain.forward(batch, { training }).toArray(),
        0,
      );
    assert.equal(
      (await shown(() => model.summary())).replace(/^ input_1.*\n.*\n/m, ""),
      (await shown(() => chain.summary())).replace("sequential", "functional"),
    );
  });

  it("draws each weight once: looking at shapes draws none", () => {
    let drawn = 0;
    const counted: nn.Initializer = (shape, rng, dtype) => {
      drawn++;
      return nn.glorotUniform(shape, rng, dtype);
    };
    const start = x();
    const layers = [
      nn.lstm(4, { kernelInitializer: counted, returnSequences: true }),
      nn.bidirectional(nn.gru(2, { kernelInitializer: counted, returnSequences: true })),
      nn.timeDistributed(nn.dense(3, { kernelInitializer: counted })),
    ];
    const end = layers.reduce((at, layer) => layer.call(at), start);
    assert.equal(drawn, 0);
    const model = new nn.Functional({ inputs: start, outputs: end, seed: 3 });
    assert.equal(drawn, 4);
    const chain = new nn.Sequential([nn.lstm(4, { inputShape: [5, 3], returnSequences: true })], { seed: 3 });
    assertClose(model.getWeights()[1], chain.getWeights()[1], 0);
  });

  it("a layer that was only called on symbolic tensors has real weights where they are looked at, or used", () => {
    for (const look of [
      (layer: nn.Layer) => layer.getWeights()[0]!,
      (layer: nn.Layer) => layer.call([[1, 0, 0]]),
      (layer: nn.Layer) => layer.parameters()[0]!.parameter,
    ]) {
      const [layer, fresh] = [nn.dense(2), nn.dense(2)];
      const x = nn.input({ shape: [3] });
      layer.call(x);
      fresh.call([[1, 0, 0]]);
      const seen = look(layer).toArray() as number[][];
      assert.deepEqual(seen[0], fresh.getWeights()[0]!.toArray().at(0));
      assert.notEqual(seen[0]![0], 0);
      assert.deepEqual(layer.call(nn.input({ shape: [7, 3] })).shape, [7, 2]);
    }
  });

  it("a layer that is called twice is one; another model goes on with the layers of the first", () => {
    const start = x();
    const shared = nn.gru(4);
    const [one, two] = [shared.call(start), shared.call(nn.activation("relu").call(start))];
    const whole = new nn.Functional({ inputs: start, outputs: nn.dense(2).call(nn.concatenate().call([one, two])) });
    assert.equal(nn.countParameters(whole), 3 * (4 * (3 + 4) + 2 * 4) + 8 * 2 + 2);
    const part = new nn.Functional({ inputs: start, outputs: one });
    const batch = seed(1).normal(0, 1, [2, 5, 3]);
    assertClose((part.forward(batch) as Tensor).toArray(), shared.forward(batch).toArray(), 0);
    assert.equal(part.layers[0], shared);
    assert.throws(
      () => new nn.Functional({ inputs: start, outputs: one, dtype: "float64" }),
      /float64 weights, but gru has float32 weights already/,
    );
  });

  it("takes lists and names, and knows sizes that differ", () => {
    const start = nn.input({ shape: [null, 3], name: "steps" });
    const y = nn.timeDistributed(nn.dense(2)).call(nn.gru(4, { returnSequences: true }).call(start));
    assert.deepEqual(y.shape, [null, 2]);
    const other = nn.input({ shape: [2], name: "facts" });
    const model = new nn.Functional({ inputs: [start, other], outputs: [y, nn.dense(3).call(other)] });
    const [a, b] = [seed(0).normal(0, 1, [2, 6, 3]), seed(1).normal(0, 1, [2, 2])];
    const asList = model.forward([a, b]) as Tensor[];
    assert.deepEqual(
      asList.map(({ shape }) => shape),
      [[2, 6, 2], [2, 3]], // biome-ignore format: a line
    );
    assertClose((model.forward({ facts: b, steps: a }) as Tensor[])[0]!.toArray(), asList[0]!.toArray(), 0);
    for (const [given, message] of [
      [[a], /list of 2 inputs, steps, facts, but got 1/],
      [{ steps: a, fact: b }, /by the names steps, facts, but got fact/],
      [{ steps: a }, /but facts is missing/],
      [[a, seed(1).normal(0, 1, [2, 4])], /facts of shape \[batch, 2\], but got \[2, 4\]/],
      [[a, seed(1).normal(0, 1, [3, 2])], /as many samples of each input, but got 2 of steps and 3 of facts/],
    ] as const)
      assert.throws(() => model.forward(given as never), message);
  });

  it("shapes of a layer that is called again, at another length", () => {
    const shared = nn.lstm(4, { returnSequences: true, returnState: true });
    const [short, , c] = shared.call(x());
    const [long] = shared.call(nn.input({ shape: [null, 3] }));
    assert.deepEqual([short!.shape, c!.shape, long!.shape], [[5, 4], [4], [null, 4]]);
  });

  it("refuses what makes no model", () => {
    const start = x();
    const y = nn.gru(2).call(start);
    for (const [make, message] of [
      [
        () => new nn.Functional({ inputs: x(), outputs: y }),
        /every input among its inputs, but one of shape \(None, 5/,
      ],
      [() => new nn.Functional({ inputs: [start, start], outputs: y }), /each input once/],
      [() => new nn.Functional({ inputs: start, outputs: nn.dense(2) as never }), /expects outputs that input\(\) or/],
      [() => new nn.Functional({ inputs: start, outputs: [] }), /at least one of its outputs/],
      [() => new nn.Functional({ inputs: start, outputs: y, sed: 1 } as never), /did you mean seed/],
      [() => nn.input({ shape: [0] }), /a shape such as/],
      [() => nn.input([5, 3] as never), /input\(\{ shape: \[100, 30\] \}\), but got an array of 2/],
      [() => nn.dense(2).call([start, y]), /expects one tensor, but got 2; concatenate\(\)/],
      [() => nn.dense(2).call(start, { training: true }), /expects no training for symbolic tensors/],
      [() => nn.concatenate().call([start, y]), /differ along axis -1 alone, but got \(None, 5, 3\) and \(None, 2\)/],
      [() => nn.concatenate().call([start]), /a list of at least two inputs/],
      [() => nn.lstm(3).call(start, { initialState: [seed(0).normal(0, 1, [1, 3])] }), /symbolic tensors, as the seq/],
      [() => nn.gru(3).call(nn.input({ shape: [4] })), /expects a sequence \(None, T, features\)/],
    ] as const)
      assert.throws(make, message);
  });
});
