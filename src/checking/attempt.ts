// What is the student's and throws: it makes the answer wrong, and not the question broken.
import { describeAnswer } from "./describe.ts";

/** Something of the student's threw, or cannot be read. */
export class FailedAttempt extends Error {}

const fail = (thrown: unknown): never => {
  throw new FailedAttempt(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : describeAnswer(thrown));
};

/** Runs something of the student's. @throws FailedAttempt in the place of what it throws, or rejects with */
export function attempt<Result>(work: () => Result): Result {
  try {
    const result = work();
    return isThenable(result) ? (Promise.resolve(result).catch(fail) as Result) : result;
  } catch (thrown) {
    return fail(thrown);
  }
}

/** Whether a value is awaited for another one. */
export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
