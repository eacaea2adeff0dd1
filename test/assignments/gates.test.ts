// The puzzle of lesson 6: gates that were written in the place of their biases are told so.
import assert from "node:assert/strict";
import { assignment } from "../../assignments/index.ts";

describe("assignment gates", () => {
  it("knows gates in the place of biases", () => {
    const { q5 } = assignment.of("gates", "ana");
    const right = {
      keep: { i: -20, f: 20, o: -20 },
      erase: { i: -20, f: -20, o: -20 },
      add: { i: 20, f: 20, o: -20 },
      replace: { i: 20, f: -20, o: -20 },
      read: { i: -20, f: 20, o: 20 },
    };
    assert.match(
      q5.check({ ...right, keep: { i: 0, f: 1, o: 0 } }).message,
      /keep, \{ i: 0, f: 1, o: 0 \} would be right for the gates themselves, but biases are asked for/,
    );
    assert.match(q5.check({ ...right, keep: { i: 0, f: 0.5, o: 0 } }).message, /keep, it held 0\.50 and read 1/);
  });
});
