// Several answers in one: credit by parts, the first wrong one's hint, and what is still blank.
import assert from "node:assert/strict";
import { describeAnswer } from "../../../../src/checking/describe.ts";
import { ____, exactly, prove, question, several, shape } from "../../../../src/checking/index.ts";

const both = question({
  id: "demo/both",
  asks: "How many weights has dense(3) on 4 inputs, and what comes out?",
  answer: several({
    weights: { answer: exactly(12), fingerprints: [{ answer: 7, hint: "you added." }] },
    output: { answer: shape([null, 3]), fingerprints: [{ answer: [null, 4], hint: "that goes in." }] },
  }),
  because: "each of 3 outputs reads 4 inputs.",
  hints: ["Draw the lines."],
});

describe("several answers in one", () => {
  it("are right when each of them is", () => {
    const outcome = both.check({ weights: 12, output: [null, 3] });
    assert.equal(outcome.status, "correct");
    assert.equal(outcome.credit, 1);
  });

  it("have credit for each, and the first wrong one gets its hint by its name", () => {
    const one = both.check({ weights: 7, output: [null, 3] });
    assert.equal(one.credit, 1 / 2);
    assert.equal(one.parts, 2);
    assert.equal(one.message, "weights, 7: you added.");
    const none = both.check({ weights: 8, output: [null, 4] });
    assert.equal(none.credit, 0);
    assert.equal(none.message, "weights, 8: not the answer; both.hint() gives a hint; output is not right yet, either");
    assert.match(
      both.check({ weights: 7, output: [null, 4] }).message,
      /^weights, 7: you added\. And output is not right yet, either$/,
    );
    assert.match(both.check({ weights: 12, output: [null, 4] }).message, /^output, .*: that goes in\.$/);
  });

  it("are not attempted while all are blank; one blank is a part that is missing", () => {
    assert.equal(both.check({ weights: ____, output: ____ }).status, "not-attempted");
    const half = both.check({ weights: 12, output: ____ });
    assert.equal(half.credit, 1 / 2);
    assert.equal(half.message, "output, ____ still stands there");
  });

  it("say what is missing or of another kind", () => {
    assert.match(
      both.check({ weights: 12 } as never).message,
      /^expected \{ weights: …, output: … \}, but output is missing/,
    );
    assert.match(
      both.check(12 as never).message,
      /^expected 2 answers by their names, \{ weights: …, output: … \}, but got/,
    );
    assert.match(both.check({ weights: "12", output: [null, 3] } as never).message, /^weights, .*text/);
    // @ts-expect-error: a name that is no part of it, and a text for a number, do not compile
    () => both.check({ weights: "12", outputs: [null, 3] });
  });

  it("are proven like any other", () => prove(both));

  it("calls an answer that is left open ____, and no object of a class", () => {
    assert.equal(describeAnswer(____), "____ (not answered yet)");
  });
});
