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
  const [person, other] = peopleOf(roster, name);
  return other ? undefined : person;
}

/** All whom a name may mean; an id means one alone. */
export function peopleOf(roster: readonly Person[], name: string): Person[] {
  const wanted = normalizedName(name);
  const byId = roster.filter(({ student }) => normalizedName(student) === wanted);
  if (byId.length > 0) return byId;
  const byName = roster.filter(({ names }) => names.some(one => normalizedName(one) === wanted));
  if (byName.length > 0) return byName;
  const letters = [...lettersOf(name)].sort().join("");
  // Canvas writes "lovelaceada" for Ada Lovelace: the words in another order, without spaces.
  return roster.filter(({ names }) => names.some(one => one.includes(" ") && isMadeOf(lettersOf(name), one, letters)));
}

const lettersOf = (name: string): string => normalizedName(name).replace(/[^\p{L}\p{N}]/gu, "");

function isMadeOf(written: string, name: string, letters: string): boolean {
  if ([...lettersOf(name)].sort().join("") !== letters) return false;
  return name.split(/[\s,]+/).every(word => written.includes(lettersOf(word)));
}
