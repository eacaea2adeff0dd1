// What stands beside the notebooks of a course of one's own, so that a student's kernel has its questions: a folder `course`, and
// the package.json that names it.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { makeFolders } from "../../grader/folders.ts";
import { CourseNotForStudents, studentCourse } from "../../grader/release/student-course.ts";
import { markingLeft, withoutMarking } from "../../grader/release/without-marking.ts";
import { UsageError } from "../usage.ts";
import type { Fault } from "./findings.ts";

/** Beside the notebooks. */
export const courseFolder = "course";

const setting = { unrolled: { course: `./${courseFolder}` } };
const manifestText = `${JSON.stringify({ private: true, type: "module", ...setting }, null, 2)}\n`;

interface Beside {
  readonly path: string;
  readonly text: string;
}

/**
 * What is written beside, without what is a marker's: from the folder of the notebooks on. None for the open course, which every
 * kernel has.
 */
export function courseBeside(entry: string): Beside[] {
  if (!isAbsolute(entry)) return [];
  try {
    return studentCourse(entry).map(({ path, text }) => ({
      path: join(courseFolder, path),
      text: /\.[jt]s$/.test(path) ? withoutMarking(text) : text,
    }));
  } catch (error) {
    if (error instanceof CourseNotForStudents) throw new UsageError(`unrolled release: ${error.message}`);
    throw error;
  }
}

/** Sample answers that would still reach students, as faults. @param samples the assignment's */
export const markingFaults = (files: readonly Beside[], samples: readonly string[]): Fault[] =>
  files.flatMap(({ path, text }) =>
    markingLeft(text, samples).map(sentence => ({
      where: path,
      what: `it is expected to hold nothing of the sample answers, which are the marker's, but has “${sentence}”`,
      next: "write rubric and samples as lists into text({ rubric: […], samples: […] }): a release leaves them out there",
    })),
  );

/**
 * Writes it into a folder of notebooks.
 * @returns what its user still has to do
 */
export function writeCourse(to: string, files: readonly Beside[]): string[] {
  for (const { path, text } of files) {
    makeFolders(dirname(join(to, path)));
    writeFileSync(join(to, path), text);
  }
  const manifest = join(to, "package.json");
  if (!existsSync(manifest)) writeFileSync(manifest, manifestText);
  else if (!readFileSync(manifest, "utf8").includes(JSON.stringify(setting.unrolled.course)))
    return [`add to ${manifest}, so that the kernel finds the course: ${JSON.stringify(setting).slice(1, -1)}`];
  return [];
}

/** How students get it. */
export const howToHandOut = (to: string): string =>
  `Hand out the notebook with package.json and course/ of ${to}: by them a student's kernel has the questions. No hidden check is in it,
and no rubric or sample answer of a written question. What a public check knows can be read there.`;

/** An exam's questions hold its answers. */
export const howToSit = (course: string): string =>
  `The questions of an exam hold its answers, so nothing of the course stands beside it: on the machines where it is sat, install the
kernel with the course (unrolled kernel install --course ${JSON.stringify(dirname(course))}), without its hidden.ts and where students cannot read it.`;
