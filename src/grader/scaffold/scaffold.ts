// A new assignment in a course's folder: what is written, and where.
import { formatNotebook } from "../../../kernel/notebook/index.ts";
import { distinct } from "../../checking/index.ts";
import { contextFor } from "../../checking/student/context.ts";
import { hiddenFile, mistakesFile, questionsFile } from "./assignment-files.ts";
import { extendedIndex, newIndex } from "./course-index.ts";
import { namesOf } from "./names.ts";
import { sourceNotebook, sourceStudent } from "./source-notebook.ts";

/** What is there already in the folder of a course. */
export interface CourseFolder {
  /** What a new course is called. */
  readonly name: string;
  /** The text of its index.ts; undefined where it has none. */
  readonly index: string | undefined;
  readonly hasPackage: boolean;
}

/** A file from the course's folder on. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * The files of a new assignment, and the course's index.ts with it.
 * @throws RangeError for a name that cannot be one; NotExtensible for an index.ts that says more than can be read
 */
export function scaffold(name: string, folder: CourseFolder): NewFile[] {
  const names = namesOf(name);
  const { text, checking, course } =
    folder.index === undefined ? newIndex(names, folder.name) : extendedIndex(folder.index, names);
  const imports = { checking: checking.startsWith(".") ? `../${checking.replace(/^\.\//, "")}` : checking };
  const notebook = sourceNotebook(names, numbersOf(course, name));
  return [
    { path: `${name}/source.ipynb`, text: formatNotebook(notebook) },
    { path: `${name}/questions.ts`, text: questionsFile(names, imports) },
    { path: `${name}/mistakes.ts`, text: mistakesFile(names, imports) },
    { path: `${name}/hidden.ts`, text: hiddenFile(names, imports) },
    // Last: a course that is not complete names no assignment that is not there.
    { path: "index.ts", text },
    // By it every notebook of the folder is opened with this course.
    ...(folder.hasPackage ? [] : [{ path: "package.json", text: packageFile }]),
  ];
}

const packageFile = `${JSON.stringify({ private: true, type: "module", unrolled: { course: "." } }, null, 2)}\n`;

/** Question 1's numbers for the student of the source, drawn as questions.ts draws them. */
const numbersOf = (course: string, assignment: string) =>
  contextFor({ course, assignment, student: sourceStudent }).context.draw(
    "q1",
    random => ({ keep: random.integer(5, 9) / 10, steps: random.integer(4, 9) }),
    ({ keep, steps }) => distinct([keep ** steps, 1 - keep ** steps, keep * steps, keep ** (steps - 1)]),
  );
