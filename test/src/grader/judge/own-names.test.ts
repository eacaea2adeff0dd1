// Whose names an answer is made of.
import assert from "node:assert/strict";
import { hasOwnNames } from "../../../../src/grader/judge/own-names.ts";

describe("grader: names of an answer", () => {
  const cells = ["const total = 1, rest = 2", "function softmax(x) { return x }\nlet { a, b: c } = pair"];

  it("are the student's where a cell that ran declares them", () => {
    for (const own of ["total", "rest", "softmax", "{ total, rest }", "a", "{ a, c }"])
      assert.ok(hasOwnNames(own, cells), own);
    for (const other of ["relu", "{ total, relu }", "tot", "x$"]) assert.ok(!hasOwnNames(other, cells), other);
    assert.ok(!hasOwnNames("softmax", cells.slice(0, 1)));
  });

  it("are not looked for in what is no name, and not in the blank", () => {
    for (const expression of ["1 + 2", "____", '"relu"', "[relu]"])
      assert.ok(hasOwnNames(expression, cells), expression);
  });
});
