// Things to be matched with names: each task with its form.
import { isBlank } from "../blank.ts";
import { describeAnswer, isRecord } from "../describe.ts";
import { type ChoiceOptions, reader } from "./choice.ts";
import type { Judge } from "./kind.ts";

/** What may be said of the names. */
export type MatchingOptions<Name extends string> = ChoiceOptions<Name>;

/** An answer: a name for each thing. */
type Matched<Key extends string, Name extends string> = { readonly [Thing in Key]: Name | (string & {}) };

/**
 * Things matched with names; each pair has the same share of the credit. A wrong answer is told how many are right, not which. A
 * mistake may be a single pair: its hint is shown where an answer holds it, the first of the list that is held.
 * @example
 * const forms = question({
 *   id: "demo/forms", asks: "Which form has each task?", because: "count the inputs and the outputs.", hints: ["Count."],
 *   answer: matching({ sentiment: "many-to-one", captions: "one-to-many" }, { among: ["one-to-many", "many-to-one", "many-to-many"] }),
 *   fingerprints: [{ answer: { captions: "many-to-one" }, hint: "how many words does a caption have?" }],
 * })
 * forms.check({ sentiment: "Many to one", captions: "many-to-one" }) // ◐ partly right (50 %)
 */
export function matching<const Key extends string, const Name extends string>(
  right: { readonly [Thing in Key]: NoInfer<Name> },
  options: MatchingOptions<Name>,
): Judge<Partial<Matched<Key, Name>>> {
  const { read, fault, faults } = reader(options);
  const things = Object.keys(right) as Key[];
  const holds = (answer: Partial<Matched<Key, Name>>, thing: Key, name: string | undefined): boolean =>
    answer[thing] !== undefined && !isBlank(answer[thing]) && name !== undefined && read(answer[thing]) === read(name);
  return {
    right,
    fault(value) {
      const example = `{ ${JSON.stringify(things[0])}: "…", … }`;
      if (typeof value !== "object" || value === null || !isRecord(value))
        return `expected a name for each of ${things.join(", ")}: ${example}, but got ${describeAnswer(value)}`;
      const strange = Object.keys(value).find(key => !things.includes(key as Key));
      if (strange !== undefined)
        return `expected a name for each of ${things.join(", ")}, but ${JSON.stringify(strange)} is none of them`;
      for (const [thing, name] of Object.entries(value)) {
        const text = isBlank(name) || name === undefined ? undefined : fault(name);
        if (text !== undefined) return `${thing}: ${text}`;
      }
      return undefined;
    },
    judge(answer, { fingerprints }) {
      const given = things.filter(thing => answer[thing] !== undefined && !isBlank(answer[thing]));
      if (given.length === 0) return { credit: 0, blank: true };
      const hits = given.filter(thing => holds(answer, thing, right[thing]));
      const credit = hits.length / things.length;
      if (credit === 1) return 1;
      const mistake = fingerprints.find(known =>
        Object.entries<string | undefined>(known.answer).every(([thing, name]) => holds(answer, thing as Key, name)),
      );
      const parts = things.length;
      if (mistake) return { credit, parts, mistake, message: mistake.hint };
      const missing = things.length - given.length;
      return {
        credit,
        parts,
        message: `${hits.length} of ${things.length} are matched rightly${missing > 0 ? `; ${missing} ${missing === 1 ? "is" : "are"} missing` : ""}`,
      };
    },
    same: (a, b) =>
      things.every(thing => (a[thing] === undefined ? b[thing] === undefined : holds(b, thing, a[thing]))),
    format: () => "your pairs",
    faults: () => faults(Object.values(right)),
  };
}
