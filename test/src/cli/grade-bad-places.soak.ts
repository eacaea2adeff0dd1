// `unrolled grade` on a disk that fills up in the middle, and by two graders at once into one file: nothing is lost, nothing is double.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { findTools } from "../../../src/grader/isolate/tools.ts";
import { openResults } from "../../../src/grader/results/index.ts";
import { tinyDisk } from "../../tiny-disk.ts";
import { unrolled } from "./cli.ts";
import { quizCourse, right, submission } from "./quiz-course.ts";

describe("unrolled grade, where its file is in trouble", function () {
  this.timeout(300_000);
  const students = ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"];
  let folder: string;
  beforeEach(function () {
    if (process.platform !== "linux" || !("tools" in findTools())) this.skip();
    folder = mkdtempSync(join(tmpdir(), "unrolled-trouble-"));
    const handed = students.map(name => [`handed/${name}/quiz.ipynb`, submission(name, "6", right)] as const);
    for (const [path, text] of [...Object.entries(quizCourse(6)), ...handed]) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  });
  afterEach(() => folder && rmSync(folder, { recursive: true, force: true }));

  const grade = (results: string, ...more: string[]) =>
    unrolled(["grade", "course/quiz", "handed", "--results", results, ...more], { cwd: folder });
  const graded = (path: string, run?: string) => {
    using results = openResults(path);
    const { submissions, waiting } = results.readRun(run);
    return { waiting, points: submissions.map(({ student, checks }) => [student, checks.map(({ points }) => points)]) };
  };
  const all = students.map(name => [name, [1, 1, 1]]);

  it("says that the disk is full, keeps what is graded, and goes on when there is room", async function () {
    using disk = tinyDisk(this, { kilobytes: 150 });
    const path = join(disk.folder, "grades.sqlite");
    const { code, stderr } = await grade(path, "--jobs", "1");
    assert.equal(code, 2, stderr);
    assert.match(
      stderr,
      /grades\.sqlite: the disk (is full|does not read or write it).*What is graded is kept, and the same command with --resume goes on/,
    );
    assert.doesNotMatch(stderr, /\n {4}at /);
    assert.equal(spawnSync("mount", ["-o", "remount,size=20m", disk.folder]).status, 0);
    const before = graded(path);
    assert.ok(before.waiting > 0, "it was full before all were graded");
    const resumed = await grade(path, "--resume");
    assert.equal(resumed.code, 0, resumed.stderr);
    assert.deepEqual(graded(path), { waiting: 0, points: all });
  });

  it("is done by two at once, each with a run of its own, and by two that go on with one", async () => {
    const path = join(folder, "grades.sqlite");
    const both = await Promise.all([grade(path), grade(path)]);
    assert.deepEqual(both.map(({ code }) => code), [0, 0], both.map(({ stderr }) => stderr).join()); // biome-ignore format: a line
    using results = openResults(path);
    const runs = results.runs();
    assert.equal(runs.length, 2);
    for (const run of runs) assert.deepEqual(graded(path, run), { waiting: 0, points: all });
    // A run of which nothing is graded yet, as one has it that was killed at once.
    const { version } = results.readRun();
    const open = results
      .readRun()
      .submissions.map(({ submission, student, file, hash }) => ({ submission, student, file, hash }));
    results.beginRun({ run: "z", assignment: "quiz", version, course: join(folder, "course/index.ts") }, open);
    const resumed = await Promise.all([grade(path, "--resume"), grade(path, "--resume")]);
    // The one that ends first may have to say that the other still grades some.
    for (const { code, stdout, stderr } of resumed)
      assert.ok(code === 0 || (code === 1 && /\d not done/.test(stdout)), `${code}: ${stdout}${stderr}`);
    assert.ok(resumed.some(({ code }) => code === 0));
    assert.deepEqual(graded(path, "z"), { waiting: 0, points: all });
  });
});
