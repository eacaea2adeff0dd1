// `unrolled validate FILE`: what is missing before a notebook is handed in. It runs the file from the top, as a grader does.
import { dirname, resolve } from "node:path";
import { styleText } from "node:util";
import { decodeNotebook, parseNotebook, readNotebookFile, requireTypeScript } from "../../kernel/notebook/index.ts";
import { startSession } from "../../kernel/session.ts";
import { courseOf, courseOption } from "./course.ts";
import { preloadOf } from "./preload.ts";
import { say } from "./print.ts";
import { StatusLine } from "./status-line.ts";
import { parse, UsageError } from "./usage.ts";
import { findingsOf } from "./validate/findings.ts";
import { runAll } from "./validate/run-all.ts";
import { releasedOf, structureFaults } from "./validate/structure.ts";

/** Ends with 0 where nothing is missing, with 1 where something is. */
export async function validate(args: string[]): Promise<number> {
  const { path, course: named, student } = readCommandLine(args);
  const notebook = parseNotebook(decodeNotebook(await readNotebookFile(path), path), path);
  requireTypeScript(notebook, path);
  const structure = structureFaults(notebook);

  const cwd = dirname(resolve(path));
  const course = courseOf("validate", { course: named, folder: cwd });
  // The session hands it on to the cells' process: stronger than what a cell says.
  if (student !== undefined) process.env.UNROLLED_STUDENT = student;
  const status = new StatusLine(process.stdout);
  status.show("starting the session");
  const session = await startSession({ ...preloadOf(course), cwd }).catch((error: Error) => {
    status.clear();
    throw new UsageError(`unrolled validate: the session cannot start: ${error.message}`);
  });
  const interruption = new AbortController();
  const onSignal = () => {
    if (interruption.signal.aborted) session.close().finally(() => process.exit(130));
    interruption.abort();
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  try {
    const run = await runAll(notebook, session, {
      signal: interruption.signal,
      onStart: ({ number, total }) => status.show(`running cell ${number} of ${total}`),
    });
    status.clear();
    if (interruption.signal.aborted) {
      say(`${path}: interrupted`);
      return 130;
    }
    const { lines, missing } = findingsOf(run, { structure, assignment: releasedOf(notebook).assignment });
    for (const line of lines) say(line);
    const color = missing > 0 ? "red" : "green";
    const words =
      missing > 0 ? `${missing} ${missing === 1 ? "thing is" : "things are"} missing` : "nothing is missing";
    say(styleText(color, `${path}: ${words}`, { stream: process.stdout }));
    return missing > 0 ? 1 : 0;
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    status.clear();
    await session.close();
  }
}

function readCommandLine(args: string[]): { path: string; course?: string | undefined; student?: string | undefined } {
  const { values, positionals } = parse("validate", args, { student: { type: "string" }, ...courseOption });
  const [path, ...more] = positionals;
  if (path === undefined)
    throw new UsageError('unrolled validate expects a notebook, but got none: see "unrolled help"');
  if (more.length > 0)
    throw new UsageError(
      `unrolled validate expects one notebook, but got ${positionals.length}: ${positionals.join(", ")}`,
    );
  return { path, course: values.course, student: values.student };
}
