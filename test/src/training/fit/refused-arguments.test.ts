// What is given to training in a form that it would not use: refused with the form that it takes, or told.
import assert from "node:assert/strict";
import { gradientCheck } from "../../../../src/diagnostics/index.ts";
import { Dropout, dense, Parameter } from "../../../../src/nn/index.ts";
import { sgd } from "../../../../src/optim/index.ts";
import { tensor } from "../../../../src/tensor/index.ts";
import * as training from "../../../../src/training/index.ts";
import { captured } from "../../captured.ts";

const x = [[1, 2], [3, 4]]; // biome-ignore format: a matrix
const y = [[1], [2]];

function compiled(learningRate = 0.01) {
  const model = training.sequential([dense(1, { inputShape: [2] })]);
  model.compile({ loss: "meanSquaredError", optimizer: sgd(learningRate) });
  return model;
}
const fit = (options: object) => compiled().fit(x, y, { verbose: 0, ...options });

describe("fit: callbacks", () => {
  it("refuses what it would never call", async () => {
    for (const [callback, wanted] of [
      [() => 1, /fit expects callbacks with names, but got a function; write { onEpochEnd\(epoch, measures\)/],
      [training.earlyStopping, /got the function earlyStopping; .*, or call it/],
      [{ onEpochEnds() {} }, /functions out of onTrainBegin, .* but got onEpochEnds; did you mean onEpochEnd\?/],
      [{ on_epoch_end() {} }, /but got on_epoch_end; did you mean onEpochEnd\?/],
      [{ onEpochEnd() {}, onBatchEnd() {} }, /but got onBatchEnd/],
      [{}, /but got {}$/],
      [undefined, /but got undefined$/],
    ] as const)
      await assert.rejects(fit({ callbacks: [callback] }), { name: "TypeError", message: wanted });
  });

  it("takes one without a list, and methods of a class beside one's own", async () => {
    class Counter {
      n = 0;
      count() {
        this.n++;
      }
      onEpochEnd() {
        this.count();
      }
    }
    const counter = new Counter();
    await fit({ epochs: 2, callbacks: counter });
    assert.equal(counter.n, 2);
    await fit({ epochs: 3, callbacks: [counter, training.earlyStopping({ monitor: "loss" })] });
    assert.equal(counter.n, 5);
  });
});

describe("fit: data", () => {
  it("refuses validation data by name", async () => {
    for (const [validationData, got] of [[{ x, y }, "{ x, y }"], [[x], "an array of 1"], [3, "3"]] as const) // biome-ignore format: a matrix
      await assert.rejects(fit({ validationData }), {
        name: "TypeError",
        message: `fit expects validationData as a list, [x, y] or [x, y, sampleWeight], but got ${got}`,
      });
  });

  it("tells once that the loss is lost, and since which epoch", async () => {
    const ofData = await captured(() => compiled().fit([[1, Number.NaN], [3, 4]], y, { verbose: 0, epochs: 4 }), "warn"); // biome-ignore format: a matrix
    assert.equal(ofData.length, 1);
    assert.match(ofData[0]!, /^fit: the loss is NaN since epoch 1\. .*findNonFinite\(tensor\(x\)\).*clipnorm\.$/);
    const diverging = compiled(1e6);
    let history: training.TrainingHistory | undefined;
    const told = await captured(async () => {
      history = await diverging.fit(x, y, { verbose: 0, epochs: 20 });
    }, "warn");
    const first = history!.history.loss!.findIndex(loss => !Number.isFinite(loss));
    assert.ok(first > 0);
    assert.equal(told.length, 1);
    assert.ok(
      told[0]!.startsWith(`fit: the loss is ${history!.history.loss![first]} since epoch ${first + 1}. `),
      String(told),
    );
    assert.deepEqual(await captured(() => compiled().fit(x, y, { verbose: 0, epochs: 3 }), "warn"), []);
  });
});

describe("saving by the name of a file", () => {
  it("is answered by the line that does it", () => {
    assert.throws(() => training.loadModel("model.json" as never), {
      name: "TypeError",
      message:
        /but got "model\.json"; a file is read by loadModel\(JSON\.parse\(readFileSync\("model\.json", "utf8"\)\)\)/,
    });
    const text = JSON.stringify(compiled().save());
    assert.throws(() => training.loadModel(text as never), {
      name: "TypeError",
      message: "loadModel expects what model.save() gave, but got text; write loadModel(JSON.parse(text))",
    });
    assert.throws(() => compiled().save("model.json" as never), {
      name: "TypeError",
      message: /^save gives .* write writeFileSync\("model\.json", JSON\.stringify\(model\.save\(\)\)\)/,
    });
  });
});

describe("arguments left out or of another kind", () => {
  it("are told by whom and what to write", () => {
    assert.throws(() => new Dropout(0.5).forward([1], undefined as never), {
      name: "TypeError",
      message: /^Dropout expects .* but got undefined; write forward\(x, { training: true }\)/,
    });
    assert.throws(() => new Parameter([3] as never), {
      name: "TypeError",
      message: /^new Parameter\(…\) expects a tensor, but got an array of 1; write new Parameter\(tensor\(…\)\)/,
    });
    const w = tensor([1, 2], { dtype: "float64", requiresGrad: true });
    assert.throws(
      () => gradientCheck(() => 1 as never, w),
      /^TypeError: gradientCheck .* but got 1; leave item\(\) out/,
    );
    assert.throws(() => gradientCheck(() => w.mul(2), w), /a tensor of one number, but got a Tensor of shape \[2\]/);
    assert.throws(
      () => training.samplingProbabilities([1, 2], { topQ: 0.5 } as never),
      /^RangeError: samplingProbabilities/,
    );
    assert.throws(
      () => training.samplingProbabilities([1, Number.NaN]),
      /^RangeError: samplingProbabilities expects finite/,
    );
  });
});
