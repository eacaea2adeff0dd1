// The syllabus in notebooks/README.md: a row for each unit, from the notebooks' metadata and the questions' points.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assignment } from "../../assignments/index.ts";
import { sources } from "../../binder/sources.mjs";
import { type Notebook, parseNotebook } from "../../kernel/notebook/index.ts";
import { root } from "../needs.ts";

export interface Unit {
  readonly unit: number;
  /** "notebooks/05-gradients.ipynb" */
  readonly lesson: string;
  /** "assignments/gradients-graded/source.ipynb", where it is there. */
  readonly set: string | undefined;
  readonly title: string;
  /** What a learner needs for the lesson, and for the set. */
  readonly minutes: readonly [lesson: number, set: number];
  readonly points: number;
  /** The budgets of both, in seconds. */
  readonly runs: number;
  readonly data: readonly string[];
}

const read = (path: string): Notebook => parseNotebook(readFileSync(join(root, path), "utf8"), path);
const about = ({ metadata }: Notebook) =>
  metadata.unrolled as { unit: number; minutes: number; budgetSeconds: number; assignment: string };

/** Data that a loader brings, in the words of a teacher. */
const dataOf: { readonly [loader: string]: string } = {
  loadNames: "names",
  loadPronunciations: "words with their sounds",
  loadMobyDick: "a book",
  loadSpeeches: "speeches",
  loadEmails: "e-mails",
  loadDigits: "digits",
  loadImdb: "film reviews",
  loadCoco: "captions",
};

/** The units that have a lesson, in order. */
export function units(): Unit[] {
  return sources()
    .filter(path => /^notebooks\/\d\d-/.test(path))
    .map(lesson => {
      const notebook = read(lesson);
      const { unit, minutes, budgetSeconds, assignment: name } = about(notebook);
      const path = `assignments/${name}/source.ipynb`;
      const set = existsSync(join(root, path)) ? read(path) : undefined;
      const code = [notebook, ...(set ? [set] : [])]
        .flatMap(({ cells }) => cells.map(({ source }) => source))
        .join("\n");
      return {
        unit,
        lesson,
        set: set && path,
        title: /^# \d+ · (.*)$/m.exec(notebook.cells[0]!.source)![1]!,
        minutes: [minutes, set ? about(set).minutes : 0] as const,
        points: set ? pointsOf(name) : 0,
        runs: budgetSeconds + (set ? about(set).budgetSeconds : 0),
        data: Object.entries(dataOf).flatMap(([loader, words]) => (code.includes(`${loader}(`) ? [words] : [])),
      };
    });
}

const pointsOf = (name: string): number =>
  Object.values(assignment.of(name as "exam", "anybody")).reduce((sum, { points }) => sum + points, 0);

const heads = ["Week", "Lesson", "minutes", "Graded set", "minutes", "points", "runs for at most", "data"];

/** The page of the lessons with today's table. */
export const withSyllabus = (page: string, all: readonly Unit[]): string =>
  page.replace(/\| Week [\s\S]*?(?=\n\n)/, () => syllabus(all));

/** A Markdown table with a sum. */
function syllabus(all: readonly Unit[]): string {
  const sum = (of: (unit: Unit) => number) => all.reduce((total, unit) => total + of(unit), 0);
  const exam = read("assignments/exam/source.ipynb");
  const rows = [
    ...all.map(({ unit, lesson, set, title, minutes, points, runs, data }) => [
      unit,
      `[${title}](${lesson.replace("notebooks/", "")})`,
      minutes[0],
      set ? `[${set.split("/")[1]}](../${set})` : "–",
      set ? minutes[1] : "–",
      set ? points : "–",
      `${runs} s`,
      data.join(", ") || "made up",
    ]),
    ["–", "[Exam](../assignments/exam/source.ipynb)", "–", "a rehearsal", about(exam).minutes, pointsOf("exam"), `${about(exam).budgetSeconds} s`, "made up"], // biome-ignore format: a line
    ["", "all units", sum(({ minutes }) => minutes[0]), "", sum(({ minutes }) => minutes[1]), sum(({ points }) => points), `${sum(({ runs }) => runs)} s`, ""], // biome-ignore format: a line
  ];
  return [heads, heads.map(() => "---"), ...rows].map(row => `| ${row.join(" | ")} |`).join("\n");
}
