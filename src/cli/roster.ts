// `--roster FILE`: who is in a course, and their other names.
import { normalizedName } from "../checking/student/name.ts";
import { readRoster, type Student } from "../grader/exchange/roster.ts";
import { readTableFor, readText } from "./read-text.ts";

export interface Roster {
  /** Undefined where none was given. */
  people: Student[] | undefined;
  /** Other names of a student; none where they are not known. */
  names(student: string): readonly string[];
}

/** @param command who asks: "grade" @throws UsageError where the file cannot be read as a roster */
export function rosterFor(command: string, path: string | undefined): Roster {
  const people = path === undefined ? undefined : readPeople(`unrolled ${command} --roster`, path);
  const byId = new Map(people?.map(({ student, names }) => [normalizedName(student), names]));
  return { people, names: student => byId.get(normalizedName(student)) ?? [] };
}

/** @param who asks: "unrolled grade --roster" @throws UsageError where the file cannot be read as a roster */
export const readPeople = (who: string, path: string): Student[] =>
  readTableFor(who, () => readRoster(readText(who, path, "a table with a column student"), path));
