// What the commands share that read a file of results.
import { existsSync } from "node:fs";
import { openResults, type Results, ResultsError, type RunRecord } from "../grader/results/index.ts";
import { UsageError } from "./usage.ts";

/**
 * Opens a file of results that is there, hands it on, and closes it.
 * @param command who asks: "feedback"
 * @throws UsageError where there is none, or something else
 */
export async function withResults<Found>(
  command: string,
  positionals: readonly string[],
  work: (results: Results) => Found | Promise<Found>,
): Promise<Found> {
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0)
    throw new UsageError(
      `unrolled ${command} expects one file of results, which "unrolled grade" has written, but got ${positionals.length}: see "unrolled help"`,
    );
  if (!existsSync(path))
    throw new UsageError(
      `unrolled ${command} expects a file of results, but ${path} is not there: name the one that "unrolled grade" has written`,
    );
  try {
    const results = openResults(path);
    try {
      return await work(results);
    } finally {
      results.close();
    }
  } catch (error) {
    if (error instanceof ResultsError) throw new UsageError(`unrolled ${command}: ${error.message}`);
    throw error;
  }
}

/** What to say of a run that is not done: what is made of it now lacks somebody. */
export const unfinishedNote = ({ run, waiting }: RunRecord): string | undefined =>
  waiting > 0
    ? `the run ${run} is not done: ${waiting} ${waiting === 1 ? "submission is" : "submissions are"} not graded yet, and not in here`
    : undefined;
