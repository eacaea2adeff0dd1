import assert from "node:assert/strict";
import { type Cell, formatNotebook, type Notebook, parseNotebook } from "../../../../kernel/notebook/index.ts";
import { nbgraderOf } from "../../../../src/grader/checksum.ts";
import { nbgraderSource } from "../../../../src/grader/exchange/nbgrader/source.ts";
import { handout } from "../../../../src/grader/release/handout.ts";

const code = (id: string, source: string): Cell => ({
  id,
  cell_type: "code",
  source,
  metadata: {},
  execution_count: null,
  outputs: [],
});
const solved = (solution: string, rest: string) => `// BEGIN SOLUTION\n${solution}\n// END SOLUTION\n${rest}`;
const questions = [
  { key: "q1", points: 1, isWritten: false },
  { key: "q2", points: 2, isWritten: false },
  { key: "q3", points: 2, isWritten: true },
];

function sourceOf(...cells: Cell[]): Notebook {
  const text = formatNotebook({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
  const options = { assignment: "sums", version: "v", questions };
  return nbgraderSource(parseNotebook(text, "s.ipynb"), handout(text, "s.ipynb", options), {
    ...options,
    hidden: { keys: ["q2"], file: "/course/sums/hidden.ts", module: "/nb/unrolled-hidden.ts" },
  });
}

describe("a source for nbgrader", () => {
  const q2 = code("q2", solved("const f = (x: number): number => x", "await q2.check((x: number) => f(x)) // yours"));
  const written = code("q3", solved("const why = `so`", "q3.check(why)"));

  it("has a cell of points behind each answer that a check judges, with hidden tests where there are some", () => {
    const { cells } = sourceOf(
      code("q1-points", "1"),
      code("q1", solved("const a = 1", "q1.check(a)\nq1.check(a + 1).correct")),
      q2,
      written,
    );
    assert.deepEqual(
      cells.map(({ id }) => id),
      ["q1-points", "q1", "q1-points-2", "q2", "q2-points", "q3"],
    );
    const [, , points1, , points2] = cells;
    assert.equal(
      points1!.source,
      `// The points of question q1, as they are counted. This cell stays as it is.
const q1Credit = [(await q1.check(a + 1)).credit]
1 * Math.min(...q1Credit)`,
    );
    const lines = points2!.source.split("\n");
    assert.deepEqual(
      [lines[1], lines[2], lines[5]],
      [
        "const q2Credit = [(await q2.check((x: number) => f(x))).credit]",
        "// BEGIN HIDDEN TESTS",
        "// END HIDDEN TESTS",
      ],
    );
    assert.match(
      lines[4]!,
      /^q2Credit\.push\(await q2Hidden\("\/course\/sums\/hidden\.ts", "q2", \(x: number\) => f\(x\), /,
    );
    assert.deepEqual(
      cells.map(cell => [nbgraderOf(cell)!.grade, nbgraderOf(cell)!.points]),
      [
        [false, undefined],
        [false, undefined],
        [true, 1],
        [false, undefined],
        [true, 2],
        [true, 2],
      ],
    );
  });

  it("keeps the solution, and beside it what a student gets", () => {
    const [, cell] = sourceOf(code("q1", solved("const a = 1", "q1.check(a)")), q2, written).cells.filter(({ id }) =>
      /^q\d$/.test(id!),
    );
    assert.match(cell!.source, /BEGIN SOLUTION/);
    assert.match((cell!.metadata.unrolled as { stub: string }).stub, /^const f = ____\n/);
  });

  it("is refused where a check does not stand at the top of a cell", () => {
    assert.throws(
      () => sourceOf(code("q1", solved("const a = 1", "for (const x of [a]) { q1.check(x) }")), written),
      /sums: nbgrader counts what a cell gives, so q1\.check\(…\) is expected at the top of a cell, but none has it/,
    );
  });
});
