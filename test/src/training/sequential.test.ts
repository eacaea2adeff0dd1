// The Keras-like model against real Keras: forward, loss, every gradient, Adam's steps; then fit's own behaviour.
import assert from "node:assert/strict";
import { activation, categoricalCrossentropy, dense, lstm, simpleRNN, zeroGrad } from "../../../src/nn/index.ts";
import { adam } from "../../../src/optim/index.ts";
import { oneHot, seed, tensor } from "../../../src/tensor/index.ts";
import { type SequentialModel, sequential } from "../../../src/training/index.ts";
import { captured } from "../captured.ts";
import { assertClose } from "../close.ts";
import { keras3 } from "../fixture.ts";

const fixture = keras3.training;

/** The fixture's model with Keras's weights. */
function kerasModel(): SequentialModel {
  const model = sequential({ dtype: "float64" });
  model.add(simpleRNN(5, { inputShape: [4, 3], returnSequences: true }));
  model.add(simpleRNN(7));
  model.add(dense(6));
  model.add(activation("softmax"));
  model.parameters().forEach(({ parameter }, i) => {
    parameter.assign(tensor(fixture.weights[i]!, { dtype: "float64" }));
  });
  model.compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] });
  return model;
}

const assertWeights = (model: SequentialModel, expected: readonly unknown[], tolerance: number) => {
  for (const [i, { path, parameter }] of model.parameters().entries())
    assertClose(parameter, expected[i], tolerance, path);
};

describe("sequential: the exam's model against Keras, float64", () => {
  it("forward", () => assertClose(kerasModel().predict(fixture.x), fixture.probabilities, 1e-10));

  it("loss and every gradient", () => {
    const model = kerasModel();
    const loss = categoricalCrossentropy(fixture.y, model.forward(tensor(fixture.x, { dtype: "float64" })));
    assertClose(loss, fixture.loss, 1e-10);
    loss.backward();
    for (const [i, { path, parameter }] of model.parameters().entries())
      assertClose(parameter.grad, fixture.gradients[i], 1e-10, path);
  });

  it("evaluate, also in batches that do not divide", () => {
    for (const batchSize of [32, 3]) {
      const { loss, accuracy } = kerasModel().evaluate(fixture.x, fixture.y, { batchSize });
      assertClose([loss, accuracy], [fixture.evaluate.loss, fixture.evaluate.accuracy], 1e-10);
    }
  });

  it("one and three steps of Adam by fit", async () => {
    const model = kerasModel();
    const options = { batchSize: 8, shuffle: false, verbose: 0 } as const;
    const { history } = await model.fit(fixture.x, fixture.y, options);
    assertClose(history.loss, [fixture.fitLoss], 1e-10);
    // Keras rounds beta2 to float32 in the bias correction (0.999 → 0.99900001): 7e-6 of each step of 1e-3.
    assertWeights(model, fixture.afterOneAdamStep, 1e-8);
    await model.fit(fixture.x, fixture.y, { ...options, epochs: 2 });
    assertWeights(model, fixture.afterThreeAdamSteps, 3e-8);
  });

  it("would notice a step of the wrong size", async () => {
    const model = kerasModel();
    model.compile({ loss: "categoricalCrossentropy", optimizer: adam(1.0001e-3) });
    await model.fit(fixture.x, fixture.y, { batchSize: 8, verbose: 0 });
    assert.throws(() => assertWeights(model, fixture.afterOneAdamStep, 1e-8), /relative error/);
  });
});

/** Ten classes: the class is the feature that is on at the first time step. */
function toy(n: number) {
  const ids = Array.from({ length: n }, (_, i) => i % 10);
  const rng = seed(3);
  const x = ids.map(id =>
    Array.from({ length: 5 }, (_, t) =>
      Array.from({ length: 10 }, (_, j) => (t === 0 && j === id ? 2 : rng.normal(0, 0.1))),
    ),
  );
  return { ids, x, y: oneHot(ids, 10) };
}

const small = (options = {}) =>
  sequential([simpleRNN(24, { inputShape: [5, 10] }), dense(10, { activation: "softmax" })], options);

describe("fit", () => {
  it("learns a ten-class toy and says so, one line an epoch", async () => {
    const { x, y } = toy(60);
    const model = small();
    model.compile({ loss: "categorical_crossentropy", optimizer: adam(0.01), metrics: ["accuracy"] });
    const lines = await captured(async () => {
      const { history, epoch } = await model.fit(x, y, { epochs: 25, batchSize: 10 });
      assert.equal(epoch.length, 25);
      assert.ok(history.loss![0]! > 1.5 && history.loss!.at(-1)! < 0.2);
    });
    assert.equal(lines.length, 25);
    assert.match(lines[0]!, /^Epoch 1\/25 · loss: \d\.\d{4} · accuracy: 0\.\d{4}$/);
    assert.equal(model.evaluate(x, y).accuracy, 1);
  });

  it("prints the same text for the same seed and nothing for verbose: 0", async () => {
    const { x, y } = toy(40);
    const run = (seed: number, verbose: 0 | 1) =>
      captured(async () => {
        const model = small({ seed });
        model.compile({ loss: "categoricalCrossentropy", optimizer: "adam" });
        await model.fit(x, y, { epochs: 2, batchSize: 8, verbose });
      });
    const first = await run(1, 1);
    assert.deepEqual(await run(1, 1), first);
    assert.notDeepEqual(await run(2, 1), first);
    assert.deepEqual(await run(1, 0), []);
  });

  it("takes class ids with the sparse loss, with the same result", async () => {
    const { x, y, ids } = toy(20);
    const train = async (loss: "categoricalCrossentropy" | "sparse_categorical_crossentropy", target: never) => {
      const model = small();
      model.compile({ loss, optimizer: "sgd", metrics: ["accuracy"] });
      return (await model.fit(x, target, { epochs: 2, verbose: 0 })).history;
    };
    const dense = await train("categoricalCrossentropy", y as never);
    const sparse = await train("sparse_categorical_crossentropy", ids as never);
    assert.deepEqual(sparse, dense);
  });

  it("an interrupt of predict or evaluate leaves the states that layers carry as they were", () => {
    const options = { stateful: true, returnSequences: true };
    const model = sequential([lstm(3, { ...options, inputShape: [4, 2] }), lstm(2, options)], { seed: 2 });
    model.compile({ loss: "mse", optimizer: "sgd" });
    const x = seed(1).normal(0, 1, [6, 4, 2]);
    const carried = () => JSON.stringify(model.save().training!.carried);
    model.predict(x, { batchSize: 2 });
    const host = globalThis as Record<symbol, unknown>;
    const key = Symbol.for("Jupyter.interrupt");
    /** Whether it came to its end before so many polls. */
    const done = (ask: () => unknown, limit: number) => {
      let polls = 0;
      host[key] = {
        throwIfInterrupted() {
          if (++polls === limit) throw new Error("Interrupted");
        },
      };
      try {
        ask();
      } catch (error) {
        assert.equal((error as Error).message, "Interrupted");
      } finally {
        delete host[key];
      }
      return polls < limit;
    };
    const y = x.slice(0, 2, { axis: 2 });
    for (const ask of [() => model.predict(x, { batchSize: 2 }), () => model.evaluate(x, y, { batchSize: 2 })]) {
      const before = carried();
      let limit = 1;
      for (; !done(ask, limit); limit++) assert.equal(carried(), before, `after ${limit} polls`);
      assert.ok(limit > 5, `interrupted at ${limit - 1} places`);
      assert.notEqual(carried(), before);
    }
  });

  it("an interrupt leaves the weights of the last whole step", async () => {
    const { x, y } = toy(20);
    const compiled = () => {
      const model = small();
      model.compile({ loss: "categoricalCrossentropy", optimizer: "adam" });
      return model;
    };
    const weights = (model: SequentialModel) => String(model.parameters().map(({ parameter }) => parameter.values()));
    const whole = compiled();
    const afterStep = [weights(whole)];
    for (let step = 1; step <= 4; step++) {
      await whole.fit(x, y, { shuffle: false, verbose: 0 });
      afterStep.push(weights(whole));
    }
    const key = Symbol.for("Jupyter.interrupt");
    const host = globalThis as { [key]?: { throwIfInterrupted(): void } };
    /** Trains until the poll of that number; says how many there were. */
    const interruptedAt = async (model: SequentialModel, limit: number) => {
      let polls = 0;
      host[key] = {
        throwIfInterrupted() {
          if (++polls === limit) throw new Error("Interrupted");
        },
      };
      try {
        const training = model.fit(x, y, { epochs: 4, shuffle: false, verbose: 0 });
        await (limit === Number.POSITIVE_INFINITY ? training : assert.rejects(training, /Interrupted/));
      } finally {
        delete host[key];
      }
      return polls;
    };
    const all = await interruptedAt(compiled(), Number.POSITIVE_INFINITY);
    const reached = new Set<number>();
    for (const limit of [1, 0.2, 0.45, 0.7, 0.95].map(part => Math.ceil(part < 1 ? part * all : part))) {
      const model = compiled();
      await interruptedAt(model, limit);
      const steps = afterStep.indexOf(weights(model));
      assert.ok(steps >= 0, `after ${limit} polls the weights are those of no whole step`);
      reached.add(steps);
    }
    assert.ok(reached.size >= 3, `interrupted after ${[...reached]} steps`);
  });

  it("shuffles, each epoch anew, unless told not to", async () => {
    const { x, y } = toy(20);
    const train = async (shuffle: boolean, seed?: number) => {
      const model = small();
      model.compile({ loss: "categoricalCrossentropy", optimizer: "sgd" });
      const options = {
        shuffle,
        epochs: 2,
        batchSize: 5,
        verbose: 0,
        ...(seed === undefined ? {} : { seed }),
      } as const;
      return (await model.fit(x, y, options)).history.loss;
    };
    const inOrder = await train(false);
    assert.deepEqual(await train(false, 1), inOrder);
    assert.notDeepEqual(await train(true), inOrder);
    assert.deepEqual(await train(true, 1), await train(true, 1));
    assert.notDeepEqual(await train(true, 1), await train(true, 2));
  });

  it("lets the event loop take turns", async () => {
    const { x, y } = toy(60);
    const model = small();
    model.compile({ loss: "categoricalCrossentropy", optimizer: "adam" });
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const start = performance.now();
    for (let epochs = 30; performance.now() - start < 200; epochs *= 2)
      await model.fit(x, y, { epochs, batchSize: 4, verbose: 0 });
    clearInterval(timer);
    assert.ok(turns > 2, `${turns} turns`);
  });

  it("refuses bad input before the first step", async () => {
    const { x, y, ids } = toy(20);
    const model = small();
    await assert.rejects(model.fit(x, y), /fit expects a compiled model; first call compile/);
    const compile = (options: object) => () => model.compile(options as never);
    assert.throws(
      compile({ loss: "hinge", optimizer: "adam" }),
      /losses binaryCrossentropy, categoricalCrossentropy, sparse.*, but got "hinge"/,
    );
    assert.throws(
      compile({ loss: "categoricalCrossentropy", optimizer: "lion" }),
      /optimizers adagrad, adam, adamw, nadam, rmsprop, sgd, but got "lion"/,
    );
    assert.throws(
      compile({ loss: "categoricalCrossentropy", optimizer: "sgd", metrics: ["f1"] }),
      /metrics accuracy, binaryAccuracy, .*, but got "f1"/,
    );
    model.compile({ loss: "categoricalCrossentropy", optimizer: "adam" });
    const before = String(model.parameters().map(({ parameter }) => parameter.values()));
    await assert.rejects(
      model.fit(x.slice(1), y),
      /one target for each sample, but got 19 samples .* and 20 targets \(y \[20, 10\]\)/,
    );
    await assert.rejects(model.fit(x, ids), /one-hot targets .* got \[20\]; class ids want .*sparseCategorical/);
    await assert.rejects(model.fit(x, oneHot(ids, 11)), /\[20, 10\], but got \[20, 11\]/);
    await assert.rejects(
      model.fit([[[1, 2]]], [[1]]),
      /sequential expects inputs of shape \[batch, 5, 10\], but got \[1, 1, 2\]/,
    );
    await assert.rejects(model.fit([], []), /samples of shape \[n, 5, 10\] with n ≥ 1, but got \[0\]/);
    await assert.rejects(model.fit(x, y, { batchSize: 0 }), /batchSize ≥ 1, but got 0/);
    await assert.rejects(model.fit(x, y, { epochs: 0.5 }), /whole number of epochs, but got 0.5/);
    assert.equal(String(model.parameters().map(({ parameter }) => parameter.values())), before);
    zeroGrad(model);
  });

  it("history shows itself", async () => {
    const { x, y } = toy(20);
    const model = small();
    model.compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] });
    const history = await model.fit(x, y, { verbose: 0 });
    assert.match(String(history), /^Epoch 1 · loss: \d\.\d{4} · accuracy: \d\.\d{4}$/);
    const bundle = history[Symbol.for("Jupyter.display") as never] as () => Record<string, string>;
    assert.match(
      bundle.call(history)["text/html"]!,
      /<caption>Training history<\/caption>.*<th scope="col">loss<\/th>/,
    );
  });
});
