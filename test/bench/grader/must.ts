// What a made-up submission must come to, and how what grading has found differs from that.
import type { RunRecord, State, SubmissionResult } from "../../../src/grader/results/index.ts";

export interface Must {
  /** Why it is refused, where it is. */
  refused?: RegExp;
  /** How its checks may end. A check that is not named may end as it likes, without a fault of ours. */
  checks?: { readonly [check: string]: readonly State[] };
  /** Checks that must not earn anything. */
  worthless?: readonly string[];
  /** The kinds of its flags; those of stopped code come beside them. */
  flags?: readonly string[];
}

export interface MadeUp {
  student: string;
  kind: string;
  must: Must;
}

/** The flags that tell of code that was stopped. */
const ofStops = ["time-out", "kernel-died", "tamper", "note"];

/** A line for each that is otherwise than it must be. */
export function mismatches(everybody: readonly MadeUp[], { submissions }: RunRecord): string[] {
  const found = new Map(submissions.map(one => [one.student, one]));
  const lines = everybody.flatMap(({ student, kind, must }) => {
    const result = found.get(student);
    const wrong = result ? differences(must, result) : ["nothing was found"];
    return wrong.map(line => `${student} (${kind}): ${line}`);
  });
  const strange = submissions.filter(({ student }) => !everybody.some(one => one.student === student));
  return [...lines, ...strange.map(({ student }) => `${student}: nobody of the class`)];
}

function differences({ refused, checks = {}, worthless = [], flags }: Must, result: SubmissionResult): string[] {
  if (refused)
    return result.state === "refused" && refused.test(result.reason ?? "")
      ? []
      : [`refused for ${refused} is expected, but it is ${result.state}: ${result.reason ?? ""}`];
  if (result.state !== "graded") return [`it is ${result.state}: ${result.reason}`];
  const byName = new Map(result.checks.map(check => [check.check, check]));
  const kinds = result.flags.map(({ kind }) => kind).filter(kind => !ofStops.includes(kind));
  return [
    ...Object.entries(checks).flatMap(([name, states]) => {
      const check = byName.get(name);
      return check && states.includes(check.state)
        ? []
        : [`${name} is expected to end with ${states.join(" or ")}, but got ${check?.state}: ${check?.message}`];
    }),
    ...worthless.flatMap(name => {
      const check = byName.get(name);
      return check && (check.points ?? 0) === 0 ? [] : [`${name} must earn nothing, but got ${check?.points}`];
    }),
    ...result.checks
      .filter(({ state }) => state === "infrastructure-error" || state === "broken-question")
      .map(({ check, state, message }) => `${check}: ${state}: ${message}`),
    ...(flags === undefined || String(kinds.toSorted()) === String([...flags].sort())
      ? []
      : [`flags ${list(flags)} are expected, but got ${list(kinds)}`]),
  ];
}

const list = (texts: readonly string[]): string => (texts.length > 0 ? texts.join(", ") : "none");
