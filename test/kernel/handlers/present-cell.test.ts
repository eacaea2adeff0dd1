// The compiler's errors of the cell that was just run say its line; what may be another cell keeps its number.
import assert from "node:assert/strict";
import { inPresentCell } from "../../../kernel/handlers/present-cell.ts";

describe("the place of an error in the cell that was just run", () => {
  it("is its line, in each of the compiler's errors", () => {
    const traceback = ["cell 252:1:50 - error TS2304: a", "", "1 a", "  ^", "", "cell 252:12:3 - error TS2322: b"];
    assert.deepEqual(inPresentCell(traceback, 252), [
      "line 1 - error TS2304: a",
      "",
      "1 a",
      "  ^",
      "",
      "line 12 - error TS2322: b",
    ]);
  });

  it("stays for other cells, files and frames, and in a learner's own words", () => {
    for (const line of [
      "cell 25:1:50 - error TS2304: a",
      "helpers.ts:1:50 - error TS2304: a",
      "    at f (cell 252:1:50)",
      "Error: cell 252:1:50 - error TS2304: a",
      "cell 252:1:50 - my own",
    ])
      assert.deepEqual(inPresentCell([line], 252), [line]);
  });
});
