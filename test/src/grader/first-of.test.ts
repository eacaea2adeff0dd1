import assert from "node:assert/strict";
import { firstOf, namesIn } from "../../../src/grader/first-of.ts";

describe("lists in messages", () => {
  it("leave out several or none, never one, and say where the rest is", () => {
    const names = ["ana", "ben", "chiara", "dora", "emil"];
    assert.equal(namesIn(names.slice(0, 3), 3, "the report has all"), "ana, ben, chiara");
    assert.equal(namesIn(names.slice(0, 4), 3, "the report has all"), "ana, ben, chiara, dora");
    assert.equal(namesIn(names, 3, "the report has all"), "ana, ben, chiara and 2 more (the report has all)");
    assert.deepEqual(firstOf([], 3), { told: [], more: 0 });
  });
});
