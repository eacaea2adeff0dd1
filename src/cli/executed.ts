// The notebooks that a run has executed, and what was handed out.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Notebook, NotebookError, parseNotebook } from "../../kernel/notebook/index.ts";
import { studentCopy } from "../grader/release/student-copy.ts";
import type { Results, SubmissionResult } from "../grader/results/index.ts";
import { packageFile } from "./package.ts";
import { openCourse } from "./preload.ts";
import { complain } from "./print.ts";

/** The executed notebook; none where there is none any more, which is said. */
export async function executedNotebook(
  results: Results,
  run: string,
  result: SubmissionResult,
): Promise<Notebook | undefined> {
  try {
    const text = await results.executed(run, result);
    return text === undefined ? undefined : parseNotebook(text, result.executed ?? "the executed notebook");
  } catch (error) {
    const why = error instanceof NotebookError ? error.message : (error as Error).message;
    complain(`${result.student}: the executed notebook cannot be read, so its code is left out: ${why}`);
    return undefined;
  }
}

/** What was handed out, made anew from the course's source, and that source; undefined where it is not there or no source. */
export function handedOut(course: string, assignment: string): { released: Notebook; solution: Notebook } | undefined {
  const path =
    course === openCourse
      ? fileURLToPath(packageFile(`assignments/${assignment}/source.ipynb`))
      : join(dirname(course), assignment, "source.ipynb");
  if (!existsSync(path)) return undefined;
  try {
    const text = readFileSync(path, "utf8");
    return { released: parseNotebook(studentCopy(text, path), path), solution: parseNotebook(text, path) };
  } catch (error) {
    if (!(error instanceof NotebookError)) throw error;
    complain(`${path} cannot be read as a source, so what was handed out is not known: ${error.message}`);
    return undefined;
  }
}
