// train: the loop by hand, clipping, carried states, an interrupt, what it finds and what it refuses. (checkpoint.test.ts resumes it.)
import assert from "node:assert/strict";
import { batches, bpttBatches, nextToken } from "../../../../src/data/index.ts";
import * as nn from "../../../../src/nn/index.ts";
import { adam, clipByGlobalNorm, sgd } from "../../../../src/optim/index.ts";
import { seed, stack, tensor } from "../../../../src/tensor/index.ts";
import { sequential, type TrainingStep, train } from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";
import { all, plain, weights } from "../runs.ts";

describe("train", () => {
  it("takes an optimizer by its name", async () => {
    const [one, other] = [plain(), plain()];
    await all(train(one.model, one.source, { loss: one.loss, optimizer: "adam" }));
    await all(train(other.model, other.source, { loss: other.loss, optimizer: adam() }));
    assert.equal(weights(one.model), weights(other.model));
  });

  it("clips no gradient of NaN or infinity: it stops before weights change", async () => {
    for (const factor of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const { model, loss, source, optimizer } = plain();
      const before = weights(model);
      const broken = (batch: Parameters<typeof loss>[0]) => loss(batch).mul(factor);
      const steps = train(model, source, { loss: broken, optimizer, clipNorm: 1 });
      await assert.rejects(
        steps.next(),
        /train stopped in step 1: loss holds (NaN|∞), .*; the weights are those of step 0/,
      );
      assert.equal(weights(model), before);
    }
  });

  it("does what the loop written by hand does", async () => {
    const { model, loss, source, optimizer } = plain();
    const steps = await all(train(model, source, { loss, optimizer, clipNorm: 0.5, epochs: 2 }));
    const other = plain();
    const byHand: number[][] = [];
    for (const _ of [1, 2])
      for (const batch of other.source) {
        nn.zeroGrad(other.model);
        const value = other.loss(batch);
        value.backward();
        byHand.push([value.item(), clipByGlobalNorm(other.model, 0.5)]);
        other.optimizer.step(other.model);
      }
    assert.deepEqual(steps.map(step => [step.loss, step.gradNorm]), byHand); // biome-ignore format: a line
    assert.equal(weights(model), weights(other.model));
    assert.deepEqual(steps.map(({ step, epoch }) => [step, epoch]), [[1, 1], [2, 1], [3, 1], [4, 2], [5, 2], [6, 2]]); // biome-ignore format: a line
    const { history } = steps.at(-1)!;
    assert.deepEqual(history.map(record => record.perplexity), byHand.map(([value]) => Math.exp(value!))); // biome-ignore format: a line
  });

  it("trains a compiled sequential model by its own loss, with masks, sample weights and dropout", async () => {
    const make = () => {
      const model = sequential([nn.embedding(6, 4, { maskZero: true, inputShape: [null] }), nn.gru(4, { returnSequences: true }), nn.dropout(0.2), nn.dense(2, { activation: "softmax" })]); // biome-ignore format: a list
      model.compile({ loss: "sparseCategoricalCrossentropy", optimizer: "adam" });
      return model;
    };
    const [x, y] = [[[1, 2, 0], [3, 0, 0], [4, 5, 1]], [[0, 1, 0], [1, 0, 0], [0, 0, 1]]]; // biome-ignore format: a list
    const [one, other] = [make(), make()];
    const sampleWeight = [1, 3, 2];
    const { history } = await one.fit(x!, y!, { batchSize: 3, epochs: 3, shuffle: false, verbose: 0, sampleWeight });
    const steps = await all(train(other, batches({ x: x!, y: y!, sampleWeight }), { optimizer: adam(), epochs: 3 }));
    assert.deepEqual(steps.map(step => step.loss), history.loss); // biome-ignore format: a line
    assert.equal(weights(one), weights(other));
  });

  it("says how many steps there will be, for a progress bar", async () => {
    const { model, loss, source, optimizer } = plain();
    const length = (from: object, options = {}) => train(model, from as typeof source, { loss, optimizer, ...options }).length; // biome-ignore format: a line
    assert.equal(length(source), 3);
    assert.equal(length(source, { epochs: 4 }), 12);
    assert.equal(length([...source]), 3);
    assert.equal(length(new Set([...source])), undefined);
    assert.equal(length(source, { epochs: Number.POSITIVE_INFINITY }), undefined);
    const [, second] = await all(train(model, source, { loss, optimizer, epochs: 4 }), 2);
    const resume = second!.checkpoint();
    assert.equal(length(source, { epochs: 4, resume }), 10);
    assert.equal((await all(train(model, source, { loss, optimizer, epochs: 4, resume }))).length, 10);
  });

  it("carries the state over the stretches of truncated BPTT, detached, and starts anew where they begin", async () => {
    const ids = Array.from({ length: 13 }, (_, i) => i % 3);
    const rng = seed(2);
    const model = { embed: new nn.Embedding(3, 2, { rng }), cell: new nn.LSTMCell(2, 3, { rng }), readout: new nn.Linear(3, 3, { rng }) }; // biome-ignore format: a line
    const seen: (boolean | undefined)[] = [];
    const source = bpttBatches(nextToken(ids), { batchSize: 2, steps: 2 });
    const steps = train(model, source, {
      optimizer: sgd(0),
      epochs: 2,
      loss({ x, y }, { state }: { state: nn.LSTMState | undefined }) {
        seen.push(state?.c.requiresGrad);
        const run = nn.unroll(model.cell, model.embed.forward(x), { initialState: state });
        return { loss: nn.crossEntropy(model.readout.forward(stack(run.hidden, 1)), y), state: run.state };
      },
    });
    const losses = (await all(steps)).map(({ loss }) => loss);
    assert.deepEqual(seen, [undefined, false, false, undefined, false, false]);
    // With a learning rate of 0 the stretches together are the whole stream.
    const x = tensor([ids.slice(0, 6), ids.slice(6, 12)]);
    const { hidden } = nn.unroll(model.cell, model.embed.forward(x));
    const whole = nn.crossEntropy(model.readout.forward(stack(hidden, 1)), [ids.slice(1, 7), ids.slice(7, 13)]);
    assertClose((losses[0]! + losses[1]! + losses[2]!) / 3, whole, 1e-6);
    assert.deepEqual(losses.slice(3), losses.slice(0, 3));
  });

  it("an interrupt leaves weights, optimizer and state of the last whole step", async () => {
    const { model, loss, source, optimizer } = plain();
    const steps = train(model, source, { loss, optimizer });
    await steps.next();
    const [before, state] = [weights(model), JSON.stringify(optimizer.state(model))];
    const host = globalThis as Record<symbol, unknown>;
    host[Symbol.for("Jupyter.interrupt")] = {
      throwIfInterrupted() {
        throw new Error("Interrupted");
      },
    };
    try {
      await assert.rejects(steps.next(), /Interrupted/);
    } finally {
      delete host[Symbol.for("Jupyter.interrupt")];
    }
    assert.deepEqual([weights(model), JSON.stringify(optimizer.state(model))], [before, state]);
  });

  it("checkFinite names layer and time step before weights change", async () => {
    const model = sequential([nn.simpleRNN(1, { activation: "relu", returnSequences: true, inputShape: [4, 1], name: "first" }), nn.dense(1)]); // biome-ignore format: a list
    model.setWeights([[[1]], [[1e20]], [0], [[1]], [0]]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    const before = weights(model);
    const run = train(model, batches({ x: [[[0], [1], [1], [1]]], y: [[[0], [0], [0], [0]]] }), { optimizer: sgd(), checkFinite: true }); // biome-ignore format: a line
    await assert.rejects(run.next(), { message: "train stopped in step 1: first at time step 3 holds ∞, first at [0, 3, 0]; the weights are those of step 0" }); // biome-ignore format: a line
    assert.equal(weights(model), before);
    const { model: other, source, optimizer } = plain();
    const bad = train(other, source, { optimizer, checkFinite: true, loss: ({ x }) => other.readout.forward(nn.unroll(other.cell, x).hidden.at(-1)!).sum().mul(Number.NaN) }); // biome-ignore format: a line
    await assert.rejects(
      bad.next(),
      /train stopped in step 1: loss holds NaN, first at \[\]; the weights are those of step 0/,
    );
  });

  it("says what it expects", async () => {
    const { model, loss, source, optimizer } = plain();
    const next = (options: object, from: Iterable<never> = source as never) =>
      train(model, from, { loss, optimizer, ...options } as never).next();
    await assert.rejects(next({ loss: undefined }), /train expects a loss for this model, for example/);
    await assert.rejects(train(sequential(), source, { optimizer }).next(), /train expects a compiled model/);
    await assert.rejects(next({ loss: () => undefined }), /train expects loss\(batch\) to return a tensor or \{ loss, state \}, but got undefined; does it return/); // biome-ignore format: a line
    await assert.rejects(next({ loss: () => ({ state: 3 }) }), /but got \{ state \}$/);
    await assert.rejects(next({ optimizer: adam }), /optimizer to be one such as adam\(1e-3\), or the name of one, "adam", but got the function adam; call it: adam\(\)/); // biome-ignore format: a line
    await assert.rejects(
      next({ optimizer: undefined }),
      /train expects optimizer to be one such as .*, but got undefined/,
    );
    await assert.rejects(next({ optimizer: "adm" }), /knows the optimizers adagrad, adam, .* but got "adm"/);
    await assert.rejects(next({ loss: () => 3 }), /but got 3; a number has no gradient: leave out \.item\(\)/);
    await assert.rejects(next({ loss: async () => undefined }), /but got a Promise; it may not be async/);
    await assert.rejects(
      next({ loss: "mse" }),
      /loss to be a function .*, but got "mse"; compile\(\) takes such names/,
    );
    await assert.rejects(
      next({ clipnorm: 1 }),
      /train expects options out of .*, but got clipnorm; did you mean clipNorm\?/,
    );
    await assert.rejects(
      train(model, source, undefined as never).next(),
      /train expects options as its third argument/,
    );
    await assert.rejects(train(3 as never, source, { loss, optimizer }).next(), /train expects a model, .*, but got 3/);
    await assert.rejects(next({ clipNorm: 0 }), /clipNorm > 0, but got 0/);
    await assert.rejects(next({ epochs: 1.5 }), /whole number of epochs, but got 1.5/);
    await assert.rejects(next({ epochs: 2 }, source[Symbol.iterator]() as never), /seen 2 times, but got a generator/);
    await assert.rejects(next({}, 3 as never), /batches to loop over/);
    const run = train(model, source, { loss, optimizer });
    const first = (await run.next()).value as TrainingStep;
    await run.next();
    assert.throws(() => first.checkpoint(), /checkpoint\(\) of step 1 expects to be called before the next step, but 2 are done/); // biome-ignore format: a line
  });
});
