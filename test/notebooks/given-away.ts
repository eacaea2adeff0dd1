// What a run of a student's copy must not show: the answers of the source that it was made from.

import type { Cell, CodeCell, Notebook } from "../../kernel/notebook/index.ts";
import { outcomeMimeType } from "../../src/checking/index.ts";
import { formatCount } from "../../src/display/index.ts";

/** A cell with this tag shows answers on purpose, where a student has committed to one: the cells above it have asked. */
const revealing = "reveals";

export interface ShownOutcome {
  cell: string;
  question: string;
  status: string;
  message: string;
}

export const codeCells = ({ cells }: Notebook): CodeCell[] => cells.filter(cell => cell.cell_type === "code");

export const isRevealing = ({ metadata }: Cell) => Array.isArray(metadata.tags) && metadata.tags.includes(revealing);

const nameOf = (cell: Cell) => cell.id ?? cell.source.slice(0, 40);

/** The verdicts that a run shows, but those of the cells that reveal. */
export function outcomes(notebook: Notebook): ShownOutcome[] {
  return codeCells(notebook)
    .filter(cell => !isRevealing(cell))
    .flatMap(cell =>
      cell.outputs.flatMap(output => {
        const data = "data" in output ? output.data[outcomeMimeType] : undefined;
        return data ? [{ cell: nameOf(cell), ...(data as unknown as Omit<ShownOutcome, "cell">) }] : [];
      }),
    );
}

/** What Markdown shows at once: without what is folded, and without what comes behind the last check, which sums up. */
export function openProse(cells: readonly Cell[]): { id: string; text: string }[] {
  const lastCheck = cells.findLastIndex(({ cell_type, source }) => cell_type === "code" && /\.check\(/.test(source));
  return cells
    .slice(0, lastCheck)
    .filter(({ cell_type }) => cell_type === "markdown")
    .map(cell => ({ id: nameOf(cell), text: cell.source.replace(/<details>[\s\S]*?<\/details>/g, "") }));
}

/** The places where prose tells one of these: a number of five characters and more (no year), or a sentence. A name it may offer as a choice. */
export const toldIn = (prose: readonly { id: string; text: string }[], secrets: readonly string[]): string[] =>
  prose.flatMap(({ id, text }) =>
    secrets
      .filter(secret => /^[\d,_.]{5,}$/.test(secret) || secret.length >= 30)
      .filter(secret => contains(JSON.stringify(text), secret))
      .map(secret => `${id} tells ${secret}`),
  );

/** A formula as it is told, in Markdown or in code: u(d+u)+u. */
export const toldOf = (text: string): string => text.replace(/\\cdot|[\s$`*·{}]/g, "");

/** The formulas of a cell's solutions, without what is too short to be told from anything else. */
export const solutionsOf = (source: string): string[] =>
  [...source.matchAll(/BEGIN SOLUTION\n([\s\S]*?)\n\s*\/\/ END SOLUTION/g)]
    .flatMap(match => match[1]!.split("\n"))
    .map(line => line.replace(/^\s*(return|(const|let) [^=]*=)/, "").replace(/\/\/.*/, ""))
    .filter(line => /[a-z]/i.test(line) && /[-+*/]/.test(line) && !/["'`[\]=;]|[,(]$/.test(line))
    .map(toldOf)
    .filter(formula => formula.length >= 6);

/** The names that a student is to give a value: each was a solution's. */
export const answerNames = (copy: Notebook): string[] => [
  ...new Set(
    codeCells(copy).flatMap(({ source }) =>
      [...source.matchAll(/^(?:const|let) (\w+)\b.* = ____$/gm)].map(match => match[1]!),
    ),
  ),
];

/** The ways a number is written, where it is long enough to be told from any other. */
export function spellings(value: unknown): string[] {
  if (typeof value === "string") return value.length >= 4 ? [value] : [];
  if (typeof value !== "number" || String(Math.abs(value)).replace(/\D/g, "").length < 3) return [];
  if (!Number.isInteger(value)) return [String(value)]; // as a count, 0.00003 would be a mere 0
  return [String(value), formatCount(value), formatCount(value).replaceAll(",", "_")];
}

/** The places where a run shows one of these texts, but in the cells that reveal. */
export function givenAway(notebook: Notebook, secrets: readonly string[]): string[] {
  return codeCells(notebook)
    .filter(cell => !isRevealing(cell))
    .flatMap(cell => {
      const shown = cell.outputs
        .map(output => JSON.stringify("data" in output ? textsOf(output.data) : output))
        .join("\n");
      return secrets.filter(secret => contains(shown, secret)).map(secret => `${nameOf(cell)} shows ${secret}`);
    });
}

const textsOf = (data: { [type: string]: unknown }) => [data["text/plain"], data["text/html"]];

/** As a word of its own: 650 is not in 2,650. */
function contains(text: string, secret: string): boolean {
  const escaped = JSON.stringify(secret)
    .slice(1, -1)
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\w,.])${escaped}(?![\\w]|[,.]\\d)`).test(text);
}
