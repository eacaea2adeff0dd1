// Everything bad that may be handed in, in one class with an honest one: each has its outcome in the report, none stops the others.
import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { checksumOf } from "../../../src/grader/checksum.ts";
import { findTools } from "../../../src/grader/isolate/tools.ts";
import { openResults } from "../../../src/grader/results/index.ts";
import { needDist } from "../../needs.ts";
import { makeZip } from "../grader/submissions/make-zip.ts";
import { unrolled } from "./cli.ts";
import { quizCourse, right, submission } from "./quiz-course.ts";

interface Notebook {
  cells: { id: string; source: string; metadata: object }[];
  metadata: object;
  nbformat: number;
}

const edited = (student: string, change: (notebook: Notebook) => object | undefined): string => {
  const notebook = JSON.parse(submission(student, "6", right)) as Notebook;
  return JSON.stringify(change(notebook) ?? notebook);
};

const full = [1, 1, 1];

/** Who hands in what, what it comes to (points of q1, q2 and q2's hidden check), and what the report says of it. */
const cases: { [student: string]: { text: string | Buffer; points?: number[]; says?: RegExp } } = {
  honest: { text: submission("honest", "6", right), points: full },
  nojson: { text: "{ cells", says: /the file is not a notebook: it is not JSON/ },
  format: { text: edited("format", notebook => ({ ...notebook, nbformat: 3 })), says: /old notebook format 3/ },
  latin: { text: Buffer.from(submission("latin", "'Größe'", right), "latin1"), says: /not UTF-8/ },
  twins: {
    text: edited("twins", ({ cells }) => void cells.push({ ...cells[2]!, source: "1 + 1" })),
    points: full,
    says: /cell &quot;q1&quot; stands twice|cell "q1" stands twice|stands twice: both are run/,
  },
  missing: {
    text: edited("missing", ({ cells }) => void cells.splice(1, 1)),
    points: full,
    says: /was removed: it was put back/,
  },
  added: {
    text: edited(
      "added",
      ({ cells }) => void cells.splice(1, 0, { ...cells[0]!, id: "mine", source: "const mine = 1" }),
    ),
    points: full,
  },
  reordered: {
    text: edited("reordered", ({ cells }) => void cells.reverse()),
    points: full,
    says: /stand in another order/,
  },
  kernel: {
    text: edited("kernel", notebook => ({
      ...notebook,
      metadata: { kernelspec: { name: "python3", language: "python" } },
    })),
    points: full,
    says: /saved with a kernel for python/,
  },
  deep: {
    text: submission("deep", "6", right).replace(
      '"metadata":{"kernelspec"',
      `"metadata":{"deep":${"[".repeat(3000)}${"]".repeat(3000)},"kernelspec"`,
    ),
    points: full,
  },
  version: {
    text: edited("version", ({ cells }) => {
      const cell = { ...cells[1]!, source: 'const { q1, q2, q9 } = assignment("quiz")', cell_type: "code" as const };
      const locked = { schema_version: 3, grade: false, solution: false, locked: true, task: false, grade_id: "asks" };
      const checksum = checksumOf(cell as never, locked as never);
      cells[1] = { ...cell, metadata: { nbgrader: { ...locked, checksum } } };
    }),
    points: full,
    says: /is as another version of the assignment has it/,
  },
};

describe("bad input", function () {
  this.timeout(300_000);
  let cwd: string;
  before(function () {
    if (process.platform !== "linux" || !("tools" in findTools())) this.skip();
    needDist(this);
    cwd = mkdtempSync(join(tmpdir(), "unrolled-bad-"));
    chmodSync(cwd, 0o755);
    for (const [path, text] of Object.entries(quizCourse(6))) write(path, text);
  });
  after(() => cwd && rmSync(cwd, { recursive: true, force: true }));

  const write = (path: string, text: string | Buffer) => {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  };
  /** What is found, and the words of the report. */
  const graded = async (place: string, file: string) => {
    const { code, stdout, stderr } = await unrolled(["grade", "course/quiz", place, "--results", file], { cwd });
    assert.equal(code, 0, stdout + stderr);
    const report = await unrolled(["report", file, "--to", "report"], { cwd });
    assert.equal(report.code, 0, report.stderr);
    const words = readFileSync(join(cwd, "report/report.html"), "utf8")
      .replace(/^[\s\S]*<body>/, "")
      .replace(/<[^>]*>/g, " ")
      .replace(/&#(\d+);/g, (_, number) => String.fromCharCode(Number(number)))
      .replace(/\s+/g, " ");
    using results = openResults(join(cwd, file));
    return { words, found: new Map(results.readRun().submissions.map(one => [one.student, one])) };
  };

  it("has its outcome in the report, each case by itself, and the rest is graded", async () => {
    for (const [student, { text }] of Object.entries(cases)) write(`handed/${student}/quiz.ipynb`, text);
    write("handed/large/quiz.ipynb", "");
    truncateSync(join(cwd, "handed/large/quiz.ipynb"), 200 * 2 ** 20);
    mkdirSync(join(cwd, "handed/empty"));
    write("handed/double/quiz.ipynb", submission("double", "6", right));
    write("handed/Double /quiz.ipynb", submission("double", "6", right));
    mkdirSync(join(cwd, "handed/link"));
    symlinkSync(join(cwd, "course/quiz/source.ipynb"), join(cwd, "handed/link/quiz.ipynb"));
    const { words, found } = await graded("handed", "folder.sqlite");
    for (const [student, { points, says }] of Object.entries(cases)) {
      const one = found.get(student)!;
      assert.equal(one.state, points ? "graded" : "refused", `${student}: ${one.reason}`);
      if (points)
        assert.deepEqual(
          one.checks.map(check => check.points),
          points,
          student,
        );
      if (says) assert.match(words, says, student);
    }
    assert.match(words, /large .*it has 200 MB, and at most 32 MB are read/);
    assert.match(words, /empty .*nothing was handed in: the folder is empty/);
    assert.match(words, /double .*handed in 2 files .*it is not known which one counts/);
    assert.match(words, /link .*it is a symbolic link, which is not followed/);
    assert.equal(found.size, Object.keys(cases).length + 5);
  });

  it("has no path of a name: slashes, dots, and what no file system takes", async () => {
    const names = [
      "../../evil/quiz.ipynb",
      "a\\..\\b/quiz.ipynb",
      "CON/quiz.ipynb",
      `${"x".repeat(240)}/quiz.ipynb`,
      "ana: *?/quiz.ipynb",
    ];
    write("names.zip", makeZip(names.map(name => ({ name, text: submission("ana", "6", right) }))));
    const { words, found } = await graded("names.zip", "names.sqlite");
    assert.equal(found.size, names.length);
    assert.match(words, /its name in the zip leads out of the zip/);
    const states = [...found.values()].map(({ state }) => state).sort();
    assert.deepEqual(states, ["graded", "graded", "graded", "refused", "refused"]);
    const feedback = await unrolled(["feedback", "names.sqlite", "--to", "pages"], { cwd });
    assert.equal(feedback.code, 0, feedback.stderr);
    assert.match(feedback.stdout, /feedback for 5 of 5/);
  });
});
