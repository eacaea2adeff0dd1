// What the browser keeps of a notebook, and what it finds missing: cells by their ids, whatever happens in between.

import assert from "node:assert/strict";
import {
  keep,
  missing,
  ownerOf,
  readAnswers,
  writeAnswers,
} from "../../binder/lab-extensions/unrolled-answers/static/answers.mjs";

const cell = (id: string, source: string, type = "code") => ({ id, type, source });
const lesson = [cell("text", "# Counting", "markdown"), cell("q1", "q1.check(____)"), cell("q2", "q2.check(____)")];
const answered = (id: string, source: string) => lesson.map(each => (each.id === id ? { ...each, source } : each));

const me = { user: "", project: "", folder: "~/notebooks" };

/** A browser's storage of so many characters. */
const browser = (capacity = Number.POSITIVE_INFINITY) => {
  const texts = new Map<string, string>();
  return {
    texts,
    localStorage: {
      getItem: (key: string) => texts.get(key) ?? null,
      removeItem: (key: string) => void texts.delete(key),
      setItem: (key: string, text: string) => {
        if (text.length > capacity) throw new Error("QuotaExceededError");
        texts.set(key, text);
      },
    },
  };
};

describe("Binder: answers kept in the browser", () => {
  it("are the cells that were changed, and no others", () => {
    const kept = keep({}, lesson, answered("q1", "q1.check(1)"));
    assert.deepEqual(kept, { q1: { type: "code", source: "q1.check(1)", after: "text" } });
    assert.deepEqual(keep({}, lesson, lesson), {});
  });

  it("are missing in the next session's notebook, and not once they are back", () => {
    const kept = keep({}, lesson, answered("q1", "q1.check(1)"));
    assert.deepEqual(
      missing(kept, lesson).map(([id]) => id),
      ["q1"],
    );
    assert.deepEqual(missing(kept, answered("q1", "q1.check(1)")), []);
  });

  it("wait to be restored while others are written", () => {
    const kept = keep(keep({}, lesson, answered("q1", "q1.check(1)")), lesson, answered("q2", "q2.check(2)"));
    assert.deepEqual(Object.keys(kept).sort(), ["q1", "q2"]);
  });

  it("follow a cell to its newest text, back to its first, and to none", () => {
    let kept = keep({}, lesson, answered("q1", "q1.check(1)"));
    for (const source of ["q1.check(2)", "q1.check(____)", ""]) {
      kept = keep(kept, answered("q1", "before"), answered("q1", source));
      assert.equal(kept.q1?.source, source);
    }
  });

  it("hold an added cell with its place, not an empty one, and not one that was deleted again", () => {
    const withNew = (source: string) => lesson.toSpliced(2, 0, cell("new", source));
    assert.deepEqual(keep({}, lesson, withNew("")), {});
    const kept = keep({}, withNew(""), withNew("const d = 30"));
    assert.deepEqual(kept, { new: { type: "code", source: "const d = 30", after: "q1" } });
    assert.deepEqual(keep(kept, withNew("const d = 30"), lesson), {});
  });

  it("are read as they were written, and nothing is left of none", () => {
    const page = browser();
    const kept = keep({}, lesson, answered("q1", 'q1.check(`λ "x"`)'));
    writeAnswers(page, me, "03.ipynb", kept);
    assert.deepEqual(readAnswers(page, me, "03.ipynb").answers, kept);
    assert.deepEqual(readAnswers(page, me, "04.ipynb").answers, {});
    writeAnswers(page, me, "03.ipynb", {});
    assert.equal(page.texts.size, 0);
  });

  it("are none where something else lies in their place, and where the browser forbids", () => {
    const page = browser();
    writeAnswers(page, me, "03.ipynb", keep({}, lesson, answered("q1", "1")));
    const [key] = page.texts.keys();
    const kept = { type: "code", source: "1" };
    for (const text of [
      "<html>",
      "null",
      "3",
      '"text"',
      "[]",
      '{"answers":null}',
      '{"answers":[1]}',
      '{"answers":{"q1":null}}',
      '{"answers":{"q1":{"type":"code"}}}',
      '{"answers":{"q1":{"type":"code","source":7}}}',
      '{"answers":{"q1":{"type":"img","source":"x"}}}',
      '{"answers":{"q1":{"type":"code","source":"x","after":{}}}}',
      '{"time":{},"answers":"q1"}',
    ]) {
      page.texts.set(key!, text);
      assert.deepEqual(readAnswers(page, me, "03.ipynb"), { answers: {} }, text);
    }
    page.texts.set(
      key!,
      JSON.stringify({ time: "yesterday", answers: { q1: kept, q2: { ...kept, source: null }, __proto__: kept } }),
    );
    assert.deepEqual(readAnswers(page, me, "03.ipynb"), { answers: { q1: kept } });
    const closed = {
      get localStorage(): never {
        throw new Error("SecurityError");
      },
    };
    assert.deepEqual(readAnswers(closed, me, "03.ipynb").answers, {});
  });

  it("are one user's, one project's and one notebook's, whoever shares the browser", () => {
    const page = browser();
    const owners = [
      { hubUser: "anna", serverRoot: "~/notebooks" },
      { hubUser: "ben", serverRoot: "~/notebooks" },
      { hubUser: "anna", serverRoot: "~/other" },
      { serverRoot: "~/notebooks" },
      { unrolledProject: "https://a.b/one", serverRoot: "~/notebooks" },
      { unrolledProject: "https://a.b/two", serverRoot: "~/notebooks" },
    ].map((options: Record<string, string>) => ownerOf(name => options[name] ?? ""));
    for (const [index, owner] of owners.entries())
      writeAnswers(page, owner, "03.ipynb", keep({}, lesson, answered("q1", `q1.check(${index})`)));
    for (const [index, owner] of owners.entries()) {
      assert.equal(readAnswers(page, owner, "03.ipynb").answers.q1?.source, `q1.check(${index})`);
      assert.deepEqual(readAnswers(page, owner, "04.ipynb").answers, {});
    }
  });

  it("say so when there is no room, so that the visitor can be told", () => {
    const kept = keep({}, lesson, answered("q1", "x".repeat(100)));
    assert.throws(() => writeAnswers(browser(50), me, "03.ipynb", kept), /Quota/);
  });
});
