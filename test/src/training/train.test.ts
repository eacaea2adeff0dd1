// train: the loop by hand, clipping, carried states; stopped and resumed with identical numbers.
import assert from "node:assert/strict";
import { batches, bpttBatches, nextToken } from "../../../src/data/index.ts";
import * as nn from "../../../src/nn/index.ts";
import { adam, clipByGlobalNorm, rmsprop, sgd } from "../../../src/optim/index.ts";
import { seed, stack, type Tensor, tensor } from "../../../src/tensor/index.ts";
import { type Checkpoint, sequential, type TrainingStep, train } from "../../../src/training/index.ts";
import { assertClose } from "../close.ts";

const data = () => {
  const rng = seed(5);
  return { x: rng.normal(0, 1, [10, 4, 3]), y: Array.from({ length: 10 }, () => rng.integers(0, 2)) };
};

/** Cell, dropout and readout as a plain tree that shares one generator with nobody. */
function plain(startSeed = 1) {
  const rng = seed(startSeed);
  const model = {
    cell: new nn.GRUCell(3, 5, { rng }),
    drop: new nn.Dropout(0.3, { rng: seed(startSeed + 100) }),
    readout: new nn.Linear(5, 2, { rng }),
  };
  const loss = ({ x, y }: { x: Tensor; y: Tensor }) => {
    const h = nn.unroll(model.cell, x).hidden.at(-1)!;
    return nn.crossEntropy(model.readout.forward(model.drop.forward(h, { training: true })), y);
  };
  return { model, loss, source: batches(data(), { batchSize: 4, rng: seed(startSeed + 7) }), optimizer: adam(0.01) };
}

async function all(steps: AsyncGenerator<TrainingStep>, most = Number.POSITIVE_INFINITY): Promise<TrainingStep[]> {
  const done: TrainingStep[] = [];
  for await (const step of steps) {
    done.push(step);
    if (done.length >= most) break;
  }
  return done;
}
const weights = (model: object) => JSON.stringify(nn.saveWeights(model));

describe("train", () => {
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

  const optimizers = {
    adam: () => adam(0.01),
    momentum: () => sgd(0.05, { momentum: 0.9 }),
    rmsprop: () => rmsprop(0.01),
  };
  for (const [name, optimizer] of Object.entries(optimizers))
    it(`stopped anywhere and resumed, it gives identical numbers: ${name}`, async () => {
      const options = { clipNorm: 1, epochs: 3 };
      const whole = plain();
      const expected = await all(
        train(whole.model, whole.source, { ...options, loss: whole.loss, optimizer: optimizer() }),
      );
      for (const stop of [1, 3, 4, 8]) {
        const first = plain();
        const steps = await all(train(first.model, first.source, { ...options, loss: first.loss, optimizer: optimizer() }), stop); // biome-ignore format: a line
        const checkpoint: Checkpoint = JSON.parse(JSON.stringify(steps.at(-1)!.checkpoint()));
        const rest = plain(50); // other starting weights and seeds: the checkpoint holds all that counts
        const resumed = await all(train(rest.model, rest.source, { ...options, loss: rest.loss, optimizer: optimizer(), resume: checkpoint })); // biome-ignore format: a line
        assert.deepEqual(resumed.at(-1)!.history, expected.at(-1)!.history, `stopped after ${stop}`);
        assert.equal(weights(rest.model), weights(whole.model));
      }
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

  it("resumes in the middle of a stream with the carried state", async () => {
    const make = () => {
      const model = { cell: new nn.LSTMCell(1, 3, { rng: seed(3) }), readout: new nn.Linear(3, 1, { rng: seed(4) }) };
      const x = seed(9).normal(0, 1, [12, 1]);
      const loss = (batch: { x: Tensor }, { state }: { state: nn.LSTMState | undefined }) => {
        const run = nn.unroll(model.cell, batch.x, { initialState: state });
        const y = model.readout.forward(stack(run.hidden, 1));
        return { loss: nn.meanSquaredError(batch.x, y), state: run.state };
      };
      return {
        model,
        source: bpttBatches({ x }, { batchSize: 2, steps: 2 }),
        options: { loss, optimizer: adam(0.05), epochs: 2 },
      };
    };
    const whole = make();
    const expected = await all(train(whole.model, whole.source, whole.options));
    const [first, rest] = [make(), make()];
    const checkpoint = (await all(train(first.model, first.source, first.options), 2)).at(-1)!.checkpoint();
    const resume: Checkpoint = JSON.parse(JSON.stringify(checkpoint));
    assert.equal(Object.keys(resume.state!).join(), "h,c");
    const resumed = await all(train(rest.model, rest.source, { ...rest.options, resume }));
    assert.deepEqual(resumed.at(-1)!.history, expected.at(-1)!.history);
  });

  it("resumes with what stateful layers carry", async () => {
    const make = () => {
      const model = sequential([nn.gru(3, { stateful: true, inputShape: [2, 1] }), nn.dense(1)], { seed: 6 });
      model.compile({ loss: "mse", optimizer: "adam" });
      const x = seed(9).normal(0, 1, [6, 2, 1]);
      return { model, source: batches({ x, y: x.select(1, 0) }, { batchSize: 2 }) };
    };
    const [whole, first, rest] = [make(), make(), make()];
    const expected = await all(train(whole.model, whole.source, { optimizer: adam(0.1) }));
    const [, second] = await all(train(first.model, first.source, { optimizer: adam(0.1) }), 2);
    const resume: Checkpoint = JSON.parse(JSON.stringify(second!.checkpoint()));
    const resumed = await all(train(rest.model, rest.source, { optimizer: adam(0.1), resume }));
    assert.deepEqual(resumed.at(-1)!.history, expected.at(-1)!.history);
  });

  it("an interrupt leaves weights, optimiser and state of the last whole step", async () => {
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

  it("interrupted anywhere, the last step's checkpoint goes on with identical numbers", async () => {
    /** Everything that a step moves: dropout, carried states, a shuffle, truncated BPTT. */
    const make = (startSeed = 1) => {
      const layer = nn.gru(3, { stateful: true });
      const x = seed(9).normal(0, 1, [6, 4, 2]);
      layer.build([4, 2], { rng: seed(startSeed), dtype: "float32" });
      const model = { layer, drop: new nn.Dropout(0.4, { rng: seed(startSeed) }), cell: new nn.RNNCell(3, 2, { rng: seed(startSeed) }) }; // biome-ignore format: a line
      const options = {
        optimizer: adam(0.1),
        epochs: 2,
        loss({ x }: { x: Tensor }, { state }: { state: Tensor | undefined }) {
          const h = model.drop.forward(model.layer.forward(x), { training: true });
          const run = nn.unroll(model.cell, [h], { initialState: state });
          return { loss: run.state.mul(run.state).sum(), state: run.state };
        },
      };
      return { model, source: batches({ x }, { batchSize: 2, rng: seed(startSeed) }), options };
    };
    const whole = make();
    const expected = (await all(train(whole.model, whole.source, whole.options))).at(-1)!.history;
    const host = globalThis as Record<symbol, unknown>;
    const key = Symbol.for("Jupyter.interrupt");
    const reached = new Set<number>();
    for (let limit = 30; limit < 2000; limit += 7) {
      const { model, source, options } = make();
      let [last, polls]: [TrainingStep | undefined, number] = [undefined, 0];
      host[key] = {
        throwIfInterrupted() {
          if (++polls === limit) throw new Error("Interrupted");
        },
      };
      try {
        for await (const step of train(model, source, options)) last = step;
        break; // it was done before
      } catch (error) {
        assert.equal((error as Error).message, "Interrupted");
      } finally {
        delete host[key];
      }
      if (!last) continue; // within the first step
      reached.add(last.step);
      const rest = make(50);
      const resume = JSON.parse(JSON.stringify(last.checkpoint()));
      const resumed = await all(train(rest.model, rest.source, { ...rest.options, resume }));
      assert.deepEqual(resumed.at(-1)!.history, expected, `after ${limit} polls`);
      assert.equal(weights(rest.model), weights(whole.model));
    }
    assert.deepEqual([...reached], [1, 2, 3, 4, 5]);
  });

  it("a run that diverged resumes with its infinities", async () => {
    const make = () => {
      const model = new nn.Linear(1, 1);
      const loss = ({ x }: { x: Tensor }) => model.forward(x).sum().mul(1e30).pow(2);
      return { model, source: batches({ x: [[1], [1]] }, { batchSize: 1 }), options: { loss, optimizer: sgd(0) } };
    };
    const [whole, first, rest] = [make(), make(), make()];
    const expected = (await all(train(whole.model, whole.source, whole.options))).at(-1)!.history;
    assert.equal(expected[0]!.loss, Number.POSITIVE_INFINITY);
    const checkpoint = (await all(train(first.model, first.source, first.options), 1))[0]!.checkpoint();
    const resume = JSON.parse(JSON.stringify(checkpoint));
    const resumed = await all(train(rest.model, rest.source, { ...rest.options, resume }));
    assert.deepEqual(resumed.at(-1)!.history, expected);
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
    await assert.rejects(next({ loss: () => ({ state: 3 }) }), /but got object$/);
    await assert.rejects(next({ optimizer: "adam" }), /an optimizer such as adam\(1e-3\), but got string/);
    await assert.rejects(next({ clipNorm: 0 }), /clipNorm > 0, but got 0/);
    await assert.rejects(next({ epochs: 1.5 }), /whole number of epochs, but got 1.5/);
    await assert.rejects(next({ epochs: 2 }, source[Symbol.iterator]() as never), /seen 2 times, but got a generator/);
    await assert.rejects(next({}, 3 as never), /batches to loop over/);
    const run = train(model, source, { loss, optimizer });
    const first = (await run.next()).value as TrainingStep;
    await run.next();
    assert.throws(() => first.checkpoint(), /checkpoint\(\) of step 1 expects to be called before the next step, but 2 are done/); // biome-ignore format: a line
  });

  describe("a checkpoint that does not fit changes nothing:", () => {
    /** A stateful model in the middle of an epoch, and its checkpoint through JSON. */
    async function stopped({ steps = 2, optimizer = adam(0.1), batchSize = 2, drop = 0.5 } = {}) {
      const model = sequential([nn.lstm(2, { stateful: true, inputShape: [3, 2] }), nn.dropout(drop), nn.dense(1)]);
      model.compile({ loss: "mse", optimizer });
      const x = seed(9).normal(0, 1, [6, 3, 2]);
      const source = batches({ x, y: x.select(2, 0).select(1, 0) }, { batchSize, rng: seed(3) });
      const done = await all(train(model, source, { optimizer }), steps);
      const everything = () => JSON.stringify([weights(model), optimizer.state(model), model.rng.state, source.rng!.state, model.statefulLayers.map(({ carried }) => String(Object.values(carried!)))]); // biome-ignore format: a line
      const checkpoint: Checkpoint = JSON.parse(JSON.stringify(done.at(-1)!.checkpoint()));
      const resume = (from: Checkpoint) => train(model, source, { optimizer, resume: from }).next();
      return { everything, checkpoint, resume };
    }

    it("one of which any part was lost or changed", async () => {
      const { everything, checkpoint, resume } = await stopped();
      const before = everything();
      const parts: [object: Record<string, unknown>, key: string][] = [];
      const visit = (value: unknown) => {
        if (typeof value === "object" && value !== null)
          for (const [key, inner] of Object.entries(value)) {
            parts.push([value as Record<string, unknown>, key]);
            visit(inner);
          }
      };
      visit(checkpoint);
      assert.ok(parts.length > 80, `${parts.length}`);
      for (const [object, key] of parts)
        for (const bad of [undefined, null, "x", -1, 1e9, {}, []]) {
          const good = object[key];
          if (JSON.stringify(good) === JSON.stringify(bad)) continue;
          object[key] = bad;
          await assert.rejects(resume(checkpoint), /the checkpoint cannot be used: it is incomplete or was changed|of another format/); // biome-ignore format: a line
          object[key] = good;
        }
      assert.equal(everything(), before);
      await resume(checkpoint);
    });

    it("one of another model, optimizer or other batches", async () => {
      const { everything, resume } = await stopped();
      const before = everything();
      const other = async (options: object) => (await stopped(options)).checkpoint;
      const { model, loss, source, optimizer } = plain();
      const [step] = await all(train(model, source, { loss, optimizer }), 1);
      await assert.rejects(resume(step!.checkpoint()), /holds 2 generators and 0 carried states, but .* have 3 and 1/);
      await assert.rejects(
        resume(await other({ optimizer: sgd() })),
        /adam expects a state of adam, but got one of sgd/,
      );
      await assert.rejects(resume(await other({ batchSize: 1, steps: 5 })), /the checkpoint is of batch 5 of an epoch, but these batches are only 3/); // biome-ignore format: a line
      for (const nothing of [{}, null, 3, "x"])
        await assert.rejects(resume(nothing as never), /train expects resume to be what checkpoint\(\) gave, but got/);
      assert.equal(everything(), before);
    });
  });
});
