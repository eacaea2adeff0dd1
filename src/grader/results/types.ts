// What grading has found: a run has submissions, a submission has checks. Plain data, as reports and other systems read it.

/**
 * How a check ended. Credit comes from `pass` and `fail` alone (a fail may have a part of it). `not-attempted` is an answer that
 * was not given, `student-error` one that could not be had because the student's code failed. `time-out` and `kernel-died` end
 * the student's code from outside. `infrastructure-error` is ours, `broken-question` the author's: neither is ever scored.
 * `to-mark` waits for a person.
 */
export type State =
  | "pass"
  | "fail"
  | "not-attempted"
  | "student-error"
  | "time-out"
  | "kernel-died"
  | "infrastructure-error"
  | "broken-question"
  | "to-mark";

/** One check of one submission. */
export interface CheckResult {
  /** The id of the submission. */
  submission: string;
  /** The name under which a notebook has the question: "q3". */
  question: string;
  /** "q3", "q3/hidden" or "q3/written". */
  check: string;
  kind: "public" | "hidden" | "written";
  state: State;
  /** From 0 to 1; null where there is none: not marked yet, not the student's fault. */
  credit: number | null;
  /** credit · of; null where it is not scored. */
  points: number | null;
  /** How many points the check is worth. */
  of: number;
  /** A short text of the answer as it was judged. */
  given?: string;
  /** What a student may read. */
  message: string;
  hint?: string;
  /** Which known mistake it is, by its hint: the same text for the same mistake. */
  mistake?: string;
  /** What the check's random inputs were drawn from; "" where it draws none. */
  seed: string;
  milliseconds: number;
}

/** What somebody should know of a submission: a locked cell was changed, a cell is missing. */
export interface Flag {
  kind: string;
  message: string;
  /** The id of the cell. */
  cell?: string;
}

/** One submission and what its checks came to. */
export interface SubmissionResult {
  /** Unique in a run, and the same in the next one: the student and the file's name. */
  submission: string;
  student: string;
  /** Their name, where a roster says it. */
  name?: string;
  /** The file, as it is found in what was handed over. */
  file: string;
  /** SHA-256 of the file. */
  hash: string;
  /** When it was handed in (ISO 8601), where that is known. */
  received?: string;
  /** How late, and what part of its points it keeps for that. */
  late?: { hours: number; factor: number };
  /** `refused`: it is no notebook that could be graded; `reason` says why. */
  state: "graded" | "refused" | "infrastructure-error";
  reason?: string;
  flags: Flag[];
  checks: CheckResult[];
  /** The path of the executed notebook, from the folder of the results. */
  executed?: string;
  /** The name whose questions were judged, as the notebook says it; where it is left out, `student`. */
  askedAs?: string;
}

/** One grading of a set of submissions. */
export interface RunRecord {
  run: string;
  assignment: string;
  /** Hash of the assignment's sources: another one means other questions. */
  version: string;
  startedAt: string;
  finishedAt?: string;
  /** How many submissions are not graded yet. */
  waiting: number;
  submissions: SubmissionResult[];
}

/** What a person has given for a written answer. A regrade never touches it. */
export interface ManualScore {
  assignment: string;
  student: string;
  question: string;
  points: number;
  of: number;
  /** The marks of the rubric's criteria, in its order. */
  criteria?: number[];
  comment?: string;
  marker?: string;
  /** Of which text, by its hash: another one is to be marked anew. Left out in marks of older versions. */
  answer?: string;
  /** When (ISO 8601). */
  markedAt: string;
}
