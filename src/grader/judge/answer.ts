// How an answer is read out of a session: by a function that a cell of ours declares, under a name that nobody can foresee.
import { randomBytes } from "node:crypto";
import { encodeValue } from "../../../kernel/execution/values.ts";
import type { Checking } from "./assignment.ts";
import type { Stopped, SubmissionBox } from "./box.ts";
import { arrivedValue } from "./values.ts";

/** An answer as it was read; or why there is none. */
export type Answer =
  | { kind: "value"; value: unknown }
  /** A function stays where it is: `name` calls it. */
  | { kind: "function"; name: string }
  | { kind: "none"; message: string }
  | { kind: "stopped"; stopped: Stopped };

/** An answer's text has at most so many characters. */
const maxLength = 4 * 2 ** 20;

/** Tries the expressions in order, and takes the first that gives an answer; else the first one's reason. */
export async function readAnswer(
  box: SubmissionBox,
  expressions: readonly string[],
  limitMs: number,
  checking: Checking,
): Promise<Answer> {
  let first: Answer | undefined;
  for (const expression of expressions) {
    const answer = await readOne(box, expression, limitMs, checking);
    if (answer.kind === "stopped") return answer;
    const isBlank = answer.kind === "none" || (answer.kind === "value" && answer.value === checking.____);
    if (!isBlank) return answer;
    first ??= answer;
  }
  return first ?? { kind: "none", message: "no cell answers it" };
}

async function readOne(box: SubmissionBox, expression: string, limitMs: number, checking: Checking): Promise<Answer> {
  const read = newName("answer");
  const declared = await declare(box, `const ${read}: any = ${asyncFor(expression)}() => (${expression}\n)`, limitMs);
  if (declared) return declared;
  const answered = await box.call(read, encodeValue([]), limitMs, maxLength);
  if ("stopped" in answered) return { kind: "stopped", stopped: answered.stopped };
  if ("value" in answered) return toAnswer(answered.value, checking);
  const { ename, evalue } = answered.thrown;
  if (!evalue.startsWith(`the value of ${read} is a function`))
    return { kind: "none", message: `${ename}: ${firstLine(evalue.replaceAll(read, "the answer"))}` };
  const name = newName("call");
  const call = `const ${name}: any = (...args: any[]) => { const answer: any = (${expression}\n); return answer(...args) }`;
  return (await declare(box, call, limitMs)) ?? { kind: "function", name };
}

const newName = (what: string): string => `${what}$${randomBytes(9).toString("hex")}`;

const asyncFor = (expression: string): string => (/\bawait\b/.test(expression) ? "async " : "");

/** Small cells with few types: the compiler checks one for each answer. Undefined where it ran. */
async function declare(box: SubmissionBox, cell: string, limitMs: number): Promise<Answer | undefined> {
  const { outcome, stopped } = await box.run(cell, limitMs, 0, () => {});
  if (stopped) return { kind: "stopped", stopped };
  return outcome.status === "error"
    ? { kind: "none", message: `${outcome.ename}: ${firstLine(outcome.evalue)}` }
    : undefined;
}

/** It comes from the box, so it is a claim: whoever lies about it only changes their own answer. */
function toAnswer(text: string, checking: Checking): Answer {
  try {
    return { kind: "value", value: arrivedValue(text, checking) };
  } catch (error) {
    return { kind: "none", message: `the answer cannot be read: ${firstLine((error as Error).message)}` };
  }
}

const firstLine = (text: string): string => text.split("\n", 1)[0]!.slice(0, 300);
