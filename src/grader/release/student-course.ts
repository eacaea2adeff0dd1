// What a student's kernel needs of a course: the files that its index.ts leads to. Hidden checks and listed mistakes are none of them.
import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

/** A file of a course, from its folder on, with "/". */
interface CourseFile {
  readonly path: string;
  readonly text: string;
}

/** A course cannot be handed out. */
export class CourseNotForStudents extends Error {}

/** Imports, and data that lie beside a module. */
const leads = /(?:\bfrom|\bimport|\bURL\()\s*\(?\s*["'](\.{1,2}\/[^"'\n]+)["']/g;

/**
 * The files that a course's entry leads to, the entry first.
 * @param entry the path of its index.ts or index.js
 * @throws CourseNotForStudents where one of them is hidden from students, or lies outside of the course's folder
 */
export function studentCourse(entry: string): CourseFile[] {
  const folder = dirname(entry);
  const pathOf = (file: string) => relative(folder, file).replaceAll("\\", "/");
  const found = new Map<string, string>();
  const left = [{ file: resolve(entry), from: "" }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { file, from } = next;
    if (found.has(file) || !existsSync(file)) continue;
    const path = pathOf(file);
    if (/(^|\/)(hidden|mistakes)\.[jt]s$/.test(path))
      throw new CourseNotForStudents(
        `${from} imports ${path}, which no student may have: move what both need into a file of its own, and import it in both`,
      );
    if (path.startsWith("../"))
      throw new CourseNotForStudents(
        `${from} imports ${path}, which lies outside of the course's folder: move it into the folder`,
      );
    const text = readFileSync(file, "utf8");
    found.set(file, text);
    if (!/\.[jt]s$/.test(file)) continue;
    for (const [, lead] of text.matchAll(leads)) left.push({ file: resolve(dirname(file), lead!), from: path });
  }
  return [...found].map(([file, text]) => ({ path: pathOf(file), text }));
}
