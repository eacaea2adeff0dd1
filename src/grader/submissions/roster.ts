// Who is expected: a student has one id and may have other names, under which an LMS exports files.
import { normalizedName } from "../../checking/student/name.ts";

export interface Person {
  /** The name that results are kept under. */
  student: string;
  /** Other names: "Ada Lovelace", "ada@example.org". */
  names: readonly string[];
}

/** The person whom a file's or folder's name means; undefined where none is, or where it may be two. */
export function personOf(roster: readonly Person[], name: string): Person | undefined {
  const wanted = normalizedName(name);
  const exact = roster.filter(({ student, names }) => [student, ...names].some(one => normalizedName(one) === wanted));
  if (exact.length > 0) return exact.length === 1 ? exact[0] : undefined;
  const letters = [...lettersOf(name)].sort().join("");
  // Canvas writes "lovelaceada" for Ada Lovelace: the words in another order, without spaces.
  const similar = roster.filter(({ names }) =>
    names.some(one => one.includes(" ") && isMadeOf(lettersOf(name), one, letters)),
  );
  return similar.length === 1 ? similar[0] : undefined;
}

const lettersOf = (name: string): string => normalizedName(name).replace(/[^\p{L}\p{N}]/gu, "");

function isMadeOf(written: string, name: string, letters: string): boolean {
  if ([...lettersOf(name)].sort().join("") !== letters) return false;
  return name.split(/[\s,]+/).every(word => written.includes(lettersOf(word)));
}
