// What a run of a notebook that is handed in has come to, line by line: each question, then what else is wrong.
import { stripVTControlCharacters } from "node:util";
import type { AssignmentState, QuestionState } from "../../checking/index.ts";
import type { FailedCell, Run } from "./run-all.ts";

export interface Findings {
  readonly lines: readonly string[];
  /** How many things are missing or wrong. */
  readonly missing: number;
}

interface Known {
  /** What is wrong with the cells, each in a sentence. */
  structure: readonly string[];
  /** The assignment that the notebook was released for. */
  assignment: string | undefined;
}

export function findingsOf({ validation, failed, uncaught, cellOf }: Run, { structure, assignment }: Known): Findings {
  const { student, assignments = [], missing = [], handedIn = [] } = validation ?? {};
  const lines = assignments.flatMap(state => [heading(state, student), ...questionLines(state, cellOf)]);
  lines.push(...handedIn);
  // The questions stand above already.
  const questions = new Set(
    assignments.flatMap(({ name, questions }) => questions.map(({ key }) => `${name} ${key}: `)),
  );
  const other = missing.filter(one => ![...questions].some(place => one.startsWith(place)));
  const wrong = [
    ...other,
    ...(validation === undefined ? ["the session could not say which questions are answered"] : []),
    ...notTaken(assignment, assignments),
    ...structure,
    ...failed.filter(cell => !isFollowing(cell, failed)).map(cellFault),
    ...followingFault(failed.filter(cell => isFollowing(cell, failed))),
    ...uncaught.map(({ number, error }) => `cell ${number} left an error behind: ${firstLine(error)}`),
  ];
  lines.push(...wrong.map(one => `missing or wrong: ${one}`));
  return { lines, missing: missing.length - other.length + wrong.length };
}

const heading = ({ name, mode }: AssignmentState, student: string | null | undefined) =>
  `${name}${mode === "lesson" ? "" : ` (${mode})`}${student ? `, student: ${student}` : ""}`;

const inPoints = (points: number): string => `${points} ${points === 1 ? "point" : "points"}`;

function questionLines({ mode, questions }: AssignmentState, cellOf: ReadonlyMap<string, number>): string[] {
  const width = Math.max(...questions.map(({ key }) => key.length));
  return questions.map(question => {
    const cell = cellOf.get(question.id);
    const beside = [
      ...(mode === "lesson" ? [] : [inPoints(question.points)]),
      ...(cell === undefined ? [] : [`cell ${cell}`]),
    ].join(", ");
    return `  ${question.key.padEnd(width)}  ${wordsOf(question, mode)}${beside && `  (${beside})`}`;
  });
}

/** In an exam nothing is said of right and wrong, and the state knows nothing of it. */
function wordsOf({ handed, words, fault, key }: QuestionState, mode: AssignmentState["mode"]): string {
  if (handed === "wrong-kind") return `wrong kind: ${fault}`;
  if (handed === "in-markdown") return words;
  if (handed === "unchecked") return `never checked: no cell that ran has ${key}.check(…)`;
  return handed === "answered" ? (mode === "exam" ? "recorded" : `answered: ${words}`) : words;
}

function notTaken(assignment: string | undefined, taken: readonly AssignmentState[]): string[] {
  if (assignment === undefined || taken.some(({ name }) => name === assignment)) return [];
  const call = `assignment(${JSON.stringify(assignment)})`;
  return [`the questions of ${assignment}, for which this notebook was handed out, are never taken: ${call}`];
}

/** Whether a cell failed only because an earlier one that failed did not come to declare something. */
const isFollowing = (cell: FailedCell, failed: readonly FailedCell[]): boolean =>
  cell !== failed[0] && /^Cannot access '[^']+' before initialization/.test(cell.error.evalue);

function followingFault(cells: readonly FailedCell[]): string[] {
  if (cells.length === 0) return [];
  const numbers = cells.map(({ number }) => number).join(", ");
  return [
    `${cells.length === 1 ? "cell" : "cells"} ${numbers}: what an earlier cell should have declared is not there, see above`,
  ];
}

function cellFault({ number, error }: FailedCell): string {
  const trace = stripVTControlCharacters(error.traceback.join("\n"));
  const line = new RegExp(`cell ${number}:(\\d+)`, "i").exec(trace)?.[1];
  return `cell ${number}${line === undefined ? "" : `, line ${line}`}: ${firstLine(error)}`;
}

const firstLine = ({ ename, evalue }: { ename: string; evalue: string }) => `${ename}: ${evalue.split("\n", 1)[0]}`;
