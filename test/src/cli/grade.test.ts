// `unrolled grade` as a teaching assistant runs it: a class, one regrade, one run that is broken off.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findTools } from "../../../src/grader/isolate/tools.ts";
import { openResults, type RunRecord } from "../../../src/grader/results/index.ts";
import { itSoaks } from "../../soak.ts";
import { makeZip } from "../grader/submissions/make-zip.ts";
import { unrolled } from "./cli.ts";
import { questions, quizCourse, right, submission } from "./quiz-course.ts";

describe("unrolled grade", function () {
  this.timeout(120_000);
  let folder: string;
  beforeEach(function () {
    if (process.platform !== "linux" || !("tools" in findTools())) this.skip();
    folder = mkdtempSync(join(tmpdir(), "unrolled-grade-"));
    chmodSync(folder, 0o755);
    write(quizCourse(6));
  });
  afterEach(() => folder && rmSync(folder, { recursive: true, force: true }));

  const write = (files: { [path: string]: string | Buffer }) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const grade = (...more: string[]) => unrolled(["grade", "course/quiz", "handed", ...more], { cwd: folder });
  const run = (id?: string): RunRecord => {
    using results = openResults(join(folder, "graded/quiz.sqlite"));
    return results.readRun(id);
  };
  const pointsOf = ({ submissions }: RunRecord) =>
    Object.fromEntries(
      submissions.map(({ student, state, checks }) => [
        student,
        state === "graded" ? checks.map(({ points }) => points) : state,
      ]),
    );

  it("grades what is right, and refuses what is damaged", async () => {
    write({ "handed/ana/quiz.ipynb": submission("ana", "6", right), "handed/dot/quiz.ipynb": "damaged" });
    const { code, stdout } = await grade();
    assert.equal(code, 0, stdout);
    assert.deepEqual(pointsOf(run()), { ana: [1, 1, 1], dot: "refused" });
    assert.match(stdout, /1 graded, 1 refused\n/);
  });

  itSoaks("grades a class: right, partly right, hostile, damaged, absent", async () => {
    write({
      "handed/ana/quiz.ipynb": submission("ana", "6", right),
      "handed/ben/quiz.ipynb": submission("ben", "5", "(x: number) => (x > 40 ? 0 : 2 * x)"),
      "handed/cem/quiz.ipynb": submission("cem", "6\nprocess.exit(1)", right),
      "handed/dot/quiz.ipynb": "damaged",
      "roster.csv": "student,name\nana,Ana A\nben,Ben B\ncem,Cem C\ndot,Dot D\neve,Eve E\n",
    });
    const { code, stdout, stderr } = await grade("--roster", "roster.csv", "--jobs", "2");
    assert.equal(stderr, "");
    assert.equal(code, 0, stdout);
    assert.deepEqual(pointsOf(run()), {
      ana: [1, 1, 1],
      ben: [0, 1, 0],
      cem: [0, 1, 1],
      dot: "refused",
      eve: "refused",
    });
    assert.match(
      stdout,
      /^sandbox: bubblewrap, (\d+) of \1 tests of it hold\na box has: 700 MB of memory in all .*, 40 processes/,
    );
    assert.match(stdout, /dot: refused: the file is not a notebook: it is not JSON/);
    assert.match(stdout, /eve: refused: nothing was handed in/);
    assert.match(stdout, /cem: kernel-died: cell "q1"/);
    assert.match(stdout, /3 graded, 2 refused, 1 to look at\n/);
    const [ana] = run().submissions;
    const executed = JSON.parse(readFileSync(join(folder, "graded", ana!.executed!), "utf8"));
    assert.equal(executed.cells[2].execution_count, 3);
    // Told of the file alone: it knows the course.
    const explained = await unrolled(["feedback", "graded/quiz.sqlite", "--to", "feedback"], { cwd: folder });
    assert.equal(explained.code, 0, explained.stderr);
  });

  itSoaks("grades one student again, keeps the others, and says what changed when a question was mended", async () => {
    write({
      "handed.zip": makeZip([
        { name: "quiz/ana/quiz.ipynb", text: submission("ana", "7", right) },
        { name: "quiz/ben/quiz.ipynb", text: submission("ben", "6", right) },
        { name: "quiz/cat/quiz.ipynb", text: submission("ben", "6", right) },
      ]),
    });
    const again = (...more: string[]) => unrolled(["grade", "course/quiz", "handed.zip", ...more], { cwd: folder });
    assert.equal((await again()).code, 0);
    const first = run().run;
    const only = await again("--only", "ANA");
    assert.equal(only.stderr, "");
    assert.match(only.stdout, /as in the run /);
    assert.deepEqual(pointsOf(run()), { ana: [0, 1, 1], ben: [1, 1, 1], cat: [1, 1, 1] });
    assert.notEqual(run().run, first);
    // Whoever hands in alone has still the others' names against them.
    assert.match(
      (await again("--only", "cat")).stdout,
      /cat: name: the notebook says that it is "ben", which is another/,
    );
    write({ "course/quiz/questions.ts": questions(7) });
    const mended = await again();
    assert.match(mended.stdout, /otherwise than in the run/);
    assert.match(mended.stdout, / {2}ana, q1: fail 0 → pass 1\n {2}ben, q1: pass 1 → fail 0\n/);
    assert.deepEqual(pointsOf(run(first)), { ana: [0, 1, 1], ben: [1, 1, 1], cat: [1, 1, 1] });
    const unknown = await again("--only", "nobody");
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /nobody is none of 3: ana, ben, cat/);
    const resumed = await again("--resume");
    assert.equal(resumed.code, 0);
    assert.match(resumed.stdout, /3 graded, 1 to look at\n/);
  });

  for (const signal of ["SIGKILL", "SIGINT"] as const)
    itSoaks(`loses nothing and doubles nothing at ${signal}: --resume goes on`, async () => {
      const slow = `(x: number) => { const end = Date.now() + 300; while (Date.now() < end); return 2 * x }`;
      const students = ["a1", "a2", "a3", "a4", "a5", "a6"];
      for (const name of students) write({ [`handed/${name}/quiz.ipynb`]: submission(name, "6", slow) });
      const cli = fileURLToPath(new URL("../../../src/cli.ts", import.meta.url));
      const child = spawn(process.execPath, [cli, "grade", "course/quiz", "handed", "--jobs", "1"], {
        cwd: folder,
        stdio: "ignore",
      });
      const graded = () => {
        try {
          return run().submissions.length;
        } catch {
          return 0;
        }
      };
      while (graded() < 2 && child.exitCode === null) await new Promise(resolve => setTimeout(resolve, 100));
      child.kill(signal);
      await once(child, "exit");
      const before = run();
      assert.ok(before.waiting > 0 && before.submissions.length >= 2);
      const { code, stdout } = await grade("--resume");
      assert.equal(code, 0, stdout);
      const after = run();
      assert.equal(after.run, before.run);
      assert.deepEqual(pointsOf(after), Object.fromEntries(students.map(name => [name, [1, 1, 1]])));
      // What was graded before is what it was.
      assert.deepEqual(
        after.submissions.filter(({ student }) => before.submissions.some(one => one.student === student)),
        before.submissions,
      );
      assert.equal((await grade("--resume")).code, 0);
      assert.deepEqual(pointsOf(run()), pointsOf(after));
    });

  itSoaks("says what is wrong with its command line", async () => {
    const wrong = async (...args: string[]) => {
      const { code, stderr } = await unrolled(["grade", ...args], { cwd: folder });
      assert.equal(code, 2);
      return stderr;
    };
    assert.match(await wrong(), /expects an assignment's folder and the submissions/);
    assert.match(
      await wrong("nowhere", "handed"),
      /expects the folder of an assignment, with its source\.ipynb, but got nowhere/,
    );
    assert.match(
      await wrong("course/quiz", "nowhere"),
      /expected to be a folder or a zip of submissions, but it is not there/,
    );
    assert.match(
      await wrong("course/quiz", "course", "--jobs", "0"),
      /--jobs expects a whole number from 1 to 8, but got 0/,
    );
    assert.match(await wrong("course/quiz", "course", "--due", "soon"), /--due expects a day and a time, such as/);
    assert.match(
      await wrong("course/quiz", "course", "--resume", "--only", "ana"),
      /--resume goes on with all of a run, and --only begins one of some students/,
    );
  });
});
