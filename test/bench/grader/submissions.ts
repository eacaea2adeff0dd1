// Varied submissions of the open course's graded sets: right, partly right, blank, broken, hostile. The same seed, the same class.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Cell, formatNotebook, type Notebook, parseNotebook } from "../../../kernel/notebook/index.ts";
import { Random } from "../../../src/checking/index.ts";
import { releaseOf } from "../../../src/grader/submissions/index.ts";
import { root } from "../../needs.ts";

/** The graded sets of units 1, 3 and 5. */
export const gradedSets = ["forms-graded", "counting-graded", "gradients-graded"] as const;

type Change = (cells: Cell[], random: Random, blank: ReadonlyMap<string, string>) => void;

const answers = (cells: readonly Cell[]) =>
  cells.filter(({ id, cell_type }) => cell_type === "code" && /^q\d+$/.test(id ?? ""));

/** What a student may hand in, and how many of a hundred do. */
const kinds: { [kind: string]: { share: number; change: Change } } = {
  right: { share: 40, change: () => {} },
  "partly right": {
    share: 40,
    change: (cells, random, blank) => {
      const all = answers(cells);
      for (const cell of random.sample(all, random.integer(1, all.length - 1))) cell.source = blank.get(cell.id!)!;
    },
  },
  blank: {
    share: 5,
    change: (cells, _, blank) => {
      for (const cell of answers(cells)) cell.source = blank.get(cell.id!)!;
    },
  },
  broken: {
    share: 12,
    change: (cells, random) => {
      random.pick(answers(cells)).source = random.pick(["throw new Error('late')", "const = 3", "undefinedName + 1"]);
    },
  },
  hostile: {
    share: 3,
    change: (cells, random) => {
      random.pick(answers(cells)).source = random.pick([
        "process.exit(0)",
        "console.log('x'.repeat(1e7))",
        "Array.prototype.map = () => []",
      ]);
    },
  },
};

/** Writes a folder per student, each with the named set. @returns the kinds, student by student */
export function writeClass(folder: string, set: string, count: number, seed = "class"): string[] {
  const path = join(root, "assignments", set, "source.ipynb");
  const text = readFileSync(path, "utf8");
  const blank = new Map(releaseOf(text, path).cells.map(({ id, cell }) => [id, cell.source]));
  return Array.from({ length: count }, (_, n) => {
    const random = new Random(`${seed} ${set} ${n}`);
    const kind = pick(random);
    const notebook: Notebook = parseNotebook(text, path);
    kinds[kind]!.change(notebook.cells, random, blank);
    const student = join(folder, `student-${String(n + 1).padStart(4, "0")}`);
    mkdirSync(student, { recursive: true });
    writeFileSync(join(student, `${set}.ipynb`), formatNotebook(notebook));
    return kind;
  });
}

function pick(random: Random): string {
  let left = random.integer(1, 100);
  for (const [kind, { share }] of Object.entries(kinds)) {
    left -= share;
    if (left <= 0) return kind;
  }
  return "right";
}
