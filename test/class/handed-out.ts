// A small assignment as a release hands it out: notebook, course/ and package.json.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Cell, formatNotebook } from "../../kernel/notebook/index.ts";
import { handout } from "../../src/grader/release/handout.ts";

const course = `import { course, exactly, graded, question } from "unrolled/checking"
const q = (id: string, right: number) => question({ id, asks: "How many?", answer: exactly(right), because: "so.", hints: ["Count."] })
export const assignment = course({ clip: graded({ q1: q("clip/q1", 3), q2: q("clip/q2", 4) }) }, { name: "rnn" })
`;
const code = (id: string, source: string): Cell => ({ id, cell_type: "code", metadata: {}, source, execution_count: null, outputs: [] }); // biome-ignore format: a line
/** With its solutions; nobody has released it. */
export const source = {
  nbformat: 4 as const,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "unrolled", display_name: "TypeScript (Unrolled)", language: "typescript" } },
  cells: [
    code("who", '// BEGIN SOLUTION\nconst me = "x"\n// END SOLUTION\nstudent(me)'),
    code("take", 'const { q1, q2 } = assignment("clip")'),
    code("q1", "// BEGIN SOLUTION\nconst a = 3\n// END SOLUTION\nq1.check(a)"),
    code("q2", "// BEGIN SOLUTION\nconst b = 4\n// END SOLUTION\nq2.check(b)"),
  ],
};
/** clip.ipynb */
export const handedOut = formatNotebook(
  handout(formatNotebook(source), "source.ipynb", { assignment: "clip", version: "1", questions: [] }),
);

/** Into a folder, which is made. */
export function writeHandout(folder: string): void {
  mkdirSync(join(folder, "course"), { recursive: true });
  writeFileSync(join(folder, "course", "index.ts"), course);
  writeFileSync(join(folder, "package.json"), '{ "type": "module", "unrolled": { "course": "./course" } }');
  writeFileSync(join(folder, "clip.ipynb"), handedOut);
}
