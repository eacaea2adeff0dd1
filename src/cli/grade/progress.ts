// What `unrolled grade` shows while it works, and what it says at its end.
import { styleText } from "node:util";
import type { Tested } from "../../grader/isolate/self-test.ts";
import type { CheckResult, Ending, RunRecord, SubmissionResult } from "../../grader/results/index.ts";
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

/** One line for the sandbox: what was tried of it. */
export function sandboxLine(kind: string, tested: readonly Tested[]): string {
  const open = tested.filter(({ holds }) => !holds);
  const holding = tested.length - open.length;
  const rest = open.map(({ what, seen }) => `not so: ${what} (${seen})`).join("; ");
  return `sandbox: ${kind}, ${holding} of ${tested.length} tests of it hold${rest === "" ? "" : `; ${rest}`}`;
}

/** What a run has come to, in a few lines. */
export function summaryLines({ submissions, waiting }: RunRecord): string[] {
  const of = (state: SubmissionResult["state"]) => submissions.filter(one => one.state === state).length;
  const checks = submissions.flatMap(({ checks }) => checks);
  const broken = [
    ...new Set(checks.filter(({ state }) => state === "broken-question").map(({ question }) => question)),
  ];
  const marks = checks.filter(({ state }) => state === "to-mark").length;
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
    ...broken.map(question => {
      const found = checks.find(check => check.state === "broken-question" && check.question === question)!;
      return style("red", `the question ${question} has a mistake, and is scored for nobody: ${found.message}`);
    }),
  ];
}

/** What another run of the same submissions has found otherwise. */
export function changesBetween(before: RunRecord, after: RunRecord): string[] {
  const earlier = new Map(before.submissions.map(one => [one.submission, one]));
  return after.submissions.flatMap(one => {
    const old = earlier.get(one.submission);
    if (!old) return [`${one.student}: new`];
    if (old.state !== one.state) return [`${one.student}: ${old.state} → ${one.state}`];
    const checks = new Map(old.checks.map(check => [check.check, check]));
    const names = new Set([...checks.keys(), ...one.checks.map(({ check }) => check)]);
    return [...names].flatMap(name => {
      const [was, is] = [checks.get(name), one.checks.find(({ check }) => check === name)];
      return wordOf(was) === wordOf(is) ? [] : [`${one.student}, ${name}: ${wordOf(was)} → ${wordOf(is)}`];
    });
  });
}

const wordOf = (check: CheckResult | undefined): string =>
  check === undefined
    ? "nothing"
    : `${check.state} ${check.points === null ? "–" : Number(check.points.toFixed(2))}/${check.of}`;
