// Made-up data can be learned by what they are made for: a short training is right on samples that it has not seen.
import assert from "node:assert/strict";
import "../../on-reference.ts";
import * as u from "../../../../src/index.ts";

const nowhere = "/";

describe("made-up data are learned", function () {
  this.timeout(120_000);

  it("names: the sex by letters", async () => {
    const { names, labels } = await u.loadNames({ from: nowhere });
    const { train, test } = u.trainTestSplit({ names, labels }, { testSize: 0.2, rng: u.seed(0), stratify: labels });
    const letters = u.tokenizer(train.names, { by: "characters", lowercase: true });
    const maxlen = 12;
    const x = (some: string[]) => u.padSequences(letters.encode(some), { maxlen });
    const model = u.sequential([u.embedding(letters.size, 8, { maskZero: true, inputShape: [maxlen] }), u.gru(16), u.dense(1, { activation: "sigmoid" })]); // biome-ignore format: a line
    model.compile({ loss: "binaryCrossentropy", optimizer: u.adam(1e-2), metrics: ["accuracy"] });
    const y = (some: number[]) => some.map(label => [label]);
    await model.fit(x(train.names), y(train.labels), { epochs: 5, verbose: 0 });
    const { accuracy } = model.evaluate(x(test.names), y(test.labels));
    assert.ok(accuracy! > 0.97, `${accuracy}`);
  });
});
