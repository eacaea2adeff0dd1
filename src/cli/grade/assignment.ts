// The assignment that is graded: its source, its questions with their hidden checks, loaded into this trusted process.

import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { decodeNotebook } from "../../../kernel/notebook/index.ts";
import type { Assignment, Context, HiddenOf } from "../../checking/index.ts";
import { namesIn } from "../../grader/first-of.ts";
import type { Checking, Definition, GradedAssignment, GradedQuestion } from "../../grader/judge/assignment.ts";
import { type AssignmentFolder, assignmentAt, versionOf } from "../../grader/release/assignment-folder.ts";
import { releaseOf } from "../../grader/submissions/index.ts";
import { courseOf } from "../course.ts";
import { type AnyCourse, importFrom, loadCourse } from "../definitions.ts";
import { inProject, packageFile } from "../package.ts";
import { shellWord } from "../shell-word.ts";
import { UsageError } from "../usage.ts";

export interface ToGrade {
  assignment: GradedAssignment;
  /** Of its sources. */
  version: string;
  /** The module of its course, where that is not the open one. */
  course?: string;
  /** Its hidden checks, where it has a file of them. */
  hidden?: { file: string; isPersonal: boolean; keysFor(student: string): string[] };
}

/**
 * @param named a folder with a source.ipynb, or the name of an assignment of the open course
 * @param behind what stands behind it in the command line
 * @throws UsageError where it is none
 */
export async function assignmentToGrade(named: string, course: string | undefined, behind?: string): Promise<ToGrade> {
  const found = folderOf(named, behind);
  const isOpen = inProject() && found.course === openFolder() && course === undefined;
  // The open course's questions and what is hidden beside them are made by one and the same source; so they are judged by it.
  const checking: Checking = await import(
    packageFile(isOpen ? "src/checking/trusted.ts" : "dist/src/checking/trusted.js").href
  );
  const module = isOpen
    ? join(found.course, "index.ts")
    : courseOf("grade", { course: course ?? found.course, folder: found.course });
  const all = await loadCourse("grade", module);
  if (!all.names.includes(found.name))
    throw new UsageError(
      `unrolled grade expects a course with the assignment ${found.name}, but ${module} has only ${all.names.join(", ")}: name another with --course DIR`,
    );
  const hidden = await hiddenOf(found);
  const release = releaseOf(decodeNotebook(readFileSync(found.source), found.source), found.source);
  const assignment: GradedAssignment = {
    name: found.name,
    release,
    checking,
    limits: limitsFor(release.notebook.metadata.unrolled),
    questionsOf: student => questionsOf(all, found.name, student, { hidden: hidden?.made, checking }),
  };
  assignment.questionsOf("made-up student"); // a course that cannot make them says so now
  return {
    assignment,
    version: versionOf(found.folder),
    ...(!isOpen && { course: module }),
    ...(hidden && {
      hidden: {
        file: hidden.file,
        isPersonal: all.isPersonal(found.name) || typeof hidden.made === "function",
        keysFor: student => Object.keys(madeFor(all, found.name, student, hidden.made)),
      },
    }),
  };
}

const openFolder = () => resolve(fileURLToPath(packageFile("assignments")));

function folderOf(named: string, behind?: string): AssignmentFolder {
  const found =
    assignmentAt(named) ??
    (/^[\w-]+$/.test(named) && inProject() ? assignmentAt(join(openFolder(), named)) : undefined);
  if (found) return found;
  throw new UsageError(
    `unrolled grade expects the folder of an assignment, with its source.ipynb, but got ${named}: it has none${instead(named, behind)}`,
  );
}

/** What was meant, perhaps: the two the other way round, or an assignment in a folder of them. */
function instead(named: string, behind: string | undefined): string {
  if (behind !== undefined && assignmentAt(behind))
    return `. The assignment comes first: unrolled grade ${shellWord(behind)} ${shellWord(named)}`;
  const inside = globSync("*/source.ipynb", { cwd: named })
    .map(source => join(named, dirname(source)))
    .sort();
  if (inside.length === 0) return "";
  return `, but it holds ${namesIn(inside.map(shellWord), 5, `look into ${shellWord(named)}`)}: name one of them`;
}

async function hiddenOf({ folder }: AssignmentFolder): Promise<{ file: string; made: unknown } | undefined> {
  const file = ["hidden.ts", "hidden.js"].map(name => join(folder, name)).find(path => existsSync(path));
  if (file === undefined) return undefined;
  const { hidden } = (await importFrom("grade", file)) as { hidden?: unknown };
  if (hidden === undefined)
    throw new UsageError(`unrolled grade expects ${file} to export \`hidden\`, but it does not`);
  return { file, made: hidden };
}

type Hidden = HiddenOf<() => Assignment>;

type Answers = { [key: string]: Definition["answer"] | undefined };

/** The hidden kinds of answers, as one student has them. */
function madeFor(course: AnyCourse, name: string, student: string, hidden: unknown): Answers {
  const made =
    typeof hidden === "function" ? (hidden as (context: Context) => Hidden)(course.contextOf(name, student)) : hidden;
  return (made ?? {}) as Answers;
}

function questionsOf(
  course: AnyCourse,
  name: string,
  student: string,
  { hidden, checking }: { hidden: unknown; checking: Checking & { definitionOf?: unknown } },
): GradedQuestion[] {
  const { definitionOf } = checking as unknown as { definitionOf: (question: unknown) => Definition };
  const answers = madeFor(course, name, student, hidden);
  return Object.entries(course.of(name, student)).map(([key, question]) => {
    const definition = definitionOf(question);
    const answer = answers[key];
    return { key, definition, ...(answer && { hidden: { ...definition, answer } }) };
  });
}

/** A notebook says how long it takes; a slower machine, with others at work beside it, takes longer. */
function limitsFor(unrolled: unknown): GradedAssignment["limits"] {
  const { budgetSeconds } = (unrolled ?? {}) as { budgetSeconds?: unknown };
  const budget = typeof budgetSeconds === "number" && budgetSeconds > 0 ? budgetSeconds : 1;
  return { cell: Math.max(10, 2 * budget), check: Math.max(10, budget), submission: Math.max(60, 30 + 4 * budget) };
}
