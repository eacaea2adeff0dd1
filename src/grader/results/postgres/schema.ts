// The tables of a database of results, in a PostgreSQL schema of their own.
import { ResultsError } from "../results-error.ts";
import type { Connection, Queries } from "./connection.ts";

/** It stands in the database: one of another version is refused. */
const schemaVersion = "1";

/**
 * `id` is the SHA-256 of a text that may be of any length and hold any character. JSON is kept as text: PostgreSQL's own has no
 * room for "\u0000", which a student may write.
 */
const tables = `
CREATE SCHEMA unrolled;
CREATE TABLE unrolled.setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE unrolled.run (
  run TEXT PRIMARY KEY, number BIGSERIAL, assignment TEXT NOT NULL, version TEXT NOT NULL, program TEXT NOT NULL,
  everybody TEXT NOT NULL, started TEXT NOT NULL, finished TEXT
);
CREATE TABLE unrolled.submission (
  run TEXT REFERENCES unrolled.run, id TEXT, place INTEGER NOT NULL, handed TEXT NOT NULL, bytes BYTEA,
  attempt INTEGER NOT NULL DEFAULT 0, ending TEXT, notebook TEXT,
  PRIMARY KEY (run, id)
);
CREATE INDEX ON unrolled.submission (run) WHERE ending IS NULL;
CREATE TABLE unrolled.checked (
  run TEXT, id TEXT, "check" TEXT, number BIGSERIAL, result TEXT NOT NULL,
  PRIMARY KEY (run, id, "check"), FOREIGN KEY (run, id) REFERENCES unrolled.submission
);
CREATE TABLE unrolled.manual (
  assignment TEXT, student TEXT, question TEXT, score TEXT NOT NULL,
  PRIMARY KEY (assignment, student, question)
);
INSERT INTO unrolled.setting VALUES ('schema', '${schemaVersion}');
`;

/** Any number that nobody else takes for it: whoever makes tables is alone. */
export const lock = 7_310_611;

/**
 * Looks whether the database holds results of this version.
 * @param make makes its tables where there are none
 * @throws ResultsError where there are none, or others
 */
export async function requireSchema(connection: Connection, make: boolean): Promise<void> {
  const encoding = String((await connection.rows("SHOW server_encoding"))[0]?.server_encoding);
  if (encoding !== "UTF8")
    throw new ResultsError(
      `${connection.name} is expected to keep texts as UTF8, but it keeps ${encoding}: make one with createdb --encoding UTF8 --template template0`,
    );
  await connection.transaction(async queries => {
    await queries.rows("SELECT pg_advisory_xact_lock($1)", [lock]);
    const found = await versionOf(queries);
    if (found === schemaVersion) return;
    if (found !== undefined)
      throw new ResultsError(
        `${connection.name} holds results of another version (its tables are of version ${found}, expected is ${schemaVersion}): grade with the unrolled that made it, or name another database`,
      );
    if (!make)
      throw new ResultsError(`${connection.name} is expected to hold results, but it has none: grade something first`);
    await queries.rows(tables);
  });
}

/** Undefined where there is no schema; "none" where somebody else has one of this name. */
async function versionOf(queries: Queries): Promise<string | undefined> {
  const [there] = await queries.rows("SELECT 1 FROM pg_namespace WHERE nspname = 'unrolled'");
  if (!there) return undefined;
  const [table] = await queries.rows("SELECT to_regclass('unrolled.setting') AS name");
  if (!table?.name) return "none";
  const [row] = await queries.rows("SELECT value FROM unrolled.setting WHERE name = 'schema'");
  return String(row?.value ?? "none");
}
