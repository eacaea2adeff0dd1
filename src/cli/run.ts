// `unrolled run`: execute a notebook from the command line, without Python.
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import {
  executeNotebook,
  NotebookError,
  readNotebook,
  requireTypeScript,
  writeNotebook,
} from "../../kernel/notebook/index.ts";
import { startSession } from "../../kernel/session.ts";
import { courseOf, courseOption } from "./course.ts";
import { preloadOf } from "./preload.ts";
import { Report } from "./report.ts";
import { StatusLine } from "./status-line.ts";
import { parse, UsageError } from "./usage.ts";

export async function run(args: string[]): Promise<number> {
  const { path, target, inplace, course: named } = readCommandLine(args);
  const notebook = await readNotebook(path);
  requireTypeScript(notebook, path);
  if (target !== undefined) await requireWritableFolder(target);

  const cwd = dirname(resolve(path));
  const course = courseOf("run", { course: named, folder: cwd });
  const interruption = new AbortController();
  const interrupted = interruption.signal;
  const report = new Report(new StatusLine(process.stdout));
  report.starting();
  const session = await startSession({ ...preloadOf(course), cwd }).catch((error: Error) => {
    report.close();
    throw new UsageError(`unrolled run: the session cannot start: ${error.message}`);
  });
  // The first Ctrl-C interrupts the cell; a second one does not wait for it.
  const onSignal = () => {
    if (interrupted.aborted) session.close().finally(() => process.exit(130));
    interruption.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    const { notebook: executed, failure } = await executeNotebook(notebook, session, {
      signal: interrupted,
      onStart: start => report.start(start),
      onOutput: output => report.output(output),
      onEnd: end => report.end(end),
    });
    const done = failure === undefined && !interrupted.aborted;
    // A run that failed never takes the place of a notebook that is there; a separate file may show the error.
    const save = target !== undefined && (done || !inplace);
    if (save) await writeNotebook(target, executed);
    report.summary(path, {
      failure,
      interrupted: interrupted.aborted,
      saved: save ? target : undefined,
      unchanged: inplace && !save,
    });
    return interrupted.aborted ? 130 : done ? 0 : 1;
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    report.close();
    await session.close();
  }
}

function readCommandLine(args: string[]): { path: string; target?: string; inplace: boolean; course?: string } {
  const { values, positionals } = parse("run", args, {
    inplace: { type: "boolean" },
    output: { type: "string" },
    ...courseOption,
  });
  const [path, ...more] = positionals;
  if (path === undefined) throw new UsageError('unrolled run expects a notebook, but got none: see "unrolled help"');
  if (more.length > 0)
    throw new UsageError(`unrolled run expects one notebook, but got ${positionals.length}: ${positionals.join(", ")}`);
  if (values.inplace && values.output !== undefined)
    throw new UsageError("unrolled run: --inplace and --output name two places for the outputs: choose one");
  const target = values.inplace ? path : values.output;
  return {
    path,
    inplace: values.inplace === true,
    ...(target !== undefined && { target }),
    ...(values.course !== undefined && { course: values.course }),
  };
}

/** Before the first cell runs: a long run should not end in a place that was never there. */
async function requireWritableFolder(target: string): Promise<void> {
  const folder = dirname(resolve(target));
  await access(folder, constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === "ENOENT" ? "does not exist" : "cannot be written to";
    throw new NotebookError(`${target} cannot be written: the folder ${folder} ${why}`);
  });
}
