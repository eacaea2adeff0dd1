// The file of results: what is found is written at once, and once.
//
// No queue runs a submission exactly once: a grader may be killed between its work and its word of it. What can be had is an effect
// that happens once. Whoever takes a submission gets the number of its attempt, and every later line is written only while
// this is the newest one, in the same transaction. A grader that was thought dead and comes back writes nothing any more.
import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { openDatabase, ResultsError } from "./schema.ts";
import type { CheckResult, Flag, ManualScore, RunRecord, SubmissionResult } from "./types.ts";

/** A submission before it is graded. */
export type Waiting = Pick<SubmissionResult, "submission" | "student" | "file" | "hash" | "received" | "late">;

/** Who grades a submission, as its number says. */
export interface Claim {
  readonly run: string;
  readonly submission: string;
  readonly attempt: number;
}

/** How a submission ended, beside its checks. */
export type Ending = Pick<SubmissionResult, "state" | "reason" | "flags" | "executed" | "askedAs">;

type Row = Record<string, string | number | null>;

export class Results {
  readonly path: string;
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.path = path;
    this.#database = openDatabase(path);
  }

  /** The ids of all runs, of one assignment where it is named; the oldest first. */
  runs(assignment?: string): string[] {
    const rows = this.#all(
      "SELECT run FROM run WHERE ?1 IS NULL OR assignment = ?1 ORDER BY rowid",
      assignment ?? null,
    );
    return rows.map(row => String(row.run));
  }

  /** A run with all that is graded; the newest where none is named. @throws ResultsError where there is none */
  readRun(run?: string): RunRecord {
    const row = this.#all("SELECT * FROM run WHERE ?1 IS NULL OR run = ?1 ORDER BY rowid DESC LIMIT 1", run ?? null)[0];
    if (!row) {
      const known = this.runs();
      const what = run === undefined ? "a run" : `the run ${run}`;
      const there = known.length > 0 ? `only ${known.join(", ")}` : "none: grade something first";
      throw new ResultsError(`${this.path} is expected to have ${what}, but it has ${there}`);
    }
    const id = String(row.run);
    const checks = this.#all("SELECT submission, result FROM checked WHERE run = ? ORDER BY rowid", id);
    const checksOf = Map.groupBy(checks, ({ submission }) => submission);
    const rows = this.#all("SELECT * FROM submission WHERE run = ? ORDER BY place", id);
    const finished = rows.filter(({ state }) => state !== null);
    return {
      run: id,
      assignment: String(row.assignment),
      version: String(row.version),
      startedAt: String(row.startedAt),
      ...(row.finishedAt !== null && { finishedAt: String(row.finishedAt) }),
      waiting: rows.length - finished.length,
      submissions: finished.map(found => toResult(found, checksOf.get(found.submission!) ?? [])),
    };
  }

  /** Begins a run, with all that waits in it: it is whole, or not there. */
  beginRun({ run, assignment, version }: { run: string; assignment: string; version: string }, all: Waiting[]): void {
    this.#transaction(() => {
      this.#run("INSERT INTO run VALUES (?, ?, ?, ?, NULL)", run, assignment, version, new Date().toISOString());
      for (const [place, one] of all.entries())
        this.#run(
          "INSERT INTO submission (run, submission, place, student, file, hash, received, late) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          ...[run, one.submission, place, one.student, one.file, one.hash],
          ...[one.received ?? null, one.late ? JSON.stringify(one.late) : null],
        );
    });
  }

  /** Takes over what an earlier run has found of some submissions, for a run in which others are graded again. */
  keep({ from, to }: { from: string; to: string }, submissions: readonly string[]): void {
    this.#transaction(() => {
      for (const submission of submissions) {
        this.#run(
          "INSERT INTO submission SELECT ?, submission, place, student, file, hash, received, late, attempt, state, reason, flags, executed, askedAs FROM submission WHERE run = ? AND submission = ? AND state IS NOT NULL",
          ...[to, from, submission],
        );
        this.#run(
          'INSERT INTO checked SELECT ?, submission, "check", result FROM checked WHERE run = ? AND submission = ?',
          ...[to, from, submission],
        );
      }
    });
  }

  /** What is not graded yet, in its order. */
  waiting(run: string): Waiting[] {
    const rows = this.#all("SELECT * FROM submission WHERE run = ? AND state IS NULL ORDER BY place", run);
    return rows.map(toWaiting);
  }

  /** Takes a submission: what an earlier attempt had written of it goes. Undefined where it is graded already. */
  claim(run: string, submission: string): Claim | undefined {
    return this.#transaction(() => {
      const [row] = this.#all(
        "UPDATE submission SET attempt = attempt + 1 WHERE run = ? AND submission = ? AND state IS NULL RETURNING attempt",
        ...[run, submission],
      );
      if (!row) return undefined;
      this.#run("DELETE FROM checked WHERE run = ? AND submission = ?", run, submission);
      return { run, submission, attempt: Number(row.attempt) };
    });
  }

  /** Writes what a check came to. False where somebody else has taken the submission meanwhile: nothing is written then. */
  record(claim: Claim, result: CheckResult): boolean {
    return this.#fenced(claim, () => {
      const { run, submission } = claim;
      this.#run("INSERT INTO checked VALUES (?, ?, ?, ?)", run, submission, result.check, JSON.stringify(result));
    });
  }

  /** Ends a submission. False where somebody else has taken it meanwhile: nothing is written then. */
  finish(claim: Claim, { state, reason, flags, executed, askedAs }: Ending): boolean {
    return this.#fenced(claim, () => {
      this.#run(
        "UPDATE submission SET state = ?, reason = ?, flags = ?, executed = ?, askedAs = ? WHERE run = ? AND submission = ?",
        ...[
          state,
          reason ?? null,
          JSON.stringify(flags),
          executed ?? null,
          askedAs ?? null,
          claim.run,
          claim.submission,
        ],
      );
    });
  }

  /** Ends a run, where nothing waits in it. */
  finishRun(run: string): void {
    this.#run(
      "UPDATE run SET finishedAt = ? WHERE run = ? AND finishedAt IS NULL AND NOT EXISTS (SELECT 1 FROM submission WHERE submission.run = run.run AND state IS NULL)",
      ...[new Date().toISOString(), run],
    );
  }

  /** Marks that persons gave, of one assignment where it is named. */
  manualScores(assignment?: string): ManualScore[] {
    const rows = this.#all(
      "SELECT score FROM manual WHERE ?1 IS NULL OR assignment = ?1 ORDER BY assignment, student, question",
      assignment ?? null,
    );
    return rows.map(({ score }) => JSON.parse(String(score)) as ManualScore);
  }

  /** Writes marks: all of them or, where one cannot be written, none. A mark that is there already is replaced. */
  writeManual(scores: readonly ManualScore[]): void {
    this.#transaction(() => {
      for (const score of scores)
        this.#run(
          "INSERT OR REPLACE INTO manual VALUES (?, ?, ?, ?)",
          ...[score.assignment, score.student, score.question, JSON.stringify(score)],
        );
    });
  }

  /** 256 random bits that belong to this file and are drawn once: hidden inputs come from them. Nobody hands them out. */
  secret(): string {
    return this.#transaction(() => {
      this.#run("INSERT OR IGNORE INTO setting VALUES ('secret', ?)", randomBytes(32).toString("hex"));
      return String(this.#all("SELECT value FROM setting WHERE name = 'secret'")[0]!.value);
    });
  }

  close(): void {
    this.#database.close();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  #fenced({ run, submission, attempt }: Claim, write: () => void): boolean {
    return this.#transaction(() => {
      const isMine = this.#all(
        "SELECT 1 FROM submission WHERE run = ? AND submission = ? AND attempt = ? AND state IS NULL",
        ...[run, submission, attempt],
      );
      if (isMine.length === 0) return false;
      write();
      return true;
    });
  }

  #transaction<Result>(work: () => Result): Result {
    this.#database.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #all(sql: string, ...values: (string | number | null)[]): Row[] {
    return this.#database.prepare(sql).all(...values) as Row[];
  }

  #run(sql: string, ...values: (string | number | null)[]): void {
    this.#database.prepare(sql).run(...values);
  }
}

const toWaiting = (row: Row): Waiting => ({
  submission: String(row.submission),
  student: String(row.student),
  file: String(row.file),
  hash: String(row.hash),
  ...(row.received !== null && { received: String(row.received) }),
  ...(row.late !== null && { late: JSON.parse(String(row.late)) as { hours: number; factor: number } }),
});

const toResult = (row: Row, checks: Row[]): SubmissionResult => ({
  ...toWaiting(row),
  state: row.state as SubmissionResult["state"],
  ...(row.reason !== null && { reason: String(row.reason) }),
  flags: JSON.parse(String(row.flags)) as Flag[],
  checks: checks.map(({ result }) => JSON.parse(String(result)) as CheckResult),
  ...(row.executed !== null && { executed: String(row.executed) }),
  ...(row.askedAs !== null && { askedAs: String(row.askedAs) }),
});
