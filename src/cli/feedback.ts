// `unrolled feedback RESULTS --to DIR`: for each student a page and the executed notebook with what each answer came to.
import { join } from "node:path";
import { askedOf, feedbackNotebook, feedbackPage, fileNames } from "../grader/feedback/index.ts";
import { giveBack } from "../grader/hand-in/give-back.ts";
import { inboxAt, isFolder } from "../grader/hand-in/inbox.ts";
import { scoreOf } from "../grader/scores/index.ts";
import { courseOption } from "./course.ts";
import { executedNotebook, handedOut } from "./executed.ts";
import { complain, say } from "./print.ts";
import { askedIn, unfinishedNote, withResults } from "./results-file.ts";
import { parse, UsageError } from "./usage.ts";
import { makeFolder, writeFile } from "./write-file.ts";

/** @param address the inbox, or the course's folder in an exchange, which has it as `inbound` @throws UsageError where no folder is there */
function gradedInbox(address: string): string {
  const found = [inboxAt(address), address].find(isFolder);
  if (found !== undefined) return found;
  throw new UsageError(
    `unrolled feedback expects --inbox FOLDER, the inbox that was graded, but ${address} is no folder: is the exchange mounted, and this its address?`,
  );
}

export async function feedback(args: string[]): Promise<number> {
  const { values, positionals } = parse("feedback", args, {
    to: { type: "string" },
    inbox: { type: "string" },
    run: { type: "string" },
    only: { type: "string" },
    ...courseOption,
  });
  const { to, only } = values;
  const inbox = values.inbox === undefined ? undefined : gradedInbox(values.inbox);
  if ((to === undefined) === (inbox === undefined))
    throw new UsageError(
      `unrolled feedback expects --to FOLDER, the folder that the pages go into, or --inbox FOLDER, the inbox that was graded, but got ${to === undefined ? "none" : "both"}`,
    );
  return withResults("feedback", positionals, async results => {
    const run = await results.readRun(values.run);
    const { course, definitions } = await askedIn("feedback", results, run, values.course);
    const released = handedOut(course, run.assignment)?.released;
    const marks = await results.manualScores(run.assignment);
    const scores = run.submissions.map(result => scoreOf(result, marks));
    const wanted = only === undefined ? scores : scores.filter(({ result }) => result.student === only);
    if (wanted.length === 0)
      throw new UsageError(
        `unrolled feedback found nobody ${only === undefined ? "" : `called ${only} `}in the run ${run.run}`,
      );

    const names = fileNames(scores.map(({ result }) => [result.submission, result.student] as const));
    if (to !== undefined) makeFolder("feedback", to);
    let [given, missed] = [0, 0];
    for (const score of wanted) {
      const { student, submission, askedAs = student } = score.result;
      const notebook = await executedNotebook(results, run.run, score.result);
      const made = { run, score, asked: askedOf(definitions(askedAs)), notebook, released };
      const files = {
        page: feedbackPage(made),
        ...(notebook && { notebook: feedbackNotebook({ ...made, notebook }) }),
      };
      if (inbox !== undefined) {
        const fault = giveBack(inbox, score.result.file, run.assignment, files);
        if (fault !== undefined) complain(`${student}: not given back: ${fault}`);
        if (fault === undefined) given++;
        else if (score.result.file !== "") missed++;
        continue;
      }
      const path = join(to!, names.get(submission)!);
      writeFile("feedback", `${path}.html`, files.page);
      if (files.notebook !== undefined) writeFile("feedback", `${path}.ipynb`, files.notebook);
      given++;
    }
    say(
      `${to ?? inbox}: feedback for ${given} of ${run.submissions.length} submissions of ${run.assignment}, run ${run.run}`,
    );
    const open = wanted.filter(({ total, standing }) => total === undefined && standing !== "refused").length;
    if (open > 0) say(`${open} of them are not wholly scored; their pages say so`);
    const note = unfinishedNote(run);
    if (note !== undefined) complain(note);
    return missed > 0 ? 1 : 0;
  });
}
