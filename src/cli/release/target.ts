// Where a release goes, asked before anything is proven: a proof takes a minute.
import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve } from "node:path";
import { requireWritable } from "../../grader/folders.ts";
import { assignmentAt } from "../../grader/release/assignment-folder.ts";
import { UsageError } from "../usage.ts";

/**
 * @param paths the sources; @param forTeachers what goes there is no student's, so sources may lie in it
 * @throws UsageError where the folder lies in sources, holds them, or cannot be made
 */
export function requireTarget(to: string, paths: readonly string[], { forTeachers }: { forTeachers: boolean }): void {
  const target = realPath(to);
  for (const path of paths) {
    const assignment = assignmentAt(path);
    const source = realPath(assignment?.folder ?? dirname(path));
    if (assignment && isIn(target, source))
      throw new UsageError(
        `unrolled release expects --to FOLDER outside of the sources, but ${to} lies in ${path}, whose files would stand beside the students': name another, such as --to handout`,
      );
    if (!forTeachers && isIn(source, target))
      throw new UsageError(
        `unrolled release expects --to FOLDER, a folder for students, but ${to} holds the sources of ${path} with their solutions: name another, such as --to ${join(to, "handout")}`,
      );
  }
  try {
    requireWritable(to);
  } catch (error) {
    throw new UsageError(
      `unrolled release cannot write into ${to}: ${(error as Error).message}. Name another folder, or let this user write there`,
    );
  }
}

/** Of what is not there yet: of the folder above it that is. */
function realPath(path: string): string {
  const absolute = resolve(path);
  if (existsSync(absolute)) return realpathSync(absolute);
  const above = dirname(absolute);
  return above === absolute ? absolute : join(realPath(above), basename(absolute));
}

function isIn(inner: string, outer: string): boolean {
  const way = relative(outer, inner);
  return way === "" || (!/^\.\.([\\/]|$)/.test(way) && !isAbsolute(way));
}
