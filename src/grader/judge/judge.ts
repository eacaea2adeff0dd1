// A whole submission: its cells run in a box, its answers are read, and each check is judged here.
//
// A crash or a time-out takes what it takes and no more: checks that were judged are kept, the session begins anew with the
// cells that ran before, and goes on behind the one that failed.
import { Displays, type Notebook } from "../../../kernel/notebook/index.ts";
import type { Flag } from "../results/index.ts";
import type { RestoredCell } from "../submissions/index.ts";
import { type Answer, type Reading, readAnswer } from "./answer.ts";
import { type GradedQuestion, isWritten } from "./assignment.ts";
import { type BoxSource, InfrastructureError, type Ran } from "./box.ts";
import { tooBusy, waitingForCore } from "./busy-machine.ts";
import { CellRuns } from "./cell-runs.ts";
import { type Identity, identify } from "./identity.ts";
import { BoundedOutputs, newBudget } from "./outputs.ts";
import { hasOwnNames } from "./own-names.ts";
import { type Plan, planOf } from "./plan.ts";
import { type Judgement, Verdicts } from "./verdicts.ts";

export interface JudgeRequest extends Identity, Judgement {
  cells: readonly RestoredCell[];
  boxes: BoxSource;
  /** Where the compiler fails it is first taken for a fault of ours, and in the last try for the submission's. */
  isLastTry?: boolean;
  /** How many times longer than their limits say cells and checks may take; 1 where left out. */
  patience?: number;
  /** For tests. */
  waitingForCore?: () => () => number;
}

export interface JudgedSubmission {
  notebook: Notebook;
  flags: Flag[];
  /** The name whose questions were judged, where it is not the student's own. */
  askedAs?: string;
}

/** How long an answer may take to be read, in milliseconds. */
const readMs = 5000;

/** @throws InfrastructureError where no box can be had */
export async function judgeSubmission(request: JudgeRequest): Promise<JudgedSubmission> {
  const judging = new Judging(request);
  try {
    return await judging.judge();
  } finally {
    await judging.end();
  }
}

class Judging {
  readonly #request: JudgeRequest;
  readonly #cells: RestoredCell[];
  readonly #plan: Plan;
  readonly #runs: CellRuns;
  readonly #verdicts: Verdicts;
  readonly #flags: Flag[] = [];
  readonly #waited: () => number;
  #questions: readonly GradedQuestion[] | undefined;
  #name: string | undefined;

  constructor(request: JudgeRequest) {
    const { boxes, cells, student, patience = 1 } = request;
    const { cell, check, submission } = request.assignment.limits;
    const limits = { cell: patience * cell, check: patience * check, submission: patience * submission };
    const assignment = { ...request.assignment, limits };
    this.#request = { ...request, assignment };
    this.#waited = (request.waitingForCore ?? waitingForCore)();
    this.#cells = structuredClone([...cells]);
    const keys = assignment.questionsOf(student).map(({ key }) => key);
    this.#plan = planOf(cells, assignment.release, keys);
    this.#runs = new CellRuns(boxes, this.#cells, limits);
    this.#verdicts = new Verdicts(this.#request, this.#runs, question => this.#isLeftBlank(question));
  }

  async judge(): Promise<JudgedSubmission> {
    const [displays, budget] = [new Displays(), newBudget()];
    await this.#runs.box.begin();
    let count = 0;
    for (const [at, { cell }] of this.#cells.entries()) {
      if (cell.cell_type !== "code" || cell.source.trim() === "") {
        await this.#judgeAnswersAt(at, undefined);
        continue;
      }
      if (!(await this.#runs.ensure(at))) break;
      count += 1;
      const outputs = new BoundedOutputs(displays, budget);
      const ran = await this.#runs.run(at, count, outputs);
      this.#requireCompiler(ran);
      cell.outputs = outputs.end(ran.outcome, count);
      cell.execution_count = count;
      await this.#judgeAnswersAt(at, ran);
    }
    await this.#judgeRest();
    await this.#verdicts.judgeLater(key => {
      const { at, expressions } = this.#plan.answers.get(key)!;
      return this.#read(at, expressions, undefined);
    });
    this.#requireCore();
    const { assignment, student } = this.#request;
    const cells = this.#cells.map(({ cell }) => cell);
    return {
      notebook: { ...assignment.release.notebook, cells },
      flags: [...this.#flags, ...this.#runs.flags],
      ...(this.#name !== undefined && this.#name !== student && { askedAs: this.#name }),
    };
  }

  async end(): Promise<void> {
    await this.#runs.box.end();
  }

  /** A compiler that dies or takes too long may be short of what we give it, or be led there by the types of a cell. */
  #requireCompiler({ outcome }: Ran): void {
    if (outcome.status !== "error" || outcome.ename !== "CompilerError" || this.#request.isLastTry) return;
    throw new InfrastructureError(outcome.evalue);
  }

  /** What took too long where others had the cores is tried again. */
  #requireCore(): void {
    if (this.#request.isLastTry || !this.#runs.hasTimedOut || this.#waited() < tooBusy) return;
    throw new InfrastructureError("this machine was too busy: what was too slow may be right. Grade with fewer --jobs");
  }

  /** Of the questions that are answered by this cell, all checks. @param ran how the cell ended, if it ran */
  async #judgeAnswersAt(at: number, ran: Ran | undefined): Promise<void> {
    const { name, answers, written } = this.#plan;
    if (name?.at === at && ran && (await this.#runs.ensure(at + 1))) await this.#readName(at, name.expressions);
    for (const [key, place] of answers) {
      if (place.at !== at || this.#verdicts.has(key)) continue;
      const question = this.#all().find(one => one.key === key)!;
      if (isWritten(question.definition) && written.has(key)) continue;
      await this.#verdicts.judge(question, await this.#read(at, place.expressions, ran));
    }
  }

  async #read(at: number, expressions: readonly string[], ran: Ran | undefined): Promise<Answer> {
    const { box } = this.#runs;
    if (ran?.stopped && box.isStale) return { kind: "stopped", stopped: ran.stopped };
    if (!(await this.#runs.ensure(at + 1))) return { kind: "stopped", stopped: this.#runs.last };
    const own = expressions.filter(one => hasOwnNames(one, this.#runs.compiled));
    const answer = await readAnswer(box, this.#readings(at, own), readMs, this.#request.assignment.checking);
    if (answer.kind === "stopped") this.#runs.stoppedAt(at, answer.stopped);
    // The cell's own error says more than that a name is not there.
    if (answer.kind !== "none" || ran?.outcome.status !== "error") return answer;
    if (ran.stopped) return { kind: "stopped", stopped: ran.stopped };
    const { ename, evalue } = ran.outcome;
    return {
      kind: "none",
      message: `its cell ends with an error: ${ename}: ${evalue.split("\n", 1)[0]!.slice(0, 300)}`,
    };
  }

  #isLeftBlank(question: string): boolean {
    const place = this.#plan.answers.get(question);
    return place !== undefined && /(?<![\w$])____(?![\w$])/.test(this.#cells[place.at]!.cell.source);
  }

  async #readName(at: number, expressions: readonly string[]): Promise<void> {
    const readings = this.#readings(at, expressions);
    const answer = await readAnswer(this.#runs.box, readings, readMs, this.#request.assignment.checking);
    const claimed = answer.kind === "value" ? answer.value : undefined;
    const { name, flag } = identify(claimed, this.#request);
    this.#name = name;
    if (flag) this.#flags.push(flag);
  }

  #readings(at: number, expressions: readonly string[]): Reading[] {
    const text = this.#runs.hasRun(at) ? this.#cells[at]!.cell.source : "";
    return expressions.map(expression => ({ expression, isCompiled: text.includes(expression) }));
  }

  /** The questions of whoever the notebook's numbers are drawn for. */
  #all(): readonly GradedQuestion[] {
    this.#questions ??= this.#request.assignment.questionsOf(this.#name ?? this.#request.student);
    return this.#questions;
  }

  /** The questions that no cell which ran has answered. */
  async #judgeRest(): Promise<void> {
    for (const question of this.#all()) {
      const { key } = question;
      if (!this.#verdicts.has(key)) await this.#verdicts.judge(question, this.#answerOutsideCells(key));
    }
  }

  #answerOutsideCells(key: string): Answer {
    const written = this.#plan.written.get(key);
    if (written) return { kind: "value", value: written.text };
    if (this.#plan.answers.has(key)) return { kind: "stopped", stopped: this.#runs.last };
    return { kind: "value", value: this.#request.assignment.checking.____ };
  }
}
