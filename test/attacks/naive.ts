// A grader as many are: it runs a submission beside the course, in one process, and takes what the checks there say. An attack is
// shown to work against it before it is tried on ours.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CellOutput, executeNotebook, formatNotebook } from "../../kernel/notebook/index.ts";
import { startSession } from "../../kernel/session.ts";
import { outcomeMimeType } from "../../src/checking/index.ts";
import { right, source } from "../src/grader/judge/graded.ts";

const course = fileURLToPath(new URL("../src/grader/judge/small-course.ts", import.meta.url));

/** What lies around on the machine of such a grader. */
const files = (): { [name: string]: string } => ({
  "index.ts": `import * as checking from "unrolled/checking"
import { smallQuestions } from ${JSON.stringify(course)}
export const assignment = checking.course({ small: checking.graded((smallQuestions as any)(checking)) })
`,
  "small/source.ipynb": formatNotebook(source()),
  "small/hidden.ts": readFileSync(course, "utf8"),
  "handed/ben/small.ipynb": formatNotebook(source()),
});

/** @param edit texts of the submission's cells by their ids @returns the questions that it holds for right */
export async function naivelyRight(edit: { [cell: string]: string }): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "unrolled-naive-"));
  for (const [name, text] of Object.entries(files())) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  process.env.GRADING_KEY = String(right());
  const session = await startSession({
    preload: ["unrolled", "unrolled/cells", join(folder, "index.ts")],
    required: ["assignment"],
    cwd: folder,
  }).finally(() => {
    delete process.env.GRADING_KEY;
  });
  try {
    const notebook = source();
    notebook.cells = notebook.cells.map(cell => ({
      ...cell,
      source: edit[cell.id!] ?? cell.source,
      metadata: { tags: ["raises-exception"] },
    }));
    const { notebook: executed } = await executeNotebook(notebook, session);
    const outputs = executed.cells.flatMap(cell => (cell.cell_type === "code" ? cell.outputs : []));
    return [...lastVerdicts(outputs)].filter(([, status]) => status === "correct").map(([question]) => question);
  } finally {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function lastVerdicts(outputs: readonly CellOutput[]): Map<string, string> {
  const verdicts = new Map<string, string>();
  for (const output of outputs) {
    const found = "data" in output ? (output.data[outcomeMimeType] as { question: string; status: string }) : undefined;
    if (found) verdicts.set(found.question.replace("small/", ""), found.status);
  }
  return verdicts;
}
