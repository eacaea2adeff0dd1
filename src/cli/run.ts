// `unrolled run`: execute a notebook from the command line, without Python.
import { dirname, resolve } from "node:path";
import {
  decodeNotebook,
  executeNotebook,
  type Notebook,
  NotebookError,
  NotebookText,
  type Parameters,
  parameterNames,
  readNotebookFile,
  requireTypeScript,
  Target,
  withParameters,
} from "../../kernel/notebook/index.ts";
import { startSession } from "../../kernel/session.ts";
import { courseOf, courseOption } from "./course.ts";
import { readParameters } from "./parameters.ts";
import { preloadOf } from "./preload.ts";
import { complain } from "./print.ts";
import { Report } from "./run-report.ts";
import { StatusLine } from "./status-line.ts";
import { oneNotebook, parse, UsageError } from "./usage.ts";

export async function run(args: string[]): Promise<number> {
  const { path, output, inplace: wanted, course: named, parameters } = readCommandLine(args);
  const bytes = await readNotebookFile(path);
  const original = new NotebookText(decodeNotebook(bytes, path), path);
  requireTypeScript(original.notebook, path);
  tellUnknown(parameters, original.notebook, path);
  const file = parameters.size > 0 ? withParameters(original, parameters) : original;
  const name = wanted ? path : output;
  const target = name === undefined ? undefined : await Target.open(name, bytes.length);
  // The notebook itself by another name is the notebook itself.
  const inplace = target !== undefined && (await target.isSameAs(path));

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
    const {
      notebook: executed,
      failure,
      uncaught,
    } = await executeNotebook(file.notebook, session, {
      signal: interrupted,
      onStart: start => report.start(start),
      onOutput: output => report.output(output),
      onEnd: end => report.end(end),
      onWait: () => report.waiting(),
    });
    const done = failure === undefined && uncaught.length === 0 && !interrupted.aborted;
    // A run that failed never takes the place of a notebook that is there; a separate file may show the error.
    const save = target !== undefined && (done || !inplace);
    const problem = save
      ? await saved(target, () => file.withOutputs(executed), inplace ? bytes : undefined)
      : undefined;
    report.summary(path, {
      failure,
      interrupted: interrupted.aborted,
      uncaught,
      saved: save && !problem ? target.path : undefined,
      unchanged: inplace && !save,
    });
    if (problem) complain(problem.message);
    return interrupted.aborted ? 130 : done && !problem ? 0 : 1;
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    report.close();
    await session.close();
  }
}

/** @param read what the target must still hold */
async function saved(
  target: Target,
  text: () => string,
  read: Uint8Array | undefined,
): Promise<NotebookError | undefined> {
  try {
    if (read) await target.requireUnchanged(read);
    await target.write(text());
    return undefined;
  } catch (error) {
    if (error instanceof NotebookError) return error;
    throw error;
  }
}

/** As papermill does, it runs all the same: a cell may read the name though no default declares it. */
function tellUnknown(parameters: Parameters, notebook: Notebook, path: string): void {
  if (parameters.size === 0) return;
  const known = parameterNames(notebook);
  if (!known) complain(`${path} has no cell tagged "parameters": they are declared before its first cell`);
  else
    for (const name of parameters.keys())
      if (!known.includes(name))
        complain(`"${name}" is no parameter of ${path}: its cell "parameters" declares ${known.join(", ") || "none"}`);
}

interface CommandLine {
  path: string;
  output?: string | undefined;
  inplace: boolean;
  course?: string;
  parameters: Parameters;
}

function readCommandLine(args: string[]): CommandLine {
  const { parameters, rest } = readParameters(args);
  const { values, positionals } = parse("run", rest, {
    inplace: { type: "boolean" },
    output: { type: "string" },
    ...courseOption,
  });
  const path = oneNotebook("run", positionals);
  if (values.inplace && values.output !== undefined)
    throw new UsageError("unrolled run: --inplace and --output name two places for the outputs: choose one");
  return {
    path,
    output: values.output,
    inplace: values.inplace === true,
    parameters,
    ...(values.course !== undefined && { course: values.course }),
  };
}
