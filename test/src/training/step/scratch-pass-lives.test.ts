// Random models through random lives, each lived twice from one seed: once with what a step of fit computed given back, once with
// all of it left to the garbage collector. Nobody may be able to tell: the same numbers, and whatever was looked at stays.
import assert from "node:assert/strict";
import { type Backend, currentBackend, reference, setBackend, wasm } from "../../../../src/backend/index.ts";
import * as nn from "../../../../src/nn/index.ts";
import { adam, rmsprop, sgd } from "../../../../src/optim/index.ts";
import { oneHot, type Rng, seed, type Tensor, tensor } from "../../../../src/tensor/index.ts";
import { earlyStopping, loadModel, type SequentialModel, sequential } from "../../../../src/training/index.ts";
import { onlyToolkitSees } from "../../../../src/training/step/scratch-pass.ts";
import { compiledKernels } from "../../backend/kernels.ts";

type DType = "float32" | "float64";
const [samples, batchSize] = [8, 4];

/** Chance, by a generator that the models do not draw from. */
class Dice {
  readonly #rng: Rng;
  constructor(life: number) {
    this.#rng = seed(life);
  }
  below = (n: number): number => this.#rng.integers(0, n);
  oneIn = (n: number): boolean => this.below(n) === 0;
  pick = <T>(list: readonly T[]): T => list[this.below(list.length)]!;
}

function recurrent({ below, oneIn, pick }: Dice, returnSequences: boolean, inputShape?: number[]): nn.Layer {
  const options = {
    returnSequences,
    stateful: oneIn(3),
    goBackwards: oneIn(5),
    useBias: !oneIn(5),
    dropout: oneIn(3) ? 0.3 : 0,
    recurrentDropout: oneIn(4) ? 0.3 : 0,
    ...(inputShape ? { inputShape } : {}),
  };
  const units = 1 + below(5);
  const layer = pick([
    () => nn.simpleRNN(units, { ...options, activation: pick(["tanh", "relu"]) }),
    () => nn.gru(units, { ...options, resetAfter: oneIn(2) }),
    () => nn.lstm(units, { ...options, activation: oneIn(4) ? "relu" : "tanh" }),
  ])();
  return oneIn(3) ? nn.bidirectional(layer, { mergeMode: pick(["concat", "sum", "mul", "ave"] as const) }) : layer;
}

/** A model, with samples and targets for it. */
function made(dice: Dice, dtype: DType) {
  const { below, oneIn, pick } = dice;
  const [T, F, sequence, depth] = [1 + below(4), 1 + below(3), oneIn(2), 1 + below(2)];
  const front = pick(["words", "steps within steps", "padded", "plain"]);
  const inputShape = front === "words" ? [T] : front === "steps within steps" ? [T, 2, F] : [T, F];
  const layers: nn.Layer[] = [];
  if (front === "words") layers.push(nn.embedding(6, F, { inputShape, maskZero: !oneIn(3) }));
  if (front === "steps within steps") layers.push(nn.timeDistributed(recurrent(dice, false), { inputShape }));
  if (front === "padded") layers.push(nn.masking({ inputShape }));
  for (let i = 1; i <= depth; i++) {
    const inSteps = sequence || i < depth;
    layers.push(recurrent(dice, inSteps, layers.length === 0 ? inputShape : undefined));
    const between = [nn.dropout(0.3), nn.layerNormalization(), nn.activation("tanh")];
    if (oneIn(2)) layers.push(pick(inSteps ? [...between, nn.timeDistributed(nn.dense(3))] : between));
  }
  if (!sequence && oneIn(3)) layers.push(nn.repeatVector(2), recurrent(dice, false));
  const loss = pick(["mse", "categoricalCrossentropy", "sparseCategoricalCrossentropy"] as const);
  layers.push(nn.dense(3, { activation: loss === "mse" ? "linear" : "softmax" }));
  const model = sequential(layers, { seed: below(1000), dtype });
  for (const layer of model.layers)
    if (layer instanceof nn.LSTM && oneIn(3)) {
      const { inputSize, hiddenSize } = layer.cell!;
      layer.cell = new nn.LSTMCell(inputSize, hiddenSize, { peepholes: true, dtype });
    }
  const rng = seed(below(1000));
  const ids = (shape: number[], count: number) => rng.uniform(0, count, shape).values().map(Math.floor);
  const words = () => tensor(ids([samples * T], 6), { dtype }).reshape([samples, T]);
  const shape = [samples, ...(sequence ? [T] : [])];
  const classes = tensor(ids([samples * (sequence ? T : 1)], 3), { dtype }).reshape(shape);
  return {
    model,
    loss,
    x: front === "words" ? words() : rng.normal(0, 1, [samples, ...inputShape], { dtype }),
    y:
      loss === "mse"
        ? rng.normal(0, 1, [...shape, 3], { dtype })
        : loss === "categoricalCrossentropy"
          ? oneHot(classes, 3, { dtype })
          : classes,
  };
}

/** What was to be seen in a life, line by line. */
async function lived(life: number, frees: boolean, dtype: DType): Promise<string[]> {
  const dice = new Dice(life);
  const { below, oneIn, pick } = dice;
  const told: string[] = [];
  const held: (() => void)[] = [];
  const leaves: Tensor[] = [];
  const look = (name: string, t: Tensor | undefined) => {
    const numbers = String(t?.values());
    told.push(`${name}: ${numbers}`);
    if (t && oneIn(2)) held.push(() => assert.equal(String(t.values()), numbers, `${name} in life ${life}`));
  };
  let { model, x, y, loss } = made(dice, dtype);
  const become = (next: SequentialModel) => {
    model = next;
    if (!frees) model.summary = () => {}; // a method replaced, if only one that nobody calls: all stays
    assert.equal(onlyToolkitSees(model), frees);
  };
  const lookAtModel = () => {
    for (const { path, parameter } of model.parameters()) {
      look(path, parameter.detach());
      look(`${path}.grad`, parameter.grad);
    }
    for (const { carried } of model.statefulLayers)
      for (const t of nn.tensorsOfState(carried ?? {})) look("carried", t);
  };
  async function fit() {
    const stateful = model.statefulLayers.length > 0;
    const { history } = await model.fit(x, y, {
      batchSize: stateful ? batchSize : pick([3, batchSize, samples]),
      epochs: 1 + below(3),
      verbose: 0,
      shuffle: !stateful && oneIn(2),
      ...(oneIn(3) ? { sampleWeight: Array.from({ length: samples }, (_, i) => 1 + (i % 3)) } : {}),
      ...pick([{}, { validationSplit: 0.5 }, { validationData: [x, y] as const }]),
      callbacks: [
        { onEpochEnd: () => (oneIn(2) ? lookAtModel() : undefined) },
        ...(oneIn(4) ? [earlyStopping({ monitor: "loss", restoreBestWeights: true })] : []),
      ],
    });
    told.push(JSON.stringify(history));
  }
  const host = globalThis as Record<symbol, unknown>;
  const poll = Symbol.for("Jupyter.interrupt");
  const actions: Record<string, () => unknown> = {
    fit,
    async interrupted() {
      let polls = below(60);
      const throwIfInterrupted = () => assert.notEqual(polls--, 0, "Interrupted");
      host[poll] = { throwIfInterrupted };
      await fit().finally(() => delete host[poll]);
    },
    predict: () => look("output", model.predict(x, { batchSize })),
    evaluate: () => told.push(JSON.stringify(model.evaluate(x, y, { batchSize }))),
    lookAtModel,
    backward() {
      const { output } = model.run(x.slice(0, batchSize), { training: true });
      output.mul(output).mean().backward();
      look("an output", output);
    },
    compile() {
      const make = pick([
        () => adam(step => 0.01 / (1 + step)),
        () => sgd(0.01, { momentum: 0.9 }),
        () => rmsprop(0.01),
      ]);
      model.compile({ loss, optimizer: make(), metrics: ["accuracy"] });
    },
    setWeights() {
      for (const weight of model.getWeights()) look("a weight", weight);
      model.setWeights(model.getWeights().map(weight => weight.mul(0.9)));
    },
    load: () => become(loadModel(JSON.parse(JSON.stringify(model.save())))),
    elsewhere: () => setBackend(currentBackend() === x.backend ? reference : x.backend),
    /** States of one's own to go on from, which gradients flow to. */
    learnedState() {
      for (const layer of model.statefulLayers) {
        if (!layer.carried) continue;
        layer.carried = nn.mapStates([layer.carried], t => {
          const leaf = tensor(t.toArray(), { dtype, requiresGrad: true });
          leaves.push(leaf);
          return oneIn(2) ? leaf : leaf.mul(1);
        });
      }
    },
  };
  become(model);
  actions.compile!();
  for (const t of [x, y]) look("a sample", t);
  for (let i = 0; i < 7; i++) {
    const name = i === 0 ? "fit" : pick(Object.keys(actions));
    told.push(name);
    try {
      await actions[name]!();
    } catch (error) {
      // Both lives must meet it; what nobody may ever meet is memory that is gone.
      assert.doesNotMatch(String(error), /given back/, `${name} in life ${life}`);
      told.push(String(error));
    }
    for (const leaf of leaves) look("a leaf's gradient", leaf.grad);
    for (const stays of held) stays();
  }
  lookAtModel();
  return told;
}

describe("scratchPass: the life of a model", () => {
  let usual: Backend;
  before(() => {
    usual = currentBackend();
  });
  after(() => setBackend(usual));

  const backends: Record<string, readonly [make: () => Promise<Backend>, dtype: DType]> = {
    "wasm, plain": [async () => wasm({ kernels: await compiledKernels() }), "float32"],
    "wasm, relaxed": [async () => wasm({ kernels: await compiledKernels(), simd: "relaxed" }), "float32"],
    "wasm, float64": [async () => wasm({ kernels: await compiledKernels() }), "float64"],
    reference: [async () => reference, "float32"],
  };
  const lives = Number(process.env.LIVES ?? 30);
  for (const [name, [make, dtype]] of Object.entries(backends))
    it(`is the same with and without what its steps leave (${name})`, async function () {
      this.timeout(lives * 1000);
      const xp = await make();
      for (let life = 1; life <= lives; life++) {
        const [one, other] = [[] as string[], [] as string[]];
        for (const [told, frees] of [
          [one, true],
          [other, false],
        ] as const) {
          setBackend(xp);
          told.push(...(await lived(life, frees, dtype)));
        }
        assert.deepEqual(one, other, `life ${life}`);
      }
    });
});
