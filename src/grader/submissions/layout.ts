// Whose file is which: how folders, Canvas, Moodle and nbgrader lay submissions out. Names alone are looked at.
import type { Entry, Handed } from "./entry.ts";
import { handedIn, isInbox } from "./exchange.ts";

/**
 * @param entries of all that was handed over
 * @param assignment the assignment's name: nbgrader has a folder for it, and files may be called so
 */
export function studentsOf(entries: readonly Entry[], assignment: string): Handed[] {
  const inside = withoutWrapper(entries, assignment);
  if (isInbox(inside)) return handedIn(inside, assignment);
  const handed = new Map<string, Handed>();
  // Where a folder is empty it is said that nothing is in it.
  const withFolder = new Set<Handed>();
  const named = namesIn(inside, assignment);
  const of = ({ student: name, number }: Named) => {
    // Two people of one name: the LMS's number tells them apart.
    const student = number !== undefined && named.get(name)!.size > 1 ? `${name} (${number})` : name;
    const found = handed.get(student) ?? { student, files: [], ...(number !== undefined && { number }) };
    handed.set(student, found);
    return found;
  };
  for (const entry of inside) {
    const names = entry.path.split("/");
    const [top = "", ...rest] = names;
    if (names.length === 1 && entry.kind === "file") {
      // Beside them lie lists and notes of whoever teaches: what is no notebook and no zip says by an LMS's name whose it is.
      if (!isNotebook(entry) && !isZip(entry) && !isExported(top)) continue;
      const from = fromFileName(top, assignment);
      const one = of(from);
      one.files.push(entry);
      if (from.isLate) one.isLate = true;
      continue;
    }
    const one = of(fromFolderName(top));
    if (names.length === 1) withFolder.add(one);
    // nbgrader: student/assignment/file. Its folders of other assignments are not asked for.
    const isNbgrader = inside.some(
      ({ path }) => path === `${top}/${assignment}` || path.startsWith(`${top}/${assignment}/`),
    );
    if (isNbgrader && rest[0] !== assignment) continue;
    if (entry.kind === "file" && rest.at(-1) === "timestamp.txt") one.timestamp = entry;
    else if (entry.kind === "file") one.files.push(entry);
  }
  return [...handed.values()].filter(one => one.files.length > 0 || withFolder.has(one));
}

/** The LMS's numbers of each name. */
function namesIn(entries: readonly Entry[], assignment: string): Map<string, Set<string>> {
  const tops = new Map(entries.map(({ path, kind }) => [path.split("/")[0]!, !path.includes("/") && kind === "file"]));
  const all = [...tops].map(([top, isFile]) => (isFile ? fromFileName(top, assignment) : fromFolderName(top)));
  const groups = Map.groupBy(all, ({ student }) => student);
  return new Map([...groups].map(([student, some]) => [student, new Set(some.flatMap(({ number }) => number ?? []))]));
}

interface Named {
  student: string;
  number?: string;
}

export const isNotebook = ({ path }: Entry): boolean => /\.ipynb$/i.test(path);
export const isZip = ({ path }: Entry): boolean => /\.zip$/i.test(path);

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
  if (tops.has("inbound") && entries.some(({ path, kind }) => path === "inbound" && kind === "folder"))
    return below("inbound");
  const [only] = tops;
  if (tops.size !== 1 || only === undefined) return [...entries];
  const inside = below(only);
  const works = inside.filter(one => isNotebook(one) || isZip(one));
  const holdsStudents =
    inside.length > 0 &&
    // Folders alone: but of one student nbgrader has the folder of the assignment.
    (inside.every(({ path, kind }) => kind === "folder" || path.includes("/"))
      ? !inside.every(({ path }) => path.split("/")[0] === assignment)
      : works.length > 1 && works.every(({ path }) => isExported(path)));
  return holdsStudents ? withoutWrapper(inside, assignment) : [...entries];
}

/** Canvas: lovelaceada_LATE_4711_123456_forms-graded-1.ipynb */
const canvas = /^(?<student>[^_]+)_(?<late>LATE_)?(?<id>\d+)_\d+_.+$/;

/** Moodle: "Ada Lovelace_123456_assignsubmission_file_", then the file's own name, or as a folder. */
const moodle = /^(?<student>.+?)_(?<id>\d+)_assignsubmission_(?:file|onlinetext)_?/;

const isExported = (name: string): boolean => canvas.test(name) || moodle.test(name);

function fromFolderName(name: string): Named {
  return numbered(moodle.exec(name)) ?? { student: name };
}

const numbered = (found: RegExpExecArray | null): Named | undefined =>
  found ? { student: found.groups!.student!, number: found.groups!.id! } : undefined;

function fromFileName(name: string, assignment: string): Named & { isLate: boolean } {
  const known = moodle.exec(name) ?? canvas.exec(name);
  if (known) return { ...numbered(known)!, isLate: known.groups!.late !== undefined };
  const stem = name.replace(/\.(ipynb|zip)$/i, "");
  // forms-graded_ana.ipynb or ana_forms-graded.ipynb
  const [before, after] = [`${assignment}_`, `_${assignment}`];
  const student = stem.startsWith(before)
    ? stem.slice(before.length)
    : stem.endsWith(after)
      ? stem.slice(0, -after.length)
      : stem;
  return { student: student === "" ? stem : student, isLate: false };
}
