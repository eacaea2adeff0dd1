// `unrolled dashboard RESULTS`: a page on this machine that shows a run and takes marks, until Ctrl-C.
import type { Notebook } from "../../kernel/notebook/index.ts";
import { serveDashboard } from "../grader/dashboard/server.ts";
import { askedOf } from "../grader/feedback/index.ts";
import { anybody, writtenOf } from "../grader/manual/index.ts";
import { reportPage } from "../grader/report/index.ts";
import { byName, scoreOf } from "../grader/scores/index.ts";
import { courseOption } from "./course.ts";
import { executedNotebook, handedOut } from "./executed.ts";
import { samplesOf } from "./marks/sheets.ts";
import { say } from "./print.ts";
import { askedIn, withResults } from "./results-file.ts";
import { parse, UsageError } from "./usage.ts";

export async function dashboard(args: string[]): Promise<number> {
  const { values, positionals } = parse("dashboard", args, {
    run: { type: "string" },
    port: { type: "string", default: "0" },
    marker: { type: "string" },
    ...courseOption,
  });
  const port = Number(values.port);
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new UsageError(`unrolled dashboard expects --port as a number from 0 to 65535, but got ${values.port}`);
  return withResults("dashboard", positionals, async results => {
    const first = await results.readRun(values.run);
    const { course, definitions } = await askedIn("dashboard", results, first, values.course);
    const asked = askedOf(definitions(anybody));
    const written = writtenOf(student => askedOf(definitions(student))).map(one => ({
      ...one,
      for: (student: string) => ({ ...one.for(student), samples: samplesOf(definitions(student)[one.question]) }),
    }));
    const questions = asked.map(({ question }) => question);
    const read = async () => {
      const run = await results.readRun(values.run);
      const marks = await results.manualScores(run.assignment);
      return { run, marks, questions, written, scores: byName(run.submissions.map(result => scoreOf(result, marks))) };
    };
    const report = async () => {
      const { run, scores } = await read();
      const notebooks = new Map<string, Notebook>();
      for (const result of run.submissions) {
        const notebook = await executedNotebook(results, run.run, result);
        if (notebook) notebooks.set(result.submission, notebook);
      }
      return reportPage({ run, scores, questions, notebooks, author: handedOut(course, run.assignment) ?? {} });
    };
    const { marker } = values;
    const served = await serveDashboard(
      {
        read,
        report,
        mark: async score => results.writeManual([{ ...score, ...(marker !== undefined && { marker }) }]),
      },
      port,
    ).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(`unrolled dashboard: the port ${port} cannot be had (${error.code}): leave --port out`);
    });
    say(`${first.assignment}: open ${served.address}\nThe address is for you alone. Ctrl-C ends it.`);
    await new Promise<void>(resolve => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
    });
    await served.close();
    return 0;
  });
}
