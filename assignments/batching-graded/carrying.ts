// Question 7: where a state is carried, and where it starts from zeros.
import { matching, question } from "../../src/checking/index.ts";

const starts = ["carry", "zeros"] as const;

export interface Case {
  readonly what: string;
  readonly start: (typeof starts)[number];
  /** For who says the other. */
  readonly remark: string;
}

export const carrying: readonly Case[] = [
  {
    what: "the next stretch of the same book",
    start: "carry",
    remark: "the story goes on: who has read what came before?",
  },
  {
    what: "the next minute of a sensor that has run for days",
    start: "carry",
    remark: "the measurements go on where they were a moment ago.",
  },
  {
    what: "the user's next sentence, in the same dialog",
    start: "carry",
    remark: "in a dialog, what was said before is needed to understand the next sentence.",
  },
  { what: "the next bar of the same piece of music", start: "carry", remark: "the melody goes on from bar to bar." },
  { what: "another e-mail, of somebody else", start: "zeros", remark: "what has one e-mail to do with another's?" },
  {
    what: "the first page again, for a second pass over the book",
    start: "zeros",
    remark: "before the first page stands nothing; yours begins it with the state of the last page.",
  },
  {
    what: "a batch of names, shuffled",
    start: "zeros",
    remark: "row 0 of this batch is another name than row 0 of the batch before.",
  },
  {
    what: "the stretches of a book, shuffled",
    start: "zeros",
    remark: "the state would come from another place in the book.",
  },
];

const letters = ["A", "B", "C", "D", "E"] as const;
type Letter = (typeof letters)[number];

/** @param cases five of them */
export function carryQuestion(cases: readonly Case[]) {
  const right = Object.fromEntries(letters.map((letter, i) => [letter, cases[i]!.start])) as Record<
    Letter,
    Case["start"]
  >;
  return question({
    id: "batching-graded/q7",
    items: [123],
    points: 1,
    asks: `What comes next, and from which state is it to be read: from that of the stretch before ("carry"), or from zeros ("zeros")?\n${letters.map((letter, i) => `  ${letter}: ${cases[i]!.what}`).join("\n")}`,
    answer: matching(right, { among: starts }),
    because: "a state is carried where row after row the same sequence goes on, and nowhere else.",
    hints: ["For each: does this go on where the same row was before?"],
    fingerprints: letters.map((letter, i) => ({
      answer: { [letter]: starts.find(start => start !== cases[i]!.start)! },
      hint: `${letter}: ${cases[i]!.remark}`,
    })),
  });
}
