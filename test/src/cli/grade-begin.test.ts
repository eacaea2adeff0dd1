// How a run of `unrolled grade` begins, without any student code: whom it has, and what is refused.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ToGrade } from "../../../src/cli/grade/assignment.ts";
import { beginRun, newest } from "../../../src/cli/grade/begin.ts";
import { unknownTimes } from "../../../src/cli/grade/lateness.ts";
import type { GradeOptions } from "../../../src/cli/grade/options.ts";
import { grade } from "../../../src/cli/grade.ts";
import { withResults } from "../../../src/cli/results-file.ts";
import { shellWord } from "../../../src/cli/shell-word.ts";
import { UsageError } from "../../../src/cli/usage.ts";
import { openResults } from "../../../src/grader/results/index.ts";
import { collectSubmissions } from "../../../src/grader/submissions/index.ts";
import { quizCourse, submission } from "./quiz-course.ts";

describe("unrolled grade: how a run begins", () => {
  let folder: string;
  let told: string;
  const write = process.stderr.write;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "unrolled-begin-"));
    told = "";
    process.stderr.write = ((text: string) => {
      told += text;
      return true;
    }) as typeof write;
  });
  afterEach(() => {
    process.stderr.write = write;
    rmSync(folder, { recursive: true, force: true });
  });

  const hand = (...files: string[]) => {
    for (const file of files) {
      mkdirSync(dirname(join(folder, "handed", file)), { recursive: true });
      writeFileSync(join(folder, "handed", file), submission(file, "6", "2"));
    }
  };
  interface Wish {
    version?: string;
    only?: string;
    resume?: boolean;
    roster?: { student: string; names: string[] }[] | undefined;
    late?: GradeOptions["late"];
    /** How many of what waits are graded then. */
    graded?: number;
  }
  const begin = async ({ version = "1", only, resume = false, roster, late, graded = Infinity }: Wish = {}) => {
    const all = await collectSubmissions(join(folder, "handed"), { assignment: "quiz", roster, late });
    const submissions = only === undefined ? all : all.filter(({ student }) => student === only);
    using results = openResults(join(folder, "results.sqlite"));
    const options = { resume } as GradeOptions;
    const before = await newest(results, "quiz");
    const toGrade = { assignment: { name: "quiz" }, version } as ToGrade;
    const run = await beginRun(results, toGrade, { options, all, submissions, before, shared: undefined });
    for (const one of results.waiting(run).slice(0, graded))
      results.finish(results.claim(run, one.submission)!, { state: "graded", flags: [], checks: [] });
    return results.readRun(run).submissions.map(({ submission }) => submission);
  };

  it("keeps the others in a run of one student, also where the assignment was changed, and says so", async () => {
    hand("ana/quiz.ipynb", "ben/quiz.ipynb", "cem/quiz.ipynb");
    assert.deepEqual(await begin(), ["ana", "ben", "cem"]);
    assert.deepEqual((await begin({ only: "ana" })).toSorted(), ["ana", "ben", "cem"]);
    assert.equal(told, "");
    assert.deepEqual((await begin({ only: "ana", version: "2" })).toSorted(), ["ana", "ben", "cem"]);
    assert.match(told, /the assignment was changed since the run \S+: 2 of this run were judged as it was then/);
  });

  const renames = [
    { student: "al1815", names: ["ada"] },
    { student: "gh1906", names: ["grace"] },
  ];
  for (const [first, then] of [
    [undefined, renames],
    [renames, undefined],
  ])
    it(`does not go on with other names: ${first ? "begun with" : "begun without"} a roster`, async () => {
      hand("ada/quiz.ipynb", "grace/quiz.ipynb");
      await begin({ roster: first, graded: 1 });
      const other = begin({ roster: then, resume: true });
      await assert.rejects(other, UsageError);
      await assert.rejects(
        other,
        /(ada is now al1815|al1815 is now ada), .*: give the --roster that it was begun with/,
      );
      assert.equal((await begin({ roster: first, resume: true })).length, 2);
    });

  it("does not go on where who was absent is not known any more", async () => {
    hand("ada/quiz.ipynb");
    await begin({ roster: [{ student: "eve", names: [] }], graded: 0 });
    await assert.rejects(begin({ resume: true }), /but eve is not known now: give the --roster/);
  });

  it("goes on where a file was taken away or came since, and tells what it leaves out", async () => {
    hand("ana/quiz.ipynb", "ben/quiz.ipynb");
    await begin({ graded: 1 });
    rmSync(join(folder, "handed/ben"), { recursive: true });
    hand("cem/quiz.ipynb");
    assert.deepEqual(await begin({ resume: true }), ["ana", "ben"]);
    assert.match(told, /not in the run \S+, which was begun before: cem\./);
  });

  it("says of whom no time is known, and that a run keeps the times it was begun with", async () => {
    const late = {
      due: new Date("2026-01-15T12:00:00Z"),
      perDay: 0.1,
      graceMinutes: 0,
      zone: "UTC",
      isZoneGiven: true,
    };
    hand("ana/quiz/quiz.ipynb", "ben/quiz/quiz.ipynb");
    writeFileSync(join(folder, "handed/ana/quiz/timestamp.txt"), "2026-01-15 13:00:00 UTC");
    mkdirSync(join(folder, "handed/eve/quiz"), { recursive: true });
    const all = await collectSubmissions(join(folder, "handed"), { assignment: "quiz", late });
    assert.match(
      String(unknownTimes(all, late)),
      /^--due takes nothing from 1 of 2 submissions\. Of ben it is not known when/,
    );
    assert.equal(unknownTimes(all, undefined), undefined);
    await begin({ graded: 1, late });
    await begin({ resume: true, graded: 0, late });
    assert.equal(told, "");
    await begin({ resume: true, graded: 0, late: { ...late, perDay: 0.5 } });
    assert.match(told, /those that the run \S+ was begun with: otherwise 1 would be late by another measure/);
  });

  it("leaves no run behind where no sandbox can be made", async function () {
    if (process.platform !== "linux") this.skip();
    hand("ana/quiz.ipynb");
    for (const [path, text] of Object.entries(quizCourse(6))) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { execPath } = process;
    process.execPath = import.meta.filename; // no program, whose libraries nobody can list
    const file = join(folder, "results.sqlite");
    try {
      await assert.rejects(
        grade([join(folder, "course/quiz"), join(folder, "handed"), "--results", file]),
        /UsageError: unrolled grade: student code is run in a sandbox, and none can be made here/,
      );
    } finally {
      process.execPath = execPath;
    }
    using results = openResults(file);
    assert.deepEqual(results.runs(), []);
  });

  it("says which two arguments are swapped, and which assignment or file of results a folder holds", async () => {
    for (const [path, text] of Object.entries(quizCourse(6))) {
      mkdirSync(dirname(join(folder, "my", path)), { recursive: true });
      writeFileSync(join(folder, "my", path), text);
    }
    const course = join(folder, "my/course");
    await assert.rejects(
      grade(["hand ed.zip", join(course, "quiz")]),
      new RegExp(`The assignment comes first: unrolled grade ${RegExp.escape(course)}/quiz "hand ed.zip"$`),
    );
    await assert.rejects(
      grade([course, "handed"]),
      new RegExp(`it has none, but it holds ${RegExp.escape(course)}/quiz: name`),
    );
    mkdirSync(join(folder, "my/graded"));
    openResults(join(folder, "my/graded/quiz.sqlite")).close();
    const read = (...paths: string[]) => withResults("report", paths, async () => {});
    await assert.rejects(
      read(join(folder, "my")),
      /is a folder: name the file .*, such as \S+my\/graded\/quiz\.sqlite$/,
    );
    await assert.rejects(read(), /but got none: see "unrolled report --help"/);
  });

  it("prints paths as a shell reads them", () => {
    assert.deepEqual(["/a/c.sqlite", "/Übung RNN/c.sqlite", "postgres://ada@host:5432/rnn"].map(shellWord), [
      "/a/c.sqlite",
      '"/Übung RNN/c.sqlite"',
      "postgres://ada@host:5432/rnn",
    ]);
  });
});
