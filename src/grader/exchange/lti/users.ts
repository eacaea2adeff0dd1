// LTI's number of each student, from a table of whoever teaches.
import { normalizedName } from "../../../checking/student/name.ts";
import { columnOf, readTable, type Table, TableError } from "../csv.ts";
import type { UserOf } from "./push.ts";

interface Row {
  line: number;
  sub: string;
}

/**
 * @param text a CSV with a column `sub` (LTI's number), one `student`, and others that may name the same students
 * @param name what messages call it
 * @returns the number of a student, or why it is not known: an unclear one is never guessed
 * @throws TableError where there is no such column
 */
export function readUsers(text: string, name: string): UserOf {
  const table = readTable(text, name);
  const at = columnOf(table, "sub", "lti", "userId", "lti_user_id");
  if (at === undefined)
    throw new TableError(
      `${name} expects a column sub, LTI's number of a user, but its headings are ${table.headings.join(", ")}`,
    );
  const id = columnOf(table, "student", "student_id", "username", "id");
  const others = table.headings.map((_, column) => column).filter(column => column !== at);
  const byId = rowsByName(table, at, id === undefined ? [] : [id]);
  const byAny = rowsByName(table, at, others);
  const bySub = Map.groupBy(rowsOf(table, at), ({ sub }) => sub);
  return student => {
    const wanted = normalizedName(student);
    // A column that identifies students decides: a full name may be two people's.
    const rows = byId.get(wanted) ?? byAny.get(wanted) ?? [];
    const [first, other] = [...Map.groupBy(rows, ({ sub }) => sub).values()].map(([row]) => row!);
    if (!first) return { why: `no row of ${name} with a ${table.headings[at]} is theirs` };
    if (other)
      return {
        why: `${name} has several numbers for this name, ${first.sub} in row ${first.line} and ${other.sub} in row ${other.line}: leave theirs, or name students by id in a column "student"`,
      };
    const shared = bySub.get(first.sub)!.find(({ line }) => !rows.some(row => row.line === line));
    if (shared)
      return { why: `${first.sub} stands in row ${first.line} and in row ${shared.line} of ${name}: whose is it?` };
    return { sub: first.sub };
  };
}

/** Rows that have a number. */
const rowsOf = ({ rows }: Table, at: number): Row[] =>
  rows.flatMap((row, index) => (row[at]!.trim() === "" ? [] : [{ line: index + 2, sub: row[at]!.trim() }]));

function rowsByName(table: Table, at: number, columns: readonly number[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rowsOf(table, at)) {
    const cells = table.rows[row.line - 2]!;
    for (const one of new Set(columns.map(column => normalizedName(cells[column]!))))
      if (one !== "") found.set(one, [...(found.get(one) ?? []), row]);
  }
  return found;
}
