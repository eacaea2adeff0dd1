// Questions 6 and 7: joining a picture with a question, and a hard look at one place.
import { choice, exactly, implementation, question, several } from "../../src/checking/index.ts";
import { weightsOf } from "./vision-functions.ts";

const hot = (a: readonly number[], place: number): number[] => a.map((_, j) => Number(j === place));

const yesOrNo = (right: "yes" | "no", wrong: "yes" | "no", hint: string) => ({
  answer: choice(right, { among: ["yes", "no"] }),
  fingerprints: [{ answer: wrong, hint }],
});

export function answerQuestions() {
  const q6 = question({
    id: "vision/q6",
    items: [129, 130],
    asks: 'A picture is a list of 64 numbers, a question is one of 64 numbers. They are joined, and one dense layer with biases gives a score for each of 6 answers. How many numbers does that layer learn if the lists are put one after the other (`concatCount`), and if they are multiplied number by number (`multiplyCount`)? Can such a network, without any layer in between, learn to say what stands where it is asked (`concatCan`, `multiplyCan`, "yes" or "no")?',
    answer: several({
      concatCount: {
        answer: exactly(774),
        fingerprints: [
          { answer: 768, hint: "the biases are missing." },
          { answer: 390, hint: "one after the other: how long is that list?" },
        ],
      },
      multiplyCount: {
        answer: exactly(390),
        fingerprints: [
          { answer: 384, hint: "the biases are missing." },
          { answer: 774, hint: "a product of two lists, number by number, is as long as one of them." },
          { answer: 24_582, hint: "number by number, not each with each." },
        ],
      },
      concatCan: yesOrNo(
        "no",
        "yes",
        "a score is a sum of one part that only the picture changes and one that only the question changes. Try it with two pictures and two questions.",
      ),
      multiplyCan: yesOrNo(
        "yes",
        "no",
        "if the question's list has a 0, what is left there of the picture? And where it has a 1?",
      ),
    }),
    because:
      "in a product the question opens and shuts what the picture says, as a gate does; a sum of the two says the same about the picture, whatever is asked.",
    hints: [
      "How many numbers does the layer read? Each answer has a weight for each of them, and a bias.",
      "Picture A: box left, bar right. Picture B: the other way round. Asked left, then right: when has the score of box to be high? Write it as a sum p + q, p of the picture, q of the question.",
    ],
    solution: "(64 + 64) · 6 + 6 and 64 · 6 + 6",
  });

  const q7 = question({
    id: "vision/q7",
    items: [128],
    asks: "Write nudge(a, place, reward, baseline): the gradient of (reward − baseline) · ln a[place] for the scores e, where a = softmax(e) are the weights and `place` is the one that was drawn. A list as long as a.",
    answer: implementation({
      parameters: ({ integers, uniform }) => ({
        a: weightsOf,
        place: integers("L"),
        reward: uniform(0, 1),
        baseline: uniform(0.1, 0.9),
      }),
      cases: { "some places": { L: 5 }, "two places": { L: 2 }, "nine places": { L: 9 } },
      reference: (a: number[], place: number, reward: number, baseline: number) =>
        a.map((weight, j) => (reward - baseline) * ((j === place ? 1 : 0) - weight)),
    }),
    because:
      "a draw that was better than expected becomes likelier, and all others less so; a worse one the other way round.",
    hints: [
      "ln of a softmax is e[place] − ln Σ exp(e[j]). What is its gradient for e[j]: where j is the place, and where it is another?",
      "ln Σ exp(e[j]) has the gradient a[j].",
    ],
    fingerprints: [
      {
        answer: (a, place, reward) => hot(a, place).map((one, j) => reward * (one - a[j]!)),
        hint: "where is the baseline?",
      },
      {
        answer: (a, place, reward, baseline) => hot(a, place).map(one => (reward - baseline) * one),
        hint: "if the score of this place grows, the weights of all others fall: their scores have a gradient, too.",
      },
      {
        answer: (a, place, reward, baseline) => hot(a, place).map((one, j) => (reward - baseline) * one * (1 - a[j]!)),
        hint: "right for the place that was drawn. If its weight grows, those of all others fall: what is their gradient?",
      },
      {
        answer: (a, place, reward, baseline) => hot(a, place).map((one, j) => (reward - baseline) * (a[j]! - one)),
        hint: "the sign: after a reward above the baseline the place that was drawn should become likelier.",
      },
      {
        answer: (a, place, reward, baseline) =>
          hot(a, place).map((one, j) => (reward - baseline) * a[j]! * (one - a[place]!)),
        hint: "that is the gradient of a[place]. What is wanted is that of its logarithm.",
      },
      {
        answer: (a, place, reward, baseline) => hot(a, place).map(one => ((reward - baseline) * one) / a[place]!),
        hint: "that is the gradient for the weights. The softmax lies between them and the scores.",
      },
      {
        answer: (a, place, reward, baseline) => hot(a, place).map((one, j) => (reward + baseline) * (one - a[j]!)),
        hint: "the baseline is taken off the reward.",
      },
    ],
  });

  return { q6, q7 };
}
