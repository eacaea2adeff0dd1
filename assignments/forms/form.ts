// The five mapping forms, and what to ask somebody who took one for another.
import { choice, matching } from "../../src/checking/index.ts";

/** How many steps go in and how many come out. The fifth, one-to-one, is the case without a sequence. */
export const forms = [
  "one-to-one",
  "one-to-many",
  "many-to-one",
  "many-to-many-equal",
  "many-to-many-unequal",
] as const;
export type Form = (typeof forms)[number];

/** How a cell calls each form. */
export const keys = {
  "one-to-one": "oneToOne",
  "one-to-many": "oneToMany",
  "many-to-one": "manyToOne",
  "many-to-many-equal": "equalLengths",
  "many-to-many-unequal": "unequalLengths",
} as const satisfies { readonly [Name in Form]: string };
export type Key = (typeof keys)[Form];

/** Forms by their place in the list, as a case's size gives it. */
export const formAt = (place: number): Form => forms[place % forms.length]!;

/** Other words for them, as books and exams have them. */
const synonyms: { readonly [Name in Form]: readonly string[] } = {
  "one-to-one": ["1:1", "one to one, no sequence"],
  "one-to-many": ["1:n", "vector to sequence"],
  "many-to-one": ["n:1", "sequence to vector"],
  "many-to-many-equal": ["n:n", "many to many, equal", "many to many, equal length", "many to many (equal)", "equal"],
  "many-to-many-unequal": [
    "n:m",
    "many to many, unequal",
    "many to many, unequal length",
    "many to many (unequal)",
    "unequal",
    "sequence to sequence",
  ],
};

/** Whoever writes "many-to-many" is asked which: no misspelling of another form. */
const askWhich = (value: unknown): string | undefined =>
  typeof value === "string" && /^\s*many[\s-]*to[\s-]*many\s*$/i.test(value)
    ? 'many-to-many are two forms here: "many-to-many-equal", where each step has its output, and "many-to-many-unequal", which reads first and then writes; which?'
    : undefined;

/** The answer is a form. */
export function formChoice(right: Form) {
  const kind = choice(right, { among: forms, synonyms });
  return { ...kind, fault: (value: unknown) => askWhich(value) ?? kind.fault(value) };
}

/** The answer is a form for each thing. */
export function formMatching<const Thing extends string>(right: { readonly [Name in Thing]: Form }) {
  const kind = matching<Thing, Form>(right, { among: forms, synonyms });
  return {
    ...kind,
    fault(value: unknown): string | undefined {
      if (typeof value === "object" && value !== null)
        for (const [thing, form] of Object.entries(value)) {
          const which = askWhich(form);
          if (which !== undefined) return `${thing}: ${which}`;
        }
      return kind.fault(value);
    },
  };
}

const manyIn = (form: Form): boolean => form.startsWith("many");
const manyOut = (form: Form): boolean => form.includes("to-many");

/** A question that leads from a wrong form to the right one. It names neither. */
export function question(right: Form, wrong: Form): string {
  if (manyIn(right) !== manyIn(wrong))
    return manyIn(right)
      ? "does the input come all at once, or step by step?"
      : "how many steps does the input take? One thing may be made of many numbers.";
  if (manyOut(right) !== manyOut(wrong))
    return manyOut(right)
      ? "does all of the output come at once, or one piece after the other?"
      : "how many steps does the output take? One answer may be made of many numbers.";
  return right === "many-to-many-unequal"
    ? "when does the output start? Is there an output that belongs to each single input?"
    : "when does the output start? Does the first output have to wait for the last input?";
}

/** All other forms, each with its question, for one of several things that stand in a list under this name. */
export const confusions = <Name extends string>(name: Name, right: Form, called: string = name) =>
  forms
    .filter(wrong => wrong !== right)
    .map(wrong => ({
      answer: { [name]: wrong } as { [Key in Name]: Form },
      hint: `${called}: ${question(right, wrong)}`,
    }));
