// The counting assignment: every fingerprint of the curriculum's list (item 5), right answers from real models, blanks.
import assert from "node:assert/strict";
import "../src/on-reference.ts";
import { ____, assignment } from "../../assignments/index.ts";
import { activation, countParameters, dense, Sequential, simpleRNN } from "../../src/nn/index.ts";

const { q6, q7, q8, q13, q14 } = assignment("counting");

// Curriculum, "Fingerprints of item 5": the number and a word that its hint must contain.
const total: [answer: number, hint: RegExp][] = [
  [8768, /all biases are missing/],
  [8778, /biases of the recurrent layers are missing/],
  [8864, /biases of the dense layer/],
  [8842, /biases of the first layer/],
  [8810, /which of the two: .*biases of layer 2.* or .*32 × 30/],
  [3754, /what carries the past\?/],
  [7850, /recurrent matrix of layer 1 is missing/],
  [4778, /recurrent matrix of layer 2 is missing/],
  [8224, /dense layer is missing/],
  [6858, /first layer is missing/],
  [2666, /second layer is missing/],
  [8746, /fed 30 numbers instead of 32/],
  [5802, /layer 2 is 32 × 32/],
  [6826, /layer 2 is 32 × 64/],
  [8771, /one bias for each layer/],
  [8904, /biases for the input features/],
  [8840, /as many as their inputs/],
  [8884, /softmax is counted with 10/],
  [73224, /dense layer for every time step/],
  [8554, /dense layer reads 32/],
  [8289, /one output, as for yes or no/],
  [8970, /second bias .* or a trainable initial state/],
  [8974, /softmax is given weights;/],
  [8984, /softmax is given weights and biases/],
  [9194, /reads both recurrent layers/],
  [9514, /sizes .* swapped/],
  [10794, /no connection that skips/],
  [11114, /time steps stand where the 30 features/],
  [12074, /number of time steps is in your formula/],
  [13994, /counted twice/],
  [21834, /bidirectional/],
  [25322, /that is a GRU/],
  [25610, /Keras's GRU/],
  [33546, /LSTM/],
  [72234, /flatten/],
  [103914, /whole sequence is fed into layer 1 at once/],
  [823050, /The same W at every step/],
  [887400, /The same W at every step/],
];

describe("assignment counting", () => {
  it("the right answers are those of real models", () => {
    const layers = [
      simpleRNN(32, { inputShape: [100, 30], returnSequences: true }),
      simpleRNN(64),
      dense(10),
      activation("softmax"),
    ];
    const model = new Sequential(layers);
    assert.match(String(q6.check(countParameters(layers[0]!))), /^✓ correct: .*32\(30 \+ 32\) \+ 32/);
    assert.match(String(q7.check(countParameters(layers[1]!))), /^✓ correct: .*64\(32 \+ 64\) \+ 64/);
    assert.match(String(q8.check(countParameters(model))), /^✓ correct: 2,016 \+ 6,208 \+ 650 \+ 0/);
  });

  for (const [answer, hint] of total)
    it(`total: ${answer} is recognized`, () => {
      const outcome = q8.check(answer);
      assert.equal(outcome.status, "incorrect");
      assert.ok(outcome.recognized);
      assert.match(outcome.message, hint);
    });

  // Answers of layer 1 and 2 that real, but wrong, layers have, or that a slip in the formula gives.
  const count = (layer: ReturnType<typeof simpleRNN>) => countParameters(new Sequential([layer]));
  const layers: [answer: number, question: typeof q6, hint: RegExp][] = [
    [count(simpleRNN(32, { inputShape: [100, 30], useBias: false })), q6, /biases are missing/],
    [count(simpleRNN(30, { inputShape: [100, 32] })), q6, /swapped/],
    [count(simpleRNN(32, { inputShape: [30, 100] })), q6, /You used 100 where the 30 features belong/],
    [count(simpleRNN(32, { inputShape: [1, 3000] })), q6, /whole sequence in at once/],
    [32 * 30 + 32, q6, /what carries the past/],
    [32 * 30, q6, /where are the biases/],
    [201_600, q6, /same ones at each/],
    [2048, q6, /second bias .* or a trainable initial state/],
    [count(simpleRNN(64, { inputShape: [100, 30] })), q7, /does not see the 30 features/],
    [count(simpleRNN(64, { inputShape: [100, 32], useBias: false })), q7, /biases are missing/],
    [count(simpleRNN(32, { inputShape: [100, 64] })), q7, /swapped/],
    [32 * 64 + 64, q7, /what carries the past in the second layer/],
    [64 * 64 + 64, q7, /which of the two/],
    [2016 + 6208, q7, /both recurrent layers together/],
    [2016, q7, /that is the first layer/],
  ];
  for (const [answer, question, hint] of layers)
    it(`${question.id}: ${answer} is recognized`, () => {
      const outcome = question.check(answer);
      assert.ok(outcome.recognized, String(outcome));
      assert.match(outcome.message, hint);
    });

  it("every question: blank, unknown, hints that do not give the answer away, a solution", () => {
    for (const [q, answer] of [
      [q6, 2016],
      [q7, 6208],
      [q8, 8874],
    ] as const) {
      // biome-ignore format: a list
      assert.equal(q.check(____).status, "not-attempted");
      assert.equal(q.check(1).recognized, false);
      const hints = [q.hint(), q.hint(), q.hint()].map(String);
      assert.ok(hints[2]!.startsWith("Hint 3 of 3"));
      for (const text of hints) assert.ok(!text.replaceAll(",", "").includes(String(answer)));
      assert.match(String(q.solution()), /^Solution: /);
      assert.match(String(q), new RegExp(`^${q.id}: How many`));
    }
  });

  it("no hint of a mistake gives the answer away", () => {
    for (const [answer] of total) assert.ok(!/8,?874/.test(q8.check(answer).message));
  });
});

describe("counting: what a sequence would cost without sharing", () => {
  it("a plain network for 20 words of 10,000 against a recurrent layer, as layers of fewer words count [item 69]", () => {
    const plain = (words: number) => countParameters(dense(100, { inputShape: [20 * words] }));
    const recurrent = (words: number) => countParameters(simpleRNN(100, { inputShape: [20, words] }));
    // One word more costs as much each time, so two sizes give all others.
    const at = (count: (words: number) => number, words: number) => count(1) + (words - 1) * (count(2) - count(1));
    const [plainWords, recurrentWords] = [at(plain, 10_000), at(recurrent, 10_000)];
    assert.deepEqual([plainWords, recurrentWords], [20_000_100, 1_010_100]);
    assert.equal(q13.check({ plainWords, recurrentWords }).status, "correct");
  });

  it("a table of all sequences has an entry for each: counted one by one [item 31]", () => {
    const sequences = (length: number): number =>
      length === 0 ? 1 : [..."abcde"].reduce(n => n + sequences(length - 1), 0);
    assert.equal(sequences(8), 390_625);
    assert.equal(q14.check(sequences(8)).status, "correct");
  });
});
