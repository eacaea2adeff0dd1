// Sheets of written answers: written for a person, and read back with their marks. `unrolled marks` and `unrolled grade --manual`
// do it.
import { readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { SampleAnswer } from "../../checking/index.ts";
import { askedOf } from "../../grader/feedback/index.ts";
import { anybody, guidePage, MarksError, marksSheets, readMarks, writtenOf } from "../../grader/manual/index.ts";
import type { ManualScore, Results, RunRecord } from "../../grader/results/index.ts";
import type { Definitions } from "../definitions.ts";
import { complain, say } from "../print.ts";
import { UsageError } from "../usage.ts";
import { makeFolder, writeFile } from "../write-file.ts";

/** A run, and what its assignment asks. */
export interface Written {
  /** Who asks: "marks export". */
  command: string;
  results: Results;
  run: RunRecord;
  /** As one student has them. */
  definitions: (student: string) => Definitions;
}

/** Sample answers with their marks; none where the answer is no text. */
export const samplesOf = (definition: Definitions[string] | undefined): readonly SampleAnswer[] =>
  (definition?.answer as { samples?: SampleAnswer[] } | undefined)?.samples ?? [];

/** A sheet for each question that a person marks, and a page that says what is looked for. */
export async function writeSheets({ command, results, run, definitions }: Written, to: string): Promise<void> {
  const written = writtenOf(student => askedOf(definitions(student)));
  if (written.length === 0) {
    say(`${run.assignment} has no question that a person marks`);
    return;
  }
  makeFolder(command, to);
  const sheets = marksSheets(run, written, await results.manualScores(run.assignment));
  const guide = join(to, "marking.html");
  const asked = askedOf(definitions(anybody));
  writeFile(
    command,
    guide,
    guidePage(
      run.assignment,
      sheets.map(({ question, isDrawn }) => ({
        ...asked.find(one => one.question === question)!,
        samples: samplesOf(definitions(anybody)[question]),
        isDrawn,
      })),
    ),
  );
  say(`${guide}: what is looked for, and texts with their marks`);
  for (const { question, text, rows, marked } of sheets) {
    const path = join(to, `marks-${question}.csv`);
    writeFile(command, path, text);
    say(`${path}: ${rows} ${rows === 1 ? "answer" : "answers"}, ${marked} of them with marks`);
  }
}

/** The sheets that lie in a folder. */
export function sheetsIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter(name => /^marks-.+\.csv$/.test(name))
      .sort()
      .map(name => join(folder, name));
  } catch {
    return [];
  }
}

/** Reads marks: all of them or, where something is wrong with one, none. @param marker who gave them */
export async function readSheets(
  { command, results, run, definitions }: Written,
  sheets: readonly string[],
  marker?: string | undefined,
): Promise<void> {
  const written = writtenOf(student => askedOf(definitions(student)));
  const at = new Date().toISOString();
  // All sheets are read before one mark is written.
  const texts = await Promise.all(sheets.map(path => textOf(command, path)));
  const read = texts.map((text, i) => readSheet(command, () => readMarks(text, sheets[i]!, run, written, at)));
  const twice = read.find(({ question }, i) => read.findIndex(other => other.question === question) < i);
  if (twice)
    throw new UsageError(`unrolled ${command}: two of the sheets have marks of ${twice.question}: name one of them`);
  const before = await results.manualScores(run.assignment);
  await results.writeManual(
    read.flatMap(({ marks }) => marks.map(one => ({ ...one, ...(marker !== undefined && { marker }) }))),
  );
  for (const [i, { question, marks, unmarked, outdated, without }] of read.entries()) {
    const changed = marks.filter(one => isOther(before, one)).length;
    const is = changed === 1 ? "1 is" : `${changed} are`;
    const rest = `${unmarked > 0 ? `; ${unmarked} without marks` : ""}${without > 0 ? `; ${without} of the run without a row` : ""}`;
    say(
      `${basename(sheets[i]!)}: ${marks.length} ${marks.length === 1 ? "mark" : "marks"} of ${question}, of which ${is} new or changed${rest}`,
    );
    for (const { line, student, marks, comment } of outdated)
      complain(
        `${sheets[i]!}, row ${line}: ${student} has handed in another file since the sheet was exported, so these marks are not taken: ${[...marks.map(one => (one === "" ? "none" : one)), ...(comment === "" ? [] : [JSON.stringify(comment)])].join(", ")}. Export again, and read the new answer`,
      );
  }
}

async function textOf(command: string, path: string): Promise<string> {
  const bytes = await readFile(path).catch((error: Error) => {
    throw new UsageError(`unrolled ${command} cannot read ${path}: ${error.message}`);
  });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new UsageError(`unrolled ${command}: ${path} is no UTF-8. In Excel choose “CSV UTF-8” when you save it`);
  }
}

function readSheet<Found>(command: string, read: () => Found): Found {
  try {
    return read();
  } catch (error) {
    throw error instanceof MarksError ? new UsageError(`unrolled ${command}: ${error.message}`) : error;
  }
}

function isOther(
  before: readonly ManualScore[],
  { student, question, points, comment, criteria }: ManualScore,
): boolean {
  const old = before.find(one => one.student === student && one.question === question);
  return old?.points !== points || old.comment !== comment || String(old.criteria) !== String(criteria);
}
