// An assignment of ours from one of Otter's: its notebook, its questions, and what its author still has to write.
import { type Cell, formatNotebook, type Notebook } from "../../../../kernel/notebook/index.ts";
import type { Imports } from "../../scaffold/assignment-files.ts";
import type { Names } from "../../scaffold/names.ts";
import { solutionCell, testValue, toTypeScript } from "./code.ts";
import type { OtterQuestion, OtterSource } from "./read.ts";

/** Files from the assignment's folder on, and what is left to do, a sentence each. */
export interface Imported {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  readonly todo: readonly string[];
}

/** A question as it is written into questions.ts. */
interface Made {
  readonly key: string;
  readonly text: string;
}

export function otterFiles(source: OtterSource, names: Names, imports: Imports): Imported {
  const todo: string[] = [];
  const made: Made[] = [];
  const cells: Cell[] = [];
  const add = (cell_type: "code" | "markdown", text: string, metadata: Cell["metadata"] = {}) => {
    const id = `${names.name}-${cells.length + 1}`.slice(-64);
    const common = { id, metadata, source: text };
    cells.push(
      cell_type === "code" ? { ...common, cell_type, execution_count: null, outputs: [] } : { ...common, cell_type },
    );
  };
  const addAsIs = (cell: Cell) => {
    if (cell.cell_type !== "code") {
      add("markdown", cell.source);
      return;
    }
    const { code, isWhole } = source.isPython ? toTypeScript(cell.source) : { code: cell.source, isWhole: true };
    if (!isWhole) todo.push(`cell ${cells.length + 1}: write it in TypeScript; its Python stands there as a comment`);
    if (code.trim() !== "") add("code", code);
  };
  add("code", `// BEGIN SOLUTION\nconst me = "ana"\n// END SOLUTION\nstudent(me)`);
  const keys = source.parts.flatMap(part => ("question" in part ? [keyOf(part.question.name)] : []));
  add("code", `const { ${keys.join(", ")} } = assignment(${JSON.stringify(names.name)})`);

  for (const part of source.parts) {
    if ("text" in part) {
      addAsIs(part.text);
      continue;
    }
    const { question } = part;
    const key = keyOf(question.name);
    for (const cell of question.prompt) addAsIs(cell);
    if (question.isManual) {
      const solution = question.solution.map(({ source }) => withoutSolutionTags(source)).join("\n\n");
      add("markdown", `<!-- BEGIN SOLUTION -->\n${solution || "…"}\n<!-- END SOLUTION -->`, {
        unrolled: { question: key },
      });
      made.push({ key, text: writtenQuestion(question, key, names, solution) });
      todo.push(
        `${key}: write its rubric (two to four criteria) and three sample answers with their marks in questions.ts`,
      );
      continue;
    }
    const values = question.tests.flatMap((test, index) => {
      const found = testValue(test.source, test.shown, source.isPython);
      if (!found)
        todo.push(
          `${key}: test ${index + 1} is no value that can be compared: write it into questions.ts: ${test.source.split("\n")[0]}`,
        );
      return found ? [{ ...found, name: `test${index + 1}` }] : [];
    });
    const ported = question.solution
      .filter(({ cell_type }) => cell_type === "code")
      .map(({ source: text }) => solutionCell(text, source.isPython));
    if (ported.some(({ isWhole }) => !isWhole))
      todo.push(`${key}: write its solution in TypeScript; its Python stands there as a comment`);
    const check = `${key}.check({ ${values.map(({ name, expression }) => `${name}: ${expression}`).join(", ")} })`;
    add("code", [...ported.map(({ code }) => code), check].join("\n"));
    made.push({ key, text: testedQuestion(question, key, names, values) });
    if (question.tests.some(({ isHidden }) => isHidden))
      todo.push(
        `${key}: Otter's hidden tests are seen in the notebook, their values are not: for a function write a hidden check into hidden.ts`,
      );
    todo.push(`${key}: list a wrong solution in mistakes.ts`);
  }
  add("code", "validate()");
  const notebook: Notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { display_name: "TypeScript (Unrolled)", language: "typescript", name: "unrolled" },
      language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
      unrolled: { assignment: names.name },
    },
    cells,
  };
  return {
    files: [
      { path: "source.ipynb", text: formatNotebook(notebook) },
      { path: "questions.ts", text: questionsText(made, names, imports) },
      { path: "mistakes.ts", text: mistakesText(names, imports) },
    ],
    todo,
  };
}

/** A name by which a cell can take it: "q1.2" becomes q1_2. */
const keyOf = (name: string): string => {
  const key = name.replace(/[^\w$]/g, "_");
  return /^\d/.test(key) ? `q${key}` : key;
};

const withoutSolutionTags = (text: string): string => text.replace(/^\s*[*_]*SOLUTION:?[*_]*:?\s*/i, "").trim();

/** What is asked, on a line: the prompt's own words stand in the notebook. */
function asksOf({ prompt, name }: OtterQuestion): string {
  const text = prompt
    .filter(({ cell_type }) => cell_type === "markdown")
    .map(({ source }) => source)
    .join(" ");
  return text.replace(/[#*]+/g, "").replace(/\s+/g, " ").trim().slice(0, 300) || `Question ${name}.`;
}

const headOf = (question: OtterQuestion, key: string, { name }: Names): string =>
  `    id: ${JSON.stringify(`${name}/${key}`)},
    points: ${question.points},
    asks: ${JSON.stringify(asksOf(question))},`;

interface Value {
  readonly name: string;
  readonly value: unknown;
}

const testedQuestion = (question: OtterQuestion, key: string, names: Names, values: readonly Value[]): string =>
  `  const ${key} = question({
${headOf(question, key, names)}
    // One value for each of Otter's tests.
    answer: several({ ${values.map(({ name, value }) => `${name}: { answer: equal(${JSON.stringify(value)}) }`).join(", ")} }),
    because: "all tests hold.",
    hints: [],
  });`;

const writtenQuestion = (question: OtterQuestion, key: string, names: Names, solution: string): string =>
  `  const ${key} = question({
${headOf(question, key, names)}
    answer: text({
      writtenIn: "markdown",
      // Otter keeps no rubric: write what is looked for, and an answer with about half of the marks and one with none.
      rubric: [],
      samples: [
        { answer: ${JSON.stringify(solution)}, marks: ${question.points} },
        { answer: "", marks: 0 },
        { answer: "", marks: 0 },
      ],
    }),
    because: "a person reads it.",
    hints: [],
  });`;

function questionsText(made: readonly Made[], { name, identifier }: Names, { checking }: Imports): string {
  const body = made.map(({ text }) => text).join("\n\n");
  const kinds = ["several", "text"].filter(kind => body.includes(`answer: ${kind}(`));
  return `// The questions of "${name}", imported from Otter. What is left to do: unrolled doctor --course ".."
import { ${["type Comparison", "question", ...kinds].join(", ")} } from "${checking}";

/** The same value: numbers to a millionth, lists and texts as they are. */
export const equal = (right: unknown): Comparison<unknown> => ({
  right,
  fault: value => (typeof value === "symbol" || value === undefined ? "expected a value" : undefined),
  same: (a, b) =>
    typeof a === "number" && typeof b === "number"
      ? Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(a), Math.abs(b))
      : JSON.stringify(a) === JSON.stringify(b),
  format: value => JSON.stringify(value) ?? String(value),
});

export function ${identifier}() {
${body}

  return { ${made.map(({ key }) => key).join(", ")} };
}
`;
}

const mistakesText = ({ identifier }: Names, { checking }: Imports): string =>
  `// Wrong solutions as students write them, with words of the hint that each must get, or null.
import type { MistakesOf } from "${checking}";
import type { ${identifier} } from "./questions.ts";

export const mistakes: MistakesOf<typeof ${identifier}> = {};
`;
