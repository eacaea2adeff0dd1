// A class of thirty through all of a teacher's commands, as the README's “Run a class” has them; then one student hands in again and a
// question is corrected: the LMS is told what changed, and nothing else.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readTable, writeTable } from "../../../src/grader/exchange/csv.ts";
import { intoInbox } from "../../../src/grader/hand-in/place.ts";
import { findTools } from "../../../src/grader/isolate/tools.ts";
import { startPlatform, type TestPlatform } from "../../class/platform.ts";
import { needDist } from "../../needs.ts";
import { unrolled } from "./cli.ts";

const students = Array.from({ length: 30 }, (_, n) => `class-s${String(n + 1).padStart(2, "0")}`);
const [first, second] = students as [string, string];

/** What a student has written. Everybody's answer to question 1 is wrong; those of the first twelve are so in the same way. */
interface Answers {
  left: number;
  leak: string;
  words: string;
}

const rightLeak =
  "const states: number[] = []\n  let h = 0\n  for (const x of inputs) { h = keep * h + (1 - keep) * x; states.push(h) }\n  return states";
const answersOf = (n: number): Answers => ({
  left: n < 12 ? 77 : 55,
  leak: n % 3 === 2 ? "return inputs" : rightLeak,
  words: `Number ${n} says that an input of long ago still counts, because its part gets only a little smaller at each step.`,
});

describe("a class, from hand-out to the LMS and once more", function () {
  this.timeout(900_000);
  let top: string;
  let inbox: string;
  let platform: TestPlatform | undefined;
  before(function () {
    if (process.platform !== "linux" || !("tools" in findTools())) this.skip();
    needDist(this);
    if (spawnSync("id", [first]).status === 0) this.skip(); // a user of this name would own no hand-in
    top = mkdtempSync(join(tmpdir(), "unrolled-class-"));
    inbox = join(top, "exchange", "inbound");
    mkdirSync(inbox, { recursive: true, mode: 0o3733 });
  });
  after(async () => {
    await platform?.close();
    if (top) rmSync(top, { recursive: true, force: true });
  });

  const run = async (args: string[], { code = 0, env = {} }: { code?: number; env?: NodeJS.ProcessEnv } = {}) => {
    const ended = await unrolled(args, { cwd: top, env });
    assert.equal(ended.code, code, `${args.join(" ")}: ${ended.stdout}${ended.stderr}`);
    return ended.stdout + ended.stderr;
  };
  const grade = () =>
    run(["grade", "course/leaky", "exchange", "--due", "2199-01-01 12:00 UTC", "--results", "grades.sqlite"]);
  const lti = (...more: string[]) =>
    run(["export", "grades.sqlite", "--lti", "platform.json", "--users", "users.csv", ...more]);

  /** The student's copy, filled in. */
  function notebook(student: string, { left, leak, words }: Answers): Buffer {
    const released = JSON.parse(readFileSync(join(top, "handout", "leaky.ipynb"), "utf8"));
    const fill: { [id: string]: [string, string] } = {
      who: ["____", JSON.stringify(student)],
      q1: ["____", String(left)],
      q2: ["return ____", leak],
      q3: ["____", `\`${words}\``],
    };
    for (const cell of released.cells) {
      const [blank, answer] = fill[cell.id] ?? [];
      const source = [cell.source].flat().join("");
      if (answer === undefined) continue;
      assert.ok(source.includes(blank!), `${cell.id} has a blank: ${source}`);
      cell.source = source.replace(blank!, answer);
    }
    return Buffer.from(JSON.stringify(released));
  }

  async function mark(give: (student: string) => [string, string]): Promise<string> {
    await run(["marks", "export", "grades.sqlite", "--to", "marks"]);
    const path = join(top, "marks", "marks-q3.csv");
    const table = readTable(readFileSync(path, "utf8"), "marks");
    const [student, comment] = [table.headings.indexOf("student"), table.headings.indexOf("comment")];
    const criteria = comment - 2;
    const rows = table.rows.map(row =>
      row[criteria] !== "" ? row : [...row.slice(0, criteria), ...give(row[student]!), ...row.slice(comment)],
    );
    writeFileSync(path, writeTable({ ...table, rows }));
    return run(["marks", "import", "grades.sqlite", "marks/marks-q3.csv", "--marker", "tess"]);
  }

  it("tells the LMS each grade once", async () => {
    await run(["new", "leaky", "--in", "course"]);
    await run(["release", "course/leaky", "--to", "handout"]);

    const own = join(top, "home");
    cpSync(join(top, "handout"), own, { recursive: true });
    writeFileSync(join(own, "leaky.ipynb"), notebook(first, answersOf(0)));
    const handed = await run(["hand-in", join(own, "leaky.ipynb"), "--to", "exchange", "--unchecked"], {
      env: { JUPYTERHUB_USER: first },
    });
    assert.match(handed, /leaky is handed in by class-s01/);
    for (const [n, student] of students.entries())
      if (n > 0) intoInbox(inbox, notebook(student, answersOf(n)), { assignment: "leaky", student });

    assert.match(await grade(), /\n30 graded, 30 written answers wait for a person\n/);
    assert.match(await mark(() => ["1", "0.5"]), /30 marks of q3, of which 30 are new or changed/);
    assert.match(await run(["feedback", "grades.sqlite", "--inbox", "exchange/inbound"]), /feedback for 30 of 30/);
    await run(["hand-in", join(own, "leaky.ipynb"), "--fetch"]);
    assert.match(readFileSync(join(own, "leaky-feedback.html"), "utf8"), /class-s01[\s\S]*3\.5 of 5 points/);
    assert.ok(existsSync(join(own, "leaky-feedback.ipynb")));

    writeFileSync(
      join(top, "moodle.csv"),
      `Username,Grade,Maximum Grade\n${students.map(one => `${one},,5.00\n`).join("")}`,
    );
    assert.match(
      await run(["export", "grades.sqlite", "--moodle", "moodle.csv", "--to", "filled.csv"]),
      /30 of 30 scores/,
    );
    const filled = readTable(readFileSync(join(top, "filled.csv"), "utf8"), "filled");
    assert.deepEqual(
      filled.rows.map(([, grade]) => grade),
      students.map((_, n) => (n % 3 === 2 ? "1.5" : "3.5")),
    );

    platform = await startPlatform();
    writeFileSync(join(top, "platform.json"), JSON.stringify(platform.settings));
    writeFileSync(join(top, "users.csv"), `student,sub\n${students.map(one => `${one},u-${one}\n`).join("")}`);
    assert.match(await lti(), /leaky: 30 of 30 sent, 0 were there already/);
    assert.match(await lti(), /leaky: 0 of 0 sent, 30 were there already/);
    assert.equal(platform.scores.length, 30);
  });

  const since = (count: number) =>
    platform!.scores
      .slice(count)
      .map(({ userId, scoreGiven, gradingProgress }) => [userId, scoreGiven, gradingProgress]);

  it("tells it of one who hands in again, and of no other", async () => {
    const words = "It keeps nearly all of what it had, so that each new input hardly changes it, which is slow.";
    intoInbox(inbox, notebook(second, { ...answersOf(1), words }), { assignment: "leaky", student: second });
    const said = await grade();
    assert.match(said, /30 graded, 1 written answer waits for a person\n/);
    assert.match(said, /marked before, but the text is another now, so it waits again: class-s02 q3/);
    assert.match(said, /otherwise than in the run .*:\n {2}class-s02, another file\n/);
    assert.match(await lti(), /1 of 1 sent, 29 were there already/);
    assert.deepEqual(since(30), [[`u-${second}`, undefined, "PendingManual"]]);
    assert.match(await mark(() => ["1", "1"]), /of which 1 is new or changed/);
    assert.match(await lti(), /1 of 1 sent, 29 were there already/);
    assert.deepEqual(since(31), [[`u-${second}`, 4, "FullyGraded"]]);
  });

  it("tells it after a correction of the question of those whose grade changed, and of no other", async () => {
    const path = join(top, "course", "leaky", "questions.ts");
    const text = readFileSync(path, "utf8");
    const corrected = text.replace("approximately(keep ** steps, {", "approximately(77, {");
    assert.notEqual(corrected, text);
    writeFileSync(path, corrected);
    assert.match(await grade(), /class-s01, q1: fail 0 → pass 1/);
    assert.match(await lti("--dry-run"), /12 would be sent, 18 are there already/);
    assert.match(await lti(), /12 of 12 sent, 18 were there already/);
    assert.deepEqual(
      since(32),
      students
        .slice(0, 12)
        .map((one, n) => [`u-${one}`, (one === second ? 4 : n % 3 === 2 ? 1.5 : 3.5) + 1, "FullyGraded"]),
    );
    await run(["feedback", "grades.sqlite", "--inbox", "exchange/inbound"]);
    await run(["hand-in", join(top, "home", "leaky.ipynb"), "--fetch"]);
    assert.match(readFileSync(join(top, "home", "leaky-feedback.html"), "utf8"), /4\.5 of 5 points/);
    assert.equal(readdirSync(inbox).length, 31, "nothing of the inbox is lost");
  });
});
