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
  | { kind: "function"; name: string; isLeftBlank: boolean }
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
  const id = randomBytes(9).toString("hex");
  const [read, call] = [`answer$${id}`, `call$${id}`];
  const { outcome, stopped } = await box.run(helper(read, call, expression), limitMs, 0, () => {});
  if (stopped) return { kind: "stopped", stopped };
  if (outcome.status === "error") return { kind: "none", message: `${outcome.ename}: ${firstLine(outcome.evalue)}` };
  const answered = await box.call(read, encodeValue([]), limitMs, maxLength);
  if ("stopped" in answered) return { kind: "stopped", stopped: answered.stopped };
  if ("thrown" in answered) {
    const { ename, evalue } = answered.thrown;
    return { kind: "none", message: `${ename}: ${firstLine(evalue.replaceAll(read, "the answer"))}` };
  }
  return toAnswer(answered.value, call, checking);
}

/** It runs in the box, so what it says is a claim: whoever lies about it only changes their own answer. */
const helper = (read: string, call: string, expression: string): string => `const ${read} = async () => {
  const answer: any = (${expression}
  )
  return typeof answer === "function" ? [1, \`\${answer}\`.includes("____")] : [0, answer]
}
const ${call} = (...args: any[]) => ((${expression}
) as any)(...args)
void 0`;

function toAnswer(text: string, call: string, checking: Checking): Answer {
  try {
    const claimed = arrivedValue(text, checking);
    if (!Array.isArray(claimed) || claimed.length !== 2) return { kind: "none", message: "the answer cannot be read" };
    const [isFunction, value] = claimed as unknown[];
    return isFunction === 1 ? { kind: "function", name: call, isLeftBlank: value === true } : { kind: "value", value };
  } catch (error) {
    return { kind: "none", message: `the answer cannot be read: ${firstLine((error as Error).message)}` };
  }
}

const firstLine = (text: string): string => text.split("\n", 1)[0]!.slice(0, 300);
