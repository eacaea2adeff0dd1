// model.summary() against the text of real Keras, character by character.
import assert from "node:assert/strict";
import { activation, dense, simpleRNN } from "../../../src/nn/index.ts";
import { sequential } from "../../../src/training/index.ts";
import { captured } from "../captured.ts";
import { keras2, keras3 } from "../fixture.ts";

const models = {
  exam: () => {
    const model = sequential();
    model.add(simpleRNN(32, { inputShape: [100, 30], returnSequences: true }));
    model.add(simpleRNN(64));
    model.add(dense(10));
    model.add(activation("softmax"));
    return model;
  },
  longNames: () =>
    sequential(
      [
        simpleRNN(512, { returnSequences: true, inputShape: [null, 3000], name: "reads_the_whole_sequence_of_words" }),
        dense(2, { name: "says_yes_or_no_at_every_step" }),
      ],
      { name: "tagger" },
    ),
};

describe("summary", () => {
  for (const name of ["exam", "longNames"] as const) {
    it(`is Keras 2's text: ${name}`, async () => {
      const printed = await captured(() => models[name]().summary());
      assert.equal(printed.join("\n"), keras2.summaries[name]);
    });
    it(`is Keras 3's text: ${name}`, async () => {
      const printed = await captured(() => models[name]().summary({ layout: "keras3" }));
      assert.equal(`${printed.join("\n")}\n`, keras3.summaries[name]);
    });
  }

  it("says what is missing", () => {
    assert.throws(() => sequential([dense(2)]).summary(), /give its first layer an inputShape/);
    assert.throws(
      () => models.exam().summary({ layout: "keras4" as never }),
      /layouts keras2, keras3, but got "keras4"/,
    );
  });
});
