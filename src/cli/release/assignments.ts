// Assignments as they are handed out: proven, their copies locked and checksummed, for everybody or for each student.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { decodeNotebook, type Notebook, parseNotebook, readNotebookFile } from "../../../kernel/notebook/index.ts";
import type { Mode } from "../../checking/index.ts";
import type { Student } from "../../grader/exchange/roster.ts";
import { type AssignmentFolder, versionOf } from "../../grader/release/assignment-folder.ts";
import { type Asked, handout, handoutFor, handoutText } from "../../grader/release/handout.ts";
import { ownFilesIn } from "../../grader/release/own-files.ts";
import { courseOf } from "../course.ts";
import { assignmentToGrade } from "../grade/assignment.ts";
import { samplesOf } from "../marks/sheets.ts";
import { inProject, packageFile } from "../package.ts";
import { openCourse, preloadOf } from "../preload.ts";
import { readPeople } from "../roster.ts";
import { UsageError } from "../usage.ts";
import { messageFaults } from "./by-message.ts";
import { courseLeaks } from "./course-leaks.ts";
import { type Candidate, type Fault, nobody } from "./findings.ts";
import { judgeOwn } from "./judged.ts";
import { inputsShown, solutionsTold } from "./leaks.ts";
import { pointsTold } from "./points-told.ts";
import { proveQuestions, proveSource, proveStub } from "./proof.ts";
import { Steps } from "./steps.ts";

/** A file of a release, from its folder on. */
export interface Released {
  readonly path: string;
  readonly text: string;
}

/** An assignment that may be handed out, or why it may not. */
export interface Proven {
  readonly mode: Mode;
  readonly questions: readonly Asked[];
  /** The keys of those that have a hidden check. */
  readonly hidden: readonly string[];
  readonly stub: Notebook;
  readonly source: Notebook;
  readonly faults: readonly Fault[];
  /** The sample answers of its written questions. */
  readonly samples: readonly string[];
  /** What an author should look at: it may give an answer, or a hidden check, away, or say old points. */
  readonly leaks: readonly string[];
}

/** @param course as `--course` names it, in the place of the folder above the assignment's @throws UsageError where there is no course */
export async function prove(assignment: AssignmentFolder, course: string | undefined): Promise<Proven> {
  const { name, folder, source: path } = assignment;
  const text = decodeNotebook(await readNotebookFile(path), path);
  const source = parseNotebook(text, path);
  const entry = courseFor(assignment, course);
  const candidate: Candidate = { name, course: assignment.course, cwd: folder, preload: preloadOf(entry) };
  const version = versionOf(folder);
  // Marks and ids first: they need no session.
  handout(text, path, { assignment: name, version, questions: [] });

  const steps = new Steps();
  try {
    steps.begin(`${name}: proving its questions and their mutants (1 of 4)`);
    const { mode, questions, hidden, faults } = await proveQuestions(candidate).catch((error: Error) => {
      throw new UsageError(`unrolled release ${name}: its questions cannot be had: ${error.message}`);
    });
    const ownCourse = entry !== openCourse;
    const stub = handout(text, path, { assignment: name, version, questions, ownCourse });
    steps.begin(`${name}: running its source (2 of 4)`);
    const ofSource = await proveSource(candidate, source);
    steps.begin(`${name}: running the copy that nobody has touched (3 of 4)`);
    const ofStub = await proveStub(candidate, stub);
    steps.begin(`${name}: grading both (4 of 4)`);
    const toGrade = await assignmentToGrade(folder, course);
    const byMessage = await messageFaults(toGrade.assignment, nobody);
    const known = [...faults, ...ownFileFaults(stub, folder), ...byMessage, ...ofSource, ...ofStub];
    const graded = await judgeOwn(toGrade, { source, stub }, folder);
    // What a check says in a session, it says again when it is graded.
    const more = graded.filter(({ where }) => !known.some(one => one.where.endsWith(where.replace(/^.*,/, ","))));
    const asked = toGrade.assignment.questionsOf(nobody);
    const leaks = [
      ...(await courseLeaks(entry, name)),
      ...solutionsTold(source, stub),
      ...inputsShown(asked),
      ...pointsTold(source, questions),
    ];
    const samples = asked.flatMap(({ definition }) => samplesOf(definition).map(({ answer }) => answer));
    return { mode, questions, hidden, stub, source, faults: [...known, ...more], samples, leaks };
  } finally {
    steps.end();
  }
}

const ownFileFaults = (stub: Notebook, folder: string): Fault[] =>
  ownFilesIn(stub, path => existsSync(join(folder, path))).map(({ cell, path }) => ({
    where: `source.ipynb, cell ${cell}`,
    what: `it is expected to lead to nothing of the course's folder, but leads to ${path}, which no student has beside the notebook`,
    next: "write what the cell needs of it into the cell, or let questions.ts ask it",
  }));

/** The course of an assignment's own folder. The open course is the one that is built: its folder's imports lead to the sources. */
export function courseFor({ name, course }: AssignmentFolder, named: string | undefined): string {
  if (named !== undefined) return courseOf("release", { course: named, folder: course });
  if (inProject() && course === resolve(fileURLToPath(packageFile("assignments")))) return openCourse;
  if (!["index.ts", "index.js"].some(file => existsSync(join(course, file))))
    throw new UsageError(
      `unrolled release expects the course of ${name} in ${course}, with an index.ts that exports \`assignment\`, but there is none: "unrolled new" makes one, --course DIR names another`,
    );
  return courseOf("release", { course, folder: course });
}

/** The files of a proven assignment: one for everybody, or one in a folder of each student. */
export function filesOf(name: string, stub: Notebook, students: readonly Student[] | undefined): Released[] {
  const file = `${name}.ipynb`;
  if (students === undefined) return [{ path: file, text: handoutText(stub) }];
  return students.map(({ student }) => ({
    path: join(student, file),
    text: handoutText(handoutFor(stub, student, file)),
  }));
}

/** @throws UsageError where it cannot be read, or a student's name is no folder's */
export function rosterAt(path: string): Student[] {
  const students = readPeople("unrolled release --students", path);
  const odd = students.find(({ student }) => /^\.|[/\\:*?"<>|\p{C}]|[. ]$/u.test(student));
  if (odd)
    throw new UsageError(
      `unrolled release --students: each student gets a folder, but ${JSON.stringify(odd.student)} is no folder's name: give ids without /, \\ and :`,
    );
  if (students.length === 0) throw new UsageError(`unrolled release --students: ${path} has no students`);
  return students;
}
