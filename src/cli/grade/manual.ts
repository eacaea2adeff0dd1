// `unrolled grade … --manual DIR`: written answers go out as sheets, and the marks in those that are there come back.
import type { Results } from "../../grader/results/index.ts";
import { readSheets, sheetsIn, writeSheets } from "../marks/sheets.ts";
import type { ToGrade } from "./assignment.ts";

/** Reads the sheets of the folder before it writes them anew, with all marks that are known. @throws UsageError where one has a mistake */
export async function manualMarks(results: Results, { assignment }: ToGrade, folder: string): Promise<void> {
  const written = {
    command: "grade --manual",
    results,
    run: await results.readRun((await results.runs(assignment.name)).at(-1)),
    definitions: (student: string) =>
      Object.fromEntries(assignment.questionsOf(student).map(({ key, definition }) => [key, definition])),
  };
  const sheets = sheetsIn(folder);
  if (sheets.length > 0) await readSheets(written, sheets);
  await writeSheets(written, folder);
}
