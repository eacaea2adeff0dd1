// Keras's imdb.npz: the same reviews in the same order as imdb.load_data gives.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unpickle } from "../../../../src/data/files/pickle.ts";
import { type ImdbOptions, loadImdb } from "../../../../src/data/index.ts";
import { fixture } from "../files/known.ts";

interface Part {
  x: number[][];
  y: number[];
}
const keras = JSON.parse(readFileSync(new URL("../../../fixtures/keras_imdb.json", import.meta.url), "utf8")) as {
  raw: { train: Part; test: Part };
  cases: { options: Record<string, number | null>; train: Part; test: Part }[];
};
const path = fixture("imdb.npz");
/** start_char as startChar. */
const ours = (options: Record<string, number | null>): ImdbOptions =>
  Object.fromEntries(Object.entries(options).map(([name, value]) => [name.replace(/_(\w)/g, (_, c: string) => c.toUpperCase()), value])); // biome-ignore format: a line

describe("loadImdb", () => {
  for (const { options, train, test } of keras.cases)
    it(`gives what Keras gives with ${JSON.stringify(options)}`, async () => {
      const imdb = await loadImdb({ path, ...ours(options) });
      assert.deepEqual([imdb.train, imdb.test, imdb.generated], [train, test, false]);
    });

  it("reads every protocol of pickle, and lists as arrays", async () => {
    for (const name of ["imdb-protocol-2", "imdb-protocol-3", "imdb-protocol-5", "imdb-arrays"])
      assert.deepEqual((await loadImdb({ path: fixture(`${name}.npz`) })).train, keras.cases[0]!.train, name);
  });

  it("says reviews in words", async () => {
    const { train, decode } = await loadImdb({ path, numWords: 20 });
    const [review] = keras.cases[1]!.train.x;
    assert.deepEqual(train.x[0], review);
    const said = review!.slice(1).map(id => (id === 2 ? "<UNK>" : `w${id - 3}`)); // biome-ignore format: a line
    assert.equal(decode([0, 0, ...review!]), said.join(" "));
    const folder = mkdtempSync(join(tmpdir(), "unrolled-imdb-"));
    copyFileSync(path, join(folder, "imdb.npz"));
    const alone = await loadImdb({ path: join(folder, "imdb.npz") });
    assert.throws(() => alone.decode([4]), /expects Keras's imdb_word_index\.json beside imdb\.npz/);
    writeFileSync(join(folder, "imdb_word_index.json"), '{"a": "b"}');
    await assert.rejects(
      loadImdb({ path: join(folder, "imdb.npz") }),
      /Keras's word index, .*: the word "a" has no whole number/,
    );
    rmSync(folder, { recursive: true });
  });

  it("runs nothing that a file asks for", async () => {
    await assert.rejects(loadImdb({ path: fixture("harmful.npz") }), /cannot read x_train\.npy in .*harmful\.npz: it asks for builtins\.print, and only lists and arrays of numbers are read/); // biome-ignore format: a line
    await assert.rejects(loadImdb({ path: fixture("imdb-texts.npz") }), /its item 0 is no list of whole numbers/);
  });

  it("says what is wrong", async () => {
    await assert.rejects(loadImdb({ path: "none.npz" }), /loadImdb expects a \.npz file, but none\.npz is not there/);
    await assert.rejects(loadImdb({ path: fixture("stored.npz") }), /expects arrays out of x, y, which .* holds, but got "x_train"/); // biome-ignore format: a line
    await assert.rejects(loadImdb({ path, maxlen: 1 }), /a maxlen that leaves reviews, but none is shorter than 1/);
    await assert.rejects(loadImdb({ num_words: 5 } as never), /but got num_words; did you mean numWords\?/);
    await assert.rejects(loadImdb({ numWords: -1 }), /numWords to be a whole number ≥ 0, but got -1/);
  });
});

describe("unpickle", () => {
  const fault = (got: string) => new Error(`told: ${got}`);
  it("gives a value or its own error, whatever the bytes", () => {
    // Protocol 4: ([1, 300, -1], 2.5, None, True)
    const bytes = Uint8Array.from([0x80, 4, 0x28, 0x5d, 0x94, 0x28, 0x4b, 1, 0x4d, 0x2c, 1, 0x4a, 255, 255, 255, 255, 0x65, 0x47, 0x40, 4, 0, 0, 0, 0, 0, 0, 0x4e, 0x88, 0x74, 0x2e]); // biome-ignore format: a line
    assert.deepEqual(unpickle(bytes, fault), [[1, 300, -1], 2.5, null, true]);
    for (let at = 0; at < bytes.length; at++) {
      assert.throws(() => unpickle(bytes.subarray(0, at), fault), /^Error: told/);
      for (let to = 0; to < 256; to++) {
        const changed = bytes.with(at, to);
        try {
          unpickle(changed, fault);
        } catch (error) {
          assert.match(String(error), /^Error: told/, `${to} at ${at}`);
        }
      }
    }
  });
});
