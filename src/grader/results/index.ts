// The door of the results: their types, and the file that keeps them.
import { Results } from "./results.ts";

export type { Claim, Ending, Results, Waiting } from "./results.ts";
export { ResultsError } from "./schema.ts";
export type { CheckResult, Flag, ManualScore, RunRecord, State, SubmissionResult } from "./types.ts";

/**
 * Opens a file of results, and makes it where it is not there.
 * @throws ResultsError for something else at its place
 */
export const openResults = (path: string): Results => new Results(path);
