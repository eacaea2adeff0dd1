// What `unrolled validate` says of cells that failed: the cause, and what only follows from it in one line.
import assert from "node:assert/strict";
import { findingsOf } from "../../../src/cli/validate/findings.ts";
import type { FailedCell } from "../../../src/cli/validate/run-all.ts";

const failed = (number: number, ename: string, evalue: string): FailedCell => ({
  number,
  error: { status: "error", ename, evalue, traceback: [`${ename}: ${evalue}`] } as FailedCell["error"],
});

describe("findings of validate", () => {
  it("tell a cause once, and its followers in one line", () => {
    const cells = [
      failed(2, "Error", "say who you are"),
      failed(3, "ReferenceError", "Cannot access 'q1' before initialization"),
      failed(4, "RangeError", "mine"),
      failed(6, "ReferenceError", "Cannot access 'q2' before initialization"),
    ];
    const run = {
      validation: { student: undefined, assignments: [], missing: [], handedIn: [] },
      failed: cells,
      uncaught: [],
      cellOf: new Map(),
      messageOf: new Map(),
    };
    const { lines, missing } = findingsOf(run, { structure: [], assignment: undefined });
    assert.deepEqual(lines, [
      "missing or wrong: cell 2: Error: say who you are",
      "missing or wrong: cell 4: RangeError: mine",
      "missing or wrong: cells 3, 6: what an earlier cell should have declared is not there, see above",
    ]);
    assert.equal(missing, 3);
  });

  it("tell such an error where nothing failed before it", () => {
    const run = {
      validation: { student: undefined, assignments: [], missing: [], handedIn: [] },
      failed: [failed(1, "ReferenceError", "Cannot access 'x' before initialization")],
      uncaught: [],
      cellOf: new Map(),
      messageOf: new Map(),
    };
    const { lines } = findingsOf(run, { structure: [], assignment: undefined });
    assert.deepEqual(lines, ["missing or wrong: cell 1: ReferenceError: Cannot access 'x' before initialization"]);
  });
});
