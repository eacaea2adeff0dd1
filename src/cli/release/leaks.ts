// What a release hands out may tell more than its author means. A text may be meant so, so it is no fault: the author looks.
import type { Notebook } from "../../../kernel/notebook/index.ts";
import type { GradedQuestion } from "../../grader/judge/assignment.ts";
import { mentionsMark, regionsOf } from "../../grader/release/marks.ts";

/** Shorter ones stand in many texts. */
const shortest = 12;

/** What a line of a solution says, from `=`, `=>` or `return` on: as people copy it into a text. */
function saysOf(line: string): string[] {
  const code = line.replace(/\/\/.*$/, "").replace(/[;,\s]+$/, "");
  const [, value = ""] = /(?:^\s*return\b|=>|[^=!<>]=(?!=))\s*(.+)$/.exec(code) ?? [];
  const bare = withoutSpaces(value);
  // A computation of names and numbers; the name of a choice may stand in its question.
  const names = bare.replace(/(["']).*?\1/g, "");
  return bare.length >= shortest && /[\w)\]][-+*/%?(,]+[\w([]/.test(names) ? [bare] : [];
}

const withoutSpaces = (text: string): string => text.replace(/[\s`*\\]+/g, "");

/** A line of a solution that stands outside of the marks, in a text. */
export function solutionsTold(source: Notebook, stub: Notebook): string[] {
  const lines = source.cells.flatMap(({ cell_type, source }) => {
    if (cell_type !== "code" || !mentionsMark(source)) return [];
    const all = source.split("\n");
    return regionsOf(all, word => `// ${word}`).flatMap(({ begin, end }) => all.slice(begin + 1, end));
  });
  const solutions = new Map(
    lines.flatMap(line => saysOf(line).map(says => [withoutSpaces(says), line.trim()] as const)),
  );
  return stub.cells.flatMap(({ cell_type, source }, index) => {
    if (cell_type !== "markdown") return [];
    const text = withoutSpaces(source);
    return [...solutions].flatMap(([says, line]) =>
      text.includes(says)
        ? [
            `source.ipynb, cell ${index + 1}: its text holds what the solution says (${line}): put it between marks, or leave it out, unless it is given`,
          ]
        : [],
    );
  });
}

/** How an answer that is a function is tried. */
interface Inputs {
  readonly parameters: (...args: never[]) => unknown;
  readonly cases: Readonly<Record<string, object>>;
}

/** A hidden check that tries nothing but the kinds of input that the public one names. */
export const inputsShown = (questions: readonly GradedQuestion[]): string[] =>
  questions.flatMap(({ key, definition, hidden }) => {
    const [shown, kept] = [inputsOf(definition.answer), hidden && inputsOf(hidden.answer)];
    if (!shown || !kept || withoutSpaces(String(shown.parameters)) !== withoutSpaces(String(kept.parameters)))
      return [];
    const known = new Set(Object.values(shown.cases).map(sizesOf));
    return Object.values(kept.cases).every(sizes => known.has(sizesOf(sizes)))
      ? [
          `${key}: its hidden check has no kind of input that the public check has not, so it finds nothing more: give it other cases`,
        ]
      : [];
  });

const inputsOf = (answer: object): Inputs | undefined => ("inputs" in answer ? (answer.inputs as Inputs) : undefined);

const sizesOf = (sizes: object): string => JSON.stringify(Object.entries(sizes).sort());
