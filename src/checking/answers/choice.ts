// One of some names, or several of them.
import { describeAnswer } from "../describe.ts";
import type { Comparison, Judge } from "./kind.ts";
import { nearestName, normalized } from "./names.ts";

/** What may be said of the names to choose among. */
export interface ChoiceOptions<Name extends string> {
  /** All names that may be chosen. */
  readonly among: readonly Name[];
  /** Other words for them: `{ "many-to-one": ["n:1", "sequence to vector"] }`. Case, spaces and hyphens never matter. */
  readonly synonyms?: { readonly [Known in Name]?: readonly string[] };
}

/** The same of several. */
export interface ChoicesOptions<Name extends string> extends ChoiceOptions<Name> {
  /**
   * For a set that counts: what to say where a name is wrongly chosen or wrongly left, a remark for each name. The first that
   * fits is said, in the place of how many are wrong and missing, which would tell the answer within a few tries; and nothing is
   * partly right.
   */
  readonly remarks?: { readonly [Known in Name]: string };
}

/**
 * A name as a student may write it: other values, too, so that the check says what is wrong with them, and not the compiler, which
 * knows nothing of the question.
 */
export type WrittenName<Name extends string> = Name | (string & {}) | boolean | number;

/** Finds the name that a text means. */
export function reader<Name extends string>({ among, synonyms = {} }: ChoiceOptions<Name>) {
  const names = new Map<string, Name>();
  const doubled: string[] = [];
  for (const name of among)
    for (const written of [name, ...((synonyms as Partial<Record<Name, readonly string[]>>)[name] ?? [])]) {
      if ((names.get(normalized(written)) ?? name) !== name)
        doubled.push(`${JSON.stringify(written)} stands for two names`);
      names.set(normalized(written), name);
    }
  const read = (text: WrittenName<Name>): Name | undefined =>
    typeof text === "string" ? names.get(normalized(text)) : undefined;
  const list = among.map(name => JSON.stringify(name)).join(", ");
  const fault = (value: unknown): string | undefined => {
    if (typeof value === "boolean" && among.length === 2)
      return `write ${among.map(name => JSON.stringify(name)).join(" or ")}, in quotes, and not ${value}`;
    if (typeof value !== "string") return `expected one of ${list}, but got ${describeAnswer(value)}`;
    if (read(value) !== undefined) return undefined;
    const nearest = nearestName(value, names);
    const meant = nearest === undefined ? "" : `. Did you mean ${JSON.stringify(nearest)}?`;
    return `expected one of ${list}, but got ${describeAnswer(value)}${meant}`;
  };
  /** What is wrong with the names, and with the right ones among them. */
  const faults = (right: readonly string[]): string[] => [
    ...doubled,
    ...right
      .filter(name => !among.includes(name as Name))
      .map(name => `the right answer ${JSON.stringify(name)} is not among the names`),
  ];
  return { read, fault, list, faults };
}

/**
 * One of some names. Case, spaces and hyphens do not matter; a name that is misspelled is told the nearest one.
 * @example
 * const form = question({
 *   id: "demo/form", asks: "A sentence goes in, its sentiment comes out: which form?", because: "one output after the last input.",
 *   answer: choice("many-to-one", { among: ["one-to-one", "one-to-many", "many-to-one", "many-to-many"] }),
 *   hints: ["How many outputs are there?"],
 *   fingerprints: [{ answer: "one-to-many", hint: "what is many here, the inputs or the outputs?" }],
 * })
 * form.check("one-to-many") // ✗ not yet: "one-to-many": what is many here, the inputs or the outputs?
 */
export function choice<const Name extends string>(
  right: NoInfer<Name>,
  options: ChoiceOptions<Name>,
): Comparison<WrittenName<Name>> {
  const { read, fault, faults } = reader(options);
  return {
    right,
    fault,
    same: (a, b) => read(a) === read(b),
    format: answer => JSON.stringify(read(answer) ?? answer),
    faults: () => faults([right]),
  };
}

/**
 * Several of some names, in any order. Each name that is rightly chosen or rightly left counts; credit is what is gained over
 * choosing none or all.
 * @example
 * const gates = question({
 *   id: "demo/gates", asks: "Which gates has an LSTM?", because: "three sigmoids guard the cell.", hints: ["Three."],
 *   answer: choices(["input", "forget", "output"], { among: ["input", "forget", "output", "reset", "update"] }),
 * })
 * gates.check(["forget", "input", "output"]) // ✓
 */
export function choices<const Name extends string>(
  right: readonly NoInfer<Name>[],
  options: ChoicesOptions<Name>,
): Judge<readonly WrittenName<Name>[]> {
  const { read, fault, list, faults } = reader(options);
  const asSet = (names: readonly WrittenName<Name>[]) => new Set(names.map(name => read(name)!));
  const wanted = asSet(right);
  const { among, remarks } = options;
  return {
    right,
    fault(value) {
      if (!Array.isArray(value)) return `expected a list of names, [${list}], but got ${describeAnswer(value)}`;
      const strange = value.findIndex(name => fault(name) !== undefined);
      return strange < 0 ? undefined : fault(value[strange]);
    },
    judge(answer) {
      const chosen = asSet(answer);
      const hit = [...chosen].filter(name => wanted.has(name)).length;
      const [wrong, missing] = [chosen.size - hit, wanted.size - hit];
      if (wrong === 0 && missing === 0) return 1;
      if (remarks) return { credit: 0, message: remarks[among.find(name => chosen.has(name) !== wanted.has(name))!] };
      const others = among.length - wanted.size;
      const credit = Math.max(0, hit / Math.max(wanted.size, 1) - (others > 0 ? wrong / others : 0));
      const say = [
        ...(wrong > 0 ? [`${wrong} of what you chose ${wrong === 1 ? "does" : "do"} not belong`] : []),
        ...(missing > 0 ? [`${missing} ${missing === 1 ? "is" : "are"} missing`] : []),
      ];
      return { credit: Math.min(credit, 0.99), message: say.join(", and ") };
    },
    same(a, b) {
      const [first, second] = [asSet(a), asSet(b)];
      return first.size === second.size && [...first].every(name => second.has(name));
    },
    format: answer => `[${answer.map(name => JSON.stringify(read(name) ?? name)).join(", ")}]`,
    faults: () => faults(right),
  };
}
