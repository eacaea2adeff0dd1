// The tables of a file of results, and how the file is opened.
import { DatabaseSync } from "node:sqlite";
import { ResultsError } from "./results-error.ts";
import { faultOf } from "./sqlite-fault.ts";

/** It stands in the file: a file of another version is refused. */
const schemaVersion = 2;

const tables = `
CREATE TABLE run (
  run TEXT PRIMARY KEY, assignment TEXT NOT NULL, version TEXT NOT NULL, startedAt TEXT NOT NULL, finishedAt TEXT
) STRICT;
CREATE TABLE submission (
  run TEXT NOT NULL REFERENCES run, submission TEXT NOT NULL, place INTEGER NOT NULL,
  student TEXT NOT NULL, file TEXT NOT NULL, hash TEXT NOT NULL, received TEXT, late TEXT,
  attempt INTEGER NOT NULL DEFAULT 0, state TEXT, reason TEXT, flags TEXT NOT NULL DEFAULT '[]', executed TEXT, askedAs TEXT,
  name TEXT,
  PRIMARY KEY (run, submission)
) STRICT;
CREATE TABLE checked (
  run TEXT NOT NULL, submission TEXT NOT NULL, "check" TEXT NOT NULL, result TEXT NOT NULL,
  PRIMARY KEY (run, submission, "check"), FOREIGN KEY (run, submission) REFERENCES submission
) STRICT;
CREATE TABLE manual (
  assignment TEXT NOT NULL, student TEXT NOT NULL, question TEXT NOT NULL, score TEXT NOT NULL,
  PRIMARY KEY (assignment, student, question)
) STRICT;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
PRAGMA user_version = ${schemaVersion};
`;

/** What a file of version 1 lacks. */
const sinceFirst = `ALTER TABLE submission ADD COLUMN name TEXT; PRAGMA user_version = ${schemaVersion};`;

/** Opens the file; makes it where it is not there. @throws ResultsError for something else at its place */
export function openDatabase(path: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { timeout: 10_000 });
    // A process that is killed loses nothing that was committed, and whoever reads does not wait for whoever writes.
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
    makeTables(database, path);
    return database;
  } catch (error) {
    closeQuietly(database);
    const fault = faultOf(path, error);
    if (fault instanceof ResultsError) throw fault;
    throw new ResultsError(
      `${path} cannot be opened as a file of results: ${(error as Error).message}. Name another file, or move it away`,
    );
  }
}

/** The first error is the one that is told. */
function closeQuietly(database: DatabaseSync | undefined): void {
  try {
    database?.close();
  } catch {}
}

/** Two that open a new file at once make its tables once. */
function makeTables(database: DatabaseSync, path: string): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const version = (database.prepare("PRAGMA user_version").get() as { user_version: number }).user_version;
    const others = (database.prepare("SELECT count(*) AS n FROM sqlite_schema").get() as { n: number }).n;
    if (version === 1) database.exec(sinceFirst);
    else if (version > schemaVersion && isOurs(database))
      throw new ResultsError(
        `${path} is a file of results of version ${version}, which a newer unrolled has written, but this one reads versions 1 to ${schemaVersion}: update unrolled here, or name another file`,
      );
    else if (version !== schemaVersion && others > 0)
      throw new ResultsError(
        `${path} is a database, but no file of results of version ${schemaVersion}: name another file`,
      );
    else if (version !== schemaVersion) database.exec(tables);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

/** Every version of our files has this table. */
const isOurs = (database: DatabaseSync): boolean =>
  database.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'manual'").get() !== undefined;
