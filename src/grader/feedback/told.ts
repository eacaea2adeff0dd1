// What a student is told of a check: the one place that decides it, for the page and for the notebook.

import { clipped, countOf, numberText } from "../page/index.ts";
import type { CheckResult, ManualScore, State } from "../results/index.ts";
import type { Asked } from "./asked.ts";

/** What is told of one check. Everything in it is plain text, which may hold what a student wrote. */
export interface Told {
  look: "right" | "partly" | "wrong" | "open" | "note";
  /** A sign beside the words, which say the same. */
  mark: string;
  title: string;
  points: string;
  /** What the answer was taken as. */
  given: string | undefined;
  /** Sentences, each a paragraph. */
  says: readonly string[];
  hint: string | undefined;
  /** The marks of a rubric, criterion by criterion. */
  criteria: readonly { wants: string; marks: string }[];
  /** What a person wrote to it. */
  comment: string | undefined;
}

type Look = Pick<Told, "look" | "mark" | "title">;

const looks: { readonly [Key in State]: Look } = {
  pass: { look: "right", mark: "✓", title: "right" },
  fail: { look: "wrong", mark: "✗", title: "not right" },
  "not-attempted": { look: "open", mark: "○", title: "not attempted" },
  "student-error": { look: "wrong", mark: "✗", title: "your code ended with an error" },
  "time-out": { look: "wrong", mark: "✗", title: "not done in time" },
  "kernel-died": { look: "wrong", mark: "✗", title: "the program ended while it ran your code" },
  "infrastructure-error": { look: "note", mark: "⚠", title: "not graded yet" },
  "broken-question": { look: "note", mark: "⚠", title: "not graded: the question has a mistake" },
  "to-mark": { look: "note", mark: "●", title: "waits for a person who reads it" },
};

/** What follows from a state, where the check's own message does not say it. */
const meanings: { readonly [Key in State]?: string } = {
  "time-out": "A loop that never ends, or more work than there is time for, ends like this.",
  "kernel-died": "More memory than there is, or a call that ends the program, ends like this.",
  "infrastructure-error": "The fault is on our side. You lose no points by it; it will be graded again.",
  "broken-question": "The mistake is ours. It counts neither for you nor against you, and it will be mended.",
};

/** So much of an answer and of a message is shown. */
const mostGiven = 4000;
const mostWritten = 20_000;
const mostSaid = 1500;

/**
 * What a student may read of a check.
 * @param asked the question; undefined where the assignment does not have it any more
 */
export function toldOf(check: CheckResult, asked: Asked | undefined, manual: ManualScore | undefined): Told {
  if (check.kind === "written" && manual) return markedByPerson(check, manual, asked);
  const { state, kind, of } = check;
  const isPart = state === "fail" && (check.credit ?? 0) > 0;
  const look: Look = isPart ? { look: "partly", mark: "◐", title: "partly right" } : looks[state];
  const isHidden = kind === "hidden";
  const says = isHidden ? hiddenSays(state) : ownSays(check);
  return {
    ...look,
    points:
      check.points === null ? `– of ${countOf(of, "point")}` : `${numberText(check.points)} of ${countOf(of, "point")}`,
    given:
      isHidden || isNameless(check.given)
        ? undefined
        : clipped(check.given, kind === "written" ? mostWritten : mostGiven),
    says: [...says, meanings[state] ?? ""].filter(text => text !== ""),
    hint: hintOf(check, asked),
    criteria: [],
    comment: undefined,
  };
}

/** What a kernel says to somebody who sits before it. */
export const forWhoRuns = / Its values are lost: run the cells above again\./g;

/** "your function" says nothing of an answer. */
const isNameless = (given: string | undefined): given is undefined => given === undefined || given.startsWith("your ");

/** Neither message nor answer of a hidden check: both may hold its input, also where the student's own code put it there. */
function hiddenSays(state: State): string[] {
  const tried = "Your answer was also tried in ways that are not shown.";
  if (state === "pass") return [`${tried} It holds there, too.`];
  if (state === "fail") return [`${tried} It does not hold in all of them.`];
  if (state === "student-error") return [`${tried} In one of them your code ended with an error.`];
  return state === "time-out" || state === "kernel-died"
    ? ["A check in ways that are not shown could not be done to its end."]
    : [];
}

/** A page has no hint() to call. What failed on our side is told to who teaches: it may hold what the question holds. */
function ownSays({ message, state }: CheckResult): string[] {
  if (state === "broken-question" || state === "infrastructure-error" || state === "to-mark") return [];
  const text = message
    .replace(/[;,]? ?(?:[\w$]+\.)?hint\(\) gives (?:a|the next) hint/g, "")
    .replace(forWhoRuns, "")
    .trim();
  return text === "" ? [] : [clipped(text, mostSaid)];
}

function hintOf({ kind, hint, message }: CheckResult, asked: Asked | undefined): string | undefined {
  if (hint === undefined) return undefined;
  if (kind === "hidden") return asked?.hints.has(hint) ? hint : undefined;
  return message.includes(hint) ? undefined : clipped(hint, mostSaid);
}

function markedByPerson({ given }: CheckResult, manual: ManualScore, asked: Asked | undefined): Told {
  const { points, of, criteria = [], comment } = manual;
  const look: Look =
    points >= of
      ? { look: "right", mark: "✓", title: "marked by a person: full marks" }
      : { look: points > 0 ? "partly" : "wrong", mark: points > 0 ? "◐" : "✗", title: "marked by a person" };
  const rubric = asked?.rubric ?? [];
  const isSame = rubric.length === criteria.length;
  return {
    ...look,
    points: `${numberText(points)} of ${countOf(of, "point")}`,
    given: given === undefined ? undefined : clipped(given, mostWritten),
    says: [],
    hint: undefined,
    criteria: isSame
      ? rubric.map(({ wants, marks }, i) => ({ wants, marks: `${numberText(criteria[i]!)} of ${numberText(marks)}` }))
      : [],
    comment: comment?.trim() || undefined,
  };
}
