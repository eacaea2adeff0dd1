// `unrolled validate FILE`: what is missing before a notebook is handed in. It runs the file from the top, as a grader does.
import { dirname, resolve } from "node:path";
import { styleText } from "node:util";
import {
  decodeNotebook,
  type Notebook,
  parseNotebook,
  readNotebookFile,
  requireTypeScript,
} from "../../kernel/notebook/index.ts";
import { startSession } from "../../kernel/session.ts";
import { courseOf, courseOption } from "./course.ts";
import { requireOwnAssignment } from "./hand-in/right-assignment.ts";
import { preloadOf } from "./preload.ts";
import { say } from "./print.ts";
import { StatusLine } from "./status-line.ts";
import { oneNotebook, parse, UsageError } from "./usage.ts";
import { findingsOf } from "./validate/findings.ts";
import { runAll } from "./validate/run-all.ts";
import { releasedOf, structureFaults } from "./validate/structure.ts";

/** Ends with 0 where nothing is missing, with 1 where something is. */
export async function validate(args: string[]): Promise<number> {
  const { path, ...named } = readCommandLine(args);
  const notebook = parseNotebook(decodeNotebook(await readNotebookFile(path), path), path);
  requireTypeScript(notebook, path);
  const { assignment, ownCourse } = releasedOf(notebook);
  const lacksCourse =
    assignment !== undefined &&
    (await requireOwnAssignment("validate", path, { assignment, ownCourse }, named.course)).lacksCourse;
  const missing = await missingIn(path, notebook, { ...named, lacksCourse });
  return missing === "interrupted" ? 130 : missing > 0 ? 1 : 0;
}

interface As {
  course?: string | undefined;
  student?: string | undefined;
  /** As `requireOwnAssignment` has found it. */
  lacksCourse: boolean;
}

/** Runs a notebook from the top and says what is missing. @returns how many things are */
export async function missingIn(
  path: string,
  notebook: Notebook,
  { course: named, student, lacksCourse }: As,
): Promise<number | "interrupted"> {
  const { assignment } = releasedOf(notebook);
  if (lacksCourse) {
    say(
      `missing or wrong: the questions of ${assignment}: the folder course/ and package.json, which were handed out with the notebook, do not lie beside it. Put them there, from where you got it (of an exam: --course DIR)`,
    );
    say(styleText("red", `${path}: 1 thing is missing`, { stream: process.stdout }));
    return 1;
  }
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
      return "interrupted";
    }
    const { lines, missing } = findingsOf(run, { structure, assignment });
    for (const line of lines) say(line);
    const color = missing > 0 ? "red" : "green";
    const words =
      missing > 0 ? `${missing} ${missing === 1 ? "thing is" : "things are"} missing` : "nothing is missing";
    say(styleText(color, `${path}: ${words}`, { stream: process.stdout }));
    return missing;
  } finally {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    status.clear();
    await session.close();
  }
}

function readCommandLine(args: string[]): { path: string; course?: string | undefined; student?: string | undefined } {
  const { values, positionals } = parse("validate", args, { student: { type: "string" }, ...courseOption });
  return { path: oneNotebook("validate", positionals), course: values.course, student: values.student };
}
