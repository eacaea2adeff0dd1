// Questions 10 to 12: when a gradient grows, and what that does to training.
import { approximately, choice, question, several, tensorOf } from "../../src/checking/index.ts";

export function explodingQuestions() {
  const q10 = question({
    id: "gradients/q10",
    items: [55, 132],
    asks: "U = [[0, 100], [0, 0]] carries the past of a linear network. What is U·U, and what becomes of the gradient over ten steps?",
    answer: several({
      squared: {
        answer: tensorOf([
          [0, 0],
          [0, 0],
        ]),
        fingerprints: [
          {
            answer: [
              [0, 10_000],
              [0, 0],
            ],
            hint: "that squares each number; matrices are multiplied row by column.",
          },
          {
            answer: [
              [0, 200],
              [0, 0],
            ],
            hint: "that is U + U.",
          },
          {
            answer: [
              [10_000, 0],
              [0, 0],
            ],
            hint: "that is U times its transpose; here U meets itself as it is.",
          },
        ],
      },
      tenSteps: {
        answer: choice("vanishes", { among: ["vanishes", "stays", "explodes"] }),
        fingerprints: [
          { answer: "explodes", hint: "ten steps are U multiplied by itself ten times. What are two of them?" },
          { answer: "stays", hint: "ten steps are U multiplied by itself ten times. What are two of them?" },
        ],
      },
    }),
    because:
      "after two steps nothing is left, though one step can stretch a vector to a hundred times its length. Large weights alone do not explode.",
    hints: [
      "Row times column, four times.",
      "U moves unit 0's number to unit 1, a hundred times as large, and forgets unit 1's. And in the next step?",
    ],
    solution:
      "Each row of U meets a column of U in which a 0 stands wherever the row has its number: all four products are 0.",
  });

  const q11 = question({
    id: "gradients/q11",
    items: [55, 132],
    asks: "‖U‖ is how far U can stretch a vector in one step, γ the largest slope of the activation. What is certain over many steps where ‖U‖·γ < 1, and what where ‖U‖·γ > 1?",
    answer: several({
      below1: {
        answer: choice("it vanishes", { among: ["it vanishes", "it explodes", "nothing"] }),
        fingerprints: [
          {
            answer: "it explodes",
            hint: "‖U‖·γ is the most that a step can multiply by. What if the most is below 1?",
          },
          { answer: "nothing", hint: "‖U‖·γ is the most that a step can multiply by. What if the most is below 1?" },
        ],
      },
      above1: {
        answer: choice("nothing", { among: ["it vanishes", "it explodes", "nothing"] }),
        fingerprints: [
          { answer: "it explodes", hint: "question 10 has ‖U‖·γ = 100: what became of the gradient there?" },
          {
            answer: "it vanishes",
            hint: "the linear network with ρ = 1.1 has ‖U‖·γ = 1.1: what became of the gradient there?",
          },
        ],
      },
    }),
    because:
      "‖U‖·γ < 1 is enough to vanish. ‖U‖·γ > 1 is needed to explode, and not enough: the next step may not stretch the same direction.",
    hints: [
      "‖U‖·γ is the most that one step can multiply by.",
      "Look for two networks with ‖U‖·γ > 1 that end differently.",
    ],
    solution: "Below 1 each step shrinks whatever comes, so it vanishes. Above 1 a step can stretch, and need not.",
  });

  const q12 = question({
    id: "gradients/q12",
    items: [84, 104],
    asks: "A linear network with ρ = 1.2 reads 50 steps. By which factor does a gradient grow over its 49 steps back, and what does the loss do in plain gradient descent?",
    answer: several({
      growth: {
        answer: approximately(1.2 ** 49, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 1.2 * 49, hint: "each step multiplies again: a power." },
          { answer: 1.2 ** 50, hint: "that is one step too many: 50 states have 49 steps between them." },
          { answer: 0.2 ** 49, hint: "a step multiplies by 1.2." },
        ],
      },
      theLoss: {
        answer: choice("becomes NaN", { among: ["falls", "swings up and down", "becomes NaN"] }),
        fingerprints: [
          {
            answer: "falls",
            hint: "a step is the gradient times the rate, 0.01: how long is that, and where does it land?",
          },
          {
            answer: "swings up and down",
            hint: "does a swing come back to where it began? Think of how long the next gradient is.",
          },
        ],
      },
    }),
    because:
      "the first step is so large that the weights leave all numbers behind: first ∞, then ∞ − ∞, which is NaN, for good.",
    hints: ["A power, as in question 1.", "A step of gradient descent is as long as the gradient times the rate."],
    solution:
      "1.2 ** 49, several thousand. The weights jump, the next loss is beyond every number, and what follows is NaN.",
  });

  return { q10, q11, q12 };
}
