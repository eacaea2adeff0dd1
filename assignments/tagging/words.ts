// Questions 1 and 2: marks on words.
import { type Argument, implementation, matching, question } from "../../src/checking/index.ts";
import { marks, tally } from "./tagging-functions.ts";

/** Marks that are all 0 where a case asks for it. */
const unless =
  (none: string): Argument<number[]> =>
  (draw, sizes) =>
    sizes[none] ? new Array<number>(sizes.T!).fill(0) : (marks(draw, sizes) as number[]);

export function wordQuestions() {
  const q1 = question({
    id: "tagging/q1",
    items: [65],
    asks: "Write f1(said, right), lists of 0 and 1: precision p is the share of the said names that are names, recall r the share of the names that were said, F1 = 2pr / (p + r). Where no name is said rightly, it is 0, also where there is none at all.",
    answer: implementation({
      parameters: () => ({ said: unless("silent"), right: unless("nameless") }),
      cases: {
        "some words": { T: 9 },
        "many words": { T: 40 },
        "no name said": { T: 6, silent: 1 },
        "no name there": { T: 7, nameless: 1 },
        "no name said and none there": { T: 5, silent: 1, nameless: 1 },
      },
      reference: (said: number[], right: number[]) => {
        let [hits, called, names] = [0, 0, 0];
        for (let t = 0; t < said.length; t++) {
          hits += said[t]! * right[t]!;
          called += said[t]!;
          names += right[t]!;
        }
        return hits === 0 ? 0 : (2 * hits) / (called + names);
      },
    }),
    because: "2pr / (p + r) is 2 · hits / (called + names): words that nobody takes for names do not count at all.",
    hints: [
      "Count three things: the hits (1 in both lists), the words that were called names (1 in `said`), and the names (1 in `right`).",
      "Precision and recall are hits / called and hits / names. In which cases is a count 0 that you divide by?",
    ],
    fingerprints: [
      {
        answer: (said, right) => said.filter((mark, t) => mark === right[t]).length / said.length,
        hint: "that is the accuracy: who calls nothing a name has a fine one, because most words are none.",
      },
      {
        answer: (said, right) => tally(said, right).both / Math.max(1, tally(said, right).marked),
        hint: "that is the precision alone: who says one name, and rightly, would be perfect.",
      },
      {
        answer: (said, right) => tally(said, right).both / Math.max(1, tally(said, right).wanted),
        hint: "that is the recall alone: who calls every word a name would be perfect.",
      },
      {
        answer: (said, right) => {
          const { both, marked, wanted } = tally(said, right);
          return (both / Math.max(1, marked) + both / Math.max(1, wanted)) / 2;
        },
        hint: "that is the plain mean of the two; F1 is 2pr / (p + r), which is low where one of them is.",
      },
      {
        answer: (said, right) => {
          const { both, marked, wanted } = tally(said, right);
          const [p, r] = [both / marked, both / wanted];
          return (2 * p * r) / (p + r);
        },
        hint: "right where something is said rightly; where nothing is, yours divides 0 by 0. It is to be 0 there.",
      },
      {
        answer: (said, right) => {
          const { both, marked, wanted } = tally(said, right);
          return (2 * both) / (marked + wanted);
        },
        hint: "right but for one case: where no name is called and none is there, yours divides 0 by 0. It is to be 0 there.",
      },
      {
        answer: (said, right) => {
          const { both, marked, wanted } = tally(said, right);
          return both / Math.max(1, marked + wanted);
        },
        hint: "a factor is missing: for a tagger that is always right F1 is 1.",
      },
    ],
  });

  const q2 = question({
    id: "tagging/q2",
    items: [65, 71],
    asks: 'A cell reads from left to right and says at each word whether it is a name. At "teddy", can it tell "teddy roosevelt was a president." from "teddy bears are on sale." (`teddyFromLeft`)? And at "rose" "her friend rose left." from "the price rose again." (`roseFromLeft`)? And could a cell that reads from right to left tell at "teddy" (`teddyFromRight`)? Say "yes" or "no".',
    answer: matching({ teddyFromLeft: "no", roseFromLeft: "yes", teddyFromRight: "yes" }, { among: ["yes", "no"] }),
    because: "at a word, a cell knows the words on one side. What decides may stand on the other.",
    hints: ["What has the cell read when it comes to the word? And has anything of that decided?"],
    fingerprints: [
      { answer: { teddyFromLeft: "yes" }, hint: "“teddy” is the first word: what has been read before it?" },
      { answer: { roseFromLeft: "no" }, hint: "before “rose” stand “her friend” or “the price”." },
      {
        answer: { teddyFromRight: "no" },
        hint: "from the right “roosevelt was …” or “bears are …” have been read.",
      },
    ],
  });

  return { q1, q2 };
}
