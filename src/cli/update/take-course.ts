// The questions of a course of one's own stand in course/ beside its notebooks. Nobody works there: a corrected one takes its place.
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { writeWhole } from "../../grader/whole-file.ts";
import { courseFolder } from "../release/course-beside.ts";

/** A corrected course that lies ready beside the student's own. */
export interface Ready extends Disposable {
  /** Puts it in the place of the student's: two renames, so that there is always a whole one. */
  take(): void;
}

/**
 * Copies the corrected course beside the student's.
 * @param from the folder of the corrected notebook @param to that of the student's
 * @returns undefined where there is none, or where it is the student's already
 * @throws Error where it cannot be written; then nothing is left of it
 */
export function readyCourse(from: string, to: string): Ready | undefined {
  const [theirs, own] = [join(from, courseFolder), join(to, courseFolder)];
  if (resolve(from) === resolve(to) || !existsSync(theirs) || isSame(theirs, own)) return undefined;
  const [made, before] = [`${own}.${process.pid}.new`, `${own}.${process.pid}.before`];
  const discard = () => {
    for (const folder of [made, before]) rmSync(folder, { recursive: true, force: true });
  };
  try {
    cpSync(theirs, made, { recursive: true });
  } catch (error) {
    discard();
    throw error;
  }
  return {
    take() {
      if (existsSync(own)) renameSync(own, before);
      renameSync(made, own);
      // By it a kernel finds course/.
      const [manifest, mine] = [join(from, "package.json"), join(to, "package.json")];
      if (existsSync(manifest) && !existsSync(mine)) writeWhole(mine, readFileSync(manifest));
    },
    [Symbol.dispose]: discard,
  };
}

/** The same files with the same bytes. */
function isSame(theirs: string, own: string): boolean {
  if (!existsSync(own)) return false;
  const filesOf = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  const [a, b] = [filesOf(theirs), filesOf(own)];
  return (
    a.length === b.length &&
    a.every((file, n) => file === b[n] && readFileSync(join(theirs, file)).equals(readFileSync(join(own, file))))
  );
}
