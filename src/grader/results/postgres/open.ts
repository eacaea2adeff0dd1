// Opens a database of results.
import { Connection } from "./connection.ts";
import { Jobs } from "./jobs.ts";
import { PostgresResults } from "./postgres-results.ts";
import { requireSchema } from "./schema.ts";
import { SharedRuns } from "./shared-runs.ts";

export interface Database {
  results: PostgresResults;
  shared: SharedRuns;
}

/**
 * @param address postgres://USER@HOST/DATABASE
 * @param make makes the tables where there are none
 * @throws ResultsError where the database cannot be used, or has results of another version
 */
export async function openDatabase(address: string, { make }: { make: boolean }): Promise<Database> {
  const connection = await Connection.to(address);
  try {
    await requireSchema(connection, make);
    const jobs = new Jobs(connection);
    const results = new PostgresResults(connection, jobs);
    return { results, shared: new SharedRuns(connection, jobs, results) };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
