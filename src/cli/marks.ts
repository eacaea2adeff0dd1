// `unrolled marks export` and `unrolled marks import`: written answers to a sheet for a person, and the marks back.
import { courseOption } from "./course.ts";
import { readSheets, type Written, writeSheets } from "./marks/sheets.ts";
import { askedIn, withResults } from "./results-file.ts";
import { parse, UsageError } from "./usage.ts";

export async function marks([action, ...args]: string[]): Promise<number> {
  if (action === "export") return exportMarks(args);
  if (action === "import") return importMarks(args);
  throw new UsageError(`unrolled marks expects export or import, but got ${action ?? "nothing"}: see "unrolled help"`);
}

async function exportMarks(args: string[]): Promise<number> {
  const { values, positionals } = parse("marks export", args, {
    to: { type: "string" },
    run: { type: "string" },
    ...courseOption,
  });
  const { to } = values;
  if (to === undefined)
    throw new UsageError("unrolled marks export expects --to FOLDER, the folder that the sheets go into, but got none");
  await withWritten("marks export", positionals, values, written => writeSheets(written, to));
  return 0;
}

async function importMarks(args: string[]): Promise<number> {
  const { values, positionals } = parse("marks import", args, {
    run: { type: "string" },
    marker: { type: "string" },
    ...courseOption,
  });
  const [file, ...sheets] = positionals;
  if (sheets.length === 0)
    throw new UsageError(
      'unrolled marks import expects a file of results and the sheets to read, but got no sheet: see "unrolled help"',
    );
  await withWritten("marks import", [file!], values, written => readSheets(written, sheets, values.marker));
  return 0;
}

const withWritten = (
  command: string,
  positionals: readonly string[],
  { run: named, course }: { run?: string | undefined; course?: string | undefined },
  work: (written: Written) => Promise<void>,
): Promise<void> =>
  withResults(command, positionals, async results => {
    const run = await results.readRun(named);
    const { definitions } = await askedIn(command, results, run, course);
    await work({ command, results, run, definitions });
  });
