// `unrolled feedback RESULTS --to DIR`: for each student a page and the executed notebook with what each answer came to.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { askedOf, feedbackNotebook, feedbackPage, fileNames } from "../grader/feedback/index.ts";
import { scoreOf } from "../grader/scores/index.ts";
import { courseOf, courseOption } from "./course.ts";
import { definitionsIn } from "./definitions.ts";
import { executedNotebook, handedOut } from "./executed.ts";
import { complain, say } from "./print.ts";
import { unfinishedNote, withResults } from "./results-file.ts";
import { parse, UsageError } from "./usage.ts";

export async function feedback(args: string[]): Promise<number> {
  const { values, positionals } = parse("feedback", args, {
    to: { type: "string" },
    run: { type: "string" },
    only: { type: "string" },
    ...courseOption,
  });
  const { to, only } = values;
  if (to === undefined)
    throw new UsageError("unrolled feedback expects --to FOLDER, the folder that the pages go into, but got none");
  return withResults("feedback", positionals, async results => {
    const run = results.readRun(values.run);
    const course = courseOf("feedback", { course: values.course, folder: "." });
    const definitions = await definitionsIn("feedback", course, run.assignment);
    const released = handedOut(course, run.assignment)?.released;
    const marks = results.manualScores(run.assignment);
    const scores = run.submissions.map(result => scoreOf(result, marks));
    const wanted = only === undefined ? scores : scores.filter(({ result }) => result.student === only);
    if (wanted.length === 0)
      throw new UsageError(
        `unrolled feedback found nobody ${only === undefined ? "" : `called ${only} `}in the run ${run.run}`,
      );

    const names = fileNames(scores.map(({ result }) => [result.submission, result.student] as const));
    mkdirSync(to, { recursive: true });
    for (const score of wanted) {
      const { student, submission, askedAs = student } = score.result;
      const notebook = executedNotebook(score.result, results.path);
      const made = { run, score, asked: askedOf(definitions(askedAs)), notebook, released };
      const name = names.get(submission)!;
      writeFileSync(join(to, `${name}.html`), feedbackPage(made));
      if (notebook) writeFileSync(join(to, `${name}.ipynb`), feedbackNotebook({ ...made, notebook }));
    }
    say(
      `${to}: feedback for ${wanted.length} of ${run.submissions.length} submissions of ${run.assignment}, run ${run.run}`,
    );
    const open = wanted.filter(({ total, standing }) => total === undefined && standing !== "refused").length;
    if (open > 0) say(`${open} of them are not wholly scored; their pages say so`);
    const note = unfinishedNote(run);
    if (note !== undefined) complain(note);
    return 0;
  });
}
