// A whole submission: its cells run in a box, its answers are read, and each check is judged here.
//
// A crash or a time-out takes what it takes and no more: checks that were judged are kept, the session begins anew with the
// cells that ran before, and goes on behind the one that failed.
import { type CodeCell, Displays, type Notebook } from "../../../kernel/notebook/index.ts";
import type { CheckResult, Flag } from "../results/index.ts";
import type { RestoredCell } from "../submissions/index.ts";
import { type Answer, readAnswer } from "./answer.ts";
import { type GradedAssignment, type GradedQuestion, isWritten } from "./assignment.ts";
import { type BoxSource, InfrastructureError, type Ran, type Stopped, SubmissionBox } from "./box.ts";
import { type CheckOf, judgeCheck, resultOf } from "./check.ts";
import { type Identity, identify } from "./identity.ts";
import { BoundedOutputs, newBudget } from "./outputs.ts";
import { type Plan, planOf } from "./plan.ts";
import { seedOf } from "./seed.ts";

export interface JudgeRequest extends Identity {
  assignment: GradedAssignment;
  submission: string;
  hash: string;
  run: string;
  secret: string;
  cells: readonly RestoredCell[];
  boxes: BoxSource;
  /** Where the compiler fails it is first taken for a fault of ours, and in the last try for the submission's. */
  isLastTry?: boolean;
  /** Is told each check at once. */
  onCheck: (result: CheckResult) => void;
}

export interface JudgedSubmission {
  notebook: Notebook;
  flags: Flag[];
  /** The name whose questions were judged, where it is not the student's own. */
  askedAs?: string;
}

/** A session begins anew so often; then what is left is not run any more. */
const maxDeaths = 3;

/** How long an answer may take to be read, in milliseconds. */
const readMs = 5000;

/** @throws InfrastructureError where no box can be had */
export async function judgeSubmission(request: JudgeRequest): Promise<JudgedSubmission> {
  const judging = new Judging(request);
  try {
    return await judging.judge();
  } finally {
    await judging.box.end();
  }
}

class Judging {
  readonly box: SubmissionBox;
  readonly #request: JudgeRequest;
  readonly #cells: RestoredCell[];
  readonly #plan: Plan;
  readonly #flags: Flag[] = [];
  readonly #keys: readonly string[];
  readonly #judged = new Set<string>();
  /** The cells that are not run again, since they ended the session or took too long. */
  readonly #left = new Set<number>();
  /** The cells that ran, to their end or to an error. */
  readonly #compiled = new Set<number>();
  #questions: readonly GradedQuestion[] | undefined;
  #name: string | undefined;
  #deaths = 0;
  #last: Stopped | undefined;

  constructor(request: JudgeRequest) {
    const { assignment, boxes, cells, student } = request;
    this.#request = request;
    this.#cells = structuredClone([...cells]);
    this.#keys = assignment.questionsOf(student).map(({ key }) => key);
    this.#plan = planOf(cells, assignment.release, this.#keys);
    this.box = new SubmissionBox(boxes, performance.now() + 1000 * assignment.limits.submission);
  }

  async judge(): Promise<JudgedSubmission> {
    const [displays, budget] = [new Displays(), newBudget()];
    await this.box.begin();
    let count = 0;
    for (const [at, { cell }] of this.#cells.entries()) {
      if (cell.cell_type !== "code" || cell.source.trim() === "") {
        await this.#judgeAnswersAt(at, undefined);
        continue;
      }
      if (!(await this.#ensure(at))) break;
      count += 1;
      const outputs = new BoundedOutputs(displays, budget);
      const ran = await this.#run(cell, count, outputs);
      this.#requireCompiler(ran);
      cell.outputs = outputs.end(ran.outcome, count);
      cell.execution_count = count;
      if (!isUncompiled(ran)) this.#compiled.add(at);
      if (ran.stopped) this.#note(at, ran.stopped);
      if (ran.stopped && !this.box.isStale) await this.box.look();
      if (this.box.isStale) this.#deaths += 1;
      await this.#judgeAnswersAt(at, ran);
    }
    await this.#judgeRest();
    const { assignment, student } = this.#request;
    const cells = this.#cells.map(({ cell }) => cell);
    return {
      notebook: { ...assignment.release.notebook, cells },
      flags: this.#flags,
      ...(this.#name !== undefined && this.#name !== student && { askedAs: this.#name }),
    };
  }

  #run(cell: CodeCell, count: number, outputs: BoundedOutputs): Promise<Ran> {
    let dropped = 0;
    return this.box.run(cell.source, 1000 * this.#request.assignment.limits.cell, count, output => {
      if (outputs.add(output)) return;
      // Whoever floods is stopped, for the time that it takes.
      dropped += 1;
      if (dropped === maxDropped) this.box.interrupt();
    });
  }

  /** A compiler that dies or takes too long may be short of what we give it, or be led there by the types of a cell. */
  #requireCompiler({ outcome }: Ran): void {
    if (outcome.status !== "error" || outcome.ename !== "CompilerError" || this.#request.isLastTry) return;
    throw new InfrastructureError(outcome.evalue);
  }

  /** A session in which the cells before this one have run. False where there is none any more. */
  async #ensure(at: number): Promise<boolean> {
    if (this.box.isLate || this.#deaths > maxDeaths) return false;
    if (!this.box.isStale) {
      await this.box.look();
      if (this.box.isStale) this.#deaths += 1;
    }
    while (this.box.isStale) {
      await this.box.begin();
      for (const [before, { cell }] of this.#cells.slice(0, at).entries()) {
        if (cell.cell_type !== "code" || this.#left.has(before) || cell.source.trim() === "") continue;
        const { stopped } = await this.box.run(
          cell.source,
          1000 * this.#request.assignment.limits.cell,
          before,
          () => {},
        );
        if (stopped) this.#left.add(before);
        if (!this.box.isStale) continue;
        this.#deaths += 1;
        if (this.#deaths > maxDeaths) return false;
        break;
      }
    }
    return true;
  }

  #note(at: number, stopped: Stopped): void {
    this.#left.add(at);
    this.#last = stopped;
    const { cell } = this.#cells[at]!;
    const message = `cell ${JSON.stringify(cell.id ?? "")}: ${stopped.message}`;
    this.#flags.push({ kind: stopped.why, message, ...(cell.id !== undefined && { cell: cell.id }) });
    if (stopped.suspicion)
      this.#flags.push({ kind: "tamper", message: stopped.suspicion, ...(cell.id !== undefined && { cell: cell.id }) });
  }

  /** Of the questions that are answered by this cell, all checks. @param ran how the cell ended, if it ran */
  async #judgeAnswersAt(at: number, ran: Ran | undefined): Promise<void> {
    const { name, answers } = this.#plan;
    if (name?.at === at && ran && (await this.#ensure(at + 1))) await this.#readName(name.expressions);
    for (const [key, place] of answers) {
      if (place.at !== at || this.#judged.has(key)) continue;
      const question = this.#all().find(one => one.key === key)!;
      if (isWritten(question.definition) && this.#plan.written.has(key)) continue;
      const answer = await this.#read(at, place.expressions, ran);
      await this.#judge(question, answer);
    }
  }

  async #read(at: number, expressions: readonly string[], ran: Ran | undefined): Promise<Answer> {
    if (ran?.stopped && this.box.isStale) return { kind: "stopped", stopped: ran.stopped };
    if (!(await this.#ensure(at + 1))) return { kind: "stopped", stopped: this.#last ?? late };
    const { checking } = this.#request.assignment;
    const answer = await readAnswer(
      this.box,
      expressions.filter(one => this.#isOwn(one)),
      readMs,
      checking,
    );
    if (answer.kind === "stopped") {
      this.#note(at, answer.stopped);
      if (this.box.isStale) this.#deaths += 1;
    }
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

  /**
   * Whether the names that are an answer are the student's: where a cell that declares `softmax` does not run, the toolkit's
   * own would be judged.
   */
  #isOwn(expression: string): boolean {
    const cells = this.#cells.filter((_, at) => this.#compiled.has(at)).map(({ cell }) => cell.source);
    return plainNames(expression).every(name => {
      const declared = new RegExp(
        `\\b(?:function\\*?|const|let|var|class|import)\\b[^=;]*?(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])|,\\s*${name.replaceAll("$", "\\$")}\\s*[=,]`,
      );
      return cells.some(source => declared.test(source));
    });
  }

  async #readName(expressions: readonly string[]): Promise<void> {
    const answer = await readAnswer(this.box, expressions, readMs, this.#request.assignment.checking);
    const claimed = answer.kind === "value" ? answer.value : undefined;
    const { name, flag } = identify(claimed, this.#request);
    this.#name = name;
    if (flag) this.#flags.push(flag);
  }

  /** The questions of whoever the notebook's numbers are drawn for. */
  #all(): readonly GradedQuestion[] {
    this.#questions ??= this.#request.assignment.questionsOf(this.#name ?? this.#request.student);
    return this.#questions;
  }

  async #judge(question: GradedQuestion, answer: Answer): Promise<void> {
    const { key, definition, hidden } = question;
    this.#judged.add(key);
    const points = definition.points ?? 1;
    if (isWritten(definition)) {
      const text = answer.kind === "value" ? answer.value : undefined;
      return this.#write(question, text, answer);
    }
    const each = hidden ? points / 2 : points;
    const publicly = await this.#check(this.#checkOf(key, "public", each), definition, answer);
    if (!hidden) return;
    const check = this.#checkOf(key, "hidden", each);
    // What stopped the one would stop the other, and take as long again.
    if (publicly === undefined) await this.#check(check, hidden, answer);
    else this.#tell(resultOf(check, publicly.why, { message: publicly.message }));
  }

  /** What stopped it, if anything did. */
  async #check(check: CheckOf, definition: GradedQuestion["definition"], answer: Answer): Promise<Stopped | undefined> {
    const { checking, limits } = this.#request.assignment;
    const { result, stopped } = await judgeCheck({
      check,
      definition,
      answer,
      isLeftBlank: this.#isLeftBlank(check.question),
      box: this.box,
      limitMs: 1000 * limits.check,
      checking,
    });
    this.#tell(result);
    if (!stopped) return undefined;
    this.#last = stopped;
    if (this.box.isStale) this.#deaths += 1;
    if (stopped.suspicion) this.#flags.push({ kind: "tamper", message: stopped.suspicion });
    return stopped;
  }

  async #write({ key, definition }: GradedQuestion, text: unknown, answer: Answer): Promise<void> {
    const check = this.#checkOf(key, "written", definition.points ?? 1);
    const given = typeof text === "string" ? text.slice(0, maxWritten) : undefined;
    if (given === undefined || given.trim() === "") {
      const blank = text === undefined || text === this.#request.assignment.checking.____ || given !== undefined;
      const isGone = answer.kind === "none" || answer.kind === "stopped";
      if (isGone || !blank) {
        await this.#check(check, definition, answer);
        return;
      }
      this.#tell(resultOf(check, "not-attempted", { message: "nothing was written" }));
      return;
    }
    this.#tell(resultOf(check, "to-mark", { given, message: "a person will read it" }));
  }

  async #judgeRest(): Promise<void> {
    for (const question of this.#all()) {
      const { key } = question;
      if (this.#judged.has(key)) continue;
      const written = this.#plan.written.get(key);
      if (written) {
        this.#judged.add(key);
        await this.#write(question, written.text, { kind: "value", value: written.text });
      } else if (this.#plan.answers.has(key))
        await this.#judge(question, { kind: "stopped", stopped: this.#last ?? late });
      else await this.#judge(question, { kind: "value", value: this.#request.assignment.checking.____ });
    }
  }

  #checkOf(question: string, kind: CheckOf["kind"], of: number): CheckOf {
    const { submission, secret, run, hash } = this.#request;
    const seed = kind === "written" ? "" : seedOf({ secret, run, hash, check: `${question}/${kind}` });
    return { submission, question, kind, of, seed };
  }

  #tell(result: CheckResult): void {
    this.#request.onCheck(result);
  }
}

/** The compiler refused the cell: nothing of it has run. */
const isUncompiled = ({ outcome }: Ran): boolean =>
  outcome.status === "error" && /^(TS\d+|CompilerError|CellTooLong|SyntaxError)$/.test(outcome.ename);

/** Of an answer that is a name, or an object of names, these: `sum`, `{ a, b }`. */
function plainNames(expression: string): string[] {
  const [, inner] = /^\{([\w$,\s]*)\}$/.exec(expression.trim()) ?? [];
  const names = (inner ?? expression)
    .split(",")
    .map(name => name.trim())
    .filter(name => name !== "");
  return names.every(name => /^[A-Za-z_$][\w$]*$/.test(name))
    ? names.filter(name => name !== "____" && name !== "undefined")
    : [];
}

/** Outputs that came after a cell's room was full, before it is stopped. */
const maxDropped = 50;

/** A written answer is kept up to here, in characters. */
const maxWritten = 20_000;

const late: Stopped = { why: "time-out", message: "the time for the whole submission was over" };
