// `--resume` goes on with a run as it was begun: with the same names of students. Other ones would make each of them a stranger.
import { namesIn } from "../../grader/first-of.ts";
import type { Results, RunRecord, Waiting } from "../../grader/results/index.ts";
import type { Collected } from "../../grader/submissions/index.ts";
import { complain } from "../print.ts";
import { UsageError } from "../usage.ts";

/**
 * A file that was changed or taken away is that student's own matter. It is told what came since the run began.
 * @throws UsageError where the same files have other names, or who was absent is known no more
 */
export async function refuseOtherArguments(
  results: Results,
  { run, submissions: graded }: RunRecord,
  all: readonly Collected[],
): Promise<void> {
  const begun: Waiting[] = [...graded, ...(await results.waiting(run))];
  const known = new Set(begun.map(({ submission }) => submission));
  const here = new Set(all.map(({ submission }) => submission));
  const gone = begun.filter(({ submission }) => !here.has(submission));
  const come = all.filter(({ submission }) => !known.has(submission));
  // Whoever has handed in once more keeps the name, and has ids with the files in them.
  const renamed = gone.flatMap(({ student, file, hash }) => {
    const now = come.find(one => hash !== "" && one.hash === hash && one.file === file && one.student !== student);
    return now ? [`${student} is now ${now.student}`] : [];
  });
  const absent = gone.filter(({ file }) => file === "").map(({ submission }) => `${submission} is not known now`);
  const faults = [...renamed, ...absent];
  if (faults.length > 0)
    throw new UsageError(
      `unrolled grade --resume expects the students' names as the run ${run} has them, but ${namesIn(faults, 3, "unrolled report has all of the run")}: give the --roster that it was begun with (none where it had none), or leave --resume out, to begin a new run`,
    );
  const otherwise = begun.filter(was => {
    const now = all.find(({ submission, hash }) => submission === was.submission && hash === was.hash);
    return now && JSON.stringify(now.late ?? null) !== JSON.stringify(was.late ?? null);
  });
  if (otherwise.length > 0)
    complain(
      `--due, --late-per-day and --grace are those that the run ${run} was begun with: otherwise ${otherwise.length} would be late by another measure. A new run, without --resume, takes these`,
    );
  if (come.length > 0)
    complain(
      `not in the run ${run}, which was begun before: ${come.map(({ submission }) => submission).join(", ")}. A new run, without --resume, has everybody`,
    );
}
