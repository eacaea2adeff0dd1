// What a release tells more than it should is said to its author: a solution in a text, a hidden check that is the public one.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cell, Notebook } from "../../../kernel/notebook/index.ts";
import { approximately, implementation, question } from "../../../src/checking/index.ts";
import { definitionOf } from "../../../src/checking/trusted.ts";
import { openCourse } from "../../../src/cli/preload.ts";
import { courseLeaks } from "../../../src/cli/release/course-leaks.ts";
import { inputsShown, solutionsTold } from "../../../src/cli/release/leaks.ts";
import type { GradedQuestion } from "../../../src/grader/judge/assignment.ts";
import { needDist } from "../../needs.ts";

const code = (source: string): Cell => ({
  cell_type: "code",
  id: "c",
  metadata: {},
  execution_count: null,
  outputs: [],
  source,
});
const text = (source: string): Cell => ({ cell_type: "markdown", id: "m", metadata: {}, source });
const notebook = (...cells: Cell[]): Notebook => ({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });

describe("unrolled release: what its course tells", () => {
  it("is an exam in what is handed out, and a name that the open course has, too", async function () {
    needDist(this);
    const folder = mkdtempSync(join(tmpdir(), "unrolled course leaks "));
    try {
      const entry = join(folder, "index.ts");
      writeFileSync(
        entry,
        `import { course, exactly, exam, graded, question } from "unrolled/checking";
const q1 = question({ id: "x/q1", asks: "?", answer: exactly(1), because: "so.", hints: [] });
export const assignment = course({ "gates-graded": graded({ q1 }), own: graded({ q1 }), final: exam({ q1 }) });`,
      );
      const [named, exam] = await courseLeaks(entry, "gates-graded");
      assert.match(
        named!,
        /^its name: the open course has an assignment gates-graded, too, and where course\/ is missing/,
      );
      assert.match(
        exam!,
        /^its course: the exam final stands in course\/ of what is handed out, and its questions hold/,
      );
      assert.equal((await courseLeaks(entry, "own")).length, 1);
      assert.deepEqual(await courseLeaks(entry, "final"), []);
      assert.deepEqual(await courseLeaks(openCourse, "gates-graded"), []);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe("unrolled release: what it tells too much", () => {
  const solved = code(`function leak(keep: number, xs: number[]) {
  // BEGIN SOLUTION
  let h = 0
  for (const x of xs) h = keep * h + (1 - keep) * x // leaky
  return h
  const form = "many-to-many", curve = history.loss
  // END SOLUTION
}
q2.check(leak)`);
  const told = (...texts: string[]) => {
    const source = notebook(text("# Echo state"), solved, ...texts.map(text));
    return solutionsTold(source, source);
  };

  it("is a line of a solution in a text outside of the marks, however it is spaced", () => {
    for (const one of [
      "solution: `h = keep*h + (1-keep)*x`",
      "**h** = keep * h +\n (1 - keep) * x",
      "so keep \\* h + (1 - keep) \\* x",
    ])
      assert.match(
        told(one).join(),
        /^source\.ipynb, cell 3: its text holds what the solution says \(for \(const x of xs\) h = keep/,
        one,
      );
  });

  it("is no text that says other things, no short line, and no code that is given", () => {
    assert.deepEqual(
      told(
        "let h = 0, then return h; history.loss or many-to-many",
        "h = keep · h + (1 − keep) · x is what `leak` computes",
      ),
      [],
    );
    const given = code("const example = (h: number, x: number, keep: number) => keep * h + (1 - keep) * x");
    assert.deepEqual(solutionsTold(notebook(solved, given), notebook(solved, given)), []);
  });

  const rest = { id: "echo/q2", asks: "?", because: "so.", hints: ["?"] };
  const leaky = (h: number, x: number) => 0.5 * h + 0.5 * x;
  const doubled = (parameters: "normal" | "uniform", cases: { [name: string]: { T: number } }) =>
    parameters === "normal"
      ? implementation({ parameters: ({ normal }) => ({ h: normal(), x: normal() }), cases, reference: leaky })
      : implementation({
          parameters: ({ uniform }) => ({ h: uniform(5, 6), x: uniform(5, 6) }),
          cases,
          reference: leaky,
        });
  const asked = (answer: ReturnType<typeof doubled>, hidden: ReturnType<typeof doubled>): GradedQuestion => {
    const definition = definitionOf(question({ ...rest, answer })) as unknown as GradedQuestion["definition"];
    return { key: "q2", definition, hidden: { ...definition, answer: hidden as never } };
  };

  it("is a hidden check with the kinds of input of the public one, whatever they are called", () => {
    const shown = doubled("normal", { one: { T: 1 }, more: { T: 7 } });
    for (const cases of [{ one: { T: 1 }, more: { T: 7 } }, { secret: { T: 7 } }] as {
      [name: string]: { T: number };
    }[])
      assert.match(
        inputsShown([asked(shown, doubled("normal", cases))]).join(),
        /^q2: its hidden check has no kind of input/,
      );
    assert.deepEqual(inputsShown([asked(shown, doubled("normal", { more: { T: 7 }, long: { T: 900 } }))]), []);
    assert.deepEqual(inputsShown([asked(shown, doubled("uniform", { one: { T: 1 } }))]), []);
    const number = definitionOf(
      question({ ...rest, answer: approximately(2) }),
    ) as unknown as GradedQuestion["definition"];
    assert.deepEqual(inputsShown([{ key: "q1", definition: number }]), []);
  });
});
