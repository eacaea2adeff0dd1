// Question 1: what training keeps, with numbers of the student's own.
import { exactly, question, several } from "../../src/checking/index.ts";

export interface KeptSizes {
  readonly rows: number;
  readonly units: number;
  readonly steps: number;
  readonly T: number;
}

/** Each part's right answer first, without a hint, then its known mistakes. */
export const keptMistakes = ({ rows, units, steps, T }: KeptSizes) => ({
  whole: [
    { answer: rows * units * T, hint: "" },
    { answer: units * T, hint: "several texts are read side by side, and each has a state of its own." },
    { answer: rows * T, hint: "how many numbers has one state?" },
    {
      answer: rows * units * (T + 1),
      hint: "count the states after each step of the text; the start does not count here.",
    },
    { answer: rows * units * steps, hint: "that is a stretch; this way back goes over the whole text." },
  ],
  stretch: [
    { answer: rows * units * steps, hint: "" },
    { answer: units * steps, hint: "several texts are read side by side, and each has a state of its own." },
    { answer: rows * units * T, hint: "a stretch that has had its way back needs its states no more." },
    {
      answer: rows * units * (steps + 1),
      hint: "count the states after each step of a stretch; the one before it does not count here.",
    },
    { answer: (rows * units * T) / steps, hint: "that is how many stretches there are; how many steps has one?" },
    { answer: rows * units, hint: "that is one step; the way back needs the states of all steps of its stretch." },
  ],
  changes: [
    { answer: T / steps, hint: "" },
    {
      answer: (rows * T) / steps,
      hint: "the rows of a stretch are computed at once, and change the weights together.",
    },
    { answer: T, hint: "the weights change after a stretch, not after each step." },
    { answer: steps, hint: "that is how many steps a stretch has; how many stretches are there?" },
    { answer: 1, hint: "that is for a way back over the whole text." },
  ],
});

export function keptQuestion(sizes: KeptSizes) {
  const { rows, units, steps, T } = sizes;
  const parts = keptMistakes(sizes);
  const part = ([right, ...fingerprints]: { answer: number; hint: string }[]) => ({
    answer: exactly(right!.answer),
    fingerprints,
  });
  return question({
    id: "batching-graded/q1",
    items: [51],
    points: 1,
    asks: `A cell of ${units} units reads ${rows} texts of ${T.toLocaleString("en-US")} steps side by side. How many numbers have the states (one after each step) that must be kept for a way back over the \`whole\` text, and for one over a \`stretch\` of ${steps} steps? And how often do the weights change (\`changes\`) while all is read once in such stretches?`,
    answer: several({ whole: part(parts.whole), stretch: part(parts.stretch), changes: part(parts.changes) }),
    because: "a state of each text at each step that the way back goes over; one change for each stretch.",
    hints: ["How many numbers are there in the states of one step?", "How many stretches has the text?"],
  });
}
