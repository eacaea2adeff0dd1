// CTC in training: the loss in compile, and best path decoding.
import assert from "node:assert/strict";
import * as nn from "../../../../src/nn/index.ts";
import { adam } from "../../../../src/optim/index.ts";
import { log, ones, seed, softmax, type Tensor, tensor, zeros } from "../../../../src/tensor/index.ts";
import { accuracy, ctcGreedyDecode, loadModel, sequential } from "../../../../src/training/index.ts";
import { assertClose } from "../../close.ts";

describe("ctcGreedyDecode", () => {
  it("is the best path: the likeliest labels may be others (worked by hand)", () => {
    // Blank .6 and "1" .4 at both steps. Path "blank blank" has .36, which is more than any other; yet "1" comes by three paths, .64.
    const logits = log(tensor([[[0.6, 0.4], [0.6, 0.4]]], { dtype: "float64" })); // biome-ignore format: a list
    const [best] = ctcGreedyDecode(logits);
    assert.deepEqual(best!.ids, []);
    assertClose(Math.exp(best!.logProbability), 0.36, 1e-12);
    assertClose(Math.exp(-nn.ctc(logits, [[1]]).item()), 0.64, 1e-12);
  });

  it("joins repetitions, but not over a blank; another blank; padding is not read", () => {
    const path = (...ids: number[]) => ids.map(id => [0, 1, 2].map(other => (other === id ? 4 : 0)));
    const logits = [path(1, 1, 0, 1, 2, 2), path(0, 2, 2, 1, 1, 0)];
    assert.deepEqual(ctcGreedyDecode(logits).map(({ ids }) => ids), [[1, 1, 2], [2, 1]]); // biome-ignore format: lists
    assert.deepEqual(ctcGreedyDecode(logits, { blank: 2 }).map(({ ids }) => ids), [[1, 0, 1], [0, 1, 0]]); // biome-ignore format: lists
    const mask = [[1, 1, 1, 0, 0, 0], [1, 1, 1, 1, 1, 1]]; // biome-ignore format: lists
    assert.deepEqual(ctcGreedyDecode(logits, { mask }).map(({ ids }) => ids), [[1], [2, 1]]); // biome-ignore format: lists
    const soft = ctcGreedyDecode(softmax(tensor(logits)));
    assertClose(soft[0]!.logProbability, ctcGreedyDecode(logits)[0]!.logProbability, 1e-6);
  });

  it("refuses what it cannot read", () => {
    assert.throws(() => ctcGreedyDecode(zeros([2, 3])), /logits \[batch, T, classes\], but got \[2, 3\]/);
    assert.throws(() => ctcGreedyDecode(zeros([2, 3, 4]), { blank: 4 }), /a class from 0 to 3, but got 4/);
    assert.throws(() => ctcGreedyDecode(zeros([2, 3, 4]), { mask: ones([3, 2]) }), /a mask of shape \[2, 3\]/);
    assert.throws(() => ctcGreedyDecode(zeros([2, 3, 4]), { mergeRepeated: true } as object), /mergeRepeated/);
  });
});

describe("compile: ctc", () => {
  const rng = seed(1);
  // Each label is seen for two steps, with a step of nothing behind it.
  const labels = Array.from({ length: 32 }, () => [1 + rng.integers(0, 3), 1 + rng.integers(0, 3)]);
  const x = labels.map(row => row.flatMap(id => [id, id, 0].map(seen => [0, 1, 2, 3].map(k => Number(k === seen)))));
  const made = () => sequential([nn.lstm(12, { inputShape: [6, 4], returnSequences: true }), nn.dense(4)], { seed: 3 });

  for (const loss of ["ctc", nn.ctc] as const)
    it(`${typeof loss === "string" ? "by name" : "as the function"}: what fit gives is ctc(logits, targets), and it learns to decode`, async () => {
      const model = made();
      model.compile({ loss: loss as "ctc", optimizer: adam(0.02) });
      const expected = nn.ctc(model.predict(x) as Tensor, labels).item();
      assertClose(model.evaluate(x, labels, { batchSize: 32 }).loss, expected, 1e-5);
      await model.fit(x, labels, { epochs: 60, batchSize: 8, verbose: 0 });
      const decoded = ctcGreedyDecode(model.predict(x) as Tensor).map(({ ids }) => ids);
      assert.deepEqual(decoded, labels);
      const loaded = loadModel(JSON.parse(JSON.stringify(model.save())));
      assertClose(loaded.evaluate(x, labels).loss, model.evaluate(x, labels).loss, 1e-6);
    });

  it("a sequence counts once, however many steps its mask keeps", () => {
    const model = sequential([nn.masking({ inputShape: [6, 4] }), nn.lstm(3, { returnSequences: true }), nn.dense(4)]);
    model.compile({ loss: "ctc", optimizer: "adam" });
    const short = x.slice(0, 2).map(steps => steps.map((step, t) => (t < 3 ? step : [0, 0, 0, 0])));
    const both = [...short, ...x.slice(2, 4)];
    const targets = [[1, 0], [2, 0], ...labels.slice(2, 4)]; // biome-ignore format: a list
    const [one, other] = [model.evaluate(short, targets.slice(0, 2)), model.evaluate(x.slice(2, 4), targets.slice(2))];
    assertClose(model.evaluate(both, targets, { batchSize: 2 }).loss, (one.loss + other.loss) / 2, 1e-5);
  });

  it("says what to do about softmax, accuracy, class weights and a swapped pair", async () => {
    const squashed = sequential([
      nn.lstm(3, { inputShape: [6, 4], returnSequences: true }),
      nn.dense(4, { activation: "softmax" }),
    ]);
    assert.throws(
      () => squashed.compile({ loss: "ctc", optimizer: "adam" }),
      /ctc expects logits .*leave the activation out$/,
    );
    const model = made();
    assert.throws(
      () => model.compile({ loss: "ctc", optimizer: "adam", metrics: ["accuracy"] }),
      /accuracy.*ctc.*ctcGreedyDecode/,
    );
    assert.throws(
      () => model.compile({ loss: nn.ctc as never, optimizer: "adam", metrics: [accuracy] }),
      /knows no accuracy/,
    );
    model.compile({ loss: "ctc", optimizer: "adam" });
    await assert.rejects(model.fit(x, labels, { classWeight: { 1: 2 } }), /classWeight.*ctc/);
    assert.throws(() => nn.ctc(labels, ones([32, 6, 4])), /logits come first: ctc\(logits, targets\)$/);
  });
});
