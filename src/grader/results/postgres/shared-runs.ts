// Runs that graders on several machines work on: who takes what, and what is left.
import type { Claim, Person } from "../store.ts";
import type { Connection, Patience, Row } from "./connection.ts";
import type { Jobs } from "./jobs.ts";
import type { PostgresResults } from "./postgres-results.ts";
import { claimIn, type Handed, parsed } from "./rows.ts";

/** A submission that was taken, with its file. */
export interface Taken {
  claim: Claim;
  one: Handed & { bytes?: Buffer };
}

/** A run that has no end yet. */
export interface OpenRun {
  run: string;
  version: string;
  program: string;
}

/** So many graders have begun a submission and none has ended it: then it is what ends them. */
const maxAttempts = 10;

export class SharedRuns {
  readonly #connection: Connection;
  readonly #jobs: Jobs;
  readonly #results: PostgresResults;

  constructor(connection: Connection, jobs: Jobs, results: PostgresResults) {
    this.#connection = connection;
    this.#jobs = jobs;
    this.#results = results;
  }

  /** From now on a server that is away is waited for. */
  bePatient(patience: Patience): void {
    this.#connection.patience = patience;
  }

  /** Runs of an assignment that have no end yet, the newest first. */
  async openRuns(assignment: string): Promise<OpenRun[]> {
    const text =
      "SELECT run, version, program FROM unrolled.run WHERE assignment = $1 AND finished IS NULL ORDER BY number DESC";
    const rows = await this.#rows(text, assignment);
    return rows.map(row => ({ run: String(row.run), version: String(row.version), program: String(row.program) }));
  }

  async everybody(run: string): Promise<Person[]> {
    const [row] = await this.#rows("SELECT everybody FROM unrolled.run WHERE run = $1", run);
    return parsed<Person[]>(row?.everybody ?? "[]");
  }

  /** How many are not graded yet. */
  async left(run: string): Promise<number> {
    const text = "SELECT count(*)::integer AS n FROM unrolled.submission WHERE run = $1 AND ending IS NULL";
    return Number((await this.#rows(text, run))[0]!.n);
  }

  /** Makes sure that whatever waits in a run has its job. */
  async join(run: string): Promise<void> {
    await this.#jobs.make(run);
    await this.#connection.transaction(async queries => {
      const text = "SELECT id FROM unrolled.submission WHERE run = $1 AND ending IS NULL";
      const ids = (await queries.rows(text, [run])).map(({ id }) => String(id));
      await this.#jobs.add(run, ids, queries);
    });
  }

  /** Takes the next submission of a run; undefined where all are graded or somebody has them. */
  async take(run: string): Promise<Taken | undefined> {
    for (;;) {
      const found = await this.#connection.transaction(async queries => {
        const next = await this.#jobs.take(run, queries);
        if (!next) return undefined;
        const row = await claimIn(queries, run, next.id);
        if (!row) await next.complete(); // it was graded by somebody who was thought dead
        return { ...next, row };
      });
      if (!found) return undefined;
      const { row, job } = found;
      if (!row) continue;
      const { submission, ...handed } = parsed<Handed>(row.handed);
      const claim: Claim = { run, submission, attempt: Number(row.attempt) };
      this.#jobs.keep(claim, job);
      if (claim.attempt <= maxAttempts)
        return { claim, one: { submission, ...handed, ...(row.bytes && { bytes: row.bytes as Buffer }) } };
      const reason = `${maxAttempts} graders have begun it, and none has ended it: it may end them`;
      await this.#results.finish(claim, { state: "infrastructure-error", reason, flags: [], checks: [] });
    }
  }

  /** Gives a submission back that was taken and not graded: without that it comes back later. */
  async giveBack(claim: Claim): Promise<void> {
    await this.#jobs.giveBack(claim).catch(() => {});
  }

  #rows(text: string, ...values: string[]): Promise<Row[]> {
    return this.#connection.rows(text, values);
  }
}
