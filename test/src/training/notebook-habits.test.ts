// What goes wrong where cells are run twice, or an await is forgotten: it is told, or cannot happen.
import assert from "node:assert/strict";
import * as nn from "../../../src/nn/index.ts";
import { seed } from "../../../src/tensor/index.ts";
import { type Callback, sequential } from "../../../src/training/index.ts";

/** What is warned of meanwhile. */
async function warned(work: () => unknown): Promise<string[]> {
  const { warn } = console;
  const lines: string[] = [];
  console.warn = (...values) => void lines.push(values.join(" "));
  try {
    await work();
  } finally {
    console.warn = warn;
  }
  return lines;
}

/** The end of a cell. */
const nextCell = () => new Promise(resolve => setTimeout(resolve, 1));

describe("a cell that adds layers, run twice", () => {
  it("is told, with how to take the layer away", async () => {
    const model = sequential([nn.dense(4, { inputShape: [2] })]);
    const cell = async () => {
      await nextCell();
      model.add(nn.dense(10, { activation: "softmax" }));
    };
    assert.deepEqual(await warned(cell), []);
    const [line, ...more] = await warned(cell);
    assert.equal(line, 'The model "sequential" has now 3 layers: dense_2 was added, which is like dense_1. If a cell ran twice by mistake, model.pop() takes the last layer away.'); // biome-ignore format: a line
    assert.deepEqual(more, []);
  });

  it("also where it adds several, and wrapped ones", async () => {
    const model = sequential([nn.repeatVector(3, { inputShape: [2] })]);
    const cell = async () => {
      await nextCell();
      model.add(nn.lstm(4, { returnSequences: true }));
      model.add(nn.timeDistributed(nn.dense(2)));
    };
    await cell();
    assert.equal((await warned(cell)).length, 2);
  });

  it("but not layers of one cell, or others in the next", async () => {
    const lines = await warned(async () => {
      const model = sequential([nn.lstm(4, { returnSequences: true, inputShape: [3, 2] })]);
      model.add(nn.lstm(4, { returnSequences: true }));
      await nextCell();
      model.add(nn.lstm(5, { returnSequences: true }));
      model.add(nn.lstm(4));
      await nextCell();
      model.add(nn.dense(4));
    });
    assert.deepEqual(lines, []);
  });

  it("pop leaves the model as it was before", () => {
    const make = () => sequential([nn.dense(3, { inputShape: [2] })], { seed: 3 });
    const [model, other] = [make(), make()];
    model.add(nn.dense(5));
    const popped = model.pop();
    assert.equal(popped.name, "dense_1");
    for (const m of [model, other]) m.add(nn.dense(4));
    assert.deepEqual(nn.saveWeights(model), nn.saveWeights(other));
    assert.equal(model.predict([[1, 2]]).shape[1], 4);
    model.pop();
    model.pop();
    assert.equal(model.inputShape, undefined);
    assert.throws(() => model.pop(), /sequential has no layers to take away/);
    model.add(nn.dense(2, { inputShape: [7] }));
    assert.deepEqual(model.inputShape, [7]);
  });
});

describe("fit without await", () => {
  const [x, y] = [seed(1).normal(0, 1, [8, 2]), seed(2).normal(0, 1, [8, 1])];
  const make = () => {
    const model = sequential([nn.dense(1, { inputShape: [2] })]);
    model.compile({ loss: "mse", optimizer: "sgd" });
    return model;
  };
  const quiet = { verbose: 0, batchSize: 1 } as const;

  it("what asks the model before its first step is told", async () => {
    const model = make();
    const training = model.fit(x, y, quiet);
    for (const ask of [() => model.predict(x), () => model.evaluate(x, y), () => model.save()])
      assert.throws(ask, /^Error: (predict|evaluate|save) expects a model whose fit has ended, but it has not done a step yet; write await before it: await model\.fit\(…\)$/); // biome-ignore format: a line
    await training;
    assert.ok(model.predict(x) && model.evaluate(x, y) && model.save());
  });

  it("another fit or compile meanwhile is refused", async () => {
    const model = make();
    const training = model.fit(x, y, quiet);
    await assert.rejects(
      model.fit(x, y, quiet),
      /fit expects that the fit before it has ended; write await before that/,
    );
    assert.throws(() => model.compile({ loss: "mse", optimizer: "sgd" }), /compile expects that the fit before it has/);
    await training;
    await model.fit(x, y, quiet);
  });

  it("what asks it between two steps is answered, and warned once; a callback is not", async () => {
    const model = make();
    let asked = 0;
    const ask: Callback = { onEpochEnd: (_epoch, _measures, trained) => void trained.evaluate(x, y) };
    const lines = await warned(async () => {
      const timer = setInterval(() => {
        asked++;
        model.predict(x);
      }, 1);
      const start = performance.now();
      for (let epochs = 50; asked < 2 && performance.now() - start < 10_000; epochs *= 2)
        await model.fit(x, y, { ...quiet, epochs, callbacks: [ask] });
      clearInterval(timer);
    });
    assert.ok(asked >= 2);
    assert.ok(lines.length >= 1 && lines.length < asked + 2);
    assert.match(lines[0]!, /^predict sees the model as it is after \d+ steps: fit has not ended\. To wait for it: await model\.fit\(…\)$/); // biome-ignore format: a line
  });

  it("a fit that failed leaves the model free", async () => {
    const model = make();
    await assert.rejects(model.fit(x, y.slice(0, 1), quiet), /one target for each sample/);
    assert.ok(model.predict(x));
  });

  it("ends where the host stops it between two steps, or while it waits for a callback", async () => {
    const host = globalThis as Record<symbol, unknown>;
    const key = Symbol.for("Jupyter.interrupt");
    let waits = 0;
    host[key] = {
      throwIfInterrupted() {},
      wait: (value: unknown) => (++waits > 3 ? Promise.reject(new Error("Interrupted")) : value),
    };
    try {
      const model = make();
      const slow: Callback = { onEpochEnd: () => new Promise(resolve => setTimeout(resolve, 1)) };
      const training = model.fit(x, y, { ...quiet, epochs: 1000, callbacks: [slow] });
      await assert.rejects(training, /Interrupted/);
      assert.ok(waits < 10);
      waits = Number.NEGATIVE_INFINITY;
      await model.fit(x, y, quiet);
    } finally {
      delete host[key];
    }
  });
});
