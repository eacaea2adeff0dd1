// Questions 1 to 3: the adding problem, what it costs to know nothing, and which cells learn it.
import { type Argument, approximately, implementation, matching, question, several } from "../../src/checking/index.ts";

/** A sequence of the adding problem: rows of a number and a mark, two of which are 1. */
export const addingSequence: Argument<number[][]> = (draw, { T }) => {
  const first = draw.integer(T! - 1);
  const second = first + 1 + draw.integer(T! - 1 - first);
  return Array.from({ length: T! }, (_, t) => [draw.uniform(), t === first || t === second ? 1 : 0]);
};

const marked = (xs: readonly (readonly number[])[]) => xs.flatMap(([value, mark]) => (mark === 1 ? [value!] : []));
const total = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0);

export function addingQuestions() {
  const q1 = question({
    id: "memory/q1",
    items: [101],
    asks: "Write target(xs): what the network is to say at the end of a sequence of the adding problem. Each row of xs is [number, mark].",
    answer: implementation({
      parameters: () => ({ xs: addingSequence }),
      cases: { "some steps": { T: 7 }, "three steps": { T: 3 }, "many steps": { T: 40 } },
      reference: (xs: number[][]) => {
        let sum = 0;
        for (const row of xs) sum += row[0]! * row[1]!;
        return sum;
      },
    }),
    because: "a number counts where its mark is 1, and the marks are what the network has to wait for.",
    hints: [
      "Walk over the rows and take only some of their numbers.",
      "The mark is 1 or 0: multiplied with the number, it leaves it or makes it 0.",
    ],
    solution: "xs.reduce((sum, [number, mark]) => sum + number * mark, 0)",
    fingerprints: [
      { answer: xs => total(xs.map(row => row[0]!)), hint: "that sums all the numbers; which of them count?" },
      { answer: xs => total(xs.map(row => row[1]!)), hint: "that sums the marks; what do they mark?" },
      { answer: xs => marked(xs)[0]!, hint: "that is the first marked number only." },
      { answer: xs => marked(xs).at(-1)!, hint: "that is the last marked number only; what came before it?" },
      { answer: xs => total(marked(xs)) / 2, hint: "that is their mean; the task asks for their sum." },
      { answer: xs => marked(xs)[0]! * marked(xs)[1]!, hint: "that is their product; the task asks for their sum." },
    ],
  });

  const q2 = question({
    id: "memory/q2",
    items: [101],
    asks: "The two marked numbers lie anywhere between 0 and 1. A network that has read nothing always says the same number: which one is best, and what is its mean squared error?",
    answer: several({
      say: {
        answer: approximately(1, { tolerance: 0.03 }), // 1,000 pairs drawn at random come as near
        fingerprints: [{ answer: 0.5, hint: "that is the mean of one number; the sum of two is asked for." }],
      },
      error: {
        answer: approximately(1 / 6, { tolerance: 0.045 }),
        fingerprints: [
          { answer: 1 / 12, hint: "that is the variance of one number; there are two." },
          { answer: 1 / 3, hint: "that is the mean of a squared number; how far is a sum from what you say?" },
          { answer: Math.sqrt(1 / 6), hint: "that is the root of it." },
          { answer: 1 / 144, hint: "variances of independent numbers are added." },
          { answer: 0.25, hint: "half a unit away would be the mean only if every sum were that far away." },
        ],
      },
    }),
    because: "the best constant is the mean, and its error is the variance: ¹⁄₁₂ for each of the two numbers.",
    hints: [
      "Always saying the same is best at the mean of the sums.",
      "What is left is the variance. One number between 0 and 1 has the variance ¹⁄₁₂. You can also measure it, with many pairs of Math.random().",
    ],
    solution: "The mean of the sum is 2 · ½, its variance 2 · ¹⁄₁₂.",
  });

  const q3 = question({
    id: "memory/q3",
    items: [101],
    asks: "Adding over 50 steps, 800 updates each: what becomes of a plain tanh network, a GRU and an LSTM, each as the toolkit starts it?",
    answer: matching(
      { plain: "learns nothing", gru: "learns", lstm: "learns" },
      { among: ["learns", "learns nothing"] },
    ),
    because: "both gated cells find the marks within some hundred updates. The plain one has not, so far.",
    hints: [
      "What has to be remembered is one number, and it has to stay exact for some 25 steps.",
      "In which of the cells can a number stay as it is while other numbers are read?",
    ],
    solution: "The two gated cells learn it.",
    fingerprints: [
      {
        answer: { plain: "learns" },
        hint: "a plain unit mixes each new number into what it holds: what keeps the first one exact?",
      },
      { answer: { gru: "learns nothing" }, hint: "what may a gate do at the steps without a mark?" },
      { answer: { lstm: "learns nothing" }, hint: "what may a gate do at the steps without a mark?" },
    ],
  });

  return { q1, q2, q3 };
}
