// `unrolled grade` by an ordinary user, as a teaching assistant is one: what root has, they have.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findTools } from "../../../src/grader/isolate/tools.ts";
import { openResults, type RunRecord } from "../../../src/grader/results/index.ts";
import { needDist } from "../../needs.ts";
import { asUser, isAlone, needReadable, running } from "../grader/isolate/ordinary-user.ts";
import { quizCourse, right, submission } from "./quiz-course.ts";

const bomb = `6
const { spawn }: any = process.getBuiltinModule("node:child_process")
for (let i = 0; i < 300; i++) spawn("/node/node", ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" }).on("error", () => {})
await new Promise(resolve => setTimeout(resolve, 500))`;

describe("unrolled grade, by an ordinary user", function () {
  this.timeout(300_000);
  let folder: string;
  before(function () {
    if (process.platform !== "linux" || !("tools" in findTools())) this.skip();
    needDist(this);
    needReadable(this);
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled-user-"));
    if (asUser.uid !== undefined) chownSync(folder, asUser.uid, asUser.uid);
    write(quizCourse(6));
  });
  afterEach(() => folder && rmSync(folder, { recursive: true, force: true }));

  const write = (files: { [path: string]: string }) => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  const handIn = (cells: { [student: string]: [a: string, double: string] }) => {
    for (const [student, [a, double]] of Object.entries(cells))
      write({ [`handed/${student}/quiz.ipynb`]: submission(student, a, double) });
  };
  const cli = fileURLToPath(new URL("../../../src/cli.ts", import.meta.url));
  const start = (...more: string[]) => {
    const child = spawn(process.execPath, [cli, "grade", "course/quiz", "handed", ...more], {
      ...asUser,
      cwd: folder,
      env: { PATH: process.env.PATH, HOME: folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", text => (said += text));
    const ended = once(child, "close").then(([code]) => ({ code, said }));
    return { child, ended };
  };
  const run = (): RunRecord => {
    using results = openResults(join(folder, "graded/quiz.sqlite"));
    return results.readRun();
  };
  const pointsOf = ({ submissions }: RunRecord) =>
    Object.fromEntries(submissions.map(({ student, checks }) => [student, checks.map(({ points }) => points)]));

  it("judges fork bombs, loops and what is right side by side, beside other programs of the user", async () => {
    const others = Array.from({ length: 60 }, () => spawn("sleep", ["600"], { ...asUser, stdio: "ignore" }));
    const honest = ["ana", "ben", "cem", "dot", "eve"];
    handIn({
      bomb: [bomb, right],
      loop: ["6\nfor (;;) {}", right],
      ...Object.fromEntries(honest.map(student => [student, ["6", right]])),
    });
    try {
      const { code, said } = await start("--jobs", "2").ended;
      assert.equal(code, 0, said);
      assert.match(said, / (\d+) of \1 tests of it hold/);
      // What stood before the loop counts, and what is right behind the bomb.
      const { bomb, ...others } = pointsOf(run());
      assert.deepEqual(others, Object.fromEntries(["loop", ...honest].map(student => [student, [1, 1, 1]])), said);
      assert.deepEqual(bomb?.slice(1), [1, 1], said);
      assert.match(said, /loop: time-out: cell "q1"/);
    } finally {
      for (const one of others) one.kill("SIGKILL");
    }
  });

  it("leaves no process when it is killed, and goes on by --resume", async () => {
    const slow = "(x: number) => { const end = Date.now() + 300; while (Date.now() < end); return 2 * x }";
    const students = ["a1", "a2", "a3", "a4"];
    handIn(Object.fromEntries(students.map(student => [student, ["6", slow]])));
    const { child, ended } = start("--jobs", "2");
    const graded = () => {
      try {
        return run().submissions.length;
      } catch {
        return 0; // not there yet
      }
    };
    while (graded() < 1 && child.exitCode === null) await new Promise(resolve => setTimeout(resolve, 50));
    child.kill("SIGKILL");
    await ended;
    assert.ok(run().waiting > 0);
    if (isAlone) while (running().length > 0) await new Promise(resolve => setTimeout(resolve, 50));
    const { code, said } = await start("--resume").ended;
    assert.equal(code, 0, said);
    assert.deepEqual(pointsOf(run()), Object.fromEntries(students.map(student => [student, [1, 1, 1]])));
  });
});
