// The answers of a graded set of the open course, as one student may write them: right, wrong, blank, each with what it must come to.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assignment } from "../../../assignments/index.ts";
import { type Cell, type Notebook, parseNotebook } from "../../../kernel/notebook/index.ts";
import { definitionOf } from "../../../src/checking/trusted.ts";
import { handout, handoutFor } from "../../../src/grader/release/handout.ts";
import type { State } from "../../../src/grader/results/index.ts";
import { root } from "../../needs.ts";

export type Writing = "right" | "wrong" | "blank";

/** The cell of one question. */
export interface AnswerCell {
  id: string;
  /** The names of its checks: "q3", "q3/hidden", "q3/written". */
  checks: readonly string[];
  kind: "value" | "function" | "code text" | "markdown";
  /** What stands in the cell. */
  text(writing: Writing): string;
  /** What its checks come to. */
  state(writing: Writing): State;
}

/** A set as one student has it. */
export interface PersonalSet {
  /** The copy that the student was given, with their name in it. */
  copy: Notebook;
  answers: readonly AnswerCell[];
}

type Definition = { answer: { right?: unknown; rubric?: unknown }; points?: number };

const sources = new Map<string, { text: string; notebook: Notebook; hidden: ReadonlySet<string> }>();

async function sourceOf(set: string) {
  const found = sources.get(set);
  if (found) return found;
  const folder = join(root, "assignments", set);
  const text = readFileSync(join(folder, "source.ipynb"), "utf8");
  const { hidden } = (await import(join(folder, "hidden.ts"))) as { hidden: object };
  const read = { text, notebook: parseNotebook(text, set), hidden: new Set(Object.keys(hidden)) };
  sources.set(set, read);
  return read;
}

/** @param said the name that the notebook says, for which its numbers are drawn */
export async function setOf(set: string, said: string): Promise<PersonalSet> {
  const { text, notebook, hidden } = await sourceOf(set);
  const definitions = Object.entries(assignment.of(set as never, said) as object).map(
    ([key, question]) => [key, definitionOf(question as never) as unknown as Definition] as const,
  );
  const questions = definitions.map(([key, { points = 1, answer }]) => ({
    key,
    points,
    isWritten: "rubric" in answer,
  }));
  const copy = handoutFor(handout(text, set, { assignment: set, version: "class", questions }), said, set);
  const blanks = new Map(copy.cells.map(({ id, source }) => [id!, source]));
  const answers = definitions.map(([key, definition]) => {
    const cell = notebook.cells.find(cell => answeredBy(cell) === key)!;
    return answerCell(cell, { key, definition, blank: blanks.get(cell.id!)!, isHidden: hidden.has(key) });
  });
  return { copy, answers };
}

/** The question that a cell of a source answers. */
function answeredBy({ cell_type, source, metadata }: Cell): string | undefined {
  if (cell_type === "code") return /^(\w+)\.check\(/m.exec(source)?.[1];
  return (metadata.unrolled as { question?: string } | undefined)?.question;
}

interface Question {
  key: string;
  definition: Definition;
  /** What was handed out. */
  blank: string;
  isHidden: boolean;
}

function answerCell(cell: Cell, { key, definition, blank, isHidden }: Question): AnswerCell {
  const { right, rubric } = definition.answer;
  const common = { id: cell.id!, checks: isHidden ? [key, `${key}/hidden`] : [key] };
  if (rubric !== undefined)
    return {
      ...common,
      checks: [`${key}/written`],
      kind: cell.cell_type === "code" ? "code text" : "markdown",
      text: writing => (writing === "blank" ? blank : blank.replace("____", textIn(cell, `my own words on ${key}`))),
      state: writing => (writing === "blank" ? "not-attempted" : "to-mark"),
    };
  const state = (writing: Writing): State =>
    writing === "right" ? "pass" : writing === "wrong" ? "fail" : "not-attempted";
  if (typeof right !== "function")
    return { ...common, kind: "value", text: writing => valueText(cell.source, key, right, writing), state };
  const texts = {
    right: unmarked(cell.source),
    wrong: blank.replace("return ____", "return undefined as never"),
    blank,
  };
  return { ...common, kind: "function", text: writing => texts[writing], state };
}

const textIn = ({ cell_type }: Cell, text: string): string => (cell_type === "code" ? JSON.stringify(text) : text);

const region = /^[ \t]*\/\/ BEGIN SOLUTION\n([\s\S]*?)^[ \t]*\/\/ END SOLUTION\n/gm;

const unmarked = (source: string): string => source.replace(region, "$1");

/** The cell with an answer of the student's own in the last solution's place; all of it where that declares not every name. */
function valueText(source: string, key: string, right: unknown, writing: Writing): string {
  const check = new RegExp(`^${key}\\.check\\(([\\s\\S]*)\\)$`, "m").exec(source)![1]!;
  const names = check.startsWith("{") ? Object.keys(right as object) : [check];
  const values: { [name: string]: unknown } = check.startsWith("{")
    ? (right as Record<string, unknown>)
    : { [check]: right };
  const given = Object.fromEntries(
    names.map((name, i) => [name, writing === "wrong" && i === 0 ? otherThan(values[name]) : values[name]]),
  );
  const lines = names.map(name => `const ${name} = ${writing === "blank" ? "____" : literal(given[name], key)}\n`);
  const last = [...source.matchAll(region)].at(-1)!;
  const declared = [...last[1]!.matchAll(/^const (\w+)/gm)].map(([, name]) => name);
  if (!names.every(name => declared.includes(name))) return `${lines.join("")}${key}.check({ ${names.join(", ")} })`;
  return unmarked(`${source.slice(0, last.index)}${lines.join("")}${source.slice(last.index + last[0].length)}`);
}

const literal = (value: unknown, key: string): string =>
  key === "q2" && isMatrix(value) ? `tensor(${JSON.stringify(value)})` : JSON.stringify(value);

const isMatrix = (value: unknown): boolean =>
  Array.isArray(value) && value.every(row => Array.isArray(row) && row.every(x => typeof x === "number"));

/** Of the same kind, and right for nobody. */
function otherThan(value: unknown): unknown {
  if (typeof value === "number") return 3 * value + 17;
  if (typeof value === "string") return value === "one-to-one" ? "many-to-one" : "one-to-one";
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const [[first, part]] = Object.entries(value) as [[string, unknown]];
    return { ...value, [first]: otherThan(part) };
  }
  return isMatrix(value) ? (value as number[][]).map(row => row.map(x => x + 17)) : [];
}
