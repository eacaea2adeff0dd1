// The tfjs backend beyond the contract: memory that goes with the tape, TensorFlow.js's own backend changed, and what it is not given.
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import * as tf from "@tensorflow/tfjs-core";
import { type Backend, currentBackend, reference, setBackend, tfjs } from "../../../../src/backend/index.ts";
import { startTfjs, type TfjsBackend } from "../../../../src/backend/tfjs/index.ts";
import { dense, lstm } from "../../../../src/nn/index.ts";
import { oneHot, seed, type Tensor, tensor } from "../../../../src/tensor/index.ts";
import { sequential } from "../../../../src/training/index.ts";
import { itSoaks, times } from "../../../soak.ts";
import { tfjsOn } from "./started.ts";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Collects garbage, and waits until the collector has reported an object that was dropped now. */
async function reported(): Promise<void> {
  let isReported = false;
  const registry = new FinalizationRegistry(() => {
    isReported = true;
  });
  registry.register({}, undefined);
  while (!isReported) {
    collectGarbage();
    await sleep(1);
  }
  registry.unregister({}); // until here the registry has to be there
}

/** How many arrays there are when the garbage collector has reported all that it can. */
async function settled(count: () => number): Promise<number> {
  for (let last = Number.NaN; last !== count(); ) {
    last = count();
    await reported();
    await reported();
  }
  return count();
}
const held = () => settled(() => tf.memory().numTensors);

describe("tfjs: the backend", () => {
  let xp: TfjsBackend;
  let before: Backend;
  beforeEach(async () => {
    xp = await tfjsOn("cpu");
    before = currentBackend();
    setBackend(xp);
  });
  afterEach(() => setBackend(before));

  const weightsAndData = () => {
    const rng = seed(0);
    return { W: rng.normal(0, 0.3, [6, 5], { requiresGrad: true }), x: rng.normal(0, 1, [4, 6]) };
  };
  const step = ({ W, x }: { W: Tensor; x: Tensor }) => {
    const loss = x.matmul(W).tanh().square().mean();
    loss.backward();
    W.array = W.sub(W.grad!.mul(0.1)).array;
    W.grad = undefined;
    return loss;
  };

  itSoaks(
    "holds no more arrays than it may in a loop that never yields, as many as before after it, and learns",
    async () => {
      const limited = await startTfjs(tf, "cpu", { limits: { maxArrays: 500 } });
      setBackend(limited);
      const model = weightsAndData();
      const first = step(model).item();
      const arrays = () => settled(() => limited.memory().arrays);
      const few = await arrays();
      let most = 0;
      for (let i = 0; i < times(300, 1000); i++) {
        step(model);
        most = Math.max(most, limited.memory().arrays);
      }
      assert.ok(most <= 501, `${most} arrays`);
      assert.equal(await arrays(), few);
      assert.ok(step(model).item() < first / 2);
    },
  );

  itSoaks("gives a step's memory back when it ends: only weights and results stay", async () => {
    const model = sequential([lstm(7, { inputShape: [5, 3] }), dense(2, { activation: "softmax" })]);
    model.compile({ loss: "categoricalCrossentropy", optimizer: "adam" });
    const x = seed(1).normal(0, 1, [6, 5, 3]);
    const y = oneHot([0, 1, 1, 0, 1, 0], 2);
    await model.fit(x, y, { epochs: 2, batchSize: 3, verbose: 0 });
    const then = await held();
    await model.fit(x, y, { epochs: times(3, 500), batchSize: 3, verbose: 0 });
    // Fewer where an earlier test's have gone meanwhile.
    const now = await held();
    assert.ok(now <= then, `arrays of TensorFlow.js: ${now}, and ${then} before`);
  });

  it("computes a tensor again that a backward pass has forgotten, and one that moved out", async () => {
    const { W, x } = weightsAndData();
    const hidden = x.matmul(W).tanh();
    const numbers = hidden.toArray();
    hidden.sum().backward();
    assert.deepEqual(hidden.toArray(), numbers);
    const limited = await startTfjs(tf, "cpu", { limits: { maxArrays: 200 } });
    setBackend(limited);
    const kept = tensor([1, 2, 3]);
    for (let i = 0; i < 500; i++) tensor([i]);
    assert.ok(limited.memory().arrays <= 200);
    assert.deepEqual(kept.mul(2).toArray(), [2, 4, 6]);
  });

  it("sums the gradients of slices that overlap, repeat or leave gaps, along either axis", () => {
    const at = [[0, 2], [2, 3], [1, 4], [0, 2], [5, 6]] as const; // biome-ignore format: a list
    for (const axis of [0, 1]) {
      const x = seed(2).normal(0, 1, [6, 6], { requiresGrad: true });
      const parts = at.map(([start, stop], i) =>
        x
          .slice(start, stop, { axis })
          .sum()
          .mul(i + 1),
      );
      parts.reduce((a, b) => a.add(b)).backward();
      const expected = [0, 1, 2, 3, 4, 5].map(place =>
        at.reduce((sum, [start, stop], i) => sum + (place >= start && place < stop ? i + 1 : 0), 0),
      );
      const found = x.grad!.toArray() as number[][];
      for (let i = 0; i < 6; i++) for (let j = 0; j < 6; j++) assert.equal(found[i]![j], expected[axis === 0 ? i : j]);
    }
  });

  it("is untouched by tf.tidy around it", () => {
    const made = tf.tidy(() => {
      void tf.scalar(1);
      return { kept: tensor([1, 2]).add(1) }.kept as unknown as tf.Tensor;
    }) as unknown as Tensor;
    assert.deepEqual(made.toArray(), [2, 3]);
  });

  it("tells that TensorFlow.js was told to compute elsewhere", async () => {
    tf.registerBackend("other", () => tf.findBackend("cpu") as never);
    const a = tensor([1, 2]);
    await tf.setBackend("other");
    assert.throws(
      () => a.add(1),
      /expects TensorFlow\.js to compute on "cpu", but tf\.setBackend chose "other"; go back by/,
    );
    await tf.setBackend("cpu");
    tf.removeBackend("other");
    assert.deepEqual(a.add(1).toArray(), [2, 3]);
  });

  it("keeps float64 as the reference does, to the bit, and says so", () => {
    const a = tensor([0.1, 0.2], { dtype: "float64" });
    assert.deepEqual(a.exp().values(), reference.values(reference.unary("exp", a.array)));
    assert.match(
      xp.describe(),
      /^tfjs-cpu: float32 by TensorFlow\.js on its backend "cpu", .* float64 is the reference's$/,
    );
  });

  it("tells that a kernel has failed, and goes on from what was there before", async () => {
    const engine = tf.engine();
    let isFull = false;
    const runKernel = (name: string, inputs: object, attributes?: object) => {
      if (isFull && name === "Tanh") throw new Error("OOM when allocating tensor with shape[9,9]");
      return engine.runKernel(name, inputs as tf.NamedTensorMap, attributes as tf.NamedAttrMap) as unknown;
    };
    const small = await startTfjs({ ...tf, engine: () => ({ backendName: "cpu", runKernel }) }, "cpu");
    setBackend(small);
    const model = weightsAndData();
    const first = step(model).item();
    const arrays = () => settled(() => small.memory().arrays);
    const then = await arrays();
    isFull = true;
    assert.throws(() => step(model), /^Error: TensorFlow\.js on "cpu" cannot compute Tanh: OOM when .*; 1 MB of ours are there: try a smaller batch/); // biome-ignore format: a line
    isFull = false;
    assert.ok(step(model).item() < first);
    assert.equal(await arrays(), then);
  });

  it("tells what is not TensorFlow.js, and backends that it does not have", async () => {
    await assert.rejects(tfjs({} as never), /tfjs expects TensorFlow\.js, as tf of @tensorflow\/tfjs, but got/);
    await assert.rejects(
      tfjs(tf, "tpu"),
      /tfjs expects a backend of TensorFlow\.js, but got "tpu"; import the package/,
    );
    const dataSync = () => {
      throw new Error("OffscreenCanvas is not defined");
    };
    const runKernel = (name: string, inputs: object, attributes?: object) =>
      Object.assign(tf.engine().runKernel(name, inputs as tf.NamedTensorMap, attributes as tf.NamedAttrMap), {
        dataSync,
      });
    const asynchronous = { ...tf, engine: () => ({ backendName: "cpu", runKernel }) };
    await assert.rejects(tfjs(asynchronous, "cpu"), /cannot compute by TensorFlow\.js on "cpu" here: OffscreenCanvas is not defined\. It reads numbers synchronously/); // biome-ignore format: a line
    const unable = { ...tf, setBackend: async () => false };
    await assert.rejects(tfjs(unable, "cpu"), /TensorFlow\.js cannot compute on "cpu" here; its own message says why/);
    assert.equal((await tfjs(tf)).name, "tfjs-cpu");
  });
});
