// A text is recorded for a person, neither right nor wrong.
import assert from "node:assert/strict";
import { ____, question, text } from "../../../../src/checking/index.ts";

const why = question({
  id: "demo/why",
  asks: "Why does clipping not cure vanishing?",
  answer: text({
    rubric: [
      { wants: "clipping only scales down", marks: 1 },
      { wants: "vanishing needs larger gradients", marks: 1 },
    ],
    samples: [
      { answer: "Clipping only scales down, and a vanished gradient would have to grow.", marks: 2 },
      { answer: "Because clipping makes the gradients smaller.", marks: 1 },
      { answer: "Because it is too slow for that.", marks: 0 },
    ],
    maxWords: 20,
  }),
  because: "it makes nothing larger.",
  hints: [],
});

describe("text", () => {
  it("is recorded", () => {
    const outcome = why.check("It only ever makes gradients smaller.");
    assert.equal(String(outcome), "● recorded: a person will read your 6 words; you may change them until you hand in");
    assert.deepEqual([outcome.status, outcome.credit, outcome.correct], ["recorded", Number.NaN, false]);
  });

  it("has a length, and is a text", () => {
    assert.equal(
      why.check("It is small.").message,
      "expected at least 5 words, in sentences of your own, but got 3 words",
    );
    assert.match(why.check("so ".repeat(21)).message, /^expected at most 20 words, but got 21 words$/);
    assert.match(why.check(5 as never).message, /^expected a text in quotes or `backticks`, but got 5$/);
    assert.equal(why.check(____).status, "not-attempted");
  });
});
