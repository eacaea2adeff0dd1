// Whose file is which: how folders, Canvas, Moodle and nbgrader lay submissions out. Names alone are looked at.
import type { Entry } from "./entry.ts";

/** What one student has handed in: the files that may be it. */
export interface Handed {
  student: string;
  /** Notebooks, and what stands in their place: links, other files. */
  files: Entry[];
  /** nbgrader's time of handing in. */
  timestamp?: Entry | undefined;
  /** The LMS says so. */
  isLate?: boolean;
}

/**
 * @param entries of all that was handed over
 * @param assignment the assignment's name: nbgrader has a folder for it, and files may be called so
 */
export function studentsOf(entries: readonly Entry[], assignment: string): Handed[] {
  const inside = withoutWrapper(entries, assignment);
  const handed = new Map<string, Handed>();
  const of = (student: string) => {
    const found = handed.get(student) ?? { student, files: [] };
    handed.set(student, found);
    return found;
  };
  for (const entry of inside) {
    const names = entry.path.split("/");
    const [top = "", ...rest] = names;
    if (names.length === 1 && entry.kind === "file") {
      if (!isNotebook(entry)) continue;
      const { student, isLate } = fromFileName(top, assignment);
      const one = of(student);
      one.files.push(entry);
      if (isLate) one.isLate = true;
      continue;
    }
    const one = of(fromFolderName(top));
    // nbgrader: student/assignment/file. Its folders of other assignments are not asked for.
    const isNbgrader = inside.some(
      ({ path }) => path === `${top}/${assignment}` || path.startsWith(`${top}/${assignment}/`),
    );
    if (isNbgrader && rest[0] !== assignment) continue;
    if (entry.kind === "file" && rest.at(-1) === "timestamp.txt") one.timestamp = entry;
    else if (entry.kind === "file") one.files.push(entry);
  }
  return [...handed.values()].filter(({ files, student }) => files.length > 0 || isFolder(inside, student));
}

export const isNotebook = ({ path }: Entry): boolean => /\.ipynb$/i.test(path);

/** Whether a student has a folder, be it empty: then it is said that nothing is in it. */
const isFolder = (entries: readonly Entry[], student: string): boolean =>
  entries.some(({ path, kind }) => kind === "folder" && !path.includes("/") && fromFolderName(path) === student);

/**
 * A zip often has one folder around all, and nbgrader keeps submissions in "submitted" beside others. A single folder that
 * holds files is a student's.
 */
function withoutWrapper(entries: readonly Entry[], assignment: string): Entry[] {
  const tops = new Set(entries.map(({ path }) => path.split("/")[0]!));
  const below = (top: string) =>
    entries.flatMap(entry =>
      entry.path.startsWith(`${top}/`) ? [{ ...entry, path: entry.path.slice(top.length + 1) }] : [],
    );
  if (tops.has("submitted") && !entries.some(({ path, kind }) => path === "submitted" && kind === "file"))
    return below("submitted");
  const [only] = tops;
  if (tops.size !== 1 || only === undefined) return [...entries];
  const inside = below(only);
  const holdsStudents =
    inside.length > 0 &&
    // Folders alone: but of one student nbgrader has the folder of the assignment.
    (inside.every(({ path, kind }) => kind === "folder" || path.includes("/"))
      ? !inside.every(({ path }) => path.split("/")[0] === assignment)
      : inside.filter(isNotebook).length > 1 && inside.filter(isNotebook).every(({ path }) => isExported(path)));
  return holdsStudents ? withoutWrapper(inside, assignment) : [...entries];
}

/** Canvas: lovelaceada_LATE_4711_123456_forms-graded-1.ipynb */
const canvas = /^(?<student>[^_]+)_(?<late>LATE_)?(?<id>\d+)_\d+_.+$/;

/** Moodle: "Ada Lovelace_123456_assignsubmission_file_", then the file's own name, or as a folder. */
const moodle = /^(?<student>.+?)_(?<id>\d+)_assignsubmission_(?:file|onlinetext)_?/;

const isExported = (name: string): boolean => canvas.test(name) || moodle.test(name);

function fromFolderName(name: string): string {
  return moodle.exec(name)?.groups?.student ?? name;
}

function fromFileName(name: string, assignment: string): { student: string; isLate: boolean } {
  const known = moodle.exec(name) ?? canvas.exec(name);
  if (known) return { student: known.groups!.student!, isLate: known.groups!.late !== undefined };
  const stem = name.replace(/\.ipynb$/i, "");
  // forms-graded_ana.ipynb or ana_forms-graded.ipynb
  const [before, after] = [`${assignment}_`, `_${assignment}`];
  const student = stem.startsWith(before)
    ? stem.slice(before.length)
    : stem.endsWith(after)
      ? stem.slice(0, -after.length)
      : stem;
  return { student: student === "" ? stem : student, isLate: false };
}
