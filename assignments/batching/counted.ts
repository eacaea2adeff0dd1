// Questions 5 to 7: what is averaged over, and what has to be kept.
import { approximately, exactly, implementation, question, several } from "../../src/checking/index.ts";
import { type Matrix, maskOfRows } from "./batching-functions.ts";

const total = (rows: Matrix) => rows.flat().reduce((sum, value) => sum + value, 0);

export function countedQuestions() {
  const q5 = question({
    id: "batching/q5",
    items: [91],
    asks: "Two sentences of 2 and 8 words are padded to 8. A tagger has 5 of the 10 words right, and says PAD at all 6 padded places, which is right. Which accuracy is `careless`, over all places, and which is `counted`, over words?",
    answer: several({
      careless: {
        answer: approximately(11 / 16, { tolerance: 5e-3 }),
        fingerprints: [
          { answer: 68.75, hint: "write a share, from 0 to 1, not percent." },
          { answer: 5 / 16, hint: "the padded places are right, too, if they are counted." },
          { answer: 10 / 16, hint: "10 is how many words there are; count what is right: 5 words, and which places?" },
          { answer: 11 / 10, hint: "an accuracy above 1? Divide by the places that are counted." },
          { answer: 11, hint: "an accuracy is a share: of how many places?" },
        ],
      },
      counted: {
        answer: approximately(0.5, { tolerance: 5e-3 }),
        fingerprints: [
          { answer: 50, hint: "write a share, from 0 to 1, not percent." },
          { answer: 5 / 16, hint: "divide by the words, not by all places." },
          { answer: 5, hint: "an accuracy is a share: of how many words?" },
        ],
      },
    }),
    because: "(5 + 6) / 16 against 5 / 10: what is easy and means nothing makes a poor model look good.",
    hints: ["How many places are there in all, and how many of them are right?"],
  });

  const q6 = question({
    id: "batching/q6",
    items: [91],
    asks: "Write meanCounted(losses, mask): the mean of the losses over the steps whose mask is 1.",
    answer: implementation({
      parameters: ({ normal }) => ({ losses: normal("n", "T"), mask: maskOfRows }),
      cases: { "some sentences": { n: 3, T: 6 }, "one sentence": { n: 1, T: 5 }, "many sentences": { n: 7, T: 4 } },
      reference: (losses: Matrix, mask: Matrix) => {
        let [sum, count] = [0, 0];
        for (let i = 0; i < losses.length; i++)
          for (let t = 0; t < losses[i]!.length; t++) {
            sum += losses[i]![t]! * mask[i]![t]!;
            count += mask[i]![t]!;
          }
        return sum / count;
      },
    }),
    because: "a sum over what counts, divided by how many count. Padding more zeros now changes nothing.",
    solution: [
      "let sum = 0",
      "let count = 0",
      "losses.forEach((row, i) => row.forEach((loss, t) => {",
      "  sum += loss * mask[i][t]",
      "  count += mask[i][t]",
      "}))",
      "return sum / count",
    ].join("\n"),
    hints: [
      "Two sums in one double loop: of the losses that count, and of how many count.",
      "`losses[i][t] * mask[i][t]` is 0 where padding stands.",
    ],
    fingerprints: [
      { answer: losses => total(losses) / losses.flat().length, hint: "yours averages over the padding, too." },
      {
        answer: (losses, mask) =>
          total(losses.map((row, i) => row.map((loss, t) => loss * mask[i]![t]!))) / mask.flat().length,
        hint: "the sum is right; divide by how many steps count, not by all places.",
      },
      {
        answer: (losses, mask) => total(losses) / total(mask),
        hint: "the number is right; in the sum padding still has its losses.",
      },
      {
        answer: (losses, mask) => total(losses.map((row, i) => row.map((loss, t) => loss * mask[i]![t]!))),
        hint: "that is the sum; the mean is wanted.",
      },
      {
        answer: (losses, mask) => {
          const means = losses.map((row, i) => total([row.map((loss, t) => loss * mask[i]![t]!)]) / total([mask[i]!]));
          return total([means]) / means.length;
        },
        hint: "a mean of the sentences' means: there a word of a short sentence counts more than one of a long sentence.",
      },
      {
        answer: (losses, mask) =>
          total(losses.map((row, i) => row.map((loss, t) => loss * mask[i]![t]!))) / losses.length,
        hint: "divide by the steps that count, not by the sentences.",
      },
    ],
  });

  const q7 = question({
    id: "batching/q7",
    items: [51],
    asks: "A cell of 64 units reads 16 texts of 1,000 steps side by side. How many numbers do the states have that are to be kept: for the way back over the `whole` text; over a `stretch` of 20 steps, each with its own way back; and for `reading` alone, without training?",
    answer: several({
      whole: {
        answer: exactly(1_024_000),
        fingerprints: [
          { answer: 64_000, hint: "16 texts are read side by side, and each has a state of its own." },
          { answer: 1_025_024, hint: "count the states after each step; the start does not count here." },
          { answer: 16_000, hint: "a state has a number for each of the 64 units." },
          { answer: 1_024, hint: "that is one step; the way back needs the states of all steps." },
        ],
      },
      stretch: {
        answer: exactly(20_480),
        fingerprints: [
          { answer: 1_280, hint: "16 texts are read side by side." },
          {
            answer: 1_024_000,
            hint: "after its way back a stretch needs no states any more: how many are kept at one time?",
          },
          { answer: 21_504, hint: "count the states after each of the 20 steps; the start does not count here." },
          { answer: 51_200, hint: "that is the number of stretches: how many steps has one?" },
        ],
      },
      reading: {
        answer: exactly(1_024),
        fingerprints: [
          { answer: 64, hint: "16 texts are read side by side." },
          { answer: 1_024_000, hint: "without a way back, which state is still needed for the next step?" },
          { answer: 0, hint: "what does the next step start from?" },
        ],
      },
    }),
    because:
      "16 · 64 numbers a step: 1,000 steps of them, 20, or 1. What training keeps grows with the length; the network does not.",
    hints: [
      "One state of one text has 64 numbers. How many texts, how many steps?",
      "For reading, only the newest state is needed.",
    ],
    solution: "16 · 64 · 1,000, 16 · 64 · 20, 16 · 64",
  });

  return { q5, q6, q7 };
}
