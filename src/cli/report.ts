// `unrolled report RESULTS --to DIR`: the scores of a run as a sheet.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { scoreOf, scoreSheet } from "../grader/scores/index.ts";
import { courseOf, courseOption } from "./course.ts";
import { definitionsIn } from "./definitions.ts";
import { complain, say } from "./print.ts";
import { unfinishedNote, withResults } from "./results-file.ts";
import { parse, UsageError } from "./usage.ts";

/** What an assignment asks has the same names for everybody. */
const anybody = "anybody";

export async function report(args: string[]): Promise<number> {
  const { values, positionals } = parse("report", args, {
    to: { type: "string" },
    run: { type: "string" },
    ...courseOption,
  });
  const { to } = values;
  if (to === undefined)
    throw new UsageError("unrolled report expects --to FOLDER, the folder that the report goes into, but got none");
  return withResults("report", positionals, async results => {
    const run = results.readRun(values.run);
    const course = courseOf("report", { course: values.course, folder: "." });
    const definitions = await definitionsIn("report", course, run.assignment);
    const marks = results.manualScores(run.assignment);
    const scores = run.submissions.map(result => scoreOf(result, marks));
    mkdirSync(to, { recursive: true });
    const sheet = join(to, "scores.csv");
    writeFileSync(sheet, scoreSheet(scores, Object.keys(definitions(anybody))));
    say(`${sheet}: the scores of ${scores.length} submissions of ${run.assignment}, run ${run.run}`);
    const note = unfinishedNote(run);
    if (note !== undefined) complain(note);
    return 0;
  });
}
