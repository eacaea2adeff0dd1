// model.summary() against the text of real Keras, character by character.
import assert from "node:assert/strict";
import {
  activation,
  bidirectional,
  dense,
  dropout,
  embedding,
  gru,
  layerNormalization,
  lstm,
  masking,
  repeatVector,
  simpleRNN,
  timeDistributed,
} from "../../../../src/nn/index.ts";
import { sequential } from "../../../../src/training/index.ts";
import { captured } from "../../captured.ts";
import { keras2, keras3, keras3Layers } from "../../fixture.ts";

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
  it("is Keras's text where a host shows it, with a table of the same facts for who hears it", () => {
    const shown: Record<symbol, () => { [mimeType: string]: string }>[] = [];
    const key = Symbol.for("Jupyter.show");
    Object.defineProperty(globalThis, key, {
      configurable: true,
      value: { show: (value: never) => shown.push(value) },
    });
    try {
      models.exam().summary();
    } finally {
      delete (globalThis as { [key]?: object })[key];
    }
    const bundle = shown[0]![Symbol.for("Jupyter.display")]!();
    assert.equal(bundle["text/plain"], String(shown[0]));
    assert.match(bundle["text/plain"]!, /^Model: "[^"]*"\n_{65}\n[\s\S]*Total params: 8,874/);
    const html = bundle["text/html"]!;
    assert.match(
      html,
      /<summary>The summary as a table<\/summary><table><caption>Model: &#34;.*&#34;<\/caption><thead><tr><th scope="col">Layer \(type\)<\/th>/,
    );
    assert.match(html, /<tr><th scope="row">[^<]*\(SimpleRNN\)<\/th><td>\(None, 100, 32\)<\/td><td>2,016<\/td><\/tr>/);
    assert.match(html, /<\/table><p>Total params: 8,874<\/p>/);
    // What is drawn with characters is seen, and not heard.
    const drawn = /^<pre aria-hidden="true"[^>]*>([^<]*)<\/pre><details>/.exec(html)?.[1];
    assert.equal(drawn?.replaceAll("&#34;", '"'), bundle["text/plain"]);
    assert.doesNotMatch(html.slice(html.indexOf("<details>")), /_{4}|={4}/);
  });

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

  const zoo = (words: number) =>
    sequential([
      embedding(words, 16, { maskZero: true, inputShape: [20] }),
      dropout(0.5),
      bidirectional(lstm(32, { returnSequences: true })),
      layerNormalization(),
      gru(24, { returnSequences: true }),
      gru(12, { resetAfter: false }),
      repeatVector(7),
      lstm(8, { returnSequences: true }),
      timeDistributed(dense(4, { activation: "softmax" })),
    ]);

  it("is Keras 2's text for every layer, with names counted as Keras counts them", async () => {
    const masked = sequential([
      masking({ inputShape: [null, 3] }),
      simpleRNN(5, { useBias: false }),
      dense(1, { activation: "sigmoid", name: "a_dense_layer_whose_name_is_longer_than_its_column" }),
    ]);
    for (const [name, model] of Object.entries({ zoo: zoo(100_000), masked })) {
      const printed = await captured(() => model.summary());
      assert.equal(printed.join("\n"), keras2.summaries[name as "zoo"]);
    }
  });

  it("is Keras 3's text for every layer, with names counted as Keras counts them", async () => {
    const masked = sequential([masking({ inputShape: [null, 3] }), simpleRNN(5), dense(1, { activation: "sigmoid" })]);
    for (const [name, model] of Object.entries({ zoo: zoo(1000), masked })) {
      const printed = await captured(() => model.summary({ layout: "keras3" }));
      assert.equal(`${printed.join("\n")}\n`, keras3Layers.summaries[name as "zoo"]);
    }
  });

  it("says what is missing", () => {
    assert.throws(() => sequential([dense(2)]).summary(), /give its first layer an inputShape/);
    assert.throws(
      () => models.exam().summary({ layout: "keras4" as never }),
      /layouts keras2, keras3, but got "keras4"/,
    );
  });
});
