// What `unrolled grade` shows while it works, and what it says at its end.
import { styleText } from "node:util";
import type { Isolation } from "../../grader/isolate/launch.ts";
import type { Tested } from "../../grader/isolate/self-test.ts";
import { spanText } from "../../grader/page/index.ts";
import { changesBetween, linesOf } from "../../grader/report/changes.ts";
import {
  type Ending,
  type ManualScore,
  markOf,
  type RunRecord,
  type SubmissionResult,
} from "../../grader/results/index.ts";
import { StatusLine } from "../status-line.ts";

const style = (color: "green" | "yellow" | "red", text: string) => styleText(color, text, { stream: process.stdout });

export class GradeProgress {
  readonly #status = new StatusLine(process.stdout);
  readonly #total: number;
  readonly #began = performance.now();
  readonly #ticking: NodeJS.Timeout;
  readonly #running = new Set<string>();
  #done = 0;

  constructor(total: number) {
    this.#total = total;
    this.#ticking = setInterval(() => this.#show(), 500).unref();
  }

  begin(student: string): void {
    this.#running.add(student);
    this.#show();
  }

  /** So many are not graded yet, also by others. */
  left(count: number): void {
    this.#done = Math.max(this.#done, this.#total - count);
    this.#show();
  }

  /** What is left to another grader. */
  passOn(student: string, reason: string): void {
    this.#running.delete(student);
    this.note(`${student}: could not be graded here, and goes to another grader: ${reason}`);
  }

  /** A line that stays. */
  note(text: string): void {
    this.#status.print(text);
  }

  /** Only what somebody should look at gets a line of its own. */
  end(student: string, { state, reason, flags }: Ending): void {
    this.#running.delete(student);
    this.#done += 1;
    if (state === "refused") this.#status.print(`${student}: ${style("yellow", "refused")}: ${reason}`);
    else if (state !== "graded") this.#status.print(`${student}: ${style("red", "not graded, our fault")}: ${reason}`);
    for (const { kind, message } of flags)
      if (kind !== "note") this.#status.print(`${student}: ${style("yellow", kind)}: ${message}`);
    this.#show();
  }

  close(): void {
    clearInterval(this.#ticking);
    this.#status.clear();
  }

  get rate(): string {
    const perMinute = (60_000 * this.#done) / (performance.now() - this.#began);
    return `${perMinute < 10 ? perMinute.toFixed(1) : Math.round(perMinute)} a minute`;
  }

  #show(): void {
    const left =
      this.#done > 0 ? ((performance.now() - this.#began) / this.#done) * (this.#total - this.#done) : Number.NaN;
    const rest = this.#done > 0 && this.#done < this.#total ? `, ${this.rate}, ${duration(left)} left` : "";
    this.#status.show(`${this.#done} of ${this.#total} graded${rest}  ${[...this.#running].join(", ")}`);
  }
}

export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 90) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Which sandbox it is, what was tried of it, and what a box may take. */
export function sandboxLines(
  { kind, limits, memoryBy }: Pick<Isolation, "kind" | "limits" | "memoryBy">,
  tested: readonly Tested[],
): string[] {
  const open = tested.filter(({ holds }) => !holds);
  const holding = tested.length - open.length;
  const rest = open.map(({ what, seen }) => `not so: ${what} (${seen})`).join("; ");
  const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;
  return [
    `sandbox: ${kind}, ${holding} of ${tested.length} tests of it hold${rest === "" ? "" : `; ${rest}`}`,
    `a box has: ${megabytes(limits.memoryBytes)} of memory in all (${memoryBy === "watch" ? "" : `held by the kernel, by ${memoryBy}, and `}looked at ten times a second), ${megabytes(limits.dataBytes)} a process, ${limits.tasks} processes and threads, ${limits.cpuSeconds} s of processor time a process`,
  ];
}

/** The written answers that wait for a person. */
const toMark = (submissions: readonly SubmissionResult[], given: readonly ManualScore[]) =>
  submissions.flatMap(result =>
    result.checks
      .filter(({ state, question }) => state === "to-mark" && !markOf(given, question, result))
      .map(({ question }) => ({ question, student: result.student })),
  );

/** What to do next: mark, where something waits for it, else tell the LMS. @param where the results, as a command takes them */
export function nextLine({ submissions }: RunRecord, given: readonly ManualScore[], where: string): string {
  const isMarked = toMark(submissions, given).length === 0;
  return [
    `next: unrolled report ${where} --to DIR`,
    ...(isMarked ? [] : [`unrolled dashboard ${where}, to mark`]),
    `unrolled feedback ${where} --to DIR, or --inbox DIR`,
    ...(isMarked ? [`unrolled export ${where}, into the LMS, by --canvas, --moodle, --gradescope or --lti`] : []),
  ].join("; ");
}

/** What a run has come to, in a few lines. @param given the marks of its assignment, also of texts that were replaced */
export function summaryLines({ submissions, waiting }: RunRecord, given: readonly ManualScore[]): string[] {
  const of = (state: SubmissionResult["state"]) => submissions.filter(one => one.state === state).length;
  const checks = submissions.flatMap(({ checks }) => checks);
  const broken = [
    ...new Set(checks.filter(({ state }) => state === "broken-question").map(({ question }) => question)),
  ];
  const written = toMark(submissions, given);
  const marks = written.length;
  const old = written.filter(({ question, student }) =>
    given.some(one => one.question === question && one.student === student),
  );
  const late = submissions.filter(one => one.late !== undefined);
  const flagged = submissions.filter(({ flags }) => flags.some(({ kind }) => kind !== "note")).length;
  return [
    [
      `${of("graded")} graded`,
      ...(of("refused") > 0 ? [`${of("refused")} refused`] : []),
      ...(of("infrastructure-error") > 0 ? [style("red", `${of("infrastructure-error")} not graded (our fault)`)] : []),
      ...(waiting > 0 ? [`${waiting} not done`] : []),
      ...(flagged > 0 ? [`${flagged} to look at`] : []),
      ...(marks > 0 ? [`${marks} written ${marks === 1 ? "answer waits" : "answers wait"} for a person`] : []),
    ].join(", "),
    ...(late.length > 0
      ? [`late: ${late.map(({ student, late }) => `${student} by ${spanText(late!.hours)}`).join(", ")}`]
      : []),
    ...(old.length > 0
      ? [
          `marked before, but the text is another now, so it waits again: ${old.map(({ student, question }) => `${student} ${question}`).join(", ")}`,
        ]
      : []),
    ...broken.map(question => {
      const found = checks.find(check => check.state === "broken-question" && check.question === question)!;
      return style("red", `the question ${question} has a mistake, and is scored for nobody: ${found.message}`);
    }),
  ];
}

/** What another run of the same submissions has found otherwise. */
export const changeLines = (before: RunRecord, after: RunRecord, marks: readonly ManualScore[]): string[] =>
  changesBetween(before, after, marks).changed.flatMap(change =>
    linesOf(change).map(line => `${change.student}, ${line}`),
  );
