// `unrolled export RESULTS`: scores for Canvas, Moodle or Gradescope, in their own formats.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fillCanvas } from "../grader/exchange/canvas.ts";
import { TableError } from "../grader/exchange/csv.ts";
import type { Filled } from "../grader/exchange/fill.ts";
import { gradescopeResults } from "../grader/exchange/gradescope.ts";
import { fillMoodle } from "../grader/exchange/moodle.ts";
import type { RunRecord } from "../grader/results/index.ts";
import { inWords, type Score, scoreOf } from "../grader/scores/index.ts";
import { complain, say } from "./print.ts";
import { unfinishedNote, withResults } from "./results-file.ts";
import { parse, UsageError } from "./usage.ts";

export async function exportScores(args: string[]): Promise<number> {
  const { values, positionals } = parse("export", args, {
    canvas: { type: "string" },
    moodle: { type: "string" },
    gradescope: { type: "boolean" },
    to: { type: "string" },
    column: { type: "string" },
    run: { type: "string" },
  });
  const { canvas, moodle, gradescope, to, column } = values;
  const given = [canvas, moodle, gradescope].filter(one => one !== undefined);
  if (given.length !== 1)
    throw new UsageError(
      `unrolled export expects one of --canvas EXPORT.csv, --moodle WORKSHEET.csv and --gradescope, but got ${given.length}`,
    );
  if (to === undefined) throw new UsageError("unrolled export expects --to, what is written, but got none");
  return withResults("export", positionals, results => {
    const run = results.readRun(values.run);
    const marks = results.manualScores(run.assignment);
    const scores = run.submissions.map(result => scoreOf(result, marks));
    const note = unfinishedNote(run);
    if (note !== undefined) complain(note);
    if (gradescope) return writeGradescope(scores, to);
    const path = canvas ?? moodle!;
    return writeFilled(
      filled(
        text =>
          canvas === undefined
            ? fillMoodle(text, scores, column, path)
            : fillCanvas(text, scores, column ?? run.assignment, path),
        path,
      ),
      { to, run, path },
    );
  });
}

function filled(fill: (text: string) => Filled, path: string): Filled {
  try {
    return fill(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof TableError || "code" in (error as object))
      throw new UsageError(`unrolled export: ${(error as Error).message}`);
    throw error;
  }
}

function writeFilled(
  { text, filled, leftOut }: Filled,
  { to, run, path }: { to: string; run: RunRecord; path: string },
): number {
  if (to === path) throw new UsageError(`unrolled export writes into a new file, but --to names ${path} itself`);
  write(to, text);
  say(`${to}: ${filled} of ${run.submissions.length} scores of ${run.assignment}, run ${run.run}`);
  for (const line of leftOut) say(`  left out: ${line}`);
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
    mkdirSync(folder, { recursive: true });
    const path = join(folder, "results.json");
    write(path, `${JSON.stringify(results, null, 1)}\n`);
    say(`${path}: ${results.score} points`);
  }
  return 0;
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`unrolled export cannot write ${path}: ${(error as Error).message}`);
  }
}
