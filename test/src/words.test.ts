// The table of other libraries' names: what it tells a learner to write is there.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import "./on-reference.ts";
import * as door from "../../src/index.ts";
import words from "../../src/words.json" with { type: "json" };

/** What a value has, by itself and by its classes. */
function membersOf(value: object): string[] {
  const above = Object.getPrototypeOf(value) as object | null;
  return [...Object.getOwnPropertyNames(value), ...(above && above !== Object.prototype ? membersOf(above) : [])];
}
const linear = new door.Linear(2, 3);
const members = new Set(
  [
    door.seed(0),
    door.sequential(),
    door.tensor([1]),
    new door.TrainingHistory(),
    linear,
    linear.parameters()[0]!,
    linear.kernel,
    new door.Embedding(2, 3),
    new door.LSTMCell(2, 3),
    door.adam(),
    door.tokenizer(["a b"]),
  ].flatMap(membersOf),
);
const lists = new Set(Object.getOwnPropertyNames(Array.prototype));
const isSentence = (text: string) => /^[A-Z].* .*\.$/.test(text);
const withoutTexts = (text: string) => text.replace(/"[^"]*"/g, '""');

describe("the words of other libraries", () => {
  const all = [...Object.entries(words.names), ...Object.entries(words.members)].filter(
    ([, text]) => !isSentence(text) && text !== "$0",
  );

  it("are called by names that are in scope", () => {
    const wrong = all.flatMap(([word, text]) => {
      const plain = withoutTexts(text);
      const names = /^[\w$]+$/.test(plain)
        ? [plain]
        : [...plain.matchAll(/(?<![.\w$])([A-Za-z_]\w*)(?=\()/g)].map(([name]) => name);
      return names.filter(name => !(name in door) && !(name in globalThis)).map(name => `${word}: ${name}`);
    });
    assert.deepEqual(wrong, []);
  });

  it("name members that models, histories, tensors or generators have", () => {
    const wrong = all.flatMap(([word, text]) =>
      [...withoutTexts(text).matchAll(/(?:\$\d|\))\.(\w+)/g)]
        .map(([, name]) => name!)
        .filter(name => !members.has(name) && !lists.has(name))
        .map(name => `${word}: ${name}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("name what is in scope, and functions whose arguments have their places", () => {
    const named = [...words.inScope, ...Object.keys(words.byPlace).filter(name => name !== "*" && name !== "check")];
    assert.deepEqual(
      named.filter(name => !(name in door) && name !== "assignment"),
      [],
    );
  });

  it("are published where package.json says", () => {
    const manifest = createRequire(import.meta.url).resolve("../../package.json");
    const { files, notebook } = JSON.parse(readFileSync(manifest, "utf8")) as {
      files: string[];
      notebook: { words: string };
    };
    assert.ok(files.includes(notebook.words));
    assert.deepEqual(
      JSON.parse(readFileSync(new URL(notebook.words, new URL("../../", import.meta.url)), "utf8")),
      words,
    );
  });
});
