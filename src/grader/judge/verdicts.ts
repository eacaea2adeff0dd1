// The checks of a question, each judged and told at once: public, hidden, or kept for a person.
import type { CheckResult } from "../results/index.ts";
import type { Answer } from "./answer.ts";
import { type GradedAssignment, type GradedQuestion, isWritten } from "./assignment.ts";
import type { Stopped } from "./box.ts";
import type { CellRuns } from "./cell-runs.ts";
import { type CheckOf, judgeCheck, resultOf } from "./check.ts";
import { seedOf } from "./seed.ts";

/** Whose answers are judged, and in which run. */
export interface Judgement {
  assignment: GradedAssignment;
  submission: string;
  hash: string;
  run: string;
  secret: string;
  /** Is told each check at once. */
  onCheck: (result: CheckResult) => void;
}

/** A hidden check that is made when all cells have run. */
interface Later {
  check: CheckOf;
  definition: GradedQuestion["definition"];
  answer: Answer;
  /** Which session has the answer. */
  session: number;
}

/** A written answer is kept up to here, in characters. */
const maxWritten = 20_000;

export class Verdicts {
  readonly #of: Judgement;
  readonly #runs: CellRuns;
  readonly #isLeftBlank: (question: string) => boolean;
  readonly #judged = new Set<string>();
  readonly #later: Later[] = [];

  /** @param isLeftBlank whether ____ stands in the cell that answers a question */
  constructor(of: Judgement, runs: CellRuns, isLeftBlank: (question: string) => boolean) {
    this.#of = of;
    this.#runs = runs;
    this.#isLeftBlank = isLeftBlank;
  }

  has(question: string): boolean {
    return this.#judged.has(question);
  }

  /**
   * All checks of a question. But a hidden one that calls a student's function waits: what the function has seen of its inputs a
   * later cell could show, or hand in as an answer, whose message is told.
   */
  async judge(question: GradedQuestion, answer: Answer): Promise<void> {
    const { key, definition, hidden } = question;
    this.#judged.add(key);
    const points = definition.points ?? 1;
    if (isWritten(definition)) return await this.#write(this.#checkOf(key, "written", points), definition, answer);
    const each = hidden ? points / 2 : points;
    const publicly = await this.#check(this.#checkOf(key, "public", each), definition, answer);
    if (!hidden) return;
    const check = this.#checkOf(key, "hidden", each);
    // What stopped the one would stop the other, and take as long again.
    if (publicly) this.#of.onCheck(resultOf(check, publicly.why, { message: publicly.message }));
    else if (answer.kind !== "function") await this.#check(check, hidden, answer);
    else this.#later.push({ check, definition: hidden, answer, session: this.#runs.session });
  }

  /** The checks that have waited. @param again reads the answer to a question anew, where its session has died meanwhile */
  async judgeLater(again: (question: string) => Promise<Answer>): Promise<void> {
    this.#runs.silence();
    for (const { check, definition, answer, session } of this.#later) {
      const isThere = (await this.#runs.ensureAll()) && session === this.#runs.session;
      await this.#check(check, definition, isThere ? answer : await again(check.question));
    }
  }

  /** What stopped it, if anything did. */
  async #check(check: CheckOf, definition: GradedQuestion["definition"], answer: Answer): Promise<Stopped | undefined> {
    const { checking, limits } = this.#of.assignment;
    const { result, stopped } = await judgeCheck({
      check,
      definition,
      answer,
      isLeftBlank: this.#isLeftBlank(check.question),
      box: this.#runs.box,
      limitMs: 1000 * limits.check,
      checking,
    });
    this.#of.onCheck(result);
    if (stopped) this.#runs.stoppedIn(stopped);
    return stopped;
  }

  /** A text waits for a person. What is none is judged as any answer is. */
  async #write(check: CheckOf, definition: GradedQuestion["definition"], answer: Answer): Promise<void> {
    const { onCheck, assignment } = this.#of;
    const text = answer.kind === "value" ? answer.value : undefined;
    const given = typeof text === "string" ? text.slice(0, maxWritten) : undefined;
    if (given !== undefined && given.trim() !== "")
      return onCheck(resultOf(check, "to-mark", { given, message: "a person will read it" }));
    const isGone = answer.kind === "none" || answer.kind === "stopped";
    const isNothing = text === undefined || text === assignment.checking.____ || given !== undefined;
    if (isGone || !isNothing) return void (await this.#check(check, definition, answer));
    onCheck(resultOf(check, "not-attempted", { message: "nothing was written" }));
  }

  #checkOf(question: string, kind: CheckOf["kind"], of: number): CheckOf {
    const { submission, secret, run, hash } = this.#of;
    const seed = kind === "written" ? "" : seedOf({ secret, run, hash, check: `${question}/${kind}` });
    return { submission, question, kind, of, seed };
  }
}
