// Whether a notebook is of the assignment that its file is called after, and lies beside the course that it was handed out with.
import { basename, dirname, resolve } from "node:path";
import { courseOf } from "../course.ts";
import { type AnyCourse, loadCourse } from "../definitions.ts";
import { openCourse } from "../preload.ts";
import { UsageError } from "../usage.ts";

/** What the course beside a notebook says of its assignment. */
export interface Beside {
  /** No course was found beside it, and the open one does not have its assignment, or has another one of this name. */
  readonly lacksCourse: boolean;
}

/**
 * @param command who asks: "hand-in"
 * @param released what its release says of the notebook
 * @param course as --course names it
 * @throws UsageError where the file is another assignment's
 */
export async function requireOwnAssignment(
  command: string,
  path: string,
  { assignment, ownCourse }: { assignment: string; ownCourse: boolean | undefined },
  course: string | undefined,
): Promise<Beside> {
  const module = courseOf(command, { course, folder: dirname(resolve(path)) });
  const all = await loaded(command, module);
  if (all === undefined) return { lacksCourse: false };
  const { names, modeOf } = all;
  const isKnown = names.includes(assignment);
  const other = (why: string, next: string) =>
    new UsageError(
      `unrolled ${command}: ${path} is the notebook of the assignment ${assignment}${why}${command === "hand-in" ? ": nothing is handed in" : ""}. ${next}`,
    );
  if (!isKnown && module !== openCourse)
    throw other(
      `, which the course beside it does not have (it has ${names.join(", ")})`,
      `Take the right notebook from where it was handed out, or put this one back beside the course/ of ${assignment}`,
    );
  if (module === openCourse && ownCourse) return { lacksCourse: true };
  const stem = basename(path, ".ipynb");
  const kept = /^(.+)-before-update(?:-\d+)?$/.exec(stem)?.[1];
  if (kept !== undefined)
    throw other(
      `, as it was before an update that kept a copy of it`,
      `Take ${kept}.ipynb, or give this file another name, if it is the one that you mean`,
    );
  // Lessons are not handed in.
  if (isKnown && stem !== assignment && names.includes(stem) && modeOf(stem) !== "lesson")
    throw other(`, but is called like ${stem}`, `Take the notebook of ${stem}, or call this file ${assignment}.ipynb`);
  return { lacksCourse: !isKnown };
}

/** Undefined where the course cannot be loaded: running the notebook says why. */
async function loaded(command: string, module: string): Promise<AnyCourse | undefined> {
  try {
    return await loadCourse(command, module);
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
