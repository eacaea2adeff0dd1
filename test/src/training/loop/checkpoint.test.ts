// Checkpoints of train: a run stopped or interrupted anywhere goes on with identical numbers; one that does not fit changes nothing.
import assert from "node:assert/strict";
import { batches, bpttBatches } from "../../../../src/data/index.ts";
import * as nn from "../../../../src/nn/index.ts";
import { adam, rmsprop, sgd } from "../../../../src/optim/index.ts";
import { seed, stack, type Tensor } from "../../../../src/tensor/index.ts";
import { type Checkpoint, sequential, type TrainingStep, train } from "../../../../src/training/index.ts";
import { all, plain, weights } from "../runs.ts";

describe("a checkpoint of train", () => {
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
      for (const nothing of [{}, 3, "x"])
        await assert.rejects(resume(nothing as never), /train expects resume to be what checkpoint\(\) gave, but got/);
      await assert.rejects(resume(null as never), /train expects a value for resume, but got null; leave it out/);
      assert.equal(everything(), before);
    });
  });
});
