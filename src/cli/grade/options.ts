// The command line of `unrolled grade`.
import { availableParallelism } from "node:os";
import type { Student } from "../../grader/exchange/roster.ts";
import { maxSlots } from "../../grader/isolate/tools.ts";
import { isAddress } from "../../grader/results/index.ts";
import { courseOption } from "../course.ts";
import { rosterFor } from "../roster.ts";
import { parse, UsageError } from "../usage.ts";
import { type LateOption, lateOption } from "./due.ts";

export interface GradeOptions {
  assignment: string;
  /** Undefined where nothing is graded, but for written answers. */
  submissions?: string | undefined;
  /** The folder of sheets for written answers. */
  manual?: string | undefined;
  /** The file of results; by default made of the assignment's name. */
  results?: string | undefined;
  /** The address of a database, in the place of a file. */
  database?: string | undefined;
  /** To grade what others have begun in the database, until there is nothing (`once`) or it is stopped. */
  worker?: { once: boolean } | undefined;
  jobs: number;
  resume: boolean;
  only: readonly string[];
  roster?: Student[] | undefined;
  late?: LateOption | undefined;
  course?: string | undefined;
  unsafe: boolean;
  image?: string | undefined;
}

export function readOptions(args: string[]): GradeOptions {
  const { values, positionals } = parse("grade", args, {
    results: { type: "string" },
    database: { type: "string" },
    worker: { type: "boolean", default: false },
    once: { type: "boolean", default: false },
    jobs: { type: "string" },
    resume: { type: "boolean", default: false },
    only: { type: "string", multiple: true },
    roster: { type: "string" },
    due: { type: "string" },
    manual: { type: "string" },
    "late-per-day": { type: "string" },
    grace: { type: "string" },
    unsafe: { type: "boolean", default: false },
    image: { type: "string" },
    ...courseOption,
  });
  const { database, worker, once, manual } = values;
  requireDatabase(values);
  const [assignment, submissions, ...more] = positionals;
  const isAlone = worker || (manual !== undefined && submissions === undefined);
  if (assignment === undefined || (submissions === undefined) !== isAlone || more.length > 0)
    throw new UsageError(
      `unrolled grade expects an assignment's folder${worker ? " alone with --worker" : " and the submissions (a folder or a zip)"}, but got ${positionals.length === 0 ? "none" : positionals.join(", ")}: see "unrolled grade --help"`,
    );
  const { results, resume, only = [], unsafe, image, course } = values;
  if (resume && only.length > 0)
    throw new UsageError(
      "unrolled grade --resume goes on with all of a run, and --only begins one of some students: leave one of them out",
    );
  return {
    assignment,
    submissions,
    manual,
    results,
    database,
    worker: worker ? { once } : undefined,
    resume,
    only,
    unsafe,
    image,
    course,
    jobs: wholeNumber("--jobs", values.jobs, availableParallelism(), maxSlots / 3),
    roster: rosterFor("grade", values.roster).people,
    late: lateOption(values.due, values["late-per-day"], values.grace),
  };
}

/** What a worker does is said by whoever began the run. */
const ofRun = ["resume", "only", "roster", "due", "late-per-day", "grace", "results", "manual"] as const;

function requireDatabase(values: {
  database?: string;
  worker: boolean;
  once: boolean;
  [option: string]: unknown;
}): void {
  const { database, worker, once, results } = values;
  const wrong = (what: string) => new UsageError(`unrolled grade ${what}`);
  if (database !== undefined && !isAddress(database))
    throw wrong(`--database expects an address such as postgres://USER@HOST/DATABASE, but got ${database}`);
  if (worker && database === undefined)
    throw wrong("--worker expects --database ADDRESS, where the work is, but got none");
  if (once && !worker) throw wrong("--once expects --worker, but got none");
  if (database !== undefined && results !== undefined)
    throw wrong("expects --results FILE or --database ADDRESS, but got both");
  const given = worker ? ofRun.find(option => values[option] !== undefined && values[option] !== false) : undefined;
  if (given !== undefined)
    throw wrong(`--worker grades what others have begun, and --${given} is for whoever begins: leave one of them out`);
}

function wholeNumber(option: string, written: string | undefined, otherwise: number, most: number): number {
  if (written === undefined) return Math.min(otherwise, most);
  const number = Number(written);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new UsageError(`unrolled grade ${option} expects a whole number from 1 to ${most}, but got ${written}`);
}
