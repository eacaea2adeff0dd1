// What the bibliography notebook says of each reference: one line, made from the data.
import { basename } from "node:path";
import { parseNotebook } from "../../../kernel/notebook/index.ts";
import { addressOf, citationsIn, lessons, type Reference, references } from "./references.ts";

/** The cells of the notebook that hold references, by their ids, with the groups that stand in each. */
const groupsOf: { readonly [cell: string]: readonly string[] } = {
  notes: ["notes"],
  cells: ["cells"],
  gradients: ["gradients"],
  generation: ["generation"],
  attention: ["attention"],
  courses: ["courses"],
  code: ["optimizers", "parts", "simple", "machine"],
};

/** What each lesson and graded set cites, and all their paths. */
function cited() {
  const all = lessons();
  return { paths: all.map(({ path }) => path), of: all.map(citing => citationsIn(citing).cited) };
}

/** "[5](05-gradients.ipynb)" for each unit whose lesson or graded set cites it, in their order. */
function unitsOf(reference: Reference, { paths, of }: ReturnType<typeof cited>): string[] {
  const lessonOf = (path: string) => {
    const set = /^assignments\/(.*)-graded\//.exec(path)?.[1];
    return set === undefined ? path : paths.find(name => name.endsWith(`-${set}.ipynb`))!;
  };
  const citing = paths.filter((_, i) => of[i]!.has(reference)).map(lessonOf);
  const files = [...new Set(citing)].filter(path => /\/\d\d-/.test(path)).map(path => basename(path));
  return files.sort().map(file => `[${Number(file.slice(0, 2))}](${file})`);
}

function line(reference: Reference, all: ReturnType<typeof cited>): string {
  const { authors, year, title, where, at, why } = reference;
  const names = authors.split(", ");
  const who = names.length > 4 ? `${names[0]} and others` : authors;
  const address = addressOf(reference);
  const link = address === undefined ? "" : ` [${at!.startsWith("http") ? "page" : at!.replace("arxiv", "arXiv")}](${address}).`; // biome-ignore format: a line
  const units = unitsOf(reference, all);
  const used = units.length === 0 ? "" : ` *Lesson${units.length > 1 ? "s" : ""} ${units.join(", ")}.*`;
  return `- **${who}${year === null ? "" : ` ${year}`}**: *${title}*${/[?!]$/.test(title) ? "" : "."} ${where}.${link} ${why}${used}`;
}

/** The lines of a cell that holds references; undefined for any other cell. */
function linesOf(cell: string, all: ReturnType<typeof cited>): string | undefined {
  const groups = groupsOf[cell];
  return (
    groups &&
    references
      .filter(({ group }) => groups.includes(group))
      .map(reference => line(reference, all))
      .join("\n")
  );
}

/** The groups that stand in some cell. */
export const shownGroups: readonly string[] = Object.values(groupsOf).flat();

/** The notebook with its lines as the data has them now. */
export function refreshed(text: string): string {
  const { cells } = parseNotebook(text, "bibliography.ipynb");
  const all = cited();
  const notebook = JSON.parse(text) as { cells: { id: string; source: string[] }[] };
  for (const [i, { id, source }] of cells.entries()) {
    const lines = linesOf(id!, all);
    if (lines === undefined) continue;
    const made = source.replace(/^- \*\*[\s\S]*^- \*\*.*$|^- \*\*.*$/m, () => lines);
    notebook.cells[i]!.source = made.split(/(?<=\n)/);
  }
  return `${JSON.stringify(notebook, null, 1)}\n`;
}
