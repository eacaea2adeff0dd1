// Callbacks of fit at every point, and those that watch a measure: the plateau and checkpoints. Orders and numbers by hand.
import assert from "node:assert/strict";
import { dense } from "../../../../src/nn/index.ts";
import { sgd } from "../../../../src/optim/index.ts";
import { seed } from "../../../../src/tensor/index.ts";
import * as training from "../../../../src/training/index.ts";

const x = seed(0).normal(0, 1, [5, 2]);
const y = [[1], [2], [0], [1], [3]];
const quiet = { verbose: 0, shuffle: false } as const;

function compiled(learningRate: number | ((step: number) => number) = 0.01) {
  const model = training.sequential([dense(1, { inputShape: [2] })]);
  model.compile({ loss: "meanSquaredError", optimizer: sgd(learningRate), metrics: ["mae"] });
  return model;
}
type Model = ReturnType<typeof compiled>;
const rateOf = (model: Model) => model.compiled("a test").optimizer.learningRate;

/** Tells a callback what epochs measured, as fit would. */
async function told(callback: training.Callback, model: Model, losses: readonly number[]) {
  await callback.onTrainBegin?.(model, ["loss"]);
  const rates: unknown[] = [];
  for (const [epoch, loss] of losses.entries()) {
    await callback.onEpochEnd?.(epoch, { loss }, model);
    rates.push(rateOf(model));
  }
  return rates;
}

describe("callbacks", () => {
  it("are called at every point, in order, each waited for", async () => {
    const calls: string[] = [];
    const model = compiled();
    const note = async (call: string) => {
      await null;
      calls.push(call);
    };
    const { history } = await model.fit(x, y, {
      ...quiet,
      batchSize: 2,
      epochs: 2,
      validationData: [x, y],
      callbacks: {
        onTrainBegin: (_model, measures) => note(`train begins: ${measures!.join()}`),
        onEpochBegin: epoch => note(`epoch ${epoch} begins`),
        onTrainBatchBegin: (batch, given) =>
          note(`batch ${batch} begins${given === model ? "" : ", of another model"}`),
        onTrainBatchEnd: (batch, { loss, mae }) => note(`batch ${batch} ends${loss! > 0 && mae! > 0 ? "" : "?"}`),
        onValidationBegin: () => note("validation begins"),
        onValidationEnd: ({ loss }) => note(`validation ends: ${loss}`),
        onEpochEnd: (epoch, { valLoss }) => note(`epoch ${epoch} ends: ${valLoss}`),
        onTrainEnd: () => note("train ends"),
      },
    });
    const epoch = (i: number) => [
      `epoch ${i} begins`,
      ...[0, 1, 2].flatMap(batch => [`batch ${batch} begins`, `batch ${batch} ends`]),
      "validation begins",
      `validation ends: ${history.valLoss![i]}`,
      `epoch ${i} ends: ${history.valLoss![i]}`,
    ];
    assert.deepEqual(calls, ["train begins: loss,mae,valLoss,valMae", ...epoch(0), ...epoch(1), "train ends"]);
  });

  it("of a batch come before and after its step, with what that batch measured", async () => {
    const model = compiled(0.1);
    const seen: unknown[][] = [];
    const weights = () => model.getWeights().flatMap(w => [...w.values()]);
    const losses: number[] = [];
    const { history } = await model.fit(x, y, {
      ...quiet,
      batchSize: 5,
      epochs: 2,
      callbacks: [
        { onTrainBatchBegin: () => void seen.push(weights()) },
        { onTrainBatchEnd: (_batch, { loss }) => void losses.push(loss!) },
        { onTrainBatchEnd: () => void seen.push(weights()) },
      ],
    });
    assert.notDeepEqual(seen[0], seen[1]);
    assert.deepEqual(seen[1], seen[2]);
    assert.deepEqual(losses, history.loss);
  });

  it("may set the learning rate: the next step takes it", async () => {
    const run = async (callbacks: training.Callback[], rate: number) => {
      const model = compiled(rate);
      await model.fit(x, y, { ...quiet, callbacks, batchSize: 5, epochs: 2 });
      return model.getWeights().map(w => w.toArray());
    };
    const stops: training.Callback = {
      onTrainBatchEnd(_batch, _measures, model) {
        model.compiled("a test").optimizer.learningRate = 0;
      },
    };
    const one = compiled(0.1);
    await one.fit(x, y, { ...quiet, batchSize: 5, epochs: 1 });
    assert.deepEqual(await run([stops], 0.1), one.getWeights().map(w => w.toArray())); // biome-ignore format: a line
  });
});

describe("reduceLROnPlateau", () => {
  it("lowers the rate once a measure has not improved for so many epochs, as Keras does", async () => {
    const reduce = training.reduceLROnPlateau({ monitor: "loss", factor: 0.5, patience: 2, minDelta: 0.1 });
    assert.deepEqual(await told(reduce, compiled(8), [1, 0.8, 0.75, 0.72, 0.6, 0.59, 0.58, 0.57, 0.56]), [8, 8, 8, 4, 4, 4, 2, 2, 1]); // biome-ignore format: a line
  });
  it("rests for a cooldown, and stops at minLr", async () => {
    const rest = training.reduceLROnPlateau({ monitor: "loss", factor: 0.5, patience: 1, cooldown: 2, minLr: 3 });
    // Keras: after a change the count stays 0 while the cooldown runs down; its last epoch counts again.
    assert.deepEqual(await told(rest, compiled(8), [1, 1, 1, 1, 1, 1]), [8, 4, 4, 3, 3, 3]);
    const never = training.reduceLROnPlateau({ monitor: "loss", patience: 0, minLr: 20 });
    assert.deepEqual(await told(never, compiled(8), [1, 1]), [8, 8]); // a rate below minLr is not raised
  });
  it("works in fit, and is refused where it cannot", async () => {
    const model = compiled(0.5);
    const callbacks = [training.reduceLROnPlateau({ monitor: "loss", patience: 1, minDelta: 1e9 })];
    await model.fit(x, y, { ...quiet, callbacks, epochs: 3 });
    assert.ok(Math.abs((rateOf(model) as number) - 0.005) < 1e-12);
    await assert.rejects(compiled(() => 0.1).fit(x, y, { ...quiet, callbacks }), /a number as its learning rate/);
    await assert.rejects(compiled().fit(x, y, { ...quiet, callbacks: training.reduceLROnPlateau() }), /reduceLROnPlateau expects one of the measures loss, mae to monitor, but got "valLoss"/); // biome-ignore format: a line
    assert.throws(() => training.reduceLROnPlateau({ factor: 1 }), /factor above 0 and below 1, but got 1/);
    assert.throws(
      () => training.reduceLROnPlateau({ patience: 0.5 }),
      /patience to be a whole number ≥ 0, but got 0.5/,
    );
    assert.throws(() => training.reduceLROnPlateau({ min_lr: 1 } as object), /did you mean minLr\?/);
  });
});

describe("modelCheckpoint", () => {
  it("keeps the best epoch, from which training goes on with the same numbers", async () => {
    const model = compiled();
    const written: [epoch: number, loss: number][] = [];
    const best = training.modelCheckpoint({
      monitor: "loss",
      saveBestOnly: true,
      save: async (_saved, epoch, { loss }) => void written.push([epoch, loss!]),
    });
    assert.equal(best.saved, undefined);
    await told(best, model, [3, 1, 2, 0.5]);
    assert.deepEqual(written, [[0, 3], [1, 1], [3, 0.5]]); // biome-ignore format: a table
    assert.equal(best.epoch, 3);
    const loaded = training.loadModel(best.saved!);
    const [a, b] = await Promise.all([model, loaded].map(each => each.fit(x, y, quiet)));
    assert.deepEqual(a!.history, b!.history);
  });
  it("keeps every epoch unless told otherwise", async () => {
    const last = training.modelCheckpoint({ includeOptimizer: false });
    await compiled().fit(x, y, { ...quiet, epochs: 3, callbacks: last });
    assert.deepEqual([last.epoch, last.saved!.training], [2, null]);
    assert.throws(
      () => training.modelCheckpoint({ monitor: "loss" }),
      /watches a measure only with saveBestOnly: true/,
    );
    assert.throws(() => training.modelCheckpoint({ save: "best.json" as never }), /save to be a function .*, but got "best.json"/); // biome-ignore format: a line
    assert.throws(
      () => training.modelCheckpoint({ filepath: "x" } as object),
      /modelCheckpoint expects options out of/,
    );
  });
});
