// The command line of `unrolled grade`.
import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { TableError } from "../../grader/exchange/csv.ts";
import { readRoster, type Student } from "../../grader/exchange/roster.ts";
import { maxSlots } from "../../grader/isolate/tools.ts";
import { courseOption } from "../course.ts";
import { parse, UsageError } from "../usage.ts";

export interface GradeOptions {
  assignment: string;
  submissions: string;
  /** The file of results; by default made of the assignment's name. */
  results?: string | undefined;
  jobs: number;
  resume: boolean;
  only: readonly string[];
  roster?: Student[] | undefined;
  late?: { due: Date; perDay: number; graceMinutes: number } | undefined;
  course?: string | undefined;
  unsafe: boolean;
  image?: string | undefined;
}

export function readOptions(args: string[]): GradeOptions {
  const { values, positionals } = parse("grade", args, {
    results: { type: "string" },
    jobs: { type: "string" },
    resume: { type: "boolean", default: false },
    only: { type: "string", multiple: true },
    roster: { type: "string" },
    due: { type: "string" },
    "late-per-day": { type: "string" },
    grace: { type: "string" },
    unsafe: { type: "boolean", default: false },
    image: { type: "string" },
    ...courseOption,
  });
  const [assignment, submissions, ...more] = positionals;
  if (assignment === undefined || submissions === undefined || more.length > 0)
    throw new UsageError(
      `unrolled grade expects an assignment's folder and the submissions (a folder or a zip), but got ${positionals.length === 0 ? "none" : positionals.join(", ")}: see "unrolled grade --help"`,
    );
  const { results, resume, only = [], unsafe, image, course } = values;
  return {
    assignment,
    submissions,
    results,
    resume,
    only,
    unsafe,
    image,
    course,
    jobs: wholeNumber("--jobs", values.jobs, availableParallelism(), maxSlots / 2),
    roster: values.roster === undefined ? undefined : rosterOf(values.roster),
    late: lateRule(values.due, values["late-per-day"], values.grace),
  };
}

function wholeNumber(option: string, written: string | undefined, otherwise: number, most: number): number {
  if (written === undefined) return Math.min(otherwise, most);
  const number = Number(written);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new UsageError(`unrolled grade ${option} expects a whole number from 1 to ${most}, but got ${written}`);
}

function rosterOf(path: string): Student[] {
  try {
    return readRoster(readFileSync(path, "utf8"), path);
  } catch (error) {
    if (error instanceof TableError || "code" in (error as object))
      throw new UsageError(`unrolled grade --roster: ${(error as Error).message}`);
    throw error;
  }
}

function lateRule(
  due: string | undefined,
  perDay: string | undefined,
  grace: string | undefined,
): GradeOptions["late"] {
  if (due === undefined) {
    if (perDay === undefined && grace === undefined) return undefined;
    throw new UsageError(
      "unrolled grade expects --due with --late-per-day and --grace, but got none: late after when?",
    );
  }
  const date = new Date(due);
  if (Number.isNaN(date.getTime()))
    throw new UsageError(`unrolled grade --due expects a time such as 2027-01-15T23:59+01:00, but got ${due}`);
  return {
    due: date,
    perDay: share("--late-per-day", perDay ?? "0.1"),
    graceMinutes: Number(grace ?? 0) >= 0 ? Number(grace ?? 0) : share("--grace", grace!),
  };
}

function share(option: string, written: string): number {
  const number = Number(written);
  if (number >= 0 && number <= 1) return number;
  throw new UsageError(`unrolled grade ${option} expects a number from 0 to 1, such as 0.1, but got ${written}`);
}
