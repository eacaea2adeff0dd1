// The table of commands: what each is called, how it is used, which file does it.
import { keepCompiledCode } from "../../kernel/compile-cache.ts";
import { NotebookError } from "../../kernel/notebook/index.ts";
import { packageVersion } from "./package.ts";
import { complain, say } from "./print.ts";
import { HelpWanted, UsageError } from "./usage.ts";

/** Returns the exit code: 0 done, 1 the notebook failed or something is missing, 2 a mistake in the command line, 130 interrupted. */
type Command = (args: string[]) => Promise<number>;

const commands: { [name: string]: () => Promise<Command> } = {
  run: async () => (await import("./run.ts")).run,
  start: async () => (await import("./start.ts")).start,
  course: async () => (await import("./course-new.ts")).course,
  new: async () => (await import("./new.ts")).newAssignment,
  import: async () => (await import("./import.ts")).importAssignment,
  release: async () => (await import("./release.ts")).release,
  export: async () => (await import("./export.ts")).exportScores,
  validate: async () => (await import("./validate.ts")).validate,
  update: async () => (await import("./update.ts")).update,
  "hand-in": async () => (await import("./hand-in.ts")).handIn,
  grade: async () => (await import("./grade.ts")).grade,
  feedback: async () => (await import("./feedback.ts")).feedback,
  report: async () => (await import("./report.ts")).report,
  marks: async () => (await import("./marks.ts")).marks,
  dashboard: async () => (await import("./dashboard.ts")).dashboard,
  items: async () => (await import("./items.ts")).items,
  kernel: async () => (await import("./kernel.ts")).kernel,
  doctor: async () => (await import("./doctor.ts")).doctor,
  help: async () => help,
  version: async () => version,
};

const helpText = `Unrolled: a TypeScript notebook kernel with a recurrent-network toolkit

  unrolled run NOTEBOOK                  run a notebook's cells and show their outputs (no Python needed)
               -p NAME VALUE             … with a parameter: a cell after the one tagged "parameters"
               -r NAME TEXT              … that is a text, whatever it looks like
               -f FILE.json              … with the parameters of a file
               --inplace                 … and save the outputs in the notebook
               --output FILE             … and save the notebook with its outputs as FILE
               --course DIR              … with the course in DIR in the place of ours
  unrolled start [FOLDER]                open a folder of notebooks in JupyterLab
                 --no-browser            … and print the address only
                 --port N                … at this port
  unrolled course new DIR                a course of one's own in a new folder, with a first assignment that holds already
                      --first NAME       … with this name; "leaking" where left out
  unrolled new NAME                      a working assignment to begin with: notebook, questions, mistakes, hidden checks
               --in DIR                  … in the course in DIR; here where left out
  unrolled import otter FILE --to DIR    an assignment in Otter's source format, as one of the course in DIR
                  --name NAME            … called so; like the file where left out
  unrolled release SOURCE… --to DIR      write what students get: no solutions, outputs and counts; an assignment's
                                         folder is proven first, and its cells are locked
                   --students ROSTER.csv … a copy for each student, with their name
                   --corrections         … where one lies there already, into .corrections/: for a repository that students pull
                   --nbgrader            … a course's folder for nbgrader, with the settings that it needs
                   --plain               … the copy alone, nothing proven and nothing locked
                   --course DIR          … with the course in DIR, in the place of the folder above
                   --json                … and say for a script what they are
  unrolled validate NOTEBOOK             what is missing before it is handed in: runs it from the top
               --student NAME            … as this student, whatever its cells say
               --course DIR              … with the course in DIR in the place of ours
  unrolled update NOTEBOOK               an assignment that you have begun gets what was corrected since, and keeps your work
                  --from FILE            … the corrected one, or a folder with it; .corrections/ beside it where left out
  unrolled hand-in NOTEBOOK              says what is missing, and hands in: a file to upload, in hand-in/, and a receipt
                   --to DIR              … into the inbox of a course in nbgrader's exchange (or $UNROLLED_EXCHANGE): its folder
                                         or inbound in it; refused where there is none
                   --file DIR            … a file to upload, in DIR
                   --student NAME        … called so; --course DIR as above; --unchecked does not run it; --json for a script
                   --fetch               … brings the feedback to what was handed in before
  unrolled grade ASSIGNMENT SUBMISSIONS  grade what was handed in (Linux): a folder or zip of a student each, of Canvas,
                                         Moodle or nbgrader, or an exchange's inbox; ASSIGNMENT is the folder with source.ipynb
                 --results FILE          … into this file; graded/NAME.sqlite where it is left out
                 --database ADDRESS      … into a PostgreSQL database (postgres://USER@HOST/DATABASE), for several machines
                 --jobs N                … so many side by side; as many as processors where it is left out
                 --resume                … go on with a run that was broken off
                 --only STUDENT          … this student alone, the others as before
                 --roster FILE.csv       … who is expected, and under which names
                 --due TIME              … what came later loses a tenth for each day: 2027-01-15T23:59+01:00; without a
                                         zone behind it, in this machine's
                 --late-per-day SHARE    … or another part; --grace MINUTES are free
                 --manual DIR            … and written answers into sheets in DIR; marks in sheets that are there are read
                                         first (without SUBMISSIONS: that alone)
                 --course DIR            … with the course in DIR, and not in the folder above ASSIGNMENT
                 --unsafe                … without a sandbox, where none can be made: only for code that you trust
  unrolled grade ASSIGNMENT --worker --database ADDRESS
                                         grade what was begun there on another machine, until Ctrl-C; with the same
                                         course; the password in PGPASSWORD or ~/.pgpass
                 --once                  … and end when nothing waits
                 --jobs N                … so many side by side; --course, --unsafe as above
                                         feedback, report, export and marks take the address in the place of a file
  unrolled feedback RESULTS --to DIR     a page and a notebook for each student: what their answers came to, and why
                    --inbox DIR          … back into the inbox that was graded, to each hand-in (DIR, or inbound in it); --to is left out
                    --only STUDENT       … for one of them
                    --run RUN            … of this run, not of the newest
                    --course DIR         … with the course in DIR, and not the one that it was graded with
  unrolled report RESULTS --to DIR       for who teaches: report.html on the class, and scores.csv
                  --run RUN              … of this run, not of the newest
                  --against RUN          … with what changed since this run, not since the one before
                  --course DIR           … with the course in DIR, and not the one that it was graded with
  unrolled export RESULTS --to FILE      the scores for another system:
                  --canvas EXPORT.csv    … Canvas's gradebook, filled in
                  --moodle SHEET.csv     … Moodle's grading worksheet, filled in
                  --gradescope           … a results.json for each submission, into the folder FILE
                  --lti PLATFORM.json    … an LMS's gradebook itself, by LTI 1.3 (--to is left out): each score once, and again
                                         when it changed
                  --users FILE.csv       … who is who there, in columns "student" and "sub"; --dry-run shows what would be sent
                  --roster FILE.csv      … who is who: a student without a row of that id is found by full name or e-mail
                  --column NAME          … which column of the sheet; the assignment's name, or "Grade", where left out
                  --run RUN              … of this run; of the newest where left out
  unrolled marks export RESULTS --to DIR written answers for a person: a sheet for each question, and what is looked for
  unrolled marks import RESULTS SHEET…   the marks back: all of them, or none and what is wrong
                        --marker NAME    … given by whom
                        --run RUN        … of this run, not of the newest; --course DIR as above; a short way to both is
                                         unrolled grade ASSIGNMENT --manual DIR
  unrolled dashboard RESULTS             a page on this machine, for you alone: what came in, what waits for a person, and written
                                         answers to be marked one after another
                     --port N            … at this port; --marker NAME, --run, --course as above
  unrolled kernel install                offer "TypeScript (Unrolled)" in Jupyter and VS Code, for this user
                          --sys-prefix   … for the environment of the jupyter on the PATH
                          --prefix DIR   … for the environment in DIR (a .venv, a conda environment)
                          --course DIR   … with the course in DIR in the place of ours
                          --engine tslab … with cells checked by tslab and TypeScript 6, where both are installed
  unrolled kernel uninstall              take it away again; the same options
  unrolled doctor                        what is here, what is missing, what to do
                  --json                 … for a script
                  --course DIR           … with the course in DIR in the place of ours
  unrolled items                         where each item of the curriculum is taught, exercised and tested
                 --open                  … only those that are still open
                 --json                  … for a script
  unrolled help                          this text; of one command: unrolled COMMAND --help
  unrolled version                       the version

"npm start" in the project opens the lessons in JupyterLab.
`;

export async function main([name, ...args]: string[]): Promise<number> {
  keepCompiledCode();
  noteUnwritten();
  try {
    if (name === undefined) return await help();
    const command = await find(name);
    const [first = ""] = args;
    return isHelp(first) ? helpOf(name) : await command(args);
  } catch (error) {
    if (error instanceof HelpWanted) return helpOf(name!);
    if (!(error instanceof UsageError || error instanceof NotebookError)) throw error;
    complain(error.message);
    return 2;
  }
}

/** Whoever was to read the output may be gone, or its disk full: what was asked for goes on, and its end says that. */
function noteUnwritten(): void {
  let reason: NodeJS.ErrnoException | undefined;
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    reason ??= error;
  });
  process.on("exit", code => {
    if (!reason) return;
    if (reason.code !== "EPIPE") complain(`unrolled: the output cannot be written: ${reason.message}`);
    if (code === 0) process.exitCode = 1;
  });
}

async function find(name: string): Promise<Command> {
  const known = { "--help": "help", "-h": "help", "--version": "version" }[name] ?? name;
  if (!Object.hasOwn(commands, known))
    throw new UsageError(
      `unrolled has no command "${name}", only ${Object.keys(commands).join(", ")}: see "unrolled help"`,
    );
  return commands[known]!();
}

async function help(): Promise<number> {
  process.stdout.write(helpText);
  return 0;
}

const isHelp = (argument: string) => argument === "--help" || argument === "-h";

/** What the help says of one command. */
function helpOf(name: string): number {
  const parts = helpText.split(/^(?= {2}unrolled )|\n(?=")/m).slice(1);
  process.stdout.write(parts.filter(part => part.startsWith(`  unrolled ${name}`)).join("") || helpText);
  return 0;
}

async function version(): Promise<number> {
  say(`unrolled ${packageVersion()} on Node ${process.versions.node}`);
  return 0;
}
