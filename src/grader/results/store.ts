// What keeps results: a file (SQLite), or a database that several machines share (PostgreSQL). Both do the same, and one test
// tries both.
//
// No queue runs a submission exactly once: a grader may be killed between its work and its word of it. What can be had is an effect
// that happens once. Whoever takes a submission gets the number of its attempt; what it came to is written in one transaction, and
// only while this number is the newest. A grader that was thought dead and comes back writes nothing any more.
import type { Notebook } from "../../../kernel/notebook/index.ts";
import type { CheckResult, ManualScore, RunRecord, SubmissionResult } from "./types.ts";

/** A file answers at once, a database later. */
type Later<Value> = Value | Promise<Value>;

/** A submission before it is graded. */
export type Waiting = Pick<SubmissionResult, "submission" | "student" | "name" | "file" | "hash" | "received" | "late">;

/** Who grades a submission, as its number says. */
export interface Claim {
  readonly run: string;
  readonly submission: string;
  readonly attempt: number;
}

/** How a submission ended, beside its checks. */
export type Ending = Pick<SubmissionResult, "state" | "reason" | "flags" | "askedAs">;

/** What a submission came to. */
export interface Found extends Ending {
  checks: readonly CheckResult[];
  /** As it was executed. */
  notebook?: Notebook | undefined;
}

export interface NewRun {
  run: string;
  assignment: string;
  /** Of the assignment's sources. */
  version: string;
  /** The version of the program: another one may judge otherwise. */
  program?: string;
  /** The module of the course on this machine, where it is not the open one. */
  course?: string | undefined;
  /** All who handed in, also where the run is of some of them. */
  everybody?: readonly Person[];
}

/** Who handed in, and other names of theirs. */
export interface Person {
  readonly student: string;
  readonly names: readonly string[];
}

/** What is handed over with a submission. A file keeps none of it; a database does, for graders on other machines. */
export interface HandedIn extends Waiting {
  names?: readonly string[];
  remarks?: readonly string[];
  /** Why it is refused. */
  fault?: string;
  entry?: { read(): Promise<Buffer> };
}

export interface Results {
  /** The file's path, or the database's address without its password. */
  readonly name: string;

  /** The ids of all runs, of one assignment where it is named; the oldest first. */
  runs(assignment?: string): Later<string[]>;

  /** A run with all that is graded; the newest where none is named. @throws ResultsError where there is none */
  readRun(run?: string): Later<RunRecord>;

  /** The module of the course that the newest run was graded with; undefined for the open one. A database knows no machine's paths. */
  course(assignment: string): Later<string | undefined>;

  /** The text of the executed notebook; undefined where none was kept. @throws Error where it cannot be read any more */
  executed(run: string, result: SubmissionResult): Later<string | undefined>;

  /** Begins a run, with all that waits in it: it is whole, or not there. False where another run has its name. */
  beginRun(run: NewRun, all: readonly HandedIn[]): Later<boolean>;

  /** Takes over what an earlier run has found of some submissions, for a run in which others are graded again. */
  keep(runs: { from: string; to: string }, submissions: readonly string[]): Later<void>;

  /** What is not graded yet, in its order. */
  waiting(run: string): Later<Waiting[]>;

  /** Takes a submission. Undefined where it is graded already. */
  claim(run: string, submission: string): Later<Claim | undefined>;

  /** Writes what a submission came to. False where somebody else has taken it meanwhile: nothing is written then. */
  finish(claim: Claim, found: Found): Later<boolean>;

  /** Ends a run, where nothing waits in it. */
  finishRun(run: string): Later<void>;

  /** Marks that persons gave, of one assignment where it is named. */
  manualScores(assignment?: string): Later<ManualScore[]>;

  /** Writes marks: all of them or, where one cannot be written, none. A mark that is there already is replaced. */
  writeManual(scores: readonly ManualScore[]): Later<void>;

  /** 256 random bits that belong to these results and are drawn once: hidden inputs come from them. Nobody hands them out. */
  secret(): Later<string>;

  close(): Later<void>;
}
