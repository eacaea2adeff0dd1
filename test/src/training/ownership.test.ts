// What fit gives back of a batch, and what it leaves: whatever code other than the toolkit's has seen may be kept by it.
import assert from "node:assert/strict";
import {
  type Backend,
  currentBackend,
  type NDArray,
  setBackend,
  type WasmBackend,
  wasm,
} from "../../../src/backend/index.ts";
import { dense, type Layer, type Loss, meanSquaredError, simpleRNN, timeDistributed } from "../../../src/nn/index.ts";
import { seed, type Tensor } from "../../../src/tensor/index.ts";
import { type CompileOptions, sequential } from "../../../src/training/index.ts";
import { compiledKernels } from "../backend/kernels.ts";

describe("the memory of a batch", () => {
  let usual: Backend;
  let xp: WasmBackend;
  const freed = new Set<unknown>();
  before(async () => {
    usual = currentBackend();
    xp = await wasm({ kernels: await compiledKernels() });
    const free = (a: NDArray) => {
      freed.add(a);
      xp.free(a);
    };
    setBackend({ ...xp, free } as Backend);
  });
  after(() => setBackend(usual));

  /** Trains on sequences with these layers before the last one; all that `seen` gathers must stay readable. */
  async function train(layers: Layer[], loss: CompileOptions["loss"], seen: Tensor[] = []): Promise<void> {
    const rng = seed(0);
    const [x, y] = [rng.normal(0, 1, [10, 5, 3]), rng.normal(0, 1, [10, 2])];
    const model = sequential([...layers, simpleRNN(4, { inputShape: [5, 3] }), dense(2)]);
    model.compile({ loss, optimizer: "sgd" });
    freed.clear();
    await model.fit(x, y, { batchSize: 4, epochs: 3, verbose: 0 });
    for (const tensor of [x, y, ...seen]) assert.ok(tensor.values().every(Number.isFinite));
    const shapes = [...freed].map(a => String((a as { shape: readonly number[] }).shape));
    const gone = shapes.filter(shape => shape === "4,5,3").length;
    assert.equal(gone > 0, seen.length === 0, `${gone} batches given back`);
  }

  it("goes after the step where only the toolkit has seen it; x and y stay", () => train([], "mse"));

  it("stays where a loss of one's own keeps it", () => {
    const seen: Tensor[] = [];
    const loss: Loss = (yTrue, yPred) => {
      seen.push(yTrue, yPred);
      return meanSquaredError(yTrue, yPred);
    };
    return train([], loss, seen);
  });

  for (const wrap of [(layer: Layer) => layer, (layer: Layer) => timeDistributed(layer)])
    it("stays where a layer of one's own keeps it", () => {
      const seen: Tensor[] = [];
      class Spy extends (dense(3).constructor as new (units: number) => ReturnType<typeof dense>) {
        override forward(x: Tensor): Tensor {
          seen.push(x);
          return super.forward(x);
        }
      }
      return train([wrap(new Spy(3))], "mse", seen);
    });

  it("stays where a layer's forward was replaced", () => {
    const seen: Tensor[] = [];
    const spied = dense(3);
    const { forward } = spied;
    spied.forward = x => {
      seen.push(x);
      return forward.call(spied, x);
    };
    return train([spied], "mse", seen);
  });
});
