// scratchPass: a step of fit leaves in memory only what the model holds, where only the toolkit saw the rest, and all of it
// where anybody else did.
import assert from "node:assert/strict";
import {
  type Backend,
  currentBackend,
  reference,
  setBackend,
  type WasmBackend,
  wasm,
} from "../../../../src/backend/index.ts";
import * as nn from "../../../../src/nn/index.ts";
import { seed, Tensor, tensor } from "../../../../src/tensor/index.ts";
import { type Callback, type SequentialModel, sequential } from "../../../../src/training/index.ts";
import { onlyToolkitSees } from "../../../../src/training/step/scratch-pass.ts";
import { compiledKernels } from "../../backend/kernels.ts";

const quiet = { batchSize: 4, verbose: 0, shuffle: false } as const;
const data = () => ({ x: seed(2).normal(0, 1, [8, 5, 3]), y: seed(3).normal(0, 1, [8, 5, 2]) });

/** Everything that moves: masks, dropouts, carried states, both directions, a layer within a layer. */
function make(loss: nn.Loss | "mse" = "mse"): SequentialModel {
  const model = sequential(
    [
      nn.masking({ inputShape: [5, 3] }),
      nn.lstm(4, { returnSequences: true, stateful: true, dropout: 0.2 }),
      nn.layerNormalization(),
      nn.bidirectional(nn.gru(3, { returnSequences: true, recurrentDropout: 0.2 })),
      nn.dropout(0.3),
      nn.timeDistributed(nn.dense(3, { activation: "softmax" })),
      nn.simpleRNN(4, { returnSequences: true }),
      nn.dense(2),
    ],
    { seed: 1 },
  );
  model.compile({ loss, optimizer: "adam", metrics: ["mae"] });
  return model;
}

/** Trains and notes the memory in use after each epoch. */
async function usedBy(xp: WasmBackend, model: SequentialModel, callbacks: Callback[] = []): Promise<number[]> {
  const { x, y } = data();
  const used: number[] = [];
  const note = { onEpochEnd: () => void used.push(xp.memory().used) };
  await model.fit(x, y, { ...quiet, epochs: 12, callbacks: [note, ...callbacks] });
  for (const t of [x, y]) assert.ok(t.values().every(Number.isFinite));
  return used;
}

describe("scratchPass: what a step of fit leaves in memory", () => {
  let usual: Backend;
  let xp: WasmBackend;
  before(async () => {
    usual = currentBackend();
    xp = await wasm({ kernels: await compiledKernels() });
  });
  beforeEach(() => setBackend(xp));
  after(() => setBackend(usual));

  /** The median, since a garbage collection may come in between. */
  const perEpoch = (used: readonly number[]) => {
    const grown = used.slice(5).map((now, i) => now - used[i + 4]!);
    return grown.toSorted((a, b) => a - b)[grown.length >> 1]!;
  };

  it("is only what the model holds, where nobody but the toolkit saw the rest", async () => {
    const model = make();
    const used = await usedBy(xp, model);
    // The optimizer's arrays are new in each step; 300 weights in three places, each array taking 64 bytes at the least.
    assert.ok(perEpoch(used) < 40_000, String(used));
    const spied = await usedBy(
      xp,
      make((yTrue, yPred, options) => nn.meanSquaredError(yTrue, yPred, options)),
    );
    assert.ok(perEpoch(spied) > 2 * perEpoch(used), String(spied));
    for (const { parameter } of model.parameters()) assert.ok(parameter.grad!.values().every(Number.isFinite));
    for (const { carried } of model.statefulLayers)
      for (const state of nn.tensorsOfState(carried!)) assert.ok(state.values().some(value => value !== 0));
    assert.ok(model.predict(data().x, { batchSize: 4 }).values().every(Number.isFinite));
  });

  it("is what trainOnBatch was given, step after step", () => {
    const model = make();
    const { x, y } = data();
    const [before, losses] = [x.toArray(), [1, 2, 3].map(() => model.trainOnBatch(x, y).loss)];
    assert.deepEqual(x.toArray(), before);
    assert.ok(losses.every(Number.isFinite) && y.values().every(Number.isFinite));
  });

  for (const name of ["wasm", "reference"])
    it(`changes no number (${name})`, async () => {
      if (name === "reference") setBackend(reference);
      const { x, y } = data();
      const [freeing, keeping] = [make(), make((a, b, options) => nn.meanSquaredError(a, b, options))];
      const [one, other] = await Promise.all([freeing, keeping].map(m => m.fit(x, y, { ...quiet, epochs: 3 })));
      assert.deepEqual(one!.history, other!.history);
      assert.deepEqual(nn.saveWeights(freeing), nn.saveWeights(keeping));
    });

  it("is nothing after an interrupt", async () => {
    const { x, y } = data();
    const host = globalThis as Record<symbol, unknown>;
    let stopped = 0;
    for (let limit = 1; ; limit += 5) {
      const model = make();
      const { used, arrays } = xp.memory();
      let polls = 0;
      host[Symbol.for("Jupyter.interrupt")] = {
        throwIfInterrupted() {
          if (++polls === limit) throw new Error("Interrupted");
        },
      };
      try {
        await model.fit(x.slice(0, 4), y.slice(0, 4), quiet);
        break;
      } catch (error) {
        assert.match(String(error), /Interrupted/);
        stopped++;
      } finally {
        delete host[Symbol.for("Jupyter.interrupt")];
      }
      assert.deepEqual({ used: xp.memory().used, arrays: xp.memory().arrays }, { used, arrays }, `${limit} polls`);
      assert.ok(model.parameters().every(({ parameter }) => parameter.grad === undefined));
    }
    assert.ok(stopped > 5, `${stopped} places`);
  });

  /** Tensors that somebody keeps, and what they were when they were seen. */
  const kept: (readonly [Tensor, string])[] = [];
  const see = (t: Tensor) => {
    if (kept.length < 200) kept.push([t, String(t.values())]);
  };
  /** Replaces a method by one that keeps what it is told and gives. */
  function spyOn(object: object, name: string): () => void {
    const held = object as Record<string, (...args: unknown[]) => unknown>;
    const [method, isOwnProperty] = [held[name]!, Object.hasOwn(object, name)];
    held[name] = function (this: unknown, ...args: unknown[]) {
      const result = method.apply(this, args);
      for (const value of [...args, result]) if (value instanceof Tensor) see(value);
      return result;
    };
    return () => {
      if (isOwnProperty) held[name] = method;
      else delete held[name];
    };
  }
  const bound = (object: object, ...names: string[]) =>
    Object.fromEntries(names.map(name => [name, (object as Record<string, () => unknown>)[name]!.bind(object)]));
  class Spy extends nn.Dense {
    override forward(x: Tensor): Tensor {
      see(x);
      return super.forward(x);
    }
  }
  class SpyCell extends nn.LSTMCell {
    override forward(x: Tensor, state: nn.LSTMState, seen?: Tensor): nn.LSTMState {
      see(x);
      return super.forward(x, state, seen);
    }
  }
  const others: Record<string, (model: SequentialModel) => (() => void) | undefined | Callback> = {
    "a loss of one's own"(model) {
      const loss: nn.Loss = (yTrue, yPred, options) => {
        for (const t of [yTrue, yPred]) see(t);
        return nn.meanSquaredError(yTrue, yPred, options);
      };
      model.compile({ loss, optimizer: "sgd" });
      return undefined;
    },
    "a layer of a class of one's own": model => void model.add(new Spy(2)),
    "such a layer within another": model => void model.add(nn.timeDistributed(new Spy(2))),
    "a layer's method, replaced": model => spyOn(model.layers.at(-1)!, "forward"),
    "the model's method, replaced": model => spyOn(model, "run"),
    "a class's method, replaced": () => spyOn(nn.Dense.prototype, "forward"),
    "a method of the class that it is derived from, replaced": () => spyOn(nn.Layer.prototype, "computeMask"),
    "a method of tensors, replaced": () => spyOn(Tensor.prototype, "sub"),
    "the map within a layer, its method replaced": model => spyOn((model.layers.at(-1) as nn.Dense).linear!, "forward"),
    "a cell of a class of one's own"(model) {
      (model.layers[1] as nn.LSTM).cell = new SpyCell(3, 4);
      return undefined;
    },
    "a cell that is an object literal"(model) {
      const layer = model.layers[1] as nn.LSTM;
      const cell = layer.cell!;
      const forward = (x: Tensor, state: nn.LSTMState, seen?: Tensor) => {
        see(x);
        return cell.forward(x, state, seen);
      };
      const { inputSize, hiddenSize } = cell;
      const literal = {
        inputSize,
        hiddenSize,
        forward,
        ...bound(cell, "describe", "parameters", "zeroState", "hidden"),
      };
      layer.cell = literal as unknown as nn.LSTMCell;
      return undefined;
    },
    "a part that is a function"(model) {
      const layer = model.layers.at(-1) as nn.Dense;
      const linear = layer.linear!;
      const forward = (x: Tensor) => {
        see(x);
        return linear.forward(x);
      };
      const part = Object.assign(() => {}, { forward, ...bound(linear, "parameters") });
      layer.linear = part as unknown as nn.Linear;
      return undefined;
    },
    "a method replaced between two epochs"(model) {
      return {
        onEpochEnd(epoch) {
          if (epoch === 1) spyOn(model.layers.at(-1)!, "forward");
        },
      };
    },
  };
  for (const [name, own] of Object.entries({
    "a tensor that requires a gradient": true,
    "what was computed from it": false,
  }))
    it(`is a gradient for who waits for it: a carried state is ${name}`, async () => {
      const model = make();
      await usedBy(xp, model);
      const layer = model.layers[1] as nn.LSTM;
      const mine = nn.mapStates([layer.carried!], t => tensor(t.toArray(), { requiresGrad: true }));
      layer.carried = own ? mine : nn.mapStates([mine], t => t.mul(1));
      assert.equal(onlyToolkitSees(model), own);
      await usedBy(xp, model);
      for (const t of nn.tensorsOfState(mine)) assert.ok(t.grad!.values().some(value => value !== 0));
    });

  for (const [name, prepare] of Object.entries(others))
    it(`is what anybody else saw: ${name}`, async () => {
      kept.length = 0;
      const model = make();
      const prepared = prepare(model);
      try {
        await usedBy(xp, model, typeof prepared === "object" ? [prepared] : []);
      } finally {
        if (typeof prepared === "function") prepared();
      }
      assert.ok(kept.length > 0);
      for (const [t, numbers] of kept) assert.equal(String(t.values()), numbers);
    });
});
