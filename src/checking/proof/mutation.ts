// How many small mistakes in a right function the check of a question finds.
//
// Who proves hands over how mutants are made of a source text: that needs a parser, and this room stands on nothing.
import type { AnyFunction } from "../answers/calling.ts";
import type { ReferenceKind } from "../answers/function-kind.ts";
import { judgeAnswer } from "../judging.ts";
import type { AnyDefinition } from "./question-faults.ts";

/** A function with one small mistake in it. */
export interface Mutant {
  /** What was changed: "line 3: `a + b` became `a - b`". */
  readonly change: string;
  /** The changed function. Its loops may call `$loop()`, which throws when they do not end. */
  readonly source: string;
}

/** Makes mutants of the source text of a function. */
export type MutantsOf = (source: string) => readonly Mutant[];

/** So much of the mutants has to be caught, by the public check and by the hidden one. */
const leastCaught = 0.95;

/** The largest number of rounds of all loops of one call. */
const mostRounds = 200_000;

/** So many times all cases are drawn anew before a mutant counts as no mistake. */
const otherSeeds = 10;

/**
 * Fewer than 95 % caught is a fault, and so is a reference that does not run by itself. A function without a reference has no
 * mutants, which is reported: a training is judged by what it reaches, and its right answer may stand for one that was run.
 */
export async function mutationFaults(
  definition: AnyDefinition,
  hidden: AnyDefinition["answer"] | undefined,
  mutantsOf: MutantsOf,
  report: (line: string) => void = () => {},
): Promise<string[]> {
  if (!("reference" in definition.answer)) {
    if (typeof definition.answer.right === "function")
      report(`${definition.id}: no mutants: its kind of answers has no reference that they are made of`);
    return [];
  }
  const kind = definition.answer as unknown as ReferenceKind<AnyFunction>;
  const { run, uses } = kind.reference;
  const source = String(run);
  const alone = kind.compareWith(evaluated(source, uses), "alone", "the same");
  if (!alone.same) {
    const why = alone.thrown === undefined ? "" : ` (${alone.thrown})`;
    return [`its reference does not run by itself${why}. Name all that it uses beside its arguments: uses: { … }`];
  }
  const mistaken: { change: string; run: AnyFunction }[] = [];
  let same = 0;
  for (const { change, source: changed } of mutantsOf(source)) {
    const mutant = attemptEvaluated(changed, uses);
    // What throws for every argument is found by whoever runs it once: it would only embellish the share.
    if (!mutant || !kind.compareWith(mutant, "dead", "the same").ran) continue;
    if (changesNothing(kind, mutant)) same++;
    else mistaken.push({ change, run: mutant });
  }
  const checks = [
    { name: "check", answer: definition.answer },
    ...(hidden ? [{ name: "hidden check", answer: hidden }] : []),
  ];
  const faults: string[] = [];
  for (const { name, answer } of checks) {
    const missed: string[] = [];
    for (const { change, run } of mistaken) {
      const outcome = await judgeAnswer({ ...definition, answer }, kind.asAnswer(run));
      if (outcome.correct) missed.push(change);
    }
    const caught = mistaken.length - missed.length;
    const share = mistaken.length === 0 ? 1 : caught / mistaken.length;
    const text =
      `${caught} of ${mistaken.length} mutants are caught by its ${name} (${Math.floor(share * 100)} %)` +
      (same > 0 ? `, ${same} more change nothing` : "") +
      missed.map(change => `\n    not caught: ${change}`).join("");
    report(`${definition.id}: ${text}`);
    if (share < leastCaught) faults.push(`${text}\n    at least ${leastCaught * 100} % are expected: add cases`);
  }
  return faults;
}

/** Whether a mutant gives the same, or has all properties, on many random arguments that the check does not use, in other sizes too. */
function changesNothing(kind: ReferenceKind<AnyFunction>, mutant: AnyFunction): boolean {
  for (let i = 0; i < otherSeeds; i++)
    if (!kind.compareWith(mutant, `other ${i}`, i % 2 === 0 ? "other" : "the same").same) return false;
  return true;
}

/** A function from its text, with what it uses. Each call has its own count of rounds. */
function evaluated(source: string, uses: Readonly<Record<string, unknown>>): AnyFunction {
  let rounds = 0;
  const loop = () => {
    if (++rounds > mostRounds) throw new RangeError("a loop that does not end");
  };
  const program = (text: string) => new Function("$loop", ...Object.keys(uses), `"use strict"; return ${text}`);
  let make: AnyFunction;
  try {
    make = program(`(${source})`) as AnyFunction;
  } catch {
    make = program(`Object.values({ ${source} })[0]`) as AnyFunction; // a method: step(x) { … }
  }
  const run: AnyFunction = make(loop, ...Object.values(uses));
  return (...args) => {
    rounds = 0;
    return run(...args);
  };
}

function attemptEvaluated(source: string, uses: Readonly<Record<string, unknown>>): AnyFunction | undefined {
  try {
    return evaluated(source, uses);
  } catch {
    return undefined; // no program any more
  }
}
