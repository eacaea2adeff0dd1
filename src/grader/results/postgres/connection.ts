// The connections of one process to a PostgreSQL database. The driver is loaded with the first of them.
import { setTimeout as delay } from "node:timers/promises";
import type { Pool, PoolClient, QueryResult } from "pg";
import { ResultsError } from "../results-error.ts";
import { inWords, isAway, withoutPassword } from "./address.ts";

export type Row = { [column: string]: string | number | Buffer | null };
export type Value = string | number | Buffer | null;

/** What a statement is run by: one connection, in a transaction or not. */
export interface Queries {
  rows(text: string, values?: readonly Value[]): Promise<Row[]>;
}

/** For a run that is going on: a server that is away is waited for. */
export interface Patience {
  /** Aborted: nothing is waited for any more. */
  signal: AbortSignal;
  /** Is told once, and when it is over. */
  onAway(message: string): void;
  onBack(): void;
}

const pauseMs = 1000;
/** Silence of a server that was asked: its machine may be gone without a word. */
const silenceMs = 120_000;

export class Connection {
  readonly address: string;
  readonly name: string;
  /** Without it, a server that is away is an error. */
  patience: Patience | undefined;
  readonly #pool: Pool;
  #isAway = false;

  private constructor(address: string, pool: Pool) {
    this.address = address;
    this.name = withoutPassword(address);
    this.#pool = pool;
  }

  /** Nothing is connected yet. @throws ResultsError where the driver is not installed, or the address is none */
  static async to(address: string): Promise<Connection> {
    const { default: pg } = await driver(() => import("pg"));
    let pool: Pool;
    try {
      pool = new pg.Pool({
        ...{ connectionString: address, application_name: "unrolled", max: 10, allowExitOnIdle: true },
        ...{ connectionTimeoutMillis: 10_000, query_timeout: silenceMs, keepAlive: true },
      });
      new pg.Client({ connectionString: address }); // it reads the address, the pool only later
    } catch (error) {
      throw inWords(error, address);
    }
    pool.on("error", () => {}); // one that was idle: the next question finds a new one, or says what is wrong
    return new Connection(address, pool);
  }

  rows(text: string, values: readonly Value[] = []): Promise<Row[]> {
    return this.#withClient(client => queriesOf(client).rows(text, values));
  }

  /** For what goes on beside a run and has its next try anyway: a server that is away is an error. */
  readonly impatient: Queries = {
    rows: (text, values = []) => this.#once(client => queriesOf(client).rows(text, values)),
  };

  /** All of it or nothing. It may be begun anew where the server was away, so it has to bear that its commit was not heard of. */
  transaction<Result>(work: (queries: Queries) => Promise<Result>): Promise<Result> {
    return this.#withClient(async client => {
      await client.query("BEGIN");
      try {
        const result = await work(queriesOf(client));
        await client.query("COMMIT");
        return result;
      } catch (error) {
        await client.query("ROLLBACK").catch(() => {}); // a lost connection has rolled back by itself
        throw error;
      }
    });
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #withClient<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    for (;;) {
      try {
        const result = await this.#once(work);
        if (this.#isAway) this.patience?.onBack();
        this.#isAway = false;
        return result;
      } catch (error) {
        if (!this.patience || !isAway(error)) throw inWords(error, this.address);
        await this.#wait(error, this.patience);
      }
    }
  }

  async #once<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect();
    let lost: Error | undefined;
    const onError = (error: Error) => {
      lost = error;
    };
    client.on("error", onError);
    try {
      return await work(client);
    } catch (error) {
      if (isAway(error)) lost ??= error as Error;
      throw error;
    } finally {
      client.off("error", onError);
      client.release(lost);
    }
  }

  async #wait(error: unknown, { signal, onAway }: Patience): Promise<void> {
    const told = inWords(error, this.address) as Error;
    if (!this.#isAway) onAway(told.message);
    this.#isAway = true;
    await delay(pauseMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) throw told;
  }
}

const queriesOf = (client: PoolClient): Queries => ({
  async rows(text, values = []) {
    // Of several statements in one text, which have no values, the driver gives a list.
    const found = (await (values.length > 0 ? client.query(text, [...values]) : client.query(text))) as
      | QueryResult<Row>
      | QueryResult<Row>[];
    return Array.isArray(found) ? found.flatMap(({ rows }) => rows) : found.rows;
  },
});

/** @throws ResultsError where the package is not installed */
export async function driver<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new ResultsError(
      "a database needs two packages that are not installed: npm install pg@8.23.1 pg-boss@12.38.0 (Node 22.12 or newer) beside unrolled",
      { cause: error },
    );
  }
}
