// Tables as other systems export them: read by their headings, and written back as they came.
import { CsvError, parse } from "csv-parse/sync";
import { stringify } from "csv-stringify/sync";

/** A table: headings, and rows of as many texts. */
export interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How its file is written: what separates its columns and ends its lines, and whether it begins with a byte order mark. */
  readonly style: { readonly delimiter: string; readonly newline: string; readonly mark: boolean };
}

/** A table that cannot be read or does not have what is needed: the message says what, and what to do. */
export class TableError extends Error {}

const byteOrderMark = "\ufeff";

/**
 * @param text a CSV file's; its first row holds the headings
 * @param name what messages call it
 * @throws TableError where it has no rows, an open quote, or more cells in a row than headings
 */
export function readTable(text: string, name: string): Table {
  const mark = text.startsWith(byteOrderMark);
  const body = mark ? text.slice(1) : text;
  const style = { delimiter: delimiterOf(body), newline: /\r\n|\n|\r/.exec(body)?.[0] ?? "\n", mark };
  const [headings, ...rows] = rowsOf(body, style.delimiter, name);
  if (!headings) throw new TableError(`${name} is expected to be a table with headings, but it is empty`);
  const long = rows.findIndex(row => row.length > headings.length);
  if (long >= 0)
    throw new TableError(
      `${name}, row ${long + 2}: ${headings.length} columns are expected, as the headings have, but got ${rows[long]!.length}`,
    );
  return {
    headings,
    rows: rows.map(row => [...row, ...Array<string>(headings.length - row.length).fill("")]),
    style,
  };
}

function rowsOf(text: string, delimiter: string, name: string): string[][] {
  try {
    return parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, record_delimiter: lineEnds });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new TableError(`${name}: ${error.message}`);
  }
}

const lineEnds = ["\r\n", "\n", "\r"];

/** What its headings are separated by most often: a comma, or as Moodle offers it a semicolon or a tab. */
function delimiterOf(text: string): string {
  const line = text.replace(/"[^"]*"/g, "").split(/\r|\n/, 1)[0]!;
  const count = (delimiter: string) => line.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, one) => (count(one) > count(best) ? one : best));
}

/** The text of a table. Cells stay as they are: whoever puts students' own words in guards them by `harmless`. */
export function writeTable({ headings, rows, style }: Table): string {
  const { delimiter, newline, mark } = style;
  const text = stringify([[...headings], ...rows.map(row => [...row])], {
    delimiter,
    record_delimiter: newline,
    quoted_match: /[\r\n]/,
  });
  return `${mark ? byteOrderMark : ""}${text}`;
}

/** A text that no spreadsheet takes for a formula: `=1+1` becomes `'=1+1` (OWASP, CSV injection). */
export const harmless = (text: string): string => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);

/** The index of the first heading that is there, in any case; undefined where none is. */
export function columnOf({ headings }: Table, ...names: readonly string[]): number | undefined {
  const written = headings.map(heading => heading.trim().toLowerCase());
  const [found] = names.map(name => written.indexOf(name.toLowerCase())).filter(at => at >= 0);
  return found;
}
