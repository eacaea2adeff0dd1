// Parameters of a notebook as papermill has them: a cell tagged "parameters" holds defaults, and a cell after it, tagged
// "injected-parameters", declares the values of one run. https://papermill.readthedocs.io/en/latest/usage-parameterize.html
import { randomUUID } from "node:crypto";
import { toJsonText } from "../protocol/json-text.ts";
import type { Json } from "../protocol/mime.ts";
import type { CodeCell, Notebook } from "./format.ts";
import type { NotebookText } from "./notebook-text.ts";

export type Parameters = ReadonlyMap<string, Json>;

const defaultsTag = "parameters";
const valuesTag = "injected-parameters";

/** In place of an earlier run's values, else behind the defaults, else before everything. */
export function withParameters(file: NotebookText, parameters: Parameters): NotebookText {
  const { notebook } = file;
  const source = toSource(parameters);
  const injected = taggedCell(notebook, valuesTag);
  if (injected >= 0) return file.withSource(injected, source);
  const cell: CodeCell = {
    cell_type: "code",
    // Since nbformat 4.5; before it an id is refused.
    ...(notebook.nbformat_minor >= 5 && { id: randomUUID().slice(0, 8) }),
    execution_count: null,
    metadata: { tags: [valuesTag] },
    outputs: [],
    source,
  };
  return file.withCell(taggedCell(notebook, defaultsTag) + 1, cell);
}

/** The names that the cell of the defaults declares; undefined where there is no such cell. */
export function parameterNames({ cells }: Notebook): string[] | undefined {
  const cell = cells[taggedCell({ cells }, defaultsTag)];
  if (!cell) return undefined;
  // Without what stands in texts and comments; a line of defaults is a declaration or an assignment.
  const code = cell.source.replace(
    /\/\*[\s\S]*?\*\/|\/\/.*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/g,
    '""',
  );
  const names =
    /(?:^|[;,\n])\s*(?:(?:export\s+)?(?:let|const|var)\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*(?::[^=;\n]*)?=(?![=>])/gu;
  const taken = /(?:^|[;\n])\s*(?:export\s+)?(?:let|const|var)\s*([[{][^=]*?[\]}])\s*(?::[^=;\n]*)?=(?![=>])/g;
  return [
    ...new Set([
      ...[...code.replace(taken, ";").matchAll(names)].map(([, name]) => name!),
      ...[...code.matchAll(taken)].flatMap(([, pattern]) => namesTaken(pattern!)),
    ]),
  ];
}

/** Of `[a, b]` and `{ c, d: e }`, without defaults. */
const namesTaken = (pattern: string): string[] =>
  pattern
    .slice(1, -1)
    .split(",")
    .flatMap(part => /([\p{ID_Start}$_][\p{ID_Continue}$]*)\s*[\]}]*\s*$/u.exec(part)?.[1] ?? []);

/** Whether a cell can declare it. */
export function isIdentifier(name: string): boolean {
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) return false;
  try {
    // A reserved word is a syntax error, also one that only a module reserves.
    new Function(`"use strict"; let ${name};`);
    return name !== "await";
  } catch {
    return false;
  }
}

const taggedCell = ({ cells }: Pick<Notebook, "cells">, tag: string) =>
  cells.findIndex(
    ({ cell_type, metadata: { tags } }) => cell_type === "code" && Array.isArray(tags) && tags.includes(tag),
  );

function toSource(parameters: Parameters): string {
  const lines = [...parameters].map(([name, value]) => `let ${name} = ${literal(value)}`);
  return ["// Parameters", ...lines].join("\n");
}

/** JSON is JavaScript, but for what only JavaScript can say and for the one key that means something else there. */
function literal(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return toJsonText(value);
  const key = (name: string) => (name === "__proto__" ? '["__proto__"]' : toJsonText(name));
  const entries = Object.entries(value).map(([name, part]) => `${key(name)}: ${literal(part)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
