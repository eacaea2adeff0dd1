// One check of one answer, judged here: what crosses from the box are values, never verdicts.
import { encodeValue } from "../../../kernel/execution/values.ts";
import type { CheckResult, State } from "../results/index.ts";
import type { Answer } from "./answer.ts";
import type { Checking, Definition } from "./assignment.ts";
import type { Stopped, SubmissionBox } from "./box.ts";
import { arrivedValue } from "./values.ts";

/** Which check. */
export interface CheckOf {
  submission: string;
  question: string;
  kind: "public" | "hidden" | "written";
  /** The points that it is worth. */
  of: number;
  seed: string;
}

export interface Judged {
  result: CheckResult;
  /** The student's code was stopped meanwhile. */
  stopped?: Stopped;
}

interface Request {
  check: CheckOf;
  definition: Definition;
  answer: Answer;
  /** Whether ____ stands in the cell that answers. */
  isLeftBlank: boolean;
  box: SubmissionBox;
  /** Of all calls together, in milliseconds. */
  limitMs: number;
  checking: Checking;
}

/** What a function gives has at most so many characters. */
const maxLength = 4 * 2 ** 20;

export async function judgeCheck(request: Request): Promise<Judged> {
  const { check, answer } = request;
  const began = performance.now();
  const end = (state: State, fields: Partial<CheckResult>): CheckResult => resultOf(check, state, fields, began);
  if (answer.kind === "stopped") return { result: end(answer.stopped.why, { message: answer.stopped.message }) };
  if (answer.kind === "none") return { result: end("student-error", { message: answer.message }) };
  const calls = new Calls(request);
  const { judgeAnswer, calledByMessage } = request.checking;
  const value = answer.kind === "value" ? answer.value : calledByMessage(args => calls.call(answer.name, args));
  const outcome = await judgeAnswer(request.definition, value, { seed: check.seed });
  if (calls.stopped) {
    const { why, message } = calls.stopped;
    return { result: end(why, { message }), stopped: calls.stopped };
  }
  const isGiven = answer.kind === "value" && outcome.status !== "not-attempted";
  const given = isGiven ? givenOf(request.definition, value) : undefined;
  return { result: end(stateOf(outcome, request), { ...fieldsOf(outcome), ...(given !== undefined && { given }) }) };
}

type Outcome = Awaited<ReturnType<Checking["judgeAnswer"]>>;

/** The calls of one check, within their time. */
class Calls {
  stopped: Stopped | undefined;
  readonly #request: Request;
  readonly #deadline: number;

  constructor(request: Request) {
    this.#request = request;
    this.#deadline = performance.now() + request.limitMs;
  }

  call(name: string, args: readonly unknown[]): Promise<unknown> {
    const called = this.#call(name, args);
    called.catch(() => {}); // a judge of an author's own may not wait for it
    return called;
  }

  async #call(name: string, args: readonly unknown[]): Promise<unknown> {
    const { box, checking } = this.#request;
    // A check goes on after an error of the student's: here it is not asked any more.
    if (this.stopped) throw new Error(this.stopped.message);
    const left = Math.max(0, this.#deadline - performance.now());
    const answered = await box.call(name, encodeValue(args, "the arguments"), left, maxLength);
    if ("stopped" in answered) {
      const { stopped } = answered;
      const message = `its calls took longer than ${this.#request.limitMs / 1000} s`;
      this.stopped = stopped.why === "time-out" ? { ...stopped, message } : stopped;
      throw new Error(this.stopped.message);
    }
    if ("thrown" in answered) {
      const { ename, evalue } = answered.thrown;
      throw Object.assign(new Error(evalue.replaceAll(name, "your function")), { name: ename, stack: "" });
    }
    return arrivedValue(answered.value, checking);
  }
}

function stateOf({ status, credit }: Outcome, { answer, isLeftBlank }: Request): State {
  if (status === "correct") return "pass";
  if (status === "not-attempted") return "not-attempted";
  if (status === "broken") return "broken-question";
  if (status === "recorded") return "to-mark";
  // A function in which ____ stands gives no blank that arrives as one: NaN, say.
  return answer.kind === "function" && isLeftBlank && credit === 0 ? "not-attempted" : "fail";
}

function fieldsOf({ status, credit, message, hint, recognized, error }: Outcome): Partial<CheckResult> {
  const cause = status === "broken" && error instanceof Error ? ` (${error.name}: ${error.message})` : "";
  return {
    credit,
    message: clip(`${message}${cause}`, 2000),
    ...(hint !== undefined && { hint }),
    ...(recognized && hint !== undefined && { mistake: hint }),
  };
}

function givenOf(definition: Definition, value: unknown): string | undefined {
  try {
    return clip(String(definition.answer.format(value as never)), 300);
  } catch {
    return undefined;
  }
}

/** Points follow from the state: who failed has the part that their credit says, what is not scored has none. */
export function resultOf(
  check: CheckOf,
  state: State,
  fields: Partial<CheckResult>,
  began = performance.now(),
): CheckResult {
  const { submission, question, kind, of, seed } = check;
  const isScored = !["infrastructure-error", "broken-question", "to-mark"].includes(state);
  const earned = state === "pass" ? 1 : state === "fail" ? Math.min(Math.max(fields.credit ?? 0, 0), 1) : 0;
  const credit = isScored ? earned : null;
  return {
    submission,
    question,
    check: kind === "public" ? question : `${question}/${kind}`,
    kind,
    state,
    of,
    seed,
    milliseconds: Math.round(performance.now() - began),
    message: "",
    ...fields,
    credit,
    points: credit === null ? null : Math.round(credit * of * 1e9) / 1e9,
  };
}

const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);
