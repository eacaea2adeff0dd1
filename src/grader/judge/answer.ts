// How an answer is read out of a session: by a function that a cell of ours declares, under a name that nobody can foresee.
import { randomBytes } from "node:crypto";
import { encodeValue } from "../../../kernel/execution/values.ts";
import type { OwnCell } from "../../../kernel/remote/own-cell.ts";
import type { Checking } from "./assignment.ts";
import type { Stopped, SubmissionBox } from "./box.ts";
import { namesOf } from "./own-names.ts";
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

/** An expression that may be an answer. */
export interface Reading {
  expression: string;
  /** It stands in a cell that ran: the compiler has checked it there. */
  isCompiled: boolean;
}

/** Tries the expressions in order, and takes the first that gives an answer; else the first one's reason. */
export async function readAnswer(
  box: SubmissionBox,
  readings: readonly Reading[],
  limitMs: number,
  checking: Checking,
): Promise<Answer> {
  let first: Answer | undefined;
  for (const reading of readings) {
    const answer = await readOne(box, reading, limitMs, checking);
    if (answer.kind === "stopped") return answer;
    const isBlank = answer.kind === "none" || (answer.kind === "value" && answer.value === checking.____);
    if (!isBlank) return answer;
    first ??= answer;
  }
  return first ?? { kind: "none", message: "no cell answers it" };
}

async function readOne(
  box: SubmissionBox,
  { expression, isCompiled }: Reading,
  limitMs: number,
  checking: Checking,
): Promise<Answer> {
  const names = isCompiled ? namesOf(expression) : undefined;
  const cells = names && box.hasDeclared(names) ? ofNames(expression, names) : ofText(expression, isCompiled);
  /** Undefined where the cell ran. */
  const declare = async (cell: OwnCell | string): Promise<Answer | undefined> => {
    const isText = typeof cell === "string";
    const { outcome, stopped } = await (isText
      ? box.declare(cell, limitMs, !isCompiled)
      : box.declareOwn(cell, limitMs));
    if (stopped) return { kind: "stopped", stopped };
    return outcome.status === "error"
      ? { kind: "none", message: `${outcome.ename}: ${firstLine(outcome.evalue)}` }
      : undefined;
  };
  const read = newName("answer");
  const declared = await declare(cells.reader(read));
  if (declared) return declared;
  const answered = await box.call(read, encodeValue([]), limitMs, maxLength);
  if ("stopped" in answered) return { kind: "stopped", stopped: answered.stopped };
  if ("value" in answered) return toAnswer(answered.value, checking);
  const { ename, evalue } = answered.thrown;
  if (!evalue.startsWith(`the value of ${read} is a function`))
    return { kind: "none", message: `${ename}: ${firstLine(evalue.replaceAll(read, "the answer"))}` };
  const name = newName("call");
  return (await declare(cells.caller(name))) ?? { kind: "function", name };
}

/** Our cells for an answer: one declares a function that gives it, the other one that calls it. */
interface AnswerCells {
  reader(name: string): OwnCell | string;
  /** The function that is there now, whatever its name means in a later cell. */
  caller(name: string): OwnCell | string;
}

const call = "(...args) => answer(...args)";

/** Of an answer that is a name or an object of names, nothing is left to be compiled. */
function ofNames(expression: string, reads: readonly string[]): AnswerCells {
  const isObject = expression.trim().startsWith("{");
  const answer = (values: readonly string[]) =>
    isObject ? `({ ${reads.map((name, at) => `[${JSON.stringify(name)}]: ${values[at]}`).join(", ")} })` : values[0]!;
  return {
    reader: declares => ({ declares, reads, code: values => `() => ${answer(values)}` }),
    caller: declares => ({ declares, reads, code: values => `(answer => ${call})(${answer(values)})` }),
  };
}

function ofText(expression: string, isCompiled: boolean): AnswerCells {
  const any = isCompiled ? "" : ": any";
  const typed = isCompiled ? call : call.replace("...args", "...args: any[]");
  return {
    reader: name => `const ${name}${any} = ${asyncFor(expression)}() => (${expression}\n)`,
    caller: name => `const ${name}${any} = ((answer${any}) => ${typed})(${expression}\n)`,
  };
}

const newName = (what: string): string => `${what}$${randomBytes(9).toString("hex")}`;

const asyncFor = (expression: string): string => (/\bawait\b/.test(expression) ? "async " : "");

/** It comes from the box, so it is a claim: whoever lies about it only changes their own answer. */
function toAnswer(text: string, checking: Checking): Answer {
  try {
    return { kind: "value", value: arrivedValue(text, checking) };
  } catch (error) {
    return { kind: "none", message: `the answer cannot be read: ${firstLine((error as Error).message)}` };
  }
}

const firstLine = (text: string): string => text.split("\n", 1)[0]!.slice(0, 300);
