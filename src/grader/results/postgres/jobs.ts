// The queue: pg-boss, a job for each submission. A grader that dies stops touching its jobs, and another gets them.
//
// pg-boss knows which attempt of a job somebody has, and so do our rows: what decides is the row's number, in the transaction that
// ends both. That a job comes twice does no harm.
import { createHash } from "node:crypto";
import type { JobAttempt, PgBoss } from "pg-boss";
import type { Claim } from "../store.ts";
import { type Connection, driver, type Queries } from "./connection.ts";
import { lock } from "./schema.ts";

/** A job that nobody has touched for so long is another's; pg-boss allows no less than 10. */
const silenceSeconds = 15;
const touchMs = 4000;
const supervisionSeconds = 4;

/** As good as never: a run that was broken off may be resumed next term. */
const never = 10 * 366 * 24 * 3600;

export class Jobs {
  readonly #connection: Connection;
  /** What this process has taken, and with which attempt of its job. */
  readonly #mine = new Map<Claim, JobAttempt>();
  #starting: Promise<PgBoss> | undefined;
  #touching: NodeJS.Timeout | undefined;

  /** Nothing is loaded or started before a first run needs it. */
  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** A queue for a run; nothing where it has one. @throws ResultsError where pg-boss is not installed */
  async make(run: string): Promise<void> {
    const boss = await this.#boss();
    await boss.createQueue(run, {
      ...{ heartbeatSeconds: silenceSeconds, expireInSeconds: 6 * 3600, retryLimit: 10_000, retryDelay: 0 },
      ...{ retentionSeconds: never, deleteAfterSeconds: never },
    });
  }

  /** A job for each; one that is there already stays as it is. */
  async add(run: string, ids: readonly string[], queries: Queries): Promise<void> {
    const boss = await this.#boss();
    const jobs = ids.map(id => ({ id: jobIdOf(run, id), data: { id } }));
    for (let at = 0; at < jobs.length; at += 500)
      await boss.insert(run, jobs.slice(at, at + 500), { db: asExecutor(queries) });
  }

  /** The next job of a run, and whose it is; undefined where all are done or somebody has them. */
  async take(run: string, queries: Queries) {
    const boss = await this.#boss();
    const db = asExecutor(queries);
    const [found] = await boss.fetch<{ id: string }>(run, { db }).catch(noneWhereGone);
    if (!found) return undefined;
    const job: JobAttempt = { id: found.id, retryCount: found.retryCount };
    return { id: found.data.id, job, complete: () => boss.complete(run, job, null, { db }) };
  }

  /** From now on it is kept from others. */
  keep(claim: Claim, job: JobAttempt): void {
    this.#mine.set(claim, job);
    this.#touching ??= setInterval(() => void this.#touch(), touchMs).unref();
  }

  drop(claim: Claim): void {
    this.#mine.delete(claim);
  }

  /** Ends the job of a claim, where it has one. */
  async complete(claim: Claim, queries: Queries): Promise<void> {
    const job = this.#mine.get(claim);
    if (job) await (await this.#boss()).complete(claim.run, job, null, { db: asExecutor(queries) });
  }

  /** For whoever asks next. */
  async giveBack(claim: Claim): Promise<void> {
    const job = this.#mine.get(claim);
    this.drop(claim);
    if (job) await (await this.#boss()).fail(claim.run, job);
  }

  /** Takes the queue of a run away. */
  async remove(run: string): Promise<void> {
    await (await this.#boss()).deleteQueue(run);
  }

  async stop(): Promise<void> {
    clearInterval(this.#touching);
    const boss = await this.#starting?.catch(() => undefined);
    await boss?.stop({ graceful: false, close: false });
  }

  #boss(): Promise<PgBoss> {
    this.#starting ??= start(this.#connection);
    return this.#starting;
  }

  async #touch(): Promise<void> {
    const boss = await this.#boss();
    for (const [run, mine] of Map.groupBy(this.#mine, ([claim]) => claim.run))
      await boss
        .touch(
          run,
          mine.map(([, job]) => job),
        )
        .catch(() => {}); // the server is away; what is lost by that is done by another
  }
}

/** Two that start it in a new database at once make its tables one after the other. */
async function start(connection: Connection): Promise<PgBoss> {
  const { PgBoss } = await driver(() => import("pg-boss"));
  return connection.transaction(async queries => {
    await queries.rows("SELECT pg_advisory_xact_lock($1)", [lock]);
    return startIn(connection, PgBoss);
  });
}

async function startIn(connection: Connection, Boss: typeof PgBoss): Promise<PgBoss> {
  const boss = new Boss({
    db: asExecutor(connection.impatient),
    schema: "unrolled_queue",
    ...{ superviseIntervalSeconds: supervisionSeconds, monitorIntervalSeconds: supervisionSeconds },
    ...{ schedule: false, registerInstance: false, openTelemetry: { enabled: false } },
  });
  boss.on("error", () => {}); // its supervision tries again by itself, and every question of ours has an answer of its own
  return boss.start();
}

/** Whoever ends a run takes its queue away, and others may still ask for it. */
function noneWhereGone(error: { code?: string }): [] {
  if (error.code === "PGBOSS_QUEUE_NOT_FOUND") return [];
  throw error;
}

const asExecutor = (queries: Queries) => ({
  executeSql: async (text: string, values: unknown[] = []) => ({ rows: await queries.rows(text, values as never) }),
});

/** The same each time: 128 bits of SHA-256, written as a UUID. */
const jobIdOf = (run: string, id: string): string =>
  createHash("sha256")
    .update(JSON.stringify([run, id]))
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");
