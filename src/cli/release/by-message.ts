// Whether an assignment's checks can judge what comes by message. A session hands a check the answer itself; a grader has data of
// it, and functions whose calls give promises. A judge of an author's own may need more.
import { encodeValue } from "../../../kernel/execution/values.ts";
import { type Definition, type GradedAssignment, isWritten } from "../../grader/judge/assignment.ts";
import { arrivedValue } from "../../grader/judge/values.ts";
import type { Fault } from "./findings.ts";

/** @param student whose questions are tried */
export async function messageFaults(assignment: GradedAssignment, student: string): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const { key, definition, hidden } of assignment.questionsOf(student)) {
    if (isWritten(definition)) continue;
    const seen = (await seenByMessage(definition, assignment)) ?? (hidden && (await seenByMessage(hidden, assignment)));
    if (seen !== undefined)
      faults.push({
        where: `${assignment.name}, ${key}`,
        what: `its judge is expected to find its own right answer right, too, when it comes by message, as grade has it (data, and functions whose calls give promises), but got ${seen}`,
        next: "let its judge read data alone and await what a function gives (takesTime: true), or use implementation, gradient, invariance, trained",
      });
  }
  return faults;
}

/** What the right answer comes to by message, where it is right by itself and not so. */
async function seenByMessage(definition: Definition, { checking }: GradedAssignment): Promise<string | undefined> {
  const { judgeAnswer, calledByMessage, toPlain } = checking;
  const seed = "release";
  const right: unknown = definition.answer.right;
  const { status } = await judgeAnswer(definition, right as never, { seed });
  if (status !== "correct") return undefined; // the proof of the questions says so
  const carried = (value: unknown): unknown => arrivedValue(encodeValue(value, "the answer"), checking);
  const call = (args: readonly unknown[]): Promise<unknown> => {
    const called = (async () =>
      carried(await (right as (...args: unknown[]) => unknown)(...toPlain(args).map(carried))))();
    called.catch(() => {}); // a judge that does not wait for it leaves it alone
    return called;
  };
  try {
    const answer = typeof right === "function" ? calledByMessage(call) : carried(right);
    const { status, message, error } = await judgeAnswer(definition, answer as never, { seed });
    if (status === "correct") return undefined;
    return error instanceof Error ? `${error.name}: ${error.message}` : `“${status}: ${message}”`;
  } catch (error) {
    return (error as Error).message;
  }
}
