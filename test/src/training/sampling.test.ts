// Sampling against its probabilities (χ²), temperature, top-k, rejection; writing until the end symbol or the maximum.
import assert from "node:assert/strict";
import { dense } from "../../../src/nn/index.ts";
import { log, seed, softmax, tensor } from "../../../src/tensor/index.ts";
import { generate, sample, samplingProbabilities, sequential } from "../../../src/training/index.ts";
import { assertClose } from "../close.ts";

const float64 = { dtype: "float64" } as const;
const logits = tensor([0.3, -1, 2, 0.5], float64);
const p = log(tensor([0.5, 0.3, 0.2], float64)); // log-probabilities are logits

describe("samplingProbabilities", () => {
  it("are the softmax; temperature divides the logits", () => {
    assertClose(samplingProbabilities(logits), softmax(logits), 1e-15);
    assertClose(samplingProbabilities(logits, { temperature: 0.5 }), softmax(logits.mul(2)), 1e-15);
    assert.deepEqual(samplingProbabilities(logits, { temperature: 0 }), [0, 0, 1, 0]);
    assert.deepEqual(samplingProbabilities(tensor([1, 3, 3]), { temperature: 0 }), [0, 1, 0]); // argmax: the first
  });

  it("entropy rises with temperature", () => {
    const entropy = (temperature: number) =>
      -samplingProbabilities(logits, { temperature }).reduce((sum, x) => sum + x * Math.log(x), 0);
    const entropies = [0.3, 0.7, 1, 2, 10].map(entropy);
    assert.deepEqual(entropies, entropies.toSorted((a, b) => a - b)); // biome-ignore format: a line
    assert.ok(entropies.at(-1)! < Math.log(4));
  });

  it("rejecting renormalizes: [.5, .3, .2] without the last is [.625, .375]", () => {
    assertClose(samplingProbabilities(p, { reject: [2] }), [0.625, 0.375, 0], 1e-15);
  });

  it("top k keeps the k likeliest, after rejection", () => {
    assertClose(samplingProbabilities(p, { topK: 2 }), [0.625, 0.375, 0], 1e-15);
    assertClose(samplingProbabilities(p, { topK: 1, reject: [0] }), [0, 1, 0]);
    assertClose(samplingProbabilities(p, { topK: 9 }), [0.5, 0.3, 0.2], 1e-15);
  });

  it("of probabilities, where it is said, are these themselves", () => {
    const q = softmax(logits);
    assertClose(samplingProbabilities(q, { from: "probabilities" }), q, 1e-15);
    for (const temperature of [0.5, 2])
      assertClose(
        samplingProbabilities(q, { from: "probabilities", temperature, reject: [0] }),
        samplingProbabilities(logits, { temperature, reject: [0] }),
        1e-14,
      );
    assertClose(samplingProbabilities([0, 0.25, 0.75], { from: "probabilities", topK: 2 }), [0, 0.25, 0.75], 1e-15);
  });

  it("take no probabilities for logits without a word", () => {
    const model = sequential([dense(5, { inputShape: [2], activation: "softmax" })]);
    const step = model.predict([[1, 2]]).at(0);
    assert.throws(() => samplingProbabilities(step), /expects logits, but these numbers are probabilities .*; say so by \{ from: "probabilities" \}, or/); // biome-ignore format: a line
    assert.throws(() => sample(step, seed(0)), /these numbers are probabilities/);
    assertClose(samplingProbabilities(step, { from: "logits" }), softmax(step), 1e-7);
    assertClose(samplingProbabilities([0, 1]), softmax(tensor([0, 1], float64)), 1e-15); // whole numbers are logits
    assert.throws(
      () => samplingProbabilities([0.5, 0.6], { from: "probabilities" }),
      /sum of 1, but got a sum of 1\.1$/,
    );
    assert.throws(() => samplingProbabilities([-0.5, 1.5], { from: "probabilities" }), /but got -0\.5 at \[0\]$/);
    assert.throws(
      () => samplingProbabilities(p, { from: "probs" as never }),
      /from: "logits" or "probabilities", but got "probs"/,
    );
    assert.throws(() => samplingProbabilities(p, { topk: 3 } as object), /got topk; did you mean topK\?/);
    assert.throws(() => sample(p, 3 as never), /a generator as its second argument, seed\(0\), but got 3/);
  });

  it("do not overflow, and take −∞ for impossible", () => {
    assertClose(samplingProbabilities(tensor([1000, 1000, Number.NEGATIVE_INFINITY], float64)), [0.5, 0.5, 0]);
  });

  it("say what they expect", () => {
    assert.throws(() => samplingProbabilities(tensor([[1, 2]])), /logits of one step, \[classes\], but got \[1, 2\]/);
    assert.throws(() => samplingProbabilities(tensor([1, Number.NaN])), /finite logits, but got NaN at \[1\]/);
    assert.throws(() => samplingProbabilities(p, { temperature: -1 }), /temperature ≥ 0, but got -1/);
    assert.throws(() => samplingProbabilities(p, { topK: 0 }), /topK to be a whole number ≥ 1, but got 0/);
    assert.throws(() => samplingProbabilities(p, { reject: [0, 1, 2] }), /at least one id that is not rejected/);
    for (const id of [3, -1, 0.5])
      assert.throws(
        () => samplingProbabilities(p, { reject: [id] }),
        /ids to reject from 0 to 2, .* but got (3|-1|0\.5)$/,
      );
  });
});

describe("sample", () => {
  it("draws by these probabilities (χ², 99.9 %)", () => {
    const options = { temperature: 0.8, reject: [1] };
    const expected = samplingProbabilities(logits, options);
    const rng = seed(3);
    const n = 20_000;
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < n; i++) counts[sample(logits, rng, options)]!++;
    assert.equal(counts[1], 0);
    const chi = [0, 2, 3].reduce((sum, i) => sum + (counts[i]! - n * expected[i]!) ** 2 / (n * expected[i]!), 0);
    assert.ok(chi < 13.82, `χ² = ${chi}`); // 2 degrees of freedom
  });
});

describe("generate", () => {
  /** A chain that knows only the last symbol: 0 starts, 3 ends with probability 1/4. */
  const next = (_: number, drawn = 0) => ({
    logits: log(tensor([0, 0.5, 0.25, 0.25], float64)),
    state: drawn + 1,
  });

  it("ends by the end symbol: mean length counting it 1/p, within 4 standard errors", () => {
    const rng = seed(8);
    const n = 3_000;
    let total = 0;
    for (let i = 0; i < n; i++) {
      const { ids, ended } = generate(next, { rng, start: [0], end: 3, maximum: 1000 });
      assert.ok(ended && !ids.includes(3) && !ids.includes(0));
      total += ids.length + 1;
    }
    const standardError = Math.sqrt(0.75) / 0.25 / Math.sqrt(n);
    assert.ok(Math.abs(total / n - 4) < 4 * standardError, `${total / n}`);
  });

  it("stops at the maximum, and says that it did not end", () => {
    const { ids, ended } = generate(next, { rng: seed(1), start: [0], maximum: 20 });
    assert.deepEqual([ids.length, ended], [20, false]);
    assert.deepEqual(generate(next, { rng: seed(1), start: [0], maximum: 0 }).ids, []);
  });

  it("reads the start symbols first, then each symbol it has drawn", () => {
    const read: number[] = [];
    const step = (id: number, count = 0) => {
      read.push(id);
      return { logits: tensor([0, 0, 0, 1].map((_, i) => (i === (id + 1) % 4 ? 9 : 0))), state: count + 1 };
    };
    const { ids } = generate(step, { rng: seed(0), start: [2, 0], end: 3, maximum: 9, temperature: 0 });
    assert.deepEqual([ids, read], [[1, 2], [2, 0, 1, 2]]); // biome-ignore format: two lists
  });

  it("gives ln P of what it drew, the end symbol counted, whatever the temperature", () => {
    const { ids, ended, logProbability } = generate(next, {
      rng: seed(2),
      start: [0],
      end: 3,
      maximum: 99,
      temperature: 3,
    });
    assert.ok(ended);
    assertClose(
      logProbability,
      [...ids, 3].reduce((sum, id) => sum + Math.log([0, 0.5, 0.25, 0.25][id]!), 0),
      1e-12,
    );
  });

  it("is the same from the same seed, and says what it expects", () => {
    const run = (n: number) => generate(next, { rng: seed(n), start: [0], maximum: 30 }).ids;
    assert.deepEqual(run(1), run(1));
    assert.notDeepEqual(run(1), run(2));
    assert.throws(() => generate(next, { rng: seed(1), start: [], maximum: 3 }), /at least one id to start from/);
    assert.throws(() => generate(next, { rng: seed(1), start: [0], maximum: -1 }), /maximum to be a whole number ≥ 0/);
    assert.throws(
      () => generate(next, { rng: seed(1), start: [0], maximum: 3, end: 99 }),
      /expects an end from 0 to \d+/,
    );
  });
});
