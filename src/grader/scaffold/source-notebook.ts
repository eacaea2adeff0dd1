// The source of a new assignment: a notebook with its solutions between marks.
import type { Cell, Notebook } from "../../../kernel/notebook/index.ts";
import type { Names } from "./names.ts";

/** What question 1 asks the student of the source: the author sees these numbers when the notebook runs. */
interface Numbers {
  readonly keep: number;
  readonly steps: number;
}

/** Who solves the source. */
export const sourceStudent = "ana";

/** @param names the assignment's @param numbers those of `sourceStudent` */
export function sourceNotebook({ name, title }: Names, { keep, steps }: Numbers): Notebook {
  const cells: Cell[] = [
    markdown(
      "title",
      `# ${title}

Five points. Your numbers are your own, and the same each time. Check as often as you like: what counts is the file that you hand in.

**Who are you?** Put the name that your course knows you by in the place of \`____\`, in quotes.`,
    ),
    code("who", `${solution(`const me = ${JSON.stringify(sourceStudent)}`)}\nstudent(me)`),
    markdown("q1-text", "## 1 · What is left (1 point)\n\nRun the cell to read your question."),
    code("q1-asks", `const { q1, q2, q3 } = assignment(${JSON.stringify(name)})\nq1`),
    code("q1", `${solution(`const left = ${keep} ** ${steps}`)}\nq1.check(left)`),
    markdown(
      "q2-text",
      "## 2 · A state that leaks (2 points)\n\nYour function is tried on inputs that you do not see here.",
    ),
    code(
      "q2",
      `function leak(inputs: number[], keep: number): number[] {
  // BEGIN SOLUTION
  const states: number[] = []
  let h = 0
  for (const x of inputs) {
    h = keep * h + (1 - keep) * x
    states.push(h)
  }
  return states
  // END SOLUTION
}
q2.check(leak)`,
    ),
    markdown("q3-text", "## 3 · Explain (2 points)\n\nA person reads this one."),
    code("q3-asks", "q3"),
    code(
      "q3",
      `${solution(
        "const explanation = `An input of long ago is still in the state, because its part gets only a little smaller at each step.\nBut each new input hardly changes the state, so it follows slowly.`",
      )}\nq3.check(explanation)`,
    ),
    markdown(
      "end",
      "## Before you hand in\n\nKernel → *Restart Kernel and Run All Cells*, then look at what is still open:",
    ),
    code("validate", "validate()"),
  ];
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: { display_name: "TypeScript (Unrolled)", language: "typescript", name: "unrolled" },
      language_info: { file_extension: ".ts", mimetype: "text/typescript", name: "typescript" },
      unrolled: { assignment: name },
    },
    cells,
  };
}

const solution = (text: string): string => `// BEGIN SOLUTION\n${text}\n// END SOLUTION`;

const markdown = (id: string, source: string): Cell => ({ cell_type: "markdown", id, metadata: {}, source });

const code = (id: string, source: string): Cell => ({
  cell_type: "code",
  id,
  metadata: {},
  source,
  execution_count: null,
  outputs: [],
});
