// `unrolled marks export` and `unrolled marks import`: written answers to a sheet for a person, and the marks back.
import { mkdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { SampleAnswer } from "../checking/index.ts";
import { askedOf } from "../grader/feedback/index.ts";
import { guidePage, MarksError, marksSheets, readMarks, writtenOf } from "../grader/manual/index.ts";
import type { ManualScore, Results } from "../grader/results/index.ts";
import { courseOf, courseOption } from "./course.ts";
import { definitionsIn } from "./definitions.ts";
import { say } from "./print.ts";
import { withResults } from "./results-file.ts";
import { parse, UsageError } from "./usage.ts";

/** Rubrics are the same for everybody. */
const anybody = "anybody";

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
  return withResults("marks export", positionals, async results => {
    const { run, definitions, asked } = await questionsOf("marks export", results, values);
    const written = writtenOf(asked);
    if (written.length === 0) {
      say(`${run.assignment} has no question that a person marks`);
      return 0;
    }
    mkdirSync(to, { recursive: true });
    const guide = join(to, "marking.html");
    const marked = asked.filter(({ rubric }) => rubric.length > 0);
    const samplesOf = (question: string) =>
      (definitions[question]!.answer as { samples?: SampleAnswer[] }).samples ?? [];
    writeFileSync(
      guide,
      guidePage(
        run.assignment,
        marked.map(one => ({ ...one, samples: samplesOf(one.question) })),
      ),
    );
    say(`${guide}: what is looked for, and texts with their marks`);
    for (const { question, text, rows, marked } of marksSheets(run, written, results.manualScores(run.assignment))) {
      const path = join(to, `marks-${question}.csv`);
      writeFileSync(path, text);
      say(`${path}: ${rows} ${rows === 1 ? "answer" : "answers"}, ${marked} of them with marks`);
    }
    return 0;
  });
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
  return withResults("marks import", [file!], async results => {
    const { run, asked } = await questionsOf("marks import", results, values);
    const written = writtenOf(asked);
    const at = new Date().toISOString();
    // All sheets are read before one mark is written.
    const texts = await Promise.all(sheets.map(textOf));
    const read = texts.map((text, i) => readSheet(() => readMarks(text, sheets[i]!, run, written, at)));
    const twice = read.find(({ question }, i) => read.findIndex(other => other.question === question) < i);
    if (twice)
      throw new UsageError(
        `unrolled marks import: two of the sheets have marks of ${twice.question}: name one of them`,
      );
    const before = results.manualScores(run.assignment);
    results.writeManual(
      read.flatMap(({ marks }) =>
        marks.map(one => ({ ...one, ...(values.marker !== undefined && { marker: values.marker }) })),
      ),
    );
    for (const [i, { question, marks, unmarked }] of read.entries()) {
      const changed = marks.filter(one => isOther(before, one)).length;
      const [is, rest] = [changed === 1 ? "1 is" : `${changed} are`, unmarked > 0 ? `; ${unmarked} without marks` : ""];
      say(`${basename(sheets[i]!)}: ${marks.length} marks of ${question}, of which ${is} new or changed${rest}`);
    }
    return 0;
  });
}

/** The run, and what its assignment asks. */
async function questionsOf(
  command: string,
  results: Results,
  { run: named, course }: { run?: string | undefined; course?: string | undefined },
) {
  const run = results.readRun(named);
  const definitions = (await definitionsIn(command, courseOf(command, { course, folder: "." }), run.assignment))(
    anybody,
  );
  return { run, definitions, asked: askedOf(definitions) };
}

async function textOf(path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new UsageError(`unrolled marks import cannot read ${path}: ${error.message}`);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`unrolled marks import: ${path} is no UTF-8. In Excel choose “CSV UTF-8” when you save it`);
  }
}

function readSheet<Found>(read: () => Found): Found {
  try {
    return read();
  } catch (error) {
    throw error instanceof MarksError ? new UsageError(`unrolled marks import: ${error.message}`) : error;
  }
}

function isOther(
  before: readonly ManualScore[],
  { student, question, points, comment, criteria }: ManualScore,
): boolean {
  const old = before.find(one => one.student === student && one.question === question);
  return old?.points !== points || old.comment !== comment || String(old.criteria) !== String(criteria);
}
