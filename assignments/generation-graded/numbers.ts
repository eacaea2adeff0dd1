// Question 1: how likely a text is, its end among it, with numbers of the student's own.
import { approximately, question, several } from "../../src/checking/index.ts";

export interface Ending {
  /** P of each of three symbols, given those before. */
  readonly chances: readonly [number, number, number];
  /** That a text goes on after each of the first two, and ends after the third: the coin says stop with this. */
  readonly stop: number;
}

const product = (list: readonly number[]) => list.reduce((a, b) => a * b, 1);

/** Right first, then the mistakes. */
export function likelihoods({ chances, stop }: Ending) {
  const symbols = product(chances);
  return {
    probability: [
      { answer: symbols * (1 - stop) ** 2 * stop, hint: "" },
      { answer: symbols, hint: "the end counts, too: what must the coin say after each symbol?" },
      { answer: symbols * stop, hint: "after the first two symbols the coin said that it goes on." },
      { answer: symbols * stop ** 3, hint: "after the first two symbols the coin said that it goes on." },
      { answer: symbols * (1 - stop) ** 3, hint: "after the third symbol it ended." },
      { answer: chances.reduce((a, b) => a + b, 0), hint: "probabilities of one after the other are multiplied." },
    ],
    mean: [
      { answer: 1 / stop, hint: "" },
      { answer: (1 - stop) / stop, hint: "that is how many come before the last; the last one counts." },
      { answer: 1 / (1 - stop), hint: "the coin says stop with that probability: one in how many?" },
    ],
  };
}

export function likelihoodQuestion(ending: Ending) {
  const { chances, stop } = ending;
  const parts = likelihoods(ending);
  const part = ([right, ...fingerprints]: { answer: number; hint: string }[], tolerance: number) => ({
    answer: approximately(right!.answer, { tolerance }),
    fingerprints,
  });
  return question({
    id: "generation-graded/q1",
    items: [14, 32, 34],
    points: 1,
    asks: `A generator says the three symbols of a text with the probabilities ${chances.join(", ")}, each given those before it. After each symbol a coin says stop with probability ${stop}. What is the probability that exactly this text of three symbols is written (\`probability\`)? And how long are its texts on average (\`mean\`, the last symbol counted)? (Three digits are enough.)`,
    answer: several({
      probability: part(parts.probability, 6e-3),
      mean: part(parts.mean, 6e-3),
    }),
    because: "a product over symbols and coins: on, on, stop. And one in so many symbols is the last.",
    hints: [
      "Three symbols and three coins: what did each coin say?",
      "With a stop at 0.25, one in four symbols is the last.",
    ],
  });
}
