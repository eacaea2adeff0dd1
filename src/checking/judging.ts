// How an answer becomes an outcome, in the phases of PrairieLearn's questions: blank? parse, grade, explain.
//
// A mistake of the answer is an outcome. A mistake of the question is one too, but another: it says nothing of the answer.
// https://docs.prairielearn.com/question/server/

import type { Comparison, Fingerprint, Judge, JudgeContext, Judgement, JudgementFields } from "./answers/kind.ts";
import { attempt, FailedAttempt, isThenable } from "./attempt.ts";
import { isBlank } from "./blank.ts";
import { byName, pointsToHint } from "./by-name.ts";
import type { QuestionDefinition } from "./definition.ts";
import { describeAnswer, isReadable, isRecord, sourceOf } from "./describe.ts";
import { Outcome } from "./outcome.ts";
import type { OutcomeFields } from "./verdict.ts";

type Definition<Answer> = QuestionDefinition<Answer, Judgement | Promise<Judgement>>;
type Found = Omit<OutcomeFields, "question">;

const notAttempted: Found = { status: "not-attempted", credit: 0, message: "replace ____ with your answer" };

/** What a grader says beside the answer. */
export interface Judging {
  /** What random draws begin with; the question's id where left out, so that a notebook's checks are the same each time. */
  readonly seed?: string;
  /** Whether no hint can be asked for, as in an exam that is explained: then no message points to one. */
  readonly isWithoutHints?: boolean;
}

/** Judges an answer. Never throws; a promise that it returns never rejects. */
export function judgeAnswer<Answer>(
  definition: Definition<Answer>,
  answer: Answer,
  judging: Judging = {},
): Outcome | Promise<Outcome> {
  const { id } = definition;
  const toOutcome = (found: Found) => {
    const message = judging.isWithoutHints ? found.message.replaceAll(pointsToHint, "") : found.message;
    return new Outcome({ question: id, ...found, message: byName(id, message) });
  };
  const toFailure = (thrown: unknown) => toOutcome(failed(definition.id, answer, thrown));
  try {
    if (isBlank(answer)) return toOutcome(notAttempted);
    const fault = definition.answer.fault(answer);
    if (fault !== undefined) return toOutcome(explainFault(definition, answer, fault));
    const judgement = grade(definition, answer, judging);
    const settle = (judgement: Judgement) => toOutcome(explain(definition, answer, judgement));
    return isThenable(judgement) ? Promise.resolve(judgement).then(settle).catch(toFailure) : settle(judgement);
  } catch (thrown) {
    return toFailure(thrown);
  }
}

/**
 * Takes an answer in an exam, without judging it: what is not worked out cannot be read from an object, a time or a function
 * that is called. That nothing stands there, or something of the wrong kind, is said. Never throws.
 */
export function recordAnswer<Answer>({ id, answer: kind }: Definition<Answer>, answer: Answer): Outcome {
  const toOutcome = (found: Found) => new Outcome({ question: id, ...found });
  try {
    if (isBlank(answer) || isLeftBlank(answer) || isAllBlank(answer)) return toOutcome(notAttempted);
    const fault = kind.fault(answer);
    if (fault !== undefined) return toOutcome({ status: "incorrect", credit: 0, message: fault, fault: true });
    const message = "your answer is taken as it stands; you may change it until you hand in";
    return toOutcome({ status: "recorded", credit: Number.NaN, message });
  } catch (thrown) {
    return toOutcome(failed(id, answer, thrown));
  }
}

/** A mistake may lead to what is no possible answer, such as Infinity: it has its hint all the same. `same` is not asked of it. */
function explainFault<Answer>({ fingerprints = [] }: Definition<Answer>, answer: Answer, fault: string): Found {
  const mistake = fingerprints.find(fingerprint => Object.is(fingerprint.answer, answer));
  const message = mistake ? `${describeAnswer(answer)}: ${mistake.hint}` : fault;
  return {
    status: "incorrect",
    credit: 0,
    message,
    hint: mistake?.hint,
    recognized: mistake !== undefined,
    fault: true,
  };
}

/** Whether ____ stands in the source text of a function; a cell's compiled text has $$____ for it. */
const isLeftBlank = (answer: unknown): boolean =>
  typeof answer === "function" && /(?<![\w$])(\$\$)?____(?![\w$])/.test(sourceOf(answer));

/** Whether ____ stands in the place of each part of an answer. */
const isAllBlank = (answer: unknown): boolean =>
  typeof answer === "object" &&
  answer !== null &&
  isRecord(answer) &&
  Object.keys(answer).length > 0 &&
  Object.values(answer).every(isBlank);

/** What an answer is worth. */
function grade<Answer>(
  { id, answer: kind, fingerprints = [] }: Definition<Answer>,
  answer: Answer,
  { seed = id }: Judging,
): Judgement | Promise<Judgement> {
  if (!isJudge(kind)) return isSame(kind, answer, kind.right) ? 1 : 0;
  const context: JudgeContext<Answer> = {
    question: id,
    right: kind.right,
    fingerprints,
    seed,
    isLeftBlank: isLeftBlank(answer),
    attempt,
  };
  return kind.judge(answer, context);
}

/** What to say of it. */
function explain<Answer>(definition: Definition<Answer>, answer: Answer, judgement: Judgement): Found {
  const { answer: kind, because, fingerprints = [] } = definition;
  const {
    credit,
    parts,
    message,
    mistake: found,
    blank,
    recorded,
  }: JudgementFields = typeof judgement === "number" ? { credit: judgement } : judgement;
  if (blank) return notAttempted;
  if (recorded) return { status: "recorded", credit: Number.NaN, message: message ?? because };
  if (!(typeof credit === "number" && credit >= 0 && credit <= 1))
    throw new RangeError(`judge expects to return a credit from 0 to 1, but it returned ${describeAnswer(credit)}`);
  if (credit === 1) return { status: "correct", credit, message: message ?? because };
  const mistake: Fingerprint<unknown> | undefined =
    found ?? (typeof answer === "function" ? undefined : fingerprints.find(known => isMistake(kind, known, answer)));
  const shown = kind.format(answer);
  if (mistake)
    return {
      status: "incorrect",
      credit,
      parts,
      // A judge that recognizes mistakes itself says how it shows them.
      message: (found && message) ?? `${shown}: ${mistake.hint}`,
      hint: mistake.hint,
      recognized: true,
    };
  const wrong = credit > 0 ? `${shown} is not all of it` : `${shown} is not the answer`;
  return {
    status: "incorrect",
    credit,
    parts,
    message: message ?? kind.wrong?.(answer) ?? wrong + pointsToHint,
  };
}

/** Whether an answer is a known mistake. The right one with too few digits is none, though one may be as near. */
function isMistake<Answer>(kind: AnyKind<Answer>, known: Fingerprint<Answer>, answer: Answer): boolean {
  const isRounded = "isRounded" in kind && (kind.isRounded?.(answer) ?? false);
  return isRounded ? Object.is(known.answer, answer) : isSame(kind, known.answer, answer);
}

type AnyKind<Answer> = Comparison<Answer> | Judge<Answer, Judgement | Promise<Judgement>>;

/** @throws TypeError where the author's `same` gives no answer at once */
function isSame<Answer>({ same }: Pick<Judge<Answer>, "same">, a: Answer, b: Answer): boolean {
  const found: unknown = same?.(a, b) ?? false;
  if (typeof found === "boolean") return found;
  const got = isThenable(found) ? "a promise: what takes its time belongs into judge" : describeAnswer(found);
  throw new TypeError(`same expects to return true or false, but it returned ${got}`);
}

/** Whose mistake it is that judging threw: an answer that cannot be read, or that fails when it is tried, is wrong. */
function failed(question: string, answer: unknown, thrown: unknown): Found {
  if (thrown instanceof FailedAttempt)
    return { status: "incorrect", credit: 0, message: `your answer failed when it was tried: ${thrown.message}` };
  if (!isReadable(answer))
    return {
      status: "incorrect",
      credit: 0,
      message: `this answer cannot be compared: ${describeAnswer(answer)}`,
      fault: true,
    };
  const message = `it could not judge your answer, which counts neither as right nor as wrong. Please tell your teacher: ${question}`;
  return { status: "broken", credit: 0, message, error: thrown };
}

const isJudge = <Answer>(
  kind: Comparison<Answer> | Judge<Answer, Judgement | Promise<Judgement>>,
): kind is Judge<Answer, Judgement | Promise<Judgement>> => "judge" in kind;
