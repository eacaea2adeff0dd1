// Things to be matched with names: each task with its form.
import { isBlank } from "../blank.ts";
import { describeAnswer, isRecord } from "../describe.ts";
import { type ChoiceOptions, reader, type WrittenName } from "./choice.ts";
import type { Judge } from "./kind.ts";
import { withOthers } from "./several.ts";

/** What may be said of the names. */
export type MatchingOptions<Name extends string> = ChoiceOptions<Name>;

/** An answer: a name for each thing. */
type Matched<Key extends string, Name extends string> = { readonly [Thing in Key]: WrittenName<Name> };

/**
 * Things matched with names; each pair has the same share of the credit. A wrong answer is told how many are right, and which are
 * not. A mistake may be a single pair: its hint is shown where an answer holds it, the first of the list that is held, with the
 * thing that it speaks of.
 * @example
 * const forms = question({
 *   id: "demo/forms", asks: "Which form has each task?", because: "count the inputs and the outputs.", hints: ["Count."],
 *   answer: matching({ sentiment: "many-to-one", captions: "one-to-many" }, { among: ["one-to-many", "many-to-one", "many-to-many"] }),
 *   fingerprints: [{ answer: { captions: "many-to-one" }, hint: "how many words does a caption have?" }],
 * })
 * forms.check({ sentiment: "Many to one", captions: "many-to-one" }) // ◐ partly right (1 of 2): captions: how many words …?
 */
export function matching<const Key extends string, const Name extends string>(
  right: { readonly [Thing in Key]: NoInfer<Name> },
  options: MatchingOptions<Name>,
): Judge<Partial<Matched<Key, Name>>> {
  const { read, fault, faults } = reader(options);
  const things = Object.keys(right) as Key[];
  const holds = (answer: Partial<Matched<Key, Name>>, thing: Key, name: WrittenName<Name> | undefined): boolean =>
    answer[thing] !== undefined && !isBlank(answer[thing]) && name !== undefined && read(answer[thing]) === read(name);
  return {
    right,
    fault(value) {
      const example = `{ ${things.map(thing => `${keyOf(thing)}: "…"`).join(", ")} }`;
      if (typeof value !== "object" || value === null || !isRecord(value))
        return `expected a name for each, ${example}, but got ${describeAnswer(value)}`;
      const strange = Object.keys(value).find(key => !things.includes(key as Key));
      if (strange !== undefined)
        return `expected a name for each, ${example}, but ${JSON.stringify(strange)} is none of them`;
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
        Object.entries<WrittenName<Name> | undefined>(known.answer).every(([thing, name]) =>
          holds(answer, thing as Key, name),
        ),
      );
      const parts = things.length;
      const wrong = given.filter(thing => !hits.includes(thing));
      if (mistake) {
        const { hint } = mistake;
        const spoken = Object.keys(mistake.answer) as Key[];
        const named = spoken.some(thing => hint.startsWith(`${thing}:`)) ? hint : `${spoken.join(", ")}: ${hint}`;
        return {
          credit,
          parts,
          mistake,
          message: withOthers(
            named,
            wrong.filter(thing => !spoken.includes(thing)),
          ),
        };
      }
      const missing = things.filter(thing => !given.includes(thing));
      const says = [
        `${hits.length} of ${things.length} ${hits.length === 1 ? "is" : "are"} matched rightly`,
        ...(wrong.length > 0 ? [`look again at ${wrong.join(", ")}`] : []),
        ...(missing.length > 0 ? [`${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing`] : []),
      ];
      return { credit, parts, message: says.join("; ") };
    },
    same: (a, b) =>
      things.every(thing => (a[thing] === undefined ? b[thing] === undefined : holds(b, thing, a[thing]))),
    format: () => "your pairs",
    faults: () => faults(Object.values(right)),
  };
}

/** How a thing is written as a key: "many-to-one" needs quotes. */
const keyOf = (thing: string): string =>
  /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(thing) ? thing : JSON.stringify(thing);
