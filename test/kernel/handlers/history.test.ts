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
  });
});
