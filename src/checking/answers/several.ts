// Several answers that belong together, each of a kind of its own.
import { isBlank } from "../blank.ts";
import { pointsToHint } from "../by-name.ts";
import { describeAnswer, isRecord } from "../describe.ts";
import { indistinctFault } from "./fingerprints.ts";
import type { Comparison, Fingerprint, Judge } from "./kind.ts";

/** One of them: what counts as its answer, and its known mistakes. */
export interface Part<Answer> {
  /** What counts as its answer. */
  readonly answer: Comparison<Answer>;
  /** Its known mistakes. */
  readonly fingerprints?: readonly Fingerprint<Answer>[];
}

/**
 * Several answers by their names, each judged by itself: each has the same part of the credit. Of the wrong ones the first gets
 * its hint; the others are named. That one is missing compiles: the check says which, and the compiler would say it in its words.
 * @example
 * const blocks = question({
 *   id: "demo/blocks", asks: "How many weights and how many biases has dense(3) on 4 inputs?", because: "4·3 weights, 3 biases.",
 *   answer: several({
 *     weights: { answer: exactly(12), fingerprints: [{ answer: 7, hint: "you added; each output reads every input." }] },
 *     biases: { answer: exactly(3) },
 *   }),
 *   hints: ["Draw the lines."],
 * })
 * blocks.check({ weights: 7, biases: 3 }) // ✗ not yet (1 of 2): weights, 7: you added; each output reads every input.
 */
export function several<Answers extends { readonly [name: string]: unknown }>(
  parts: { readonly [Name in keyof Answers]: Part<Answers[Name]> },
): Judge<Partial<Answers>> {
  const entries = Object.entries(parts) as [name: string, part: Part<unknown>][];
  const names = entries.map(([name]) => name);
  const partOf = (answer: Partial<Answers>, name: string): unknown => answer[name];
  const wanted = `{ ${names.map(name => `${name}: …`).join(", ")} }`;

  /** What is wrong with one of them; undefined where nothing is. */
  const wrongIn = (
    name: string,
    { answer: kind, fingerprints = [] }: Part<unknown>,
    value: unknown,
  ): Wrong | undefined => {
    if (isBlank(value)) return { says: "____ still stands there" };
    const fault = kind.fault(value);
    if (fault !== undefined) return { says: fault };
    if (kind.same(value, kind.right)) return undefined;
    const isRounded = kind.isRounded?.(value) ?? false;
    const known = fingerprints.find(({ answer }) => (isRounded ? Object.is(answer, value) : kind.same(answer, value)));
    if (known) return { says: `${kind.format(value)}: ${withoutName(known.hint, name)}`, known };
    return { says: kind.wrong?.(value) ?? `${kind.format(value)}: not the answer${pointsToHint}` };
  };

  return {
    right: Object.fromEntries(entries.map(([name, { answer }]) => [name, answer.right])) as Answers,
    fault(value) {
      if (typeof value !== "object" || value === null || Array.isArray(value))
        return `expected ${names.length} answers by their names, ${wanted}, but got ${describeAnswer(value)}`;
      const missing = names.filter(name => !(name in value));
      if (missing.length === 0) return undefined;
      if (!isRecord(value)) return `expected ${wanted}, but got ${describeAnswer(value)}`;
      return `expected ${wanted}, but ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing`;
    },
    judge(answer) {
      if (names.every(name => isBlank(partOf(answer, name)))) return { credit: 0, blank: true };
      const wrong = entries.flatMap(([name, part]) => {
        const found = wrongIn(name, part, partOf(answer, name));
        return found ? [{ ...found, name }] : [];
      });
      const [first] = wrong;
      if (!first) return 1;
      const parts = names.length;
      const judgement = {
        credit: (parts - wrong.length) / parts,
        parts,
        message: `${first.name}, ${withOthers(
          first.says,
          wrong.slice(1).map(({ name }) => name),
        )}`,
      };
      return first.known ? { ...judgement, mistake: first.known } : judgement;
    },
    digits: Math.max(...entries.map(([, { answer }]) => answer.digits ?? 0)),
    fingerprints: entries.flatMap(([, { fingerprints = [] }]) => fingerprints),
    faults: () =>
      entries.flatMap(([name, { answer: kind, fingerprints = [] }]) =>
        fingerprints.flatMap(({ answer }, i) => {
          const fault = indistinctFault(kind, fingerprints, i, `the mistake ${kind.format(answer)}`);
          return fault === undefined ? [] : [`${name}: ${fault}`];
        }),
      ),
    same: (a, b) => entries.every(([name, { answer }]) => isSamePart(answer, partOf(a, name), partOf(b, name))),
    format: answer =>
      `{ ${entries.map(([name, part]) => `${name}: ${shown(part, partOf(answer, name))}`).join(", ")} }`,
  };
}

/** A hint that begins with the name of its part, which is told before it anyway. */
const withoutName = (hint: string, name: string): string =>
  hint.startsWith(`${name}: `) ? hint.slice(name.length + 2) : hint;

/** "you added. And output is not right yet, either": a hint speaks of the first alone. */
export function withOthers(says: string, wrong: readonly string[]): string {
  if (wrong.length === 0) return says;
  return `${says}${/[.?!]$/.test(says) ? " And" : ";"} ${wrong.join(", ")} ${wrong.length === 1 ? "is" : "are"} not right yet, either`;
}

/** What is wrong with one of them, and the known mistake that it is. */
interface Wrong {
  readonly says: string;
  readonly known?: Fingerprint<unknown>;
}

const shown = ({ answer: kind }: Part<unknown>, value: unknown): string =>
  isBlank(value) || kind.fault(value) !== undefined ? describeAnswer(value) : kind.format(value);

const isSamePart = (kind: Comparison<unknown>, a: unknown, b: unknown): boolean =>
  kind.fault(a) === undefined && kind.fault(b) === undefined && kind.same(a, b);
