// `unrolled validate`: what a student is told before handing in, as a process of its own.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cell, formatNotebook, type Notebook } from "../../../kernel/notebook/index.ts";
import { needDist } from "../../needs.ts";
import { itSoaks } from "../../soak.ts";
import { unrolled } from "./cli.ts";

const code = (id: string, source: string, metadata: Cell["metadata"] = {}): Cell => ({
  cell_type: "code",
  id,
  metadata,
  source,
  execution_count: null,
  outputs: [],
});

const notebook = (cells: Cell[], unrolled?: Cell["metadata"]): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {
    kernelspec: { name: "unrolled", display_name: "TypeScript (Unrolled)", language: "typescript" },
    ...(unrolled && { unrolled }),
  },
  cells,
});

const course = `import { course, type Context, exactly, exam, graded, question } from "unrolled/checking"
const number = (id: string, right: number, points = 1) =>
  question({ id, asks: "How many?", answer: exactly(right), because: "so.", hints: ["Count."], points })
const make = (set: string) => ({ draw }: Context) => ({
  q1: number(set + "/q1", draw("q1", random => random.integer(1, 9))),
  q2: number(set + "/q2", 2, 2),
  q3: number(set + "/q3", 3),
})
export const assignment = course({ set: graded(make("set")), final: exam(make("final")) })
`;

describe("unrolled validate", () => {
  let folder: string;
  before(function () {
    needDist(this);
    folder = mkdtempSync(join(tmpdir(), "unrolled hand in "));
    mkdirSync(join(folder, "course"));
    writeFileSync(join(folder, "course", "index.ts"), course);
  });
  after(() => rmSync(folder, { recursive: true }));

  const validate = async (content: Notebook, ...args: string[]) => {
    writeFileSync(join(folder, "mine.ipynb"), formatNotebook(content));
    const { code, stdout, stderr } = await unrolled(["validate", "mine.ipynb", "--course", "course", ...args], {
      cwd: folder,
    });
    assert.equal(stderr, "");
    return { code, lines: stdout.trimEnd().split("\n") };
  };
  const take = (name: string) => code("take", `const { q1, q2, q3 } = assignment("${name}")`);

  it("says for each question whether it is answered, and goes on behind an error, which it places", async () => {
    const { code: status, lines } = await validate(
      notebook([
        code("who", 'student("ana")'),
        take("set"),
        code("a1", "const count: number = ____\nq1.check(count)"),
        code("a2", 'q2.check("2" as any)\nthrow new RangeError("mine")'),
        code("a3", "q3.check(4)"),
      ]),
    );
    assert.deepEqual(lines, [
      "set (graded), student: ana",
      "  q1  ○ not attempted  (1 point, cell 3)",
      '  q2  wrong kind: expected a number, but got the text "2" (write it without quotes)  (2 points, cell 4)',
      "  q3  answered: ✗ not yet  (1 point, cell 5)",
      "set: 1 of 3 questions are answered; the checks give 0 of 4 points so far",
      "missing or wrong: cell 4, line 2: RangeError: mine",
      "mine.ipynb: 3 things are missing",
    ]);
    assert.equal(status, 1);
  });

  itSoaks("says nothing of right and wrong in an exam, and ends with 0 where nothing is missing", async () => {
    const answers = (answer: number) =>
      notebook([
        code("who", 'student("ana")'),
        take("final"),
        code("a", `for (const q of [q1, q2, q3]) q.check(${answer})`),
      ]);
    const first = await validate(answers(2));
    assert.deepEqual(first.lines, [
      "final (exam), student: ana",
      "  q1  recorded  (1 point, cell 3)",
      "  q2  recorded  (2 points, cell 3)",
      "  q3  recorded  (1 point, cell 3)",
      "final: 3 of 3 questions are answered; in an exam the points are not told",
      "mine.ipynb: nothing is missing",
    ]);
    assert.equal(first.code, 0);
    assert.deepEqual(await validate(answers(3)), first);
  });

  itSoaks("asks for the name, which may be given from outside", async () => {
    const content = notebook([code("who", "student(____)"), take("set"), code("a", "q1.check(1)")]);
    const { lines } = await validate(content);
    assert.equal(lines[0], 'missing or wrong: your name: write it in the cell student("…")');
    const given = await validate(content, "--student", "Zoë");
    assert.equal(given.lines[0], "set (graded), student: Zoë");
    assert.equal(given.lines[2], "  q2  never checked: no cell that ran has q2.check(…)  (2 points)");
  });

  it("says which cells are doubled, removed, moved or changed since they were handed out", async () => {
    const locked = { grade: false, solution: false, locked: true, grade_id: "take", checksum: "0".repeat(32) };
    const { lines } = await validate(
      notebook(
        [
          code("a", "for (const q of [q1, q2, q3]) q.check(2)"),
          code("who", 'student("ana")'),
          { ...take("set"), metadata: { nbgrader: { schema_version: 3, ...locked } } },
          code("who", "1"),
        ],
        { assignment: "final", cells: ["who", "take", "intro", "a"] },
      ),
    );
    for (const line of [
      'missing or wrong: cell id "who" stands 2 times: delete the copy, and insert a new cell in its place',
      'missing or wrong: cell "intro" was removed: take it from a new copy of the assignment',
      "missing or wrong: the cells that were handed out stand in another order",
      'missing or wrong: cell "take" was changed, but is to stay as it was handed out',
      'missing or wrong: the questions of final, for which this notebook was handed out, are never taken: assignment("final")',
    ])
      assert.ok(lines.includes(line), `${line}\n\nis not in\n${lines.join("\n")}`);
  });

  it("refuses the notebook of another assignment, and says where course/ is missing", async () => {
    const taken = (assignment: string) => formatNotebook(notebook([take("set")], { assignment, cells: ["take"] }));
    const ask = async (path: string, text: string, ...args: string[]) => {
      mkdirSync(join(folder, "beside"), { recursive: true });
      writeFileSync(join(folder, "beside", path), text);
      return unrolled(["validate", path, ...args], { cwd: join(folder, "beside") });
    };
    const other = await ask("set.ipynb", taken("gates"), "--course", "../course");
    assert.equal(
      other.stderr,
      "unrolled validate: set.ipynb is the notebook of the assignment gates, which the course beside it does not have (it has set, final). Take the right notebook from where it was handed out, or put this one back beside the course/ of gates\n",
    );
    const renamed = await ask("set.ipynb", taken("final"), "--course", "../course");
    assert.match(
      renamed.stderr,
      /is the notebook of the assignment final, but is called like set\. Take the notebook of set/,
    );
    const alone = await ask("set.ipynb", taken("set"));
    assert.equal(
      alone.stdout,
      "missing or wrong: the questions of set: the folder course/ and package.json, which were handed out with the notebook, do not lie beside it. Put them there, from where you got it (of an exam: --course DIR)\nset.ipynb: 1 thing is missing\n",
    );
    // The open course has another assignment of this name.
    const named = { assignment: "gates-graded", cells: ["take"], ownCourse: true };
    const ownNamed = await ask("gates-graded.ipynb", formatNotebook(notebook([take("gates-graded")], named)));
    assert.match(
      ownNamed.stdout,
      /^missing or wrong: the questions of gates-graded: the folder course\/ and package\.json/,
    );
    assert.deepEqual([other.code, renamed.code, alone.code, ownNamed.code], [2, 2, 1, 1]);
  });

  itSoaks("says what is wrong with the command line and with the file", async () => {
    const refused = async (args: string[], message: RegExp) => {
      const { code, stdout, stderr } = await unrolled(["validate", ...args], { cwd: folder });
      assert.match(stderr, message);
      assert.deepEqual([code, stdout], [2, ""]);
    };
    await refused([], /unrolled validate expects one notebook, but got none/);
    await refused(["a.ipynb", "b.ipynb"], /expects one notebook, but got a\.ipynb, b\.ipynb/);
    await refused(["gone.ipynb"], /gone\.ipynb: there is no such file/);
  });
});
