// A made-up class of thirty who hand in "forms-graded": every state, and names and answers that would be markup or formulas.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { assignment } from "../../../assignments/index.ts";
import { type Cell, type Notebook, parseNotebook } from "../../../kernel/notebook/index.ts";
import type { Assignment } from "../../../src/checking/index.ts";
import { definitionOf } from "../../../src/checking/trusted.ts";
import { askedOf } from "../../../src/grader/feedback/index.ts";
import { studentCopy } from "../../../src/grader/release/student-copy.ts";
import type {
  CheckResult,
  Flag,
  ManualScore,
  RunRecord,
  State,
  SubmissionResult,
} from "../../../src/grader/results/index.ts";

/** Markup that would run in a page, if it were markup there. */
export const hostile = [
  "<script>globalThis.attacked = 1</script>",
  '"><img src=x onerror="globalThis.attacked = 1">',
  "</style><script>globalThis.attacked = 1</script>",
  "<svg onload=globalThis.attacked=1>",
  "javascript:globalThis.attacked=1",
  "<iframe src=https://example.org></iframe>",
  "<meta http-equiv=refresh content=0;url=https://example.org>",
  "`<b>bold</b>` *stress* &amp; </pre></main>",
];

/** Names as they may come from a folder, a table of the course, or a joker. */
const names = [
  "ana",
  "ben",
  "chiara",
  "dávid",
  "emil",
  "fatima",
  "gül",
  "hana",
  "ivo",
  "jürgen",
  "kim",
  "lê thị mai",
  "mohamed",
  "nora",
  "olu",
  "paola",
  "quentin",
  "rosa",
  "sven",
  "tōru",
  hostile[0]!,
  hostile[1]!,
  '=HYPERLINK("https://example.org")',
  "../../etc/passwd",
  'O\'Neil, "Bo"; x',
  "\u202Egpj.exe",
  "ANA",
  "con",
  "-2+3",
  "a\nb",
];

/** What a hidden check was called with: it stands in what must never be told. */
export const secretInput = "SECRET-INPUT-4711";

const questions: { [question: string]: number } = { q1: 2, q2: 1, q3: 1, drawn: 1, q4: 1, q5: 1, q6: 2 };
export const hints = {
  q3: "T steps have T states, and the one before the first: did you count it?",
  q4: "a simpleRNN without returnSequences hands on its last state only.",
  q4Hidden: `for ${secretInput} the steps end`,
};

const order: State[] = [
  "pass",
  "fail",
  "not-attempted",
  "student-error",
  "time-out",
  "kernel-died",
  "infrastructure-error",
  "broken-question",
];

/** The i-th student's state in the j-th question: everybody has most right, some have each of the others. */
const stateOf = (i: number, j: number): State => ((i * 7 + j * 3) % 5 < 3 ? "pass" : order[(i + j * 2) % 6]!);

const said: { [Key in State]: string } = {
  pass: "you asked the three questions: how many steps in, how many out, and when the output starts.",
  fail: "39: not the answer; q3.hint() gives a hint",
  "not-attempted": "replace ____ with your answer",
  "student-error": "ReferenceError: shape is not defined (cell q4, line 3)",
  "time-out": "it was stopped after 10 s",
  "kernel-died": "the process that ran your cells ended",
  "infrastructure-error": "the box could not be started",
  "broken-question": "it could not judge your answer",
  "to-mark": "a person will read your 61 words",
};

function check(
  submission: string,
  i: number,
  j: number,
  [question, of]: [string, number],
  kind: CheckResult["kind"],
): CheckResult {
  const isWritten = kind === "written";
  const state = isWritten ? (i % 9 === 4 ? "not-attempted" : "to-mark") : stateOf(i + (kind === "hidden" ? 2 : 0), j);
  const isPartly = state === "fail" && question === "q1";
  const credit =
    { pass: 1, fail: isPartly ? 0.7 : 0 }[state as "pass" | "fail"] ??
    (/^(infra|broken|to-mark)/.test(state) ? null : 0);
  const mistake =
    state !== "fail" ? undefined : { q3: hints.q3, q4: kind === "hidden" ? hints.q4Hidden : hints.q4 }[question];
  const secret = kind === "hidden" ? ` for ${secretInput}` : "";
  return {
    submission,
    question,
    check: kind === "public" ? question : `${question}/${kind}`,
    kind,
    state,
    credit,
    points: credit === null ? null : credit * of,
    of,
    given: isWritten
      ? `A melody: ${hostile[i % hostile.length]} goes in note by note.`
      : `[${i}, "${hostile[(i + j) % hostile.length]}"]${secret}`,
    message: (mistake && kind === "public" ? `39: ${mistake}` : said[state]) + secret,
    ...(mistake !== undefined && { hint: mistake, mistake }),
    seed: `seed ${i} ${j}`,
    milliseconds: 20 + ((i * 37 + j * 11) % 90) + (state === "time-out" ? 10_000 : 0),
  };
}

const flags: Flag[] = [
  {
    kind: "cell-changed",
    message: "this cell is the course's; it was changed, and put back for grading",
    cell: "q4-text",
  },
  { kind: "frame", message: "a reply came that nobody had asked for" },
  { kind: "cell-missing", message: `this cell is missing ${hostile[1]}`, cell: hostile[0]! },
];

function submissionOf(student: string, i: number): SubmissionResult {
  const submission = `${student}/forms-graded.ipynb`;
  const hash = createHash("sha256").update(submission).digest("hex");
  const file = `${student}/forms-graded.ipynb`;
  const about = { submission, student, file, hash, received: "2026-11-20T09:30:00.000Z" };
  if (i === 21)
    return {
      ...about,
      state: "refused",
      reason: `it is no notebook: its first line is ${hostile[2]}`,
      flags: [],
      checks: [],
    };
  if (i === 22) return { ...about, state: "infrastructure-error", reason: "the disk was full", flags: [], checks: [] };
  const checks = Object.entries(questions).flatMap(([question, of], j) => {
    if (question === "q6") return [check(submission, i, j, [question, of], "written")];
    if (question !== "q4" && question !== "q5") return [check(submission, i, j, [question, of], "public")];
    return (["public", "hidden"] as const).map(kind => check(submission, i, j, [question, of / 2], kind));
  });
  if (i === 7)
    checks[2] = {
      ...checks[2]!,
      state: "broken-question",
      credit: null,
      points: null,
      message: said["broken-question"],
    };
  if (i === 8)
    checks[2] = {
      ...checks[2]!,
      state: "infrastructure-error",
      credit: null,
      points: null,
      message: said["infrastructure-error"],
    };
  return {
    ...about,
    ...(i % 6 === 5 && { late: { hours: 20 * (i % 4) + 3, factor: 0.9 } }),
    state: "graded",
    flags: i % 5 === 3 ? flags.slice(0, 1 + (i % 3)) : [],
    checks,
  };
}

/** The run of all thirty. */
export const classRun = (): RunRecord => ({
  run: "2026-11-29-1",
  assignment: "forms-graded",
  version: "d0c5",
  startedAt: "2026-11-29T08:00:00.000Z",
  finishedAt: "2026-11-29T08:03:10.000Z",
  waiting: 0,
  submissions: names.map(submissionOf),
});

/** Marks of the texts of the first fifteen; of who wrote none there is none. */
export const classMarks = (): ManualScore[] =>
  names
    .slice(0, 15)
    .filter((_, i) => i % 9 !== 4)
    .map((student, i) => ({
      assignment: "forms-graded",
      student,
      question: "q6",
      points: (i % 5) / 2,
      of: 2,
      criteria: [Math.min(1, (i % 5) / 2), Math.max(0, (i % 5) / 2 - 1)],
      ...(i % 2 === 0 && { comment: `Say which weights. ${hostile[i % hostile.length]}` }),
      markedAt: "2026-11-29T10:00:00.000Z",
    }));

/** The questions as ana has them. */
export const asked = askedOf(
  Object.fromEntries(
    Object.entries(assignment.of("forms-graded", "ana") as Assignment).map(([name, made]) => [
      name,
      definitionOf(made),
    ]),
  ),
);

const sourceText = readFileSync(new URL("../../../assignments/forms-graded/source.ipynb", import.meta.url), "utf8");

/** Ways to write question 5. */
const ways = [
  "const steps = [] as number[]\n  for (const [k, inputs] of needs.entries()) {\n    const before = k > 0 ? steps[k - 1]! : 0\n    steps[k] = Math.max(before + 1, ...inputs)\n  }\n  return steps",
  "let t = 0\n  return needs.map(list => { t = Math.max(t + 1, Math.max(...list)); return t })",
  "const out = []\n  let i = 0\n  while (i < needs.length) { const prev = i === 0 ? 0 : out[i - 1]; out.push(Math.max(prev + 1, ...needs[i])); i++ }\n  return out",
  "return needs.reduce((all, one) => [...all, Math.max((all.at(-1) ?? 0) + 1, ...one)], [] as number[])",
  "function go(k: number): number { if (k < 0) return 0; return Math.max(go(k - 1) + 1, ...needs[k]) }\n  return needs.map((_, k) => go(k))",
];

/** Notebooks of the class; "quentin" and "rosa" have handed in the same text and program, under other names. */
export function classNotebooks(): {
  notebooks: Map<string, Notebook>;
  author: { released: Notebook; solution: Notebook };
} {
  const source = parseNotebook(sourceText, "source");
  const released = parseNotebook(studentCopy(sourceText, "source"), "released");
  const notebooks = new Map<string, Notebook>();
  for (const [i, one] of classRun().submissions.entries()) {
    if (one.state !== "graded") continue;
    const isCopy = one.student === "rosa" || one.student === "quentin";
    const name = `v${"abcdefghij"[i % 10]}${i}`;
    const way = isCopy
      ? `// ${one.student}\n  const ${name} = [];\n  for (let k = 0, ${name}x = 0; k < needs.length; k++) { ${name}x++; for (const n of needs[k]!) if (n > ${name}x) ${name}x = n; ${name}[k] = ${name}x }\n  return ${name}`
      : ways[i % ways.length]!.replace(/\blast\b|\bt\b|\bi\b/g, name);
    const words = isCopy
      ? "Every step brings three more of them, said my neighbor; no matrix is new, all of them are drawn once more"
      : `I found ${i} and ${i * 2} and think ${hostile[i % hostile.length]} so`;
    const cells = released.cells.map((cell): Cell => {
      if (cell.id === "q5") return { ...cell, source: cell.source.replace("return ____", way) };
      return cell.id === "q6" ? { ...cell, source: cell.source.replace("____", `\`${words}\``) } : cell;
    });
    notebooks.set(one.submission, { ...source, cells });
  }
  return { notebooks, author: { released, solution: source } };
}
