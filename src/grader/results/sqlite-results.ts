// The file of results: what a submission came to is written at once, and once.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { executedPath, writeExecuted } from "./executed.ts";
import { ResultsError } from "./results-error.ts";
import { faultOf } from "./sqlite-fault.ts";
import { openDatabase } from "./sqlite-schema.ts";
import type { Claim, Found, NewRun, Results, Waiting } from "./store.ts";
import type { CheckResult, Flag, ManualScore, RunRecord, SubmissionResult } from "./types.ts";

type Row = Record<string, string | number | null>;

export class SqliteResults implements Results {
  readonly name: string;
  readonly #database: DatabaseSync;

  constructor(path: string) {
    this.name = path;
    this.#database = openDatabase(path);
  }

  runs(assignment?: string): string[] {
    const rows = this.#all(
      "SELECT run FROM run WHERE ?1 IS NULL OR assignment = ?1 ORDER BY rowid",
      assignment ?? null,
    );
    return rows.map(row => String(row.run));
  }

  readRun(run?: string): RunRecord {
    const row = this.#all("SELECT * FROM run WHERE ?1 IS NULL OR run = ?1 ORDER BY rowid DESC LIMIT 1", run ?? null)[0];
    if (!row) {
      const known = this.runs();
      const what = run === undefined ? "a run" : `the run ${run}`;
      const there = known.length > 0 ? `only ${known.join(", ")}` : "none: grade something first";
      throw new ResultsError(`${this.name} is expected to have ${what}, but it has ${there}`);
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

  /** The executed notebook lies in a file beside this one. */
  executed(_run: string, { executed }: SubmissionResult): string | undefined {
    return executed === undefined ? undefined : readFileSync(resolve(this.#folder, executed), "utf8");
  }

  course(assignment: string): string | undefined {
    const [row] = this.#all("SELECT value FROM setting WHERE name = ?", courseSetting(assignment));
    return row && resolve(this.#folder, String(row.value));
  }

  beginRun({ run, assignment, version, course }: NewRun, all: readonly Waiting[]): boolean {
    return this.#transaction(() => {
      if (this.#all("SELECT 1 FROM run WHERE run = ?", run).length > 0) return false;
      this.#run("INSERT INTO run VALUES (?, ?, ?, ?, NULL)", run, assignment, version, new Date().toISOString());
      this.#run("DELETE FROM setting WHERE name = ?", courseSetting(assignment));
      // From here on, so that both may be moved together.
      if (course !== undefined)
        this.#run("INSERT INTO setting VALUES (?, ?)", courseSetting(assignment), relative(this.#folder, course));
      for (const [place, one] of all.entries())
        this.#run(
          "INSERT INTO submission (run, submission, place, student, file, hash, received, late, name) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          ...[run, one.submission, place, one.student, one.file, one.hash],
          ...[one.received ?? null, one.late ? JSON.stringify(one.late) : null, one.name ?? null],
        );
      return true;
    });
  }

  keep({ from, to }: { from: string; to: string }, submissions: readonly string[]): void {
    this.#transaction(() => {
      for (const submission of submissions) {
        this.#run(
          "INSERT INTO submission SELECT ?, submission, place, student, file, hash, received, late, attempt, state, reason, flags, executed, askedAs, name FROM submission WHERE run = ? AND submission = ? AND state IS NOT NULL",
          ...[to, from, submission],
        );
        this.#run(
          'INSERT INTO checked SELECT ?, submission, "check", result FROM checked WHERE run = ? AND submission = ?',
          ...[to, from, submission],
        );
      }
    });
  }

  waiting(run: string): Waiting[] {
    const rows = this.#all("SELECT * FROM submission WHERE run = ? AND state IS NULL ORDER BY place", run);
    return rows.map(toWaiting);
  }

  claim(run: string, submission: string): Claim | undefined {
    const [row] = this.#all(
      "UPDATE submission SET attempt = attempt + 1 WHERE run = ? AND submission = ? AND state IS NULL RETURNING attempt",
      ...[run, submission],
    );
    return row && { run, submission, attempt: Number(row.attempt) };
  }

  finish({ run, submission, attempt }: Claim, found: Found): boolean {
    const { state, reason, flags, askedAs, checks, notebook } = found;
    const executed = notebook && executedPath(run, submission);
    return this.#transaction(() => {
      const isMine = this.#all(
        "SELECT 1 FROM submission WHERE run = ? AND submission = ? AND attempt = ? AND state IS NULL",
        ...[run, submission, attempt],
      );
      if (isMine.length === 0) return false;
      if (notebook && executed !== undefined) writeExecuted(this.#folder, executed, notebook);
      // A grader of an earlier version wrote check by check: what it left when it was killed goes.
      this.#run("DELETE FROM checked WHERE run = ? AND submission = ?", run, submission);
      for (const result of checks)
        this.#run("INSERT INTO checked VALUES (?, ?, ?, ?)", run, submission, result.check, JSON.stringify(result));
      this.#run(
        "UPDATE submission SET state = ?, reason = ?, flags = ?, executed = ?, askedAs = ? WHERE run = ? AND submission = ?",
        ...[state, reason ?? null, JSON.stringify(flags), executed ?? null, askedAs ?? null, run, submission],
      );
      return true;
    });
  }

  finishRun(run: string): void {
    this.#run(
      "UPDATE run SET finishedAt = ? WHERE run = ? AND finishedAt IS NULL AND NOT EXISTS (SELECT 1 FROM submission WHERE submission.run = run.run AND state IS NULL)",
      ...[new Date().toISOString(), run],
    );
  }

  manualScores(assignment?: string): ManualScore[] {
    const rows = this.#all(
      "SELECT score FROM manual WHERE ?1 IS NULL OR assignment = ?1 ORDER BY assignment, student, question",
      assignment ?? null,
    );
    return rows.map(({ score }) => JSON.parse(String(score)) as ManualScore);
  }

  writeManual(scores: readonly ManualScore[]): void {
    this.#transaction(() => {
      for (const score of scores)
        this.#run(
          "INSERT OR REPLACE INTO manual VALUES (?, ?, ?, ?)",
          ...[score.assignment, score.student, score.question, JSON.stringify(score)],
        );
    });
  }

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

  get #folder(): string {
    return dirname(resolve(this.name));
  }

  #transaction<Result>(work: () => Result): Result {
    return this.#told(() => {
      this.#database.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        this.#database.exec("COMMIT");
        return result;
      } catch (error) {
        // Where the disk is full SQLite has done so already.
        if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
        throw error;
      }
    });
  }

  #all(sql: string, ...values: (string | number | null)[]): Row[] {
    return this.#told(() => this.#database.prepare(sql).all(...values) as Row[]);
  }

  #run(sql: string, ...values: (string | number | null)[]): void {
    this.#told(() => this.#database.prepare(sql).run(...values));
  }

  /** @throws ResultsError where the disk or the file is at fault */
  #told<Result>(work: () => Result): Result {
    try {
      return work();
    } catch (error) {
      throw faultOf(this.name, error);
    }
  }
}

const courseSetting = (assignment: string): string => `course of ${assignment}`;

const toWaiting = (row: Row): Waiting => ({
  submission: String(row.submission),
  student: String(row.student),
  ...(row.name !== null && { name: String(row.name) }),
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
