// The statistics of the whole course, a line for each lesson and each graded set: `npm run course`. All is measured now:
// the notebook is run, its questions are proven, its student's copy is read.
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { assignment } from "../assignments/index.ts";
import { sources } from "../binder/sources.mjs";
import { executeNotebook, type Notebook, parseNotebook } from "../kernel/notebook/index.ts";
import { startSession } from "../kernel/session.ts";
import { prove } from "../src/checking/index.ts";
import { mutantsOf } from "../src/grader/prove/mutants.ts";
import { studentCopy } from "../src/grader/release/student-copy.ts";
import { besideOf } from "./assignments/beside.ts";
import { root } from "./needs.ts";
import { codeCells, outcomes } from "./notebooks/given-away.ts";

interface Row {
  source: string;
  unit: number;
  /** What the notebook says that a learner needs. */
  minutes: number;
  /** All its cells, without the session's start. */
  seconds: number;
  budgetSeconds: number;
  questions: number;
  /** Functions whose bodies the learner writes. */
  functions: number;
  mutants: number;
  caught: number;
  figures: number;
  kilobytes: number;
  /** Of the text between the cells, in the student's copy. */
  words: number;
}

const about = ({ metadata }: Notebook) =>
  metadata.unrolled as { unit: number; minutes?: number; budgetSeconds: number; assignment?: string };

async function secondsToRun(notebook: Notebook, path: string): Promise<number> {
  process.env.UNROLLED_STUDENT = "";
  const session = await startSession({ preload: ["unrolled", "unrolled/assignments"], cwd: join(root, dirname(path)) });
  try {
    const began = performance.now();
    const { failure } = await executeNotebook(notebook, session);
    if (failure) throw new Error(`${path}: cell ${failure.number} failed. See: npm run unrolled -- run ${path}`);
    return (performance.now() - began) / 1000;
  } finally {
    await session.close();
  }
}

/** The assignments that a notebook asks, as its cells name them. */
const assignmentsIn = (notebook: Notebook): string[] => [
  ...new Set(
    codeCells(notebook).flatMap(({ source }) =>
      [...source.matchAll(/assignment\("([\w-]+)"\)/g)].map(([, name]) => name!),
    ),
  ),
];

async function mutantsCaught(names: string[]): Promise<Pick<Row, "mutants" | "caught">> {
  const sum = { mutants: 0, caught: 0 };
  for (const name of names)
    await prove(assignment, {
      names: [name as (typeof assignment.names)[number]],
      beside: { [name]: await besideOf(name) },
      mutantsOf,
      report: line => {
        const [, caught = 0, all = 0] = /: (\d+) of (\d+) mutants/.exec(line) ?? [];
        sum.caught += Number(caught);
        sum.mutants += Number(all);
      },
    });
  return sum;
}

/** Charts, and drawings as SVG or as an image of HTML. */
const isFigure = (output: object) => {
  const data = "data" in output ? (output.data as { [type: string]: unknown }) : {};
  const types = Object.keys(data);
  return (
    types.some(type => type === "image/svg+xml" || type.startsWith("application/vnd.plotly")) ||
    /<(svg|img)\b/.test(String(data["text/html"] ?? ""))
  );
};

async function rowOf(path: string): Promise<Row> {
  const text = readFileSync(join(root, path), "utf8");
  const notebook = parseNotebook(text, path);
  const copy = parseNotebook(studentCopy(text, path), path);
  const { unit, minutes = Number.NaN, budgetSeconds } = about(notebook);
  const prose = copy.cells.filter(({ cell_type }) => cell_type === "markdown").map(({ source }) => source);
  return {
    source: path.startsWith("notebooks/") ? basename(path, ".ipynb") : basename(dirname(path)),
    unit,
    minutes,
    seconds: await secondsToRun(notebook, path),
    budgetSeconds,
    questions: new Set(outcomes(notebook).map(({ question }) => question)).size,
    functions: codeCells(copy).reduce((sum, { source }) => sum + (source.match(/^\s+return ____$/gm)?.length ?? 0), 0),
    ...(await mutantsCaught(assignmentsIn(notebook))),
    figures: codeCells(notebook).reduce((sum, { outputs }) => sum + outputs.filter(isFigure).length, 0),
    kilobytes: Buffer.byteLength(text) / 1000,
    words: prose.join(" ").match(/[\p{L}\p{N}]+/gu)?.length ?? 0,
  };
}

const heads = [
  "unit",
  "source",
  "min",
  "run s",
  "of",
  "questions",
  "functions",
  "mutants caught",
  "figures",
  "kB",
  "words",
];

const cellsOf = (row: Row): string[] => [
  String(row.unit),
  row.source,
  Number.isNaN(row.minutes) ? "–" : String(row.minutes),
  row.seconds.toFixed(1),
  String(row.budgetSeconds),
  String(row.questions),
  String(row.functions),
  `${row.caught} of ${row.mutants}`,
  String(row.figures),
  row.kilobytes.toFixed(0),
  String(row.words),
];

const sumOf = (rows: Row[], of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);

const rows: Row[] = [];
for (const path of sources()) {
  process.stderr.write(`${path}\n`);
  rows.push(await rowOf(path));
}
rows.sort((a, b) => a.unit - b.unit);
const total = [
  "",
  "all",
  String(sumOf(rows, ({ minutes }) => minutes || 0)),
  sumOf(rows, ({ seconds }) => seconds).toFixed(1),
  String(sumOf(rows, ({ budgetSeconds }) => budgetSeconds)),
  String(sumOf(rows, ({ questions }) => questions)),
  String(sumOf(rows, ({ functions }) => functions)),
  `${sumOf(rows, ({ caught }) => caught)} of ${sumOf(rows, ({ mutants }) => mutants)}`,
  String(sumOf(rows, ({ figures }) => figures)),
  sumOf(rows, ({ kilobytes }) => kilobytes).toFixed(0),
  String(sumOf(rows, ({ words }) => words)),
];
const table = [heads, ...rows.map(cellsOf), total];
const widths = heads.map((_, i) => Math.max(...table.map(line => line[i]!.length)));
for (const line of table)
  console.log(line.map((cell, i) => (i === 1 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  "));
