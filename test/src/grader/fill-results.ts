// Writes a run into a file of results, as grading does.
import { openResults, type RunRecord } from "../../../src/grader/results/index.ts";

/** @param path the file, which is made where it is not there */
export function fillResults(path: string, { run, assignment, version, submissions }: RunRecord): void {
  using results = openResults(path);
  results.beginRun({ run, assignment, version }, submissions);
  for (const one of submissions) {
    const claim = results.claim(run, one.submission)!;
    for (const check of one.checks) results.record(claim, check);
    results.finish(claim, one);
  }
  results.finishRun(run);
}
