// `unrolled report RESULTS --to DIR`: the scores of a run as a sheet, and a page that says how the class did.
import { join } from "node:path";
import type { Notebook } from "../../kernel/notebook/index.ts";
import { countOf } from "../grader/page/index.ts";
import { changesPage, reportPage } from "../grader/report/index.ts";
import { scoreOf, scoreSheet } from "../grader/scores/index.ts";
import { courseOption } from "./course.ts";
import { executedNotebook, handedOut } from "./executed.ts";
import { complain, say } from "./print.ts";
import { askedIn, unfinishedNote, withResults } from "./results-file.ts";
import { parse, UsageError } from "./usage.ts";
import { makeFolder, writeFile } from "./write-file.ts";

/** What an assignment asks has the same names for everybody. */
const anybody = "anybody";

export async function report(args: string[]): Promise<number> {
  const { values, positionals } = parse("report", args, {
    to: { type: "string" },
    run: { type: "string" },
    against: { type: "string" },
    ...courseOption,
  });
  const { to } = values;
  if (to === undefined)
    throw new UsageError("unrolled report expects --to FOLDER, the folder that the report goes into, but got none");
  return withResults("report", positionals, async results => {
    const run = await results.readRun(values.run);
    const { course, definitions } = await askedIn("report", results, run, values.course);
    const marks = await results.manualScores(run.assignment);
    const scores = run.submissions.map(result => scoreOf(result, marks));
    makeFolder("report", to);
    const [sheet, page] = [join(to, "scores.csv"), join(to, "report.html")];
    const questions = Object.keys(definitions(anybody));
    writeFile("report", sheet, scoreSheet(scores, questions));
    const notebooks = new Map<string, Notebook>();
    for (const result of run.submissions) {
      const notebook = await executedNotebook(results, run.run, result);
      if (notebook) notebooks.set(result.submission, notebook);
    }
    const author = handedOut(course, run.assignment) ?? {};
    writeFile("report", page, reportPage({ run, scores, questions, notebooks, author }));
    say(`${sheet}: the scores of ${countOf(scores.length, "submission")} of ${run.assignment}, run ${run.run}`);
    say(`${page}: who needs a look, how the class did, which mistakes are common, who is alike`);
    // The run before it, unless another one is named.
    const runs = await results.runs(run.assignment);
    const earlier = values.against ?? runs[runs.indexOf(run.run) - 1];
    if (earlier !== undefined) {
      const changes = join(to, "changes.html");
      writeFile("report", changes, changesPage(await results.readRun(earlier), run, marks));
      say(`${changes}: what changed since the run ${earlier}`);
    }
    const note = unfinishedNote(run);
    if (note !== undefined) complain(note);
    return 0;
  });
}
