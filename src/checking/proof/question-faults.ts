// What does not hold of a question by itself: its right answer, a blank, its mistakes, its hints.
import { digitsEnough } from "../answers/approximately.ts";
import { indistinctFault } from "../answers/fingerprints.ts";
import type { Judgement } from "../answers/kind.ts";
import { ____ } from "../blank.ts";
import type { QuestionDefinition } from "../definition.ts";
import { judgeAnswer } from "../judging.ts";
import type { Outcome } from "../outcome.ts";

/** From this length on, the right answer in a hint is no chance, wherever it stands. */
const tellingLength = 3;

// biome-ignore lint/suspicious/noExplicitAny: questions of every kind of answer
export type AnyDefinition = QuestionDefinition<any, Judgement | Promise<Judgement>>;

/** An outcome in a message; of a broken question also what it threw. */
export const told = (outcome: Outcome): string =>
  outcome.error === undefined ? String(outcome) : `${outcome}\n    ${outcome.error}`;

/** An answer as its kind takes it: a mistaken function of plain lists stands for a student's, which may take tensors. */
export const asAnswer = (definition: AnyDefinition, answer: unknown): unknown =>
  typeof answer === "function" ? (definition.answer.asAnswer?.(answer as never) ?? answer) : answer;

/** All that does not hold, a sentence each; none where all holds. */
export async function questionFaults(definition: AnyDefinition): Promise<string[]> {
  const { answer: kind, hints, fingerprints = [], because, asks } = definition;
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  // Not by question.check, whose verdict would show itself in a cell.
  const check = async (answer: unknown) => judgeAnswer(definition, answer);

  faults.push(...(kind.faults?.() ?? []));
  const judged = judgeAnswer(definition, kind.right);
  if (judged instanceof Promise !== (kind.takesTime ?? false))
    faults.push(
      judged instanceof Promise
        ? "its judge gives a promise: say so by `takesTime: true`, so that every check of it gives one"
        : "it says `takesTime: true`, but its judge gives no promise",
    );
  const right = await judged;
  const isTaken = right.status === "recorded" || (right.correct && right.credit === 1);
  expect(isTaken, `its right answer is expected to be correct, but got ${told(right)}`);
  const stubs = [____, ...(typeof kind.right === "function" ? [() => ____] : [])];
  for (const stub of stubs) {
    const blank = await check(stub);
    const shown = typeof stub === "function" ? "a function that returns ____" : "____";
    expect(
      blank.status === "not-attempted" && blank.credit === 0,
      `${shown} is expected to be not attempted, but got ${told(blank)}`,
    );
  }
  // A symbol is no answer to anything.
  const none = await check(Symbol("no answer"));
  expect(none.status === "incorrect", `something that is no answer is expected to be incorrect, but got ${told(none)}`);

  faults.push(...(await constantFaults(definition, "check")), ...(await fingerprintFaults(definition)));
  for (const [what, text] of Object.entries({ asks, because })) expect(text.trim() !== "", `\`${what}\` is empty`);
  const { digits = digitsEnough } = kind;
  expect(
    digits <= digitsEnough || /\bdigits\b/.test(asks),
    `its answer needs ${digits} digits, and \`asks\` does not say so: “at least four digits”`,
  );
  const held = patternOf(kind.format(kind.right).replaceAll(",", ""));
  const holdsAnswer = (text: string) => held?.test(text.replaceAll(",", "")) ?? false;
  for (const text of [...hints, ...fingerprints.map(({ hint }) => hint)])
    expect(!holdsAnswer(text), `a hint gives the answer away: ${text}`);
  return faults;
}

/** What functions give that compute nothing. */
const constants: readonly unknown[] = [[], 0, ""];

/** A function that gives one and the same for all arguments, or nothing, earns nothing. @param check what messages call it */
export async function constantFaults(definition: AnyDefinition, check: string): Promise<string[]> {
  const { right, takesTime } = definition.answer;
  // A kind with a reference sees to it itself; of properties a constant may have some. A training takes its time.
  if (typeof right !== "function" || takesTime || "reference" in definition.answer) return [];
  for (const value of constants) {
    const outcome = await judgeAnswer(
      definition,
      asAnswer(definition, () => structuredClone(value)),
    );
    if (outcome.credit > 0)
      return [
        `from the ${check} a function that gives ${JSON.stringify(value)} for all arguments gets ${Number(outcome.credit.toFixed(2))} of 1: nothing is expected. Leave out what is right for it, or draw other sizes`,
      ];
  }
  return [];
}

/** Each known mistake is wrong, and gets its own hint. */
async function fingerprintFaults(definition: AnyDefinition): Promise<string[]> {
  const { answer: kind, fingerprints = [] } = definition;
  if (fingerprints.length > 0 && kind.same === undefined)
    return ["mistakes are recognized by `same`, and its kind of answers has none"];
  const faults: string[] = [];
  for (const [i, { answer, hint }] of fingerprints.entries()) {
    const outcome = await judgeAnswer(definition, asAnswer(definition, answer));
    const shown =
      typeof answer === "function"
        ? `the mistaken function of the hint “${hint}”`
        : `the mistake ${kind.format(answer)}`;
    const indistinct = indistinctFault(kind, fingerprints, i, shown);
    if (indistinct !== undefined) faults.push(indistinct);
    else if (!(outcome.status === "incorrect" && outcome.recognized && outcome.message.endsWith(hint)))
      faults.push(`${shown} is expected to get its own hint, but got ${told(outcome)}`);
  }
  return faults;
}

/** What an answer looks like in a hint. A short number counts as a word of its own, and not within a formula or a shape. */
function patternOf(answer: string): RegExp | undefined {
  const word = String.raw`(?<![\w.])${RegExp.escape(answer)}(?!\w|\.\d)`;
  if (answer.length >= tellingLength) return new RegExp(word);
  if (!/\d$/.test(answer)) return undefined;
  const operator = "[-·*×+−/^]";
  return new RegExp(String.raw`(?<!${operator}\s*|\[[^\]]*|\w\(\s*)${word}(?!\s*${operator})`);
}
