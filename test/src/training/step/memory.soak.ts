// Memory stays flat through the public face: 10,000 steps of fit and of train, and 10,000 losses that nobody goes back over.
import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Backend, currentBackend, setBackend, type WasmBackend, wasm } from "../../../../src/backend/index.ts";
import { type Batch, batches } from "../../../../src/data/index.ts";
import { crossEntropy, dense, Linear, LSTMCell, lstm, unroll } from "../../../../src/nn/index.ts";
import { adam } from "../../../../src/optim/index.ts";
import { oneHot, seed } from "../../../../src/tensor/index.ts";
import { sequential, train } from "../../../../src/training/index.ts";
import { compiledKernels } from "../../backend/kernels.ts";

const steps = 10_000;
/** When it should have settled. */
const settledAfter = 3_000;
const megabyte = 2 ** 20;

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

describe("memory: models on wasm", () => {
  let xp: WasmBackend;
  let usual: Backend;
  beforeEach(async () => {
    usual = currentBackend();
    xp = await wasm({ kernels: await compiledKernels() });
    setBackend(xp);
  });
  afterEach(() => setBackend(usual));

  /** Bytes of the heap of tensors, and what JavaScript holds once the garbage collector has run. */
  const measure = () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return { tensors: xp.memory().heap, rest: heapUsed + arrayBuffers };
  };
  const assertFlat = (before: ReturnType<typeof measure> | undefined) => {
    const { tensors, rest } = measure();
    assert.equal(tensors, before!.tensors);
    // Had each step kept what it made, these would be hundreds.
    assert.ok(rest - before!.rest < 100 * megabyte, `${(rest - before!.rest) / megabyte} MB more`);
  };

  /** One batch, seen again and again. */
  const data = () => {
    const rng = seed(0);
    const ids = Array.from({ length: 8 }, () => rng.integers(0, 4));
    return { x: rng.normal(0, 1, [8, 10, 6]), ids, y: oneHot(ids, 4) };
  };
  const cellModel = () => ({
    cell: new LSTMCell(6, 12, { rng: seed(1) }),
    readout: new Linear(12, 4, { rng: seed(2) }),
  });
  const lossOf = ({ cell, readout }: ReturnType<typeof cellModel>, { x, y }: Pick<Batch, "x" | "y">) =>
    crossEntropy(readout.forward(unroll(cell, x).hidden.at(-1)!), y);

  it("is flat over 10,000 steps of fit", async function () {
    this.timeout(60_000);
    const { x, y } = data();
    const model = sequential([lstm(12, { inputShape: [10, 6] }), dense(4, { activation: "softmax" })]);
    model.compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] });
    await model.fit(x, y, { epochs: settledAfter, batchSize: 8, verbose: 0 });
    const settled = measure();
    const { history } = await model.fit(x, y, { epochs: steps - settledAfter, batchSize: 8, verbose: 0 });
    assert.equal(history.accuracy!.at(-1), 1);
    assertFlat(settled);
  });

  it("is flat over 10,000 steps of train", async function () {
    this.timeout(60_000);
    const { x, ids: y } = data();
    const model = cellModel();
    let settled: ReturnType<typeof measure> | undefined;
    let last = Number.NaN;
    const loss = (batch: Batch) => lossOf(model, batch);
    for await (const step of train(model, batches({ x, y }), { loss, optimizer: adam(), clipNorm: 1, epochs: steps })) {
      last = step.loss;
      if (step.step === settledAfter) settled = measure();
    }
    assert.ok(last < 0.01, `it learns: ${last}`);
    assertFlat(settled);
  });

  it("is flat over 10,000 dropped graphs", function () {
    this.timeout(60_000);
    const { x, y } = data();
    const model = cellModel();
    let settled: ReturnType<typeof measure> | undefined;
    const values = new Set<number>();
    for (let i = 0; i < steps; i++) {
      const loss = lossOf(model, { x, y });
      if (i % 500 === 0) values.add(loss.item());
      if (i === settledAfter) settled = measure();
    }
    assert.equal(values.size, 1, "the same loss each time");
    assertFlat(settled);
  });
});
