// Results in a PostgreSQL database, which graders on several machines share: rows, executed notebooks and what was handed in.
import { randomBytes } from "node:crypto";
import { formatNotebook } from "../../../../kernel/notebook/index.ts";
import { executedPath } from "../executed.ts";
import { ResultsError } from "../results-error.ts";
import type { Claim, Found, HandedIn, NewRun, Person, Results, Waiting } from "../store.ts";
import type { ManualScore, RunRecord, SubmissionResult } from "../types.ts";
import type { Connection, Row } from "./connection.ts";
import type { Jobs } from "./jobs.ts";
import { claimIn, type Handed, handedOf, idOf, parsed, toResult, toWaiting } from "./rows.ts";

export class PostgresResults implements Results {
  readonly name: string;
  readonly #connection: Connection;
  readonly #jobs: Jobs;

  constructor(connection: Connection, jobs: Jobs) {
    this.#connection = connection;
    this.#jobs = jobs;
    this.name = connection.name;
  }

  async runs(assignment?: string): Promise<string[]> {
    const rows = await this.#rows(
      "SELECT run FROM unrolled.run WHERE $1::text IS NULL OR assignment = $1 ORDER BY number",
      assignment ?? null,
    );
    return rows.map(row => String(row.run));
  }

  course(): undefined {}

  async readRun(run?: string): Promise<RunRecord> {
    const text = "SELECT * FROM unrolled.run WHERE $1::text IS NULL OR run = $1 ORDER BY number DESC LIMIT 1";
    const [row] = await this.#rows(text, run ?? null);
    if (!row) {
      const known = await this.runs();
      const what = run === undefined ? "a run" : `the run ${run}`;
      const there = known.length > 0 ? `only ${known.join(", ")}` : "none: grade something first";
      throw new ResultsError(`${this.name} is expected to have ${what}, but it has ${there}`);
    }
    const id = String(row.run);
    const rows = await this.#rows(
      "SELECT id, handed, ending FROM unrolled.submission WHERE run = $1 ORDER BY place",
      id,
    );
    const checks = await this.#rows("SELECT id, result FROM unrolled.checked WHERE run = $1 ORDER BY number", id);
    const checksOf = Map.groupBy(checks, check => check.id);
    const finished = rows.filter(({ ending }) => ending !== null);
    return {
      run: id,
      assignment: String(row.assignment),
      version: String(row.version),
      startedAt: String(row.started),
      ...(row.finished !== null && { finishedAt: String(row.finished) }),
      waiting: rows.length - finished.length,
      submissions: finished.map(found => toResult(found, checksOf.get(found.id!) ?? [])),
    };
  }

  async executed(run: string, { submission }: SubmissionResult): Promise<string | undefined> {
    const text = "SELECT notebook FROM unrolled.submission WHERE run = $1 AND id = $2";
    const [row] = await this.#rows(text, run, idOf(submission));
    return row && row.notebook !== null ? String(row.notebook) : undefined;
  }

  async beginRun(
    { run, assignment, version, program = "", everybody = [] }: NewRun,
    all: readonly HandedIn[],
  ): Promise<boolean> {
    await this.#jobs.make(run);
    return this.#connection.transaction(async queries => {
      const [made] = await queries.rows(
        "INSERT INTO unrolled.run (run, assignment, version, program, everybody, started) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING run",
        [run, assignment, version, program, JSON.stringify(everybody.map(personOf)), new Date().toISOString()],
      );
      if (!made) return false;
      for (const [place, one] of all.entries()) {
        const { bytes, handed } = await handedOf(one);
        await queries.rows(
          "INSERT INTO unrolled.submission (run, id, place, handed, bytes) VALUES ($1, $2, $3, $4, $5)",
          [run, idOf(one.submission), place, JSON.stringify(handed), bytes ?? null],
        );
      }
      await this.#jobs.add(
        run,
        all.map(({ submission }) => idOf(submission)),
        queries,
      );
      return true;
    });
  }

  async keep({ from, to }: { from: string; to: string }, submissions: readonly string[]): Promise<void> {
    await this.#connection.transaction(async queries => {
      for (const id of submissions.map(idOf)) {
        await queries.rows(
          "INSERT INTO unrolled.submission (run, id, place, handed, attempt, ending, notebook) SELECT $1, id, place, handed, attempt, ending, notebook FROM unrolled.submission WHERE run = $2 AND id = $3 AND ending IS NOT NULL",
          [to, from, id],
        );
        await queries.rows(
          'INSERT INTO unrolled.checked (run, id, "check", result) SELECT $1, c.id, c."check", c.result FROM unrolled.checked c JOIN unrolled.submission s ON s.run = c.run AND s.id = c.id AND s.ending IS NOT NULL WHERE c.run = $2 AND c.id = $3 ORDER BY c.number',
          [to, from, id],
        );
      }
    });
  }

  async waiting(run: string): Promise<Waiting[]> {
    const text = "SELECT handed FROM unrolled.submission WHERE run = $1 AND ending IS NULL ORDER BY place";
    return (await this.#rows(text, run)).map(({ handed }) => toWaiting(parsed<Handed>(handed)));
  }

  async claim(run: string, submission: string): Promise<Claim | undefined> {
    const attempt = (await claimIn(this.#connection, run, idOf(submission)))?.attempt;
    return attempt === undefined ? undefined : { run, submission, attempt: Number(attempt) };
  }

  async finish(claim: Claim, { state, reason, flags, askedAs, checks, notebook }: Found): Promise<boolean> {
    const { run, submission, attempt } = claim;
    const id = idOf(submission);
    const executed = notebook && executedPath(run, submission);
    const ending = JSON.stringify({ state, reason, flags, executed, askedAs });
    const text = notebook ? formatNotebook(notebook) : null;
    const isDone = await this.#connection.transaction(async queries => {
      const own = "SELECT attempt, ending FROM unrolled.submission WHERE run = $1 AND id = $2 FOR UPDATE";
      const [row] = await queries.rows(own, [run, id]);
      if (row?.attempt !== attempt) return false;
      // Ours, of a try whose commit was not heard of.
      if (row.ending !== null) return row.ending === ending;
      for (const result of checks)
        await queries.rows('INSERT INTO unrolled.checked (run, id, "check", result) VALUES ($1, $2, $3, $4)', [
          ...[run, id, result.check, JSON.stringify(result)],
        ]);
      await queries.rows(
        "UPDATE unrolled.submission SET ending = $3, notebook = $4, bytes = NULL WHERE run = $1 AND id = $2",
        [run, id, ending, text],
      );
      await this.#jobs.complete(claim, queries);
      return true;
    });
    this.#jobs.drop(claim);
    return isDone;
  }

  async finishRun(run: string): Promise<void> {
    const [ended] = await this.#connection.rows(
      "UPDATE unrolled.run SET finished = $2 WHERE run = $1 AND finished IS NULL AND NOT EXISTS (SELECT 1 FROM unrolled.submission s WHERE s.run = run.run AND ending IS NULL) RETURNING run",
      [run, new Date().toISOString()],
    );
    if (ended) await this.#jobs.remove(run);
  }

  async manualScores(assignment?: string): Promise<ManualScore[]> {
    const rows = await this.#rows(
      "SELECT score FROM unrolled.manual WHERE $1::text IS NULL OR assignment = $1",
      assignment ?? null,
    );
    const keyOf = (one: ManualScore) => JSON.stringify([one.assignment, one.student, one.question]);
    return rows.map(({ score }) => parsed<ManualScore>(score)).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  }

  async writeManual(scores: readonly ManualScore[]): Promise<void> {
    await this.#connection.transaction(async queries => {
      for (const score of scores)
        await queries.rows(
          "INSERT INTO unrolled.manual VALUES ($1, $2, $3, $4) ON CONFLICT (assignment, student, question) DO UPDATE SET score = excluded.score",
          [score.assignment, idOf(score.student), score.question, JSON.stringify(score)],
        );
    });
  }

  async secret(): Promise<string> {
    const text = "INSERT INTO unrolled.setting VALUES ('secret', $1) ON CONFLICT DO NOTHING";
    await this.#rows(text, randomBytes(32).toString("hex"));
    return String((await this.#rows("SELECT value FROM unrolled.setting WHERE name = 'secret'"))[0]!.value);
  }

  async close(): Promise<void> {
    this.#connection.patience = undefined;
    await this.#jobs.stop();
    await this.#connection.close();
  }

  #rows(text: string, ...values: (string | null)[]): Promise<Row[]> {
    return this.#connection.rows(text, values);
  }
}

/** Of whoever it is no more than this. */
const personOf = ({ student, names }: Person): Person => ({ student, names });
