// fit with sample weights, validation, callbacks and initialEpoch against real Keras 3 in float64; and what it refuses.
import assert from "node:assert/strict";
import { inspect } from "node:util";
import * as nn from "../../../../src/nn/index.ts";
import { piecewiseConstantDecay, sgd } from "../../../../src/optim/index.ts";
import { ones, seed, type Tensor, type TensorLike, tensor, zeros } from "../../../../src/tensor/index.ts";
import {
  type Callback,
  earlyStopping,
  type Measures,
  type SequentialModel,
  sequential,
} from "../../../../src/training/index.ts";
import { captured } from "../../captured.ts";
import { assertClose } from "../../close.ts";
import { keras3Fit } from "../../fixture.ts";

const float64 = { dtype: "float64" } as const;
const quiet = { shuffle: false, verbose: 0, batchSize: 2 } as const;
const assertWeights = (model: SequentialModel, expected: readonly unknown[]) =>
  model.getWeights().forEach((weight, i) => {
    assertClose(weight, expected[i], 1e-10, `weight ${i}`);
  });

describe("fit against Keras: samples that weigh, of which the last validate", () => {
  const { x, y, sampleWeight, weights, history: expected, more, moreEpochs, evaluate, after } = keras3Fit.split;
  const options = { ...quiet, sampleWeight, validationSplit: 0.3 };
  const make = () => {
    const model = sequential(
      [nn.simpleRNN(3, { inputShape: [3, 2] }), nn.dense(2, { activation: "softmax" })],
      float64,
    );
    model.setWeights(weights);
    model.compile({ loss: "sparse_categorical_crossentropy", optimizer: sgd(0.25), metrics: ["accuracy"] });
    return model;
  };
  // Keras keeps losses and metrics in float32.
  const assertHistory = (
    history: Record<string, number[]>,
    { loss, accuracy, val_loss, val_accuracy }: Record<string, number[]>,
  ) => {
    for (const [name, values] of Object.entries({ loss, accuracy, valLoss: val_loss, valAccuracy: val_accuracy }))
      assertClose(history[name], values, 1e-6, name);
  };

  it("two epochs, a third by initialEpoch, evaluate", async () => {
    const model = make();
    const { history } = await model.fit(x, y, { ...options, epochs: 2 });
    assertHistory(history, expected);
    const third = await model.fit(x, y, { ...options, epochs: 3, initialEpoch: 2 });
    assertHistory(third.history, more);
    assert.deepEqual(third.epoch, moreEpochs);
    assertWeights(model, after);
    const measured = model.evaluate(x, y, { batchSize: 4, sampleWeight });
    assertClose([measured.loss, measured.accuracy], evaluate, 1e-6);
  });

  it("would notice weights left out, and another split", async () => {
    const { sampleWeight: _, ...unweighted } = options;
    for (const other of [unweighted, { ...options, validationSplit: 0.15 }]) {
      const { history } = await make().fit(x, y, { ...other, epochs: 2 });
      assert.throws(() => assertHistory(history, expected), /relative error/);
    }
  });

  it("prints and shows the numbers of its epochs", async () => {
    let shown = "";
    const [line] = await captured(async () => {
      shown = String(await make().fit(x, y, { ...options, verbose: 1, epochs: 3, initialEpoch: 2 }));
    });
    assert.match(line!, /^Epoch 3\/3 · loss: .* · accuracy: .* · valLoss: .* · valAccuracy: /);
    assert.match(shown, /^Epoch 3 · loss/);
    assert.equal(
      (await captured(async () => void (await make().fit(x, y, { ...options, verbose: false })))).join(""),
      "",
    );
  });
});

describe("fit against Keras: a masked tagger", () => {
  for (const [name, fixture] of Object.entries({ "by sample": keras3Fit.bySample, "by time step": keras3Fit.byStep }))
    it(`weighted ${name}, with weighted validation data`, async () => {
      const { x, y, sampleWeight, weights, history: expected, after } = fixture;
      const model = sequential(
        [nn.embedding(5, 2, { maskZero: true, inputShape: [null] }), nn.gru(3, { returnSequences: true }), nn.dense(1)],
        float64,
      );
      model.setWeights(weights);
      model.compile({ loss: "mse", optimizer: sgd(0.25) });
      // A weight for each sample may stand by itself: [n] as well as Keras's [n, 1].
      const given = name === "by sample" ? (sampleWeight as number[][]).map(([w]) => w!) : sampleWeight;
      const validationData = [x.slice(0, 3), y.slice(0, 3), given.slice(0, 3)] as const;
      // Keras's validation loss is the mean of two batches by samples, 2 : 1; ours by the steps that count, 3 : 3.
      const [keras, ours]: number[][] = [[], []];
      const note: Callback = {
        onEpochEnd(_epoch, _measures, trained) {
          const lossOf = (from: number, to: number) =>
            trained.evaluate(x.slice(from, to), y.slice(from, to), { sampleWeight: given.slice(from, to) }).loss;
          const [first, second] = [lossOf(0, 2), lossOf(2, 3)];
          keras!.push((2 * first + second) / 3);
          ours!.push((3 * first + 3 * second) / 6);
        },
      };
      const options = { ...quiet, epochs: 2, sampleWeight: given, validationData, callbacks: [note] };
      const { history } = await model.fit(x, y, options);
      assertClose(history.loss, expected.loss, 1e-6);
      assertClose(keras, expected.val_loss, 1e-6);
      assertClose(history.valLoss, ours, 1e-12);
      assertWeights(model, after);
    });
});

describe("earlyStopping against Keras", () => {
  const options = {
    patient: { patience: 2 },
    restored: { patience: 2, restoreBestWeights: true },
    atOnce: { patience: 0 },
    minDelta: { patience: 0, minDelta: 0.5 },
  };
  for (const [name, stopping] of Object.entries(options))
    it(name, async () => {
      const { losses, after } = keras3Fit.earlyStopping[name as "patient"];
      const model = sequential([nn.dense(1, { useBias: false, inputShape: [1] })], float64);
      model.setWeights([[[0]]]);
      model.compile({ loss: "mse", optimizer: sgd(piecewiseConstantDecay([3], [0.25, 5])) });
      const callbacks = [earlyStopping({ monitor: "loss", ...stopping })];
      for (const run of [1, 2]) {
        if (run === 2) {
          // The same callback again: it starts anew.
          model.setWeights([[[0]]]);
          model.compile({ loss: "mse", optimizer: sgd(piecewiseConstantDecay([3], [0.25, 5])) });
        }
        const { history } = await model.fit([[0.5]], [[2]], { epochs: 12, verbose: 0, callbacks });
        assertClose(history.loss, losses, 1e-6);
        assertClose(model.getWeights()[0], after, 1e-12);
      }
    });

  it("watches accuracies for larger numbers, and says what it expects", async () => {
    const stop = (monitor: string, values: number[], mode?: "min" | "max") => {
      const model = sequential();
      const callback = earlyStopping({ monitor, ...(mode ? { mode } : {}) });
      callback.onTrainBegin!(model);
      return values.findIndex((value, epoch) => {
        callback.onEpochEnd!(epoch, { [monitor]: value }, model);
        return model.stopTraining;
      });
    };
    assert.equal(stop("valAccuracy", [0.1, 0.2, 0.3, 0.3]), 3);
    assert.equal(stop("valLoss", [0.1, 0.2]), 1);
    assert.equal(stop("score", [0.3, 0.2, 0.1]), -1);
    assert.equal(stop("score", [0.3, 0.2, 0.1], "max"), 1);
    assert.throws(() => earlyStopping({ patience: -1 }), /patience to be a whole number ≥ 0, but got -1/);
    assert.throws(() => earlyStopping({ mode: "auto" as never }), /mode "min" or "max", but got "auto"/);
    const model = sequential([nn.dense(1, { inputShape: [1] })]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    const before = String(model.getWeights().map(weight => weight.values()));
    const stopped = (callback: Callback, message: RegExp) =>
      assert.rejects(model.fit([[1]], [[1]], { verbose: 0, callbacks: [callback] }), message);
    await stopped(earlyStopping(), /earlyStopping expects one of the measures loss to monitor, but got "valLoss"; give fit validationData or validationSplit, or watch the training itself: earlyStopping\(\{ monitor: "loss" \}\)/); // biome-ignore format: a line
    await stopped(earlyStopping({ monitor: "val_loss" }), /got "valLoss"; give fit validationData/);
    await stopped(earlyStopping({ monitor: "los" }), /but got "los"; did you mean loss\?/);
    assert.equal(String(model.getWeights().map(weight => weight.values())), before, "told before the first step");
    const snake = { restore_best_weights: true };
    assert.throws(() => earlyStopping(snake as object), /got restore_best_weights; did you mean restoreBestWeights\?/);
    assert.throws(() => earlyStopping({ monitor: 3 as never }), /monitor to be a text, but got 3/);
  });

  it("watches a measure under Keras's name as under ours", async () => {
    const run = async (monitor: string) => {
      const model = sequential([nn.dense(1, { inputShape: [1] })], float64);
      model.compile({ loss: "mse", optimizer: sgd(3), metrics: ["mean_absolute_error"] });
      const data = [[[1], [2]], [[3], [1]]] as const; // biome-ignore format: samples and targets
      const callbacks = [earlyStopping({ monitor })];
      const options = { verbose: 0, shuffle: false, epochs: 9, validationData: data, callbacks } as const;
      return (await model.fit(...data, options)).history;
    };
    const [ours, keras] = [await run("valMeanAbsoluteError"), await run("val_mean_absolute_error")];
    assert.deepEqual(ours, keras);
    assert.ok(ours.loss!.length < 9);
  });

  it("history, what callbacks are told and evaluate are read under Keras's names too", async () => {
    const model = sequential([nn.dense(3, { inputShape: [1], activation: "softmax" })], float64);
    const metrics = ["accuracy", "sparse_categorical_accuracy"] as const;
    model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "sgd", metrics });
    const told: Measures[] = [];
    const note: Callback = { onEpochEnd: (_epoch, measures) => void told.push(measures) };
    const options = { ...quiet, epochs: 2, validationSplit: 0.5, callbacks: [note] };
    let history: Record<string, number[]> = {};
    const warned = await captured(async () => {
      history = (await model.fit([[1], [2]], [0, 2], options)).history;
    }, "warn");
    assert.deepEqual(warned, []);
    assert.ok(history.valLoss!.every(Number.isFinite));
    for (const [keras, ours] of Object.entries({
      val_loss: "valLoss",
      val_accuracy: "valAccuracy",
      sparse_categorical_accuracy: "sparseCategoricalAccuracy",
      val_sparse_categorical_accuracy: "valSparseCategoricalAccuracy",
    })) {
      assert.equal(history[keras], history[ours], keras);
      assert.equal(told[0]![keras], history[ours]![0], keras);
    }
    assert.ok(!Object.keys(history).some(name => name.includes("_")));
    const measured = model.evaluate([[1], [2]], [0, 2]);
    assert.equal(measured.sparse_categorical_accuracy, measured.sparseCategoricalAccuracy);
    assert.ok(typeof measured.sparse_categorical_accuracy === "number");
  });

  it("a history of no epochs says so", async () => {
    const model = sequential([nn.dense(1, { inputShape: [1] })], float64);
    model.compile({ loss: "mse", optimizer: "sgd" });
    const none = await model.fit([[1]], [[1]], { ...quiet, epochs: 0 });
    assert.equal(String(none), "No epoch was trained.");
    assert.deepEqual(none.history, {});
    const show = Symbol.for("Jupyter.display") as never;
    assert.deepEqual((none[show] as () => unknown).call(none), { "text/plain": "No epoch was trained." });
  });

  it("a name that was not measured says once what it needs, and is undefined", async () => {
    const model = sequential([nn.dense(3, { inputShape: [1], activation: "softmax" })], float64);
    model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "sgd" });
    const fit = async (options = {}) => (await model.fit([[1], [2]], [0, 2], { ...quiet, ...options })).history;
    const [history, validated] = [await fit(), await fit({ validationSplit: 0.5 })];
    const measured = model.evaluate([[1], [2]], [0, 2]) as Record<string, unknown>;
    const said = (read: () => unknown) => captured(() => assert.equal(read(), undefined), "warn");
    const split = "give fit { validationSplit: 0.2 } or { validationData: [x, y] }";
    const metric = 'name accuracy in compile, { metrics: ["accuracy"] }';
    const no = (name: string, next: string, has = "loss") =>
      `history has no ${name}, because it was not measured: ${next}. It has ${has}.`;
    assert.deepEqual(await said(() => history.valLoss), [no("valLoss", split)]);
    assert.deepEqual(await said(() => history.valLoss), []);
    assert.deepEqual(await said(() => history.val_loss), [no("val_loss", split)]);
    assert.deepEqual(await said(() => history.accuracy), [no("accuracy", metric)]);
    assert.deepEqual(await said(() => history.val_accuracy), [no("val_accuracy", `${metric}, and ${split}`)]);
    assert.deepEqual(await said(() => validated.valAccuracy), [no("valAccuracy", metric, "loss, valLoss")]);
    const evaluated = `What evaluate returned has no accuracy, because it was not measured: ${metric}. It has loss.`;
    assert.deepEqual(await said(() => measured.accuracy), [evaluated]);

    const silent = await captured(() => {
      for (const object of [history, measured]) {
        assert.deepEqual(Object.keys(object), ["loss"]);
        assert.ok(!("val_loss" in object) && !Object.hasOwn(object, "accuracy"));
        assert.deepEqual({ ...object }, { loss: object.loss });
        assert.equal(JSON.stringify(object), JSON.stringify({ loss: object.loss }));
        assert.deepEqual(structuredClone(object), { loss: object.loss });
        assert.equal(inspect(object), inspect({ loss: object.loss }));
        assert.equal((object as Record<string, unknown>).whatever, undefined);
      }
      assert.deepEqual(measured, model.evaluate([[1], [2]], [0, 2]));
      assert.match(`${measured}`, /^loss: \d\.\d{4}$/);
    }, "warn");
    assert.deepEqual(silent, []);
  });
});

describe("fit", () => {
  const simple = () => {
    const model = sequential([nn.dense(1, { inputShape: [2] })], float64);
    model.compile({ loss: "mse", optimizer: "sgd" });
    return model;
  };
  const x = seed(1).normal(0, 1, [8, 2], float64);
  const y = x.select(1, 0);

  it("calls callbacks in order, awaits them, and stops when one says so", async () => {
    const model = simple();
    const calls: string[] = [];
    const callback = {
      onTrainBegin: () => void calls.push("begin"),
      async onEpochEnd(epoch: number, measures: Measures, trained: SequentialModel) {
        await new Promise(resolve => setTimeout(resolve, 1));
        calls.push(`epoch ${epoch}: ${Object.keys(measures)}`);
        trained.stopTraining = epoch === 1;
      },
      onTrainEnd: () => void calls.push("end"),
    };
    const { epoch } = await model.fit(x, y, { epochs: 5, verbose: 0, validationSplit: 0.25, callbacks: [callback] });
    assert.deepEqual(calls, ["begin", "epoch 0: loss,valLoss", "epoch 1: loss,valLoss", "end"]);
    assert.deepEqual(epoch, [0, 1]);
    assert.deepEqual((await model.fit(x, y, { epochs: 2, verbose: 0 })).epoch, [0, 1]); // stopTraining is over
  });

  it("metrics count what the mask keeps, each sample alike whatever its weight", async () => {
    const model = sequential([nn.masking({ inputShape: [2, 1] }), nn.activation("linear")], float64);
    model.compile({ loss: "mse", optimizer: "sgd", metrics: ["mse", "binaryAccuracy"] });
    const [xs, ys] = [
      [
        [[1], [0]],
        [[3], [1]],
      ],
      [
        [[1], [0]],
        [[0], [1]],
      ],
    ]; // errors 0, (padding: 0), 3, 0
    const unweighted = model.evaluate(xs!, ys!);
    assert.deepEqual(unweighted, { loss: 3, mse: 3, binaryAccuracy: 2 / 3 });
    const weighted = model.evaluate(xs!, ys!, { sampleWeight: [1, 2] });
    assert.deepEqual(weighted, { ...unweighted, loss: 6 });
  });

  it("validates a stateful model from fresh states", async () => {
    const model = sequential([nn.gru(2, { stateful: true, inputShape: [3, 2] }), nn.dense(1)], float64);
    model.compile({ loss: "mse", optimizer: "sgd" });
    const [xs, ys] = [seed(2).normal(0, 1, [4, 3, 2], float64), seed(3).normal(0, 1, [4, 1], float64)];
    const { history } = await model.fit(xs, ys, { ...quiet, validationData: [xs, ys] });
    model.resetStates();
    assert.equal(history.valLoss![0], model.evaluate(xs, ys, { batchSize: 2 }).loss);
  });

  it("takes samples for constants, also tensors that require a gradient, and leaves them alone", async () => {
    const wants = { requiresGrad: true };
    const [x, y, sampleWeight] = [
      seed(1).normal(0, 1, [6, 2], wants),
      seed(2).normal(0, 1, [6, 1], wants),
      ones([6], wants),
    ];
    const run = async (samples: readonly [Tensor, Tensor, Tensor]) => {
      const model = sequential([nn.dense(1, { inputShape: [2] })]);
      model.compile({ loss: "mse", optimizer: "sgd" });
      const [x, y, sampleWeight] = samples;
      const { history } = await model.fit(x, y, { sampleWeight, batchSize: 2, epochs: 2, verbose: 0 });
      return [history.loss, model.getWeights().map(weight => weight.toArray())];
    };
    const expected = await run([x.detach(), y.detach(), sampleWeight.detach()]);
    assert.deepEqual(await run([x, y, sampleWeight]), expected);
    for (const t of [x, y, sampleWeight]) assert.equal(t.grad, undefined);
  });

  it("looks at labels where an interrupt can stop it, and at those of a tensor once", async () => {
    const model = sequential([nn.dense(3, { inputShape: [1] })]);
    model.compile({ loss: "crossEntropy", optimizer: "adam" });
    const n = 200_000;
    const [xs, ids] = [zeros([n, 1]), Float32Array.from({ length: n }, (_, i) => i % 3)];
    const host = globalThis as Record<symbol, unknown>;
    const pollsOf = async (y: TensorLike, limit = Number.POSITIVE_INFINITY) => {
      let polls = 0;
      host[Symbol.for("Jupyter.interrupt")] = {
        throwIfInterrupted() {
          if (++polls === limit) throw new Error("Interrupted");
        },
      };
      try {
        await model.fit(xs, y, { epochs: 0, verbose: 0 });
        return polls;
      } finally {
        delete host[Symbol.for("Jupyter.interrupt")];
      }
    };
    const labels = tensor(ids);
    const first = await pollsOf(labels);
    assert.ok(first >= n / 2 ** 15, `${first} polls`);
    assert.equal(await pollsOf(labels), first - Math.ceil(n / 2 ** 15));
    await assert.rejects(pollsOf(tensor(ids), 3), /Interrupted/);
    ids[n - 1] = 3; // a list may have changed since
    await pollsOf(ids.slice(0, n).fill(1));
    await assert.rejects(pollsOf(ids), /ids from 0 to 2, but got 3/);
  });

  it("an interrupt leaves dropout and carried states as the last whole step left them", async () => {
    const make = () => {
      const model = sequential([nn.gru(2, { stateful: true, inputShape: [2, 2] }), nn.dropout(0.5), nn.dense(1)]);
      model.compile({ loss: "mse", optimizer: "adam" });
      return model;
    };
    const [xs, ys] = [seed(2).normal(0, 1, [6, 2, 2]), seed(3).normal(0, 1, [6, 1])];
    const afterStep = [2, 4, 6].map(async n => {
      const model = make();
      await model.fit(xs.slice(0, n), ys.slice(0, n), quiet);
      return JSON.stringify(model.save());
    });
    const known = await Promise.all(afterStep);
    const host = globalThis as Record<symbol, unknown>;
    const reached = new Set<number>();
    for (let limit = 1; limit < 400; limit += 3) {
      const model = make();
      let polls = 0;
      host[Symbol.for("Jupyter.interrupt")] = {
        throwIfInterrupted() {
          if (++polls === limit) throw new Error("Interrupted");
        },
      };
      try {
        await model.fit(xs, ys, quiet);
        break;
      } catch {
        const steps = known.indexOf(JSON.stringify(model.save()));
        if (model.statefulLayers[0]!.carried) assert.ok(steps >= 0, `${limit} polls`);
        reached.add(steps);
      } finally {
        delete host[Symbol.for("Jupyter.interrupt")];
      }
    }
    assert.deepEqual([...reached], [-1, 0, 1]);
  });

  it("a loss of one's own is told mask and weights, and must be able to listen", async () => {
    const model = sequential([nn.masking({ inputShape: [2, 1] }), nn.dense(1)], float64);
    const told: (nn.LossOptions | undefined)[] = [];
    model.compile({
      optimizer: "sgd",
      loss(yTrue: Tensor, yPred: Tensor, options: nn.LossOptions | undefined) {
        told.push(options);
        return nn.meanSquaredError(yTrue, yPred, options);
      },
    });
    await model.fit([[[1], [0]]], [[[1], [1]]], { verbose: 0, sampleWeight: [2] });
    assert.deepEqual([told[0]!.mask, told[0]!.sampleWeight].map(t => (t as Tensor).toArray()), [[[1, 0]], [2]]); // biome-ignore format: a line
    const deaf = (yTrue: Tensor, yPred: Tensor) => nn.meanSquaredError(yTrue, yPred);
    model.compile({ optimizer: "sgd", loss: deaf });
    await assert.rejects(model.fit([[[1], [0]]], [[[1], [1]]], { verbose: 0 }), /a loss that takes \(yTrue, yPred, \{ mask \}\)/); // biome-ignore format: a line
    const other = simple();
    other.compile({ optimizer: "sgd", loss: deaf });
    await other.fit(x, y.reshape([8, 1]), { verbose: 0 });
    await assert.rejects(other.fit(x, y.reshape([8, 1]), { verbose: 0, sampleWeight: y }), /a loss that takes \(yTrue, yPred, \{ sampleWeight \}\)/); // biome-ignore format: a line
  });

  it("refuses bad input before the first step, wherever it stands", async () => {
    const model = simple();
    const before = JSON.stringify(nn.saveWeights(model));
    const refuses = (options: object, message: RegExp, inputs: unknown = x, targets: unknown = y) =>
      assert.rejects(model.fit(inputs as Tensor, targets as Tensor, { verbose: 0, batchSize: 2, ...options }), message);
    await refuses({ sampleWeight: [1, 2] }, /one sample weight for each of 8 samples, but got shape \[2\]/);
    await refuses(
      { sampleWeight: new Array(8).fill([1, 2]) },
      /sample weights of shape \[2\] or \[2, 1\], but got \[2, 2\]/,
    );
    await refuses({ sampleWeight: [1, 1, 1, 1, 1, 1, 1, Number.NaN] }, /sample weights that are finite/);
    for (const validationSplit of [0, 1, 0.99, -1])
      await refuses({ validationSplit }, /validationSplit between 0 and 1 that leaves samples on both sides/);
    await refuses({ validationSplit: 0.5, validationData: [x, y] }, /validationData or validationSplit, but got both/);
    await refuses(
      { validationData: [x.slice(0, 1, { axis: 1 }), y] },
      /inputs of shape \[batch, 2\], but got \[8, 1\]/,
    );
    await refuses({ validationData: [x, x] }, /in the shape of the predictions, \[1, 1\], but got \[1, 2\]/);
    await refuses({ initialEpoch: 0.5 }, /initialEpoch to be a whole number of epochs, but got 0.5/);
    assert.equal(JSON.stringify(nn.saveWeights(model)), before);

    const words = sequential([
      nn.embedding(5, 2, { inputShape: [2] }),
      nn.lstm(2),
      nn.dense(3, { activation: "softmax" }),
    ]);
    words.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "sgd" });
    const start = JSON.stringify(words.save());
    const ids = [[1, 2], [3, 4], [0, 5]]; // biome-ignore format: a matrix
    const epoch = (from: number[][], to: number[]) => words.fit(from, to, { verbose: 0, batchSize: 1, shuffle: false });
    await assert.rejects(
      epoch(ids, [0, 1, 2]),
      /fit: embedding\(5, 2\) expects ids from 0 to 4, but got 5 at \[2, 1\]/,
    );
    await assert.rejects(
      epoch(ids.slice(0, 2), [0, 3]),
      /targets of 3 classes expects ids from 0 to 2, but got 3 at \[1\]/,
    );
    assert.equal(JSON.stringify(words.save()), start);
    assert.throws(
      () => words.predict(ids),
      /predict: embedding\(5, 2\) expects ids from 0 to 4, but got 5 at \[2, 1\]/,
    );
  });

  it("a model says what dtype it expects", () => {
    const model = sequential([nn.dense(1, { inputShape: [2] })]);
    assert.throws(() => model.forward(x), /sequential expects float32 inputs, but got float64; sequential\(layers, \{ dtype: "float64" \}\)/); // biome-ignore format: a line
    assert.deepEqual(model.predict(x).dtype, "float32"); // predict, fit and evaluate convert
    assert.ok(tensor([1]).dtype === "float32");
  });
});
