// Texts to ids and back: the same tokens as Keras's Tokenizer, and hand-worked ids.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { tokenizer } from "../../../src/data/index.ts";
import { Embedding } from "../../../src/nn/index.ts";
import { oneHot, seed } from "../../../src/tensor/index.ts";

const { tokens: keras } = JSON.parse(
  readFileSync(new URL("../../fixtures/sklearn_keras_data.json", import.meta.url), "utf8"),
) as { tokens: Record<"words" | "few" | "characters", string[][]> & { texts: string[] } };
const { texts } = keras;
const special = { padding: "<PAD>", unknown: "<UNK>", end: "<EOS>", start: "<BOS>" };

describe("tokenizer", () => {
  it("has the tokens of Keras's Tokenizer: small letters without punctuation", () => {
    const plain = tokenizer(texts, { lowercase: true, punctuation: "drop" });
    assert.deepEqual(texts.map(text => plain.tokens(text)), keras.words); // biome-ignore format: a line
    const characters = tokenizer(texts, { by: "characters" });
    assert.deepEqual(texts.map(text => characters.tokens(text)), keras.characters); // biome-ignore format: a line
  });

  it("keeps the words that Keras's num_words keeps, id 0 for padding counted in", () => {
    const few = tokenizer(texts, { lowercase: true, punctuation: "drop", size: 5 });
    assert.deepEqual(few.vocabulary.tokens, ["<PAD>", "<UNK>", "the", "cat", "dog"]);
    assert.deepEqual(few.encode(texts).map(ids => few.vocabulary.decode(ids)), keras.few); // biome-ignore format: a line
  });

  it("keeps case and punctuation where nothing else is said", () => {
    const { vocabulary } = tokenizer(["The end. the"]);
    assert.deepEqual(vocabulary.tokens, ["<PAD>", "<UNK>", "The", "end", ".", "the"]);
    assert.deepEqual(tokenizer(["a-b, ü"], { by: "characters", punctuation: "drop" }).tokens("a-b, ü"), ["a", "b", " ", "ü"]); // biome-ignore format: a line
  });

  it("puts start and end around a text, and leaves them out again [item 68]", () => {
    const words = tokenizer(["a cat", "a dog"], special);
    assert.deepEqual(words.encode("a bird", { start: true, end: true }), [3, 4, 1, 2]);
    assert.deepEqual(words.encode(["dog", ""], { end: true }), [[6, 2], [2]]); // biome-ignore format: a line
    assert.equal(words.decode([0, 0, 3, 4, 1, 2]), "a <UNK>");
    const characters = tokenizer(["hello"], { by: "characters", ...special });
    assert.equal(characters.decode(characters.encode("hole", { start: true, end: true })), "hole");
    assert.equal(characters.size, 8);
  });

  it("makes vectors of a corpus: one-hot rows, which pick an embedding's rows [items 48, 78]", () => {
    for (const by of ["words", "characters"] as const) {
      const cut = tokenizer(["to be or not", "to be"], { by });
      const ids = cut.encode("be not so"); // "so" is unknown
      const rows = oneHot(ids, cut.size);
      assert.deepEqual(rows.shape, [by === "words" ? 3 : 9, by === "words" ? 6 : 9]);
      assert.deepEqual(rows.argmax(1).toArray(), ids);
      const embed = new Embedding(cut.size, 4, { rng: seed(0), dtype: "float64" });
      const product = oneHot(ids, cut.size, { dtype: "float64" }).matmul(embed.parameters()[0]!.parameter);
      assert.deepEqual(product.toArray(), embed.forward(ids).toArray());
    }
  });

  it("cuts by a function, and counts how often a token comes", () => {
    const lines = tokenizer(["a b\na c", "a b"], { by: text => text.split("\n"), minimumCount: 2 });
    assert.deepEqual(lines.vocabulary.tokens, ["<PAD>", "<UNK>", "a b"]);
    assert.match(String(lines), /^TextTokenizer with a Vocabulary of 3: "<PAD>"/);
  });

  it("says what it expects", () => {
    assert.throws(() => tokenizer("hello"), /a list of texts, tokenizer\(\[text\]\), but got "hello"/);
    assert.throws(() => tokenizer([1] as never), /tokenizer expects texts, but got 1/);
    assert.throws(
      () => tokenizer([], { by: "letters" as never }),
      /by "words", "characters" or a function, but got "letters"/,
    );
    assert.throws(() => tokenizer([], { punctuation: false as never }), /punctuation "keep" or "drop", but got false/);
    assert.throws(() => tokenizer([], { lower: true } as never), /tokenizer expects options out of by, lowercase, .* but got lower/); // biome-ignore format: a line
    assert.throws(() => tokenizer(["a"]).encode("a", { end: true }), /no end token; make it with \{ end: "<EOS>" \}/);
    assert.throws(() => tokenizer(["a"]).decode([9]), /ids from 0 to 2, but got 9/);
  });
});
