import assert from "node:assert/strict";
import { History } from "../../../kernel/handlers/history.ts";

function sample(): History {
  const history = new History();
  for (const source of ["let a = 1", "a + 1", "a + 1", "f(a)"]) history.add(source);
  history.add("last").result = "5";
  return history;
}
const lines = (found: ReturnType<History["find"]>) => found.map(([, line]) => line);

describe("history", () => {
  it("gives the tail, with the results where they are asked for", () => {
    assert.deepEqual(sample().find({ hist_access_type: "tail", n: 2, output: false }), [
      [1, 4, "f(a)"],
      [1, 5, "last"],
    ]);
    assert.deepEqual(sample().find({ hist_access_type: "tail", n: 1, output: true }), [[1, 5, ["last", "5"]]]);
    assert.deepEqual(sample().find({ hist_access_type: "tail", n: 0, output: false }), []);
  });

  it("gives a range without its end, of this session only", () => {
    const range = (session: number, start: number, stop: number) =>
      lines(sample().find({ hist_access_type: "range", session, start, stop, output: false }));
    assert.deepEqual(range(0, 2, 4), [2, 3]);
    assert.deepEqual(range(1, 1, 2), [1]);
    assert.deepEqual(range(7, 1, 9), []);
  });

  it("searches by glob over whole cells", () => {
    const search = (pattern: string, { unique = false, n = 99 } = {}) =>
      lines(sample().find({ hist_access_type: "search", pattern, unique, n, output: false }));
    assert.deepEqual(search("a*"), [2, 3]);
    assert.deepEqual(search("a ? 1"), [2, 3]);
    assert.deepEqual(search("a + 1", { unique: true }), [3]);
    assert.deepEqual(search("*a*", { n: 2 }), [4, 5]);
    assert.deepEqual(search("f(a)"), [4], "regular expressions mean nothing here");
    assert.deepEqual(search("a"), []);
    assert.deepEqual(search("*1*"), [1, 2, 3]);
    assert.deepEqual(search("?*(?)"), [4]);
    assert.deepEqual(search("l*t*t"), [], "each part needs its own text");
    assert.deepEqual(search("**"), [1, 2, 3, 4, 5]);
    assert.deepEqual(search(""), []);
  });

  it("takes a question mark for a character of two units", () => {
    const history = new History();
    history.add("a😀b");
    const found = (pattern: string) =>
      history.find({ hist_access_type: "search", pattern, unique: false, n: 9, output: false }).length;
    assert.deepEqual(["a?b", "a??b", "*?b", "?😀*"].map(found), [1, 0, 1, 1]);
  });

  it("searches at once, whatever the pattern", () => {
    const history = new History();
    history.add("a".repeat(5000));
    // A regular expression with as many stars would not come to an end.
    const pattern = `${"*a".repeat(60)}*b`;
    assert.deepEqual(history.find({ hist_access_type: "search", pattern, unique: false, n: 9, output: false }), []);
    const many = "*".repeat(100_000);
    assert.equal(
      history.find({ hist_access_type: "search", pattern: many, unique: false, n: 9, output: false }).length,
      1,
    );
  });

  it("keeps 32 MB of texts: the oldest are forgotten, and the count goes on", () => {
    const history = new History();
    for (let i = 0; i < 5; i++) history.add(String(i).repeat(10 * 2 ** 20));
    assert.deepEqual(lines(history.find({ hist_access_type: "tail", n: 9, output: false })), [3, 4, 5]);
    history.add("x".repeat(50 * 2 ** 20));
    assert.deepEqual(history.find({ hist_access_type: "tail", n: 9, output: false }), []);
    assert.equal(history.nextLine, 7);
  });
});
