// Choices and pairs: what counts as a name, and how partly right answers are counted.
import assert from "node:assert/strict";
import { ____, choice, choices, matching, prove, question, several } from "../../../../src/checking/index.ts";

const rest = { id: "demo/q", asks: "?", because: "so.", hints: [] };
const forms = ["one-to-one", "one-to-many", "many-to-one", "many-to-many"] as const;

describe("choice", () => {
  const q = question({
    ...rest,
    answer: choice("many-to-one", { among: forms, synonyms: { "many-to-one": ["n:1", "sequence to vector"] } }),
    fingerprints: [{ answer: "one-to-many", hint: "what is many here?" }],
  });

  it("takes a name in any writing, and its synonyms", () => {
    for (const written of ["many-to-one", "Many to One", " many‐to–one. ", "MANY_TO_ONE", "N:1", "sequence to vector"])
      assert.equal(q.check(written).status, "correct", written);
  });

  it("recognizes a mistake in any writing", () =>
    assert.equal(q.check("One to many").message, '"one-to-many": what is many here?'));

  it("tells the nearest name on a typo, all names otherwise", () => {
    assert.match(q.check("manny-to-on").message, /but got the text "manny-to-on"\. Did you mean "many-to-one"\?$/);
    assert.match(q.check("sideways").message, /^expected one of "one-to-one", .*, but got the text "sideways"$/);
    assert.match(q.check(3 as never).message, /but got 3$/);
  });
});

describe("choices", () => {
  const gates = ["input", "forget", "output", "reset", "update"] as const;
  const q = question({ ...rest, answer: choices(["input", "forget", "output"], { among: gates }) });

  it("takes them in any order, doubled or not", () => {
    assert.equal(q.check(["output", "input", "Forget"]).status, "correct");
    assert.equal(q.check(["output", "output", "input", "forget"]).status, "correct");
  });

  it("gives nothing for all of them or none, and part for part", () => {
    const credit = (answer: string[]) => q.check(answer).credit;
    assert.equal(credit([...gates]), 0);
    assert.equal(credit([]), 0);
    assert.equal(credit(["input", "forget"]), 2 / 3);
    assert.ok(Math.abs(credit(["input", "forget", "output", "reset"]) - 0.5) < 1e-12);
    assert.equal(q.check(["input", "reset"]).message, "1 of what you chose does not belong, and 2 are missing");
  });

  it("with remarks says one of them, and no counts: all or nothing", () => {
    const remarks = {
      input: "on input",
      forget: "on forget",
      output: "on output",
      reset: "on reset",
      update: "on update",
    };
    const counted = question({ ...rest, answer: choices(["input", "forget", "output"], { among: gates, remarks }) });
    const said = (answer: string[]) => String(counted.check(answer));
    assert.equal(said(["update", "input", "forget"]), "✗ not yet: on output");
    assert.equal(said(["update", "input", "forget", "output"]), "✗ not yet: on update");
    assert.equal(said(["reset", "update"]), "✗ not yet: on input");
    assert.equal(counted.check(["output", "input", "forget"]).status, "correct");
  });

  it("says which name it does not know", () => {
    assert.match(q.check(["input", "frget"]).message, /but got the text "frget"\. Did you mean "forget"\?$/);
    assert.match(
      q.check("input" as never).message,
      /^expected a list of names, \["input", .*\], but got the text "input"$/,
    );
    assert.equal(q.check(["input", ____]).status, "not-attempted");
  });
});

describe("matching", () => {
  const q = question({
    ...rest,
    answer: matching({ sentiment: "many-to-one", captions: "one-to-many", names: "many-to-many" }, { among: forms }),
    fingerprints: [{ answer: { captions: "many-to-one" }, hint: "how many words has a caption?" }],
  });

  it("counts pairs, and says which are wrong or missing", () => {
    const outcome = q.check({ sentiment: "Many to one", captions: "one-to-one", names: "many-to-many" });
    assert.equal(String(outcome), "◐ partly right (2 of 3): 2 of 3 are matched rightly; look again at captions");
    assert.equal(
      q.check({ sentiment: "many-to-one" }).message,
      "1 of 3 is matched rightly; captions, names are missing",
    );
    assert.equal(
      q.check({ names: "many-to-many", sentiment: "many-to-one", captions: "one-to-many" }).status,
      "correct",
    );
  });

  it("recognizes a mistake in one pair", () => {
    const outcome = q.check({ sentiment: "many-to-one", captions: "many-to-one", names: "many-to-many" });
    assert.deepEqual([outcome.credit, outcome.hint], [2 / 3, "how many words has a caption?"]);
    assert.equal(outcome.message, "captions: how many words has a caption?");
    assert.equal(
      q.check({ sentiment: "one-to-one", captions: "many-to-one", names: "one-to-one" }).message,
      "captions: how many words has a caption? And sentiment, names are not right yet, either",
    );
  });

  it("is not attempted where all are blank", () => {
    assert.equal(q.check({ sentiment: ____, captions: ____, names: ____ }).status, "not-attempted");
    assert.equal(q.check({}).status, "not-attempted");
    assert.equal(q.check({ sentiment: "many-to-one", captions: ____ }).credit, 1 / 3);
  });

  it("says what it does not know", () => {
    assert.match(
      q.check({ sentimnt: "many-to-one" } as never).message,
      /^expected a name for each, \{ sentiment: "…", captions: "…", names: "…" \}, but "sentimnt" is none of them$/,
    );
    assert.match(
      q.check({ sentiment: "manytoone" }).message,
      /^sentiment: expected one of .* Did you mean "many-to-one"\?$/,
    );
    assert.match(
      q.check("many-to-one" as never).message,
      /^expected a name for each, \{ sentiment: "…", captions: "…", names: "…" \}, but got the text/,
    );
  });
});

describe("names: true and false", () => {
  it("are told the two words, and no key is blamed", () => {
    const among = ["yes", "no"] as const;
    const pairs = question({ ...rest, answer: matching({ "Teddy, left to right": "no", b: "yes" }, { among }) });
    assert.equal(
      pairs.check({ "Teddy, left to right": false, b: true }).message,
      'Teddy, left to right: write "yes" or "no", in quotes, and not false',
    );
    const fingerprints = [{ answer: "yes", hint: "live: what has to be there?" }];
    const parts = question({ ...rest, answer: several({ live: { answer: choice("no", { among }), fingerprints } }) });
    assert.equal(parts.check({ live: "yes" }).message, 'live, "yes": what has to be there?');
    assert.equal(parts.check({ live: true }).message, 'live, write "yes" or "no", in quotes, and not true');
  });
});

describe("names: prove", () => {
  it("finds a right answer that is not among the names, and a word that stands for two", async () => {
    const strange = question({ ...rest, answer: choice("none" as never, { among: forms }) });
    await assert.rejects(prove(strange), /the right answer "none" is not among the names/);
    const synonyms = { "one-to-one": ["single"], "one-to-many": ["Single"] };
    const doubled = question({ ...rest, answer: choices(["one-to-one"], { among: forms, synonyms }) });
    await assert.rejects(prove(doubled), /"Single" stands for two names/);
  });
});

describe("names: types", () => {
  it("refuse what is no name or no such thing (npm run check holds this file)", () => {
    const q = question({ ...rest, answer: matching({ a: "one-to-one" }, { among: forms }) });
    // What is no name compiles: the check says it better than the compiler.
    assert.equal(
      q.check({ a: 3 }).message,
      'a: expected one of "one-to-one", "one-to-many", "many-to-one", "many-to-many", but got 3',
    );
    // @ts-expect-error there is no b
    q.check({ b: "one-to-one" });
    // @ts-expect-error not among the names
    choice("none", { among: forms });
  });
});
