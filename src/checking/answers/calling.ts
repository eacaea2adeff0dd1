// How a student's function is called: in a notebook at once, in a grader by a message to the process that has it.
//
// This is the seam between a check and the grader. A check is a generator that yields calls and is handed what they gave.
// Where the function is here, it runs through at once; where it is in another process, each call is awaited. The check
// itself does not know which.
import { FailedAttempt } from "../attempt.ts";
import { describeAnswer, isReadable } from "../describe.ts";
import { type ArrayArgument, toArguments, toPlain } from "./array-argument.ts";

/** A function as checks see it. */
// biome-ignore lint/suspicious/noExplicitAny: a student's function may take and give anything
export type AnyFunction = (...args: any[]) => any;

/** Calls a function in another process by its plain arguments, and gives what it returned as a plain value. */
export type CallByMessage = (args: readonly unknown[]) => Promise<unknown>;

const remote = new WeakSet<AnyFunction>();

/**
 * A student's function as a grader has it: in a process of its own, called by messages. It is handed in as the answer.
 * An argument that is to be a tensor is an `ArrayArgument`, which says so between processes under `Symbol.for("Jupyter.value")`;
 * a tensor may come back as `{ shape, data }`. What `call` rejects with is an error of the student's.
 * @example
 * const answer = calledByMessage(args => session.call("step", args)) // then: await judgeAnswer(definition, answer)
 */
export function calledByMessage(call: CallByMessage): AnyFunction {
  const answer: AnyFunction = (...args) => call(args);
  remote.add(answer);
  return answer;
}

const plain = new WeakSet<AnyFunction>();

/** A function of plain lists, such as a reference, as an answer where a student's function takes tensors. */
export function asPlain<Plain extends AnyFunction>(run: Plain): Plain {
  const answer = ((...args) => run(...args)) as Plain;
  plain.add(answer);
  return answer;
}

/** Arguments as a function here wants them; a copy. */
const argumentsFor = (answer: AnyFunction, args: readonly unknown[]): unknown[] =>
  plain.has(answer) ? toPlain(args) : toArguments(args);

/** What a function of plain lists gives, or throws. */
export function attemptPlain(
  run: AnyFunction,
  args: readonly unknown[],
): { readonly value: unknown } | { readonly thrown: unknown } {
  try {
    return { value: run(...toPlain(args)) };
  } catch (thrown) {
    return { thrown };
  }
}

/** What a call came to. */
export type Called = { readonly value: unknown; readonly changed: readonly number[] } | { readonly thrown: unknown };

/** One call that a check wants. */
export interface Call {
  readonly answer: AnyFunction;
  /** Plain values and `ArrayArgument`s. They are copied, so that the student's function may change what it gets. */
  readonly args: readonly unknown[];
}

/** A check in steps: it yields calls, is handed what they came to, and returns what it found. */
export type Steps<Found> = Generator<Call, Found, Called>;

/** Runs a check: at once where the student's function is here, else by and by. */
export function runSteps<Found>(steps: Steps<Found>): Found | Promise<Found> {
  let step = steps.next();
  while (!step.done) {
    const { answer, args } = step.value;
    if (remote.has(answer)) return runLate(steps, step.value);
    step = goOn(steps, callHere(answer, args));
  }
  return step.value;
}

/** Hands a check what a call came to. What cannot be read when it is compared is the student's fault. */
function goOn<Found>(steps: Steps<Found>, called: Called): IteratorResult<Call, Found> {
  try {
    return steps.next(called);
  } catch (error) {
    if (!("value" in called) || isReadable(called.value)) throw error;
    throw new FailedAttempt("what came back cannot be read");
  }
}

/** Goes on with a check whose calls give promises. */
async function runLate<Found>(steps: Steps<Found>, call: Call): Promise<Found> {
  for (let next = call; ; ) {
    const step = goOn(steps, await callLate(next));
    if (step.done) return step.value;
    next = step.value;
  }
}

function callHere(answer: AnyFunction, args: readonly unknown[]): Called {
  const [before, given] = [argumentsFor(answer, args), argumentsFor(answer, args)];
  try {
    const value: unknown = answer(...given);
    if (isPromise(value)) value.catch(() => {}); // it is not waited for, and must not end the session where it fails
    return { value, changed: changedOnes(before, given) };
  } catch (thrown) {
    return { thrown };
  }
}

/** Calls, and waits for what comes where that is a promise. */
export async function callLate({ answer, args }: Call): Promise<Called> {
  const isRemote = remote.has(answer);
  const [before, given] = isRemote ? [args, args] : [argumentsFor(answer, args), argumentsFor(answer, args)];
  try {
    const value: unknown = await answer(...given);
    return { value, changed: isRemote ? [] : changedOnes(before, given) };
  } catch (thrown) {
    return { thrown };
  }
}

/** The positions of the arguments that a call has changed. */
const changedOnes = (before: readonly unknown[], after: readonly unknown[]): number[] =>
  before.flatMap((value, i) => (isUnchanged(value, after[i]) ? [] : [i]));

function isUnchanged(before: unknown, after: unknown): boolean {
  if (typeof before !== "object" || before === null) return Object.is(before, after);
  if (typeof after !== "object" || after === null) return false;
  if ("toArray" in before && "toArray" in after)
    return isUnchanged((before as ArrayArgument).toArray(), (after as ArrayArgument).toArray());
  const [a, b] = [before as Record<string, unknown>, after as Record<string, unknown>];
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every(key => isUnchanged(a[key], b[key]));
}

/** Why what a function gave is nothing to compare, in words that follow the kind of input; undefined where it is something. */
export function emptyResult(value: unknown): string | undefined {
  if (value === undefined) return "nothing came back: is a return missing?";
  return isPromise(value) ? "a promise came back: write your function without async" : undefined;
}

/** Whether a value is a promise; not one that cannot be read. */
function isPromise(value: unknown): value is Promise<unknown> {
  try {
    return value instanceof Promise;
  } catch {
    return false;
  }
}

/**
 * What a student's function threw, in a sentence, with the line of their cell where that is known; of what a helper of another cell
 * threw, also the line that called it.
 */
export function describeThrown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return describeAnswer(thrown);
  const [first, ...callers] = placesIn(thrown.stack ?? "");
  if (first === undefined) return `${thrown.name}: ${thrown.message}`;
  const own = callers.at(-1);
  const called = own === undefined || own.cell === first.cell ? "" : `, called in ${own.cell}, line ${own.line}`;
  return `${thrown.name}: ${thrown.message} (${first.cell}, line ${first.line}${called})`;
}

/** The lines of cells in a stack, down to the student's function itself: what stands below has called it. */
function placesIn(stack: string): { readonly cell: string; readonly line: string }[] {
  const places: { cell: string; line: string }[] = [];
  // Frames of libraries are one line, "… 7 frames in unrolled", or lines of their own.
  for (const frame of stack.split("\n")) {
    const [, cell, line] = /^\s+at .*\b(cell[^\s():]*(?: \d+)?):(\d+):\d+/.exec(frame) ?? [];
    if (cell !== undefined && line !== undefined) places.push({ cell, line });
    else if (places.length > 0 && !/<anonymous>|\(native/.test(frame)) break;
  }
  return places;
}
