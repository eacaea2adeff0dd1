// `unrolled export RESULTS`: scores for Canvas, Moodle or Gradescope, in their own formats.
import { join } from "node:path";
import { fillCanvas } from "../grader/exchange/canvas.ts";
import type { Filled } from "../grader/exchange/fill.ts";
import { gradescopeResults } from "../grader/exchange/gradescope.ts";
import { fillMoodle } from "../grader/exchange/moodle.ts";
import type { RunRecord } from "../grader/results/index.ts";
import { inWords, type Score, scoreOf } from "../grader/scores/index.ts";
import { sendScores } from "./export/lti.ts";
import { complain, say } from "./print.ts";
import { readTableFor, readText } from "./read-text.ts";
import { unfinishedNote, withResults } from "./results-file.ts";
import { rosterFor } from "./roster.ts";
import { parse, UsageError } from "./usage.ts";
import { makeFolder, writeFile } from "./write-file.ts";

export async function exportScores(args: string[]): Promise<number> {
  const { values, positionals } = parse("export", args, {
    canvas: { type: "string" },
    moodle: { type: "string" },
    gradescope: { type: "boolean" },
    lti: { type: "string" },
    users: { type: "string" },
    "dry-run": { type: "boolean", default: false },
    to: { type: "string" },
    column: { type: "string" },
    roster: { type: "string" },
    run: { type: "string" },
  });
  const { canvas, moodle, gradescope, lti, users, to, column } = values;
  const given = [canvas, moodle, gradescope, lti].filter(one => one !== undefined);
  if (given.length !== 1)
    throw new UsageError(
      `unrolled export expects one of --canvas EXPORT.csv, --moodle WORKSHEET.csv, --gradescope and --lti PLATFORM.json, but got ${given.length}`,
    );
  if (to === undefined && lti === undefined)
    throw new UsageError("unrolled export expects --to, what is written, but got none");
  return withResults("export", positionals, async results => {
    const run = await results.readRun(values.run);
    const marks = await results.manualScores(run.assignment);
    const scores = run.submissions.map(result => scoreOf(result, marks));
    const note = unfinishedNote(run);
    if (note !== undefined) complain(note);
    if (lti !== undefined)
      return sendScores(scores, run.assignment, { platform: lti, users, isDry: values["dry-run"] });
    if (to === undefined) return 2;
    if (gradescope) return writeGradescope(scores, to);
    const path = canvas ?? moodle!;
    const { names: namesOf } = rosterFor("export", values.roster);
    return writeFilled(
      filled(
        text =>
          canvas === undefined
            ? fillMoodle(text, scores, column, { name: path, namesOf })
            : fillCanvas(text, scores, column ?? run.assignment, { name: path, namesOf }),
        path,
      ),
      { to, run, path },
    );
  });
}

const filled = (fill: (text: string) => Filled, path: string): Filled =>
  readTableFor("unrolled export", () => fill(readText("unrolled export", path, "a sheet that the LMS has exported")));

function writeFilled(
  { text, filled, matched, compared, leftOut }: Filled,
  { to, run, path }: { to: string; run: RunRecord; path: string },
): number {
  if (to === path) throw new UsageError(`unrolled export writes into a new file, but --to names ${path} itself`);
  const columns = `compared ${compared.length === 1 ? "was the column" : "were the columns"} ${compared.join(", ")} of ${path}`;
  if (matched === 0 && run.submissions.length > 0) {
    const known = run.submissions
      .slice(0, 3)
      .map(({ student, name }) => (name === undefined ? student : `${student}, ${name}`));
    throw new UsageError(
      `unrolled export: nobody of the run stands in ${path}, so nothing is written: ${columns} with the names of the run, such as ${known.join("; ")}. Give a --roster with columns student, name and email: students are then found by full name or e-mail, too`,
    );
  }
  writeFile("export", to, text);
  say(`${to}: ${filled} of ${run.submissions.length} scores of ${run.assignment}, run ${run.run}`);
  for (const line of leftOut) say(`  left out: ${line}`);
  if (matched < run.submissions.length) say(`  ${columns}`);
  return 0;
}

function writeGradescope(scores: readonly Score[], to: string): number {
  for (const score of scores) {
    const { student, submission } = score.result;
    const results = gradescopeResults(score);
    if (!results) {
      say(`  left out: ${student}: ${inWords(score) || "not graded"}`);
      continue;
    }
    // A name may be any text: what leads out of a folder does not stand in it.
    const folder = join(to, submission.replace(/[^\p{L}\p{N}@._ -]/gu, "_").replace(/^\.+/, "_"));
    makeFolder("export", folder);
    const path = join(folder, "results.json");
    writeFile("export", path, `${JSON.stringify(results, null, 1)}\n`);
    say(`${path}: ${results.score} points`);
  }
  return 0;
}
