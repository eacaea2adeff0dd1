// The door of the results: their types, and what keeps them.
import { SqliteResults } from "./sqlite-results.ts";

export { answerHash, isMarkOf, markOf, writtenAnswer } from "./marked-answer.ts";
export { isAddress } from "./postgres/address.ts";
export { type Database, openDatabase } from "./postgres/open.ts";
export type { OpenRun, SharedRuns } from "./postgres/shared-runs.ts";
export { ResultsError } from "./results-error.ts";
export type { Claim, Ending, Found, Results, Waiting } from "./store.ts";
export type { CheckResult, Flag, ManualScore, RunRecord, State, SubmissionResult } from "./types.ts";

/**
 * Opens a file of results, and makes it where it is not there.
 * @throws ResultsError for something else at its place
 */
export const openResults = (path: string): SqliteResults => new SqliteResults(path);
