// Who is in a course, from a CSV: one's own, nbgrader's, or what Canvas and Moodle export.
import { normalizedName } from "../../checking/student/name.ts";
import { columnOf, readTable, TableError } from "./csv.ts";

/** A student of a course. */
export interface Student {
  /** The name that their numbers are drawn for and their results are kept under. */
  readonly student: string;
  /** Other names: "Ada Lovelace", "ada@example.org". */
  readonly names: readonly string[];
}

/** What a student is known by, the best first. */
const idColumns = ["student", "student_id", "username", "SIS Login ID", "SIS User ID", "login", "id", "ID number"];

const nameColumns = ["name", "full name", "Student", "email", "email address", "SIS Login ID", "ID"];

/**
 * @param text a CSV with a column that identifies students: `student`, `username`, `SIS Login ID`, `id`, …
 * @param name what messages call it
 * @throws TableError where there is no such column, or a student stands there twice or without a name
 */
export function readRoster(text: string, name: string): Student[] {
  const table = readTable(text, name);
  // Canvas calls the column of full names "Student": beside a login it is no id.
  const isCanvas = columnOf(table, "SIS Login ID") !== undefined || columnOf(table, "SIS User ID") !== undefined;
  const id = columnOf(table, ...(isCanvas ? idColumns.filter(one => one.startsWith("SIS")) : idColumns));
  if (id === undefined)
    throw new TableError(
      `${name} expects a column ${idColumns.slice(0, 4).join(", ")}, or id, but its headings are ${table.headings.join(", ")}`,
    );
  const first = columnOf(table, "first_name", "first name");
  const last = columnOf(table, "last_name", "last name", "surname");
  const others = nameColumns.flatMap(column => columnOf(table, column) ?? []).filter(at => at !== id);

  const lines = new Map<string, number>();
  return table.rows.flatMap((row, index) => {
    const student = row[id]!.trim();
    const line = index + 2;
    // Canvas has a row of what can be reached, and rows without a login: a test student.
    if (student === "" && isCanvas) return [];
    if (student === "")
      throw new TableError(`${name}, row ${line}: a student is expected in ${table.headings[id]}, but it is empty`);
    const before = lines.get(normalizedName(student));
    if (before !== undefined) throw new TableError(`${name}, row ${line}: ${student} stands in row ${before} already`);
    lines.set(normalizedName(student), line);
    const full = [first, last]
      .map(at => (at === undefined ? "" : row[at]!.trim()))
      .join(" ")
      .trim();
    const names = [full, ...others.map(at => row[at]!.trim())].filter(text => text !== "" && text !== student);
    return [{ student, names: [...new Set(names)] }];
  });
}
