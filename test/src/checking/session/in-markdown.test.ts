// A text that is written into a Markdown cell: no check sees it, so it is neither missing nor answered.
import assert from "node:assert/strict";
import {
  ____,
  course,
  exactly,
  graded,
  progress,
  question,
  student,
  text,
  validate,
} from "../../../../src/checking/index.ts";

const rest = { because: "so.", hints: [] };
const marks = (answer: string, given: number) => ({ answer, marks: given });
const why = question({
  ...rest,
  id: "in-markdown/why",
  asks: "Why?",
  points: 2,
  answer: text({
    writtenIn: "markdown",
    rubric: [
      { wants: "one", marks: 1 },
      { wants: "two", marks: 1 },
    ],
    samples: [
      marks("both of the two things are in here", 2),
      marks("one of the two things is in here", 1),
      marks("nothing of all that is in here", 0),
    ],
  }),
});
const sum = question({ ...rest, id: "in-markdown/sum", asks: "2 + 2?", answer: exactly(4) });

describe("a text in a Markdown cell", () => {
  const assignment = course({ "in-markdown": graded({ why, sum }) });
  before(() => void student("ana"));
  after(() => void student(____));

  it("is counted apart, and is never missing", () => {
    const { sum, why } = assignment("in-markdown");
    assert.deepEqual([why.isWritten, why.isInMarkdown, sum.isWritten], [true, true, false]);
    const missing = () => validate().missing.filter(one => one.startsWith("in-markdown"));
    assert.deepEqual(missing(), ["in-markdown sum: no cell that ran has sum.check(…)"]);
    sum.check(4);
    assert.deepEqual(missing(), []);
    assert.match(
      String(progress("in-markdown")),
      /^in-markdown: 1 of 1 answered, 1 more in Markdown, all right, 1 of 3 points: why ✎ in its Markdown cell/,
    );
    // The whole mocha is one session, so the title speaks of what others have left open.
    assert.ok(validate().assignments.some(({ of, inMarkdown }) => of === 1 && inMarkdown === 1));
  });
});
