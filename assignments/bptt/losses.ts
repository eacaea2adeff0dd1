// Questions 9 to 13: losses at every step, whose parts weigh how much, inputs, and how long an impulse stays.
import { approximately, choice, choices, exactly, implementation, question } from "../../src/checking/index.ts";

export function lossQuestions() {
  const q9 = question({
    id: "bptt/q9",
    items: [23],
    asks: "At three steps the right class gets the probabilities 0.5, 0.25 and 0.8. Which is the loss of the sequence, summed over its steps?",
    answer: approximately(-Math.log(0.1), { tolerance: 1e-3 }),
    because: "−ln 0.5 − ln 0.25 − ln 0.8 = −ln(0.5 · 0.25 · 0.8) = −ln 0.1.",
    hints: ["A step's loss is −ln of the probability of the right class.", "`-Math.log(0.5)` and so on, added up."],
    solution: "`-Math.log(0.5) - Math.log(0.25) - Math.log(0.8)`",
    fingerprints: [
      { answer: -Math.log(0.1) / 3, hint: "that is the mean of the steps; here they are summed." },
      { answer: -Math.log(0.8), hint: "that is the last step alone." },
      { answer: Math.log(0.1), hint: "the sign: a loss is −ln, and never below 0." },
      { answer: -Math.log(1.55), hint: "the logarithm of each, then the sum; not the other way round." },
      { answer: 1, hint: "a loss is −ln, the natural logarithm (`Math.log`): −ln 0.5 is 0.69." },
    ],
  });

  const q10 = question({
    id: "bptt/q10",
    items: [29],
    asks: "Write scoreGradient(p, right): the gradient of −ln p[right] for the scores of which softmax made the probabilities p.",
    answer: implementation({
      parameters: () => ({
        p: (draw, { k }) => {
          const powers = Array.from({ length: k! }, () => Math.exp(draw.normal()));
          const sum = powers.reduce((a, b) => a + b);
          return powers.map(power => power / sum);
        },
        right: (draw, { k }) => draw.integer(k!),
      }),
      cases: { "some classes": { k: 4 }, "two classes": { k: 2 }, "many classes": { k: 9 } },
      draws: 4,
      reference: (p: number[], right: number) => p.map((value, k) => (k === right ? value - 1 : value)),
    }),
    because: "training pushes each wrong score down by its probability, and the right one up by what it lacks to 1.",
    solution: "`return p.map((value, k) => k === right ? value - 1 : value)`",
    hints: [
      "Think of two classes with probabilities 0.7 and 0.3, the first one right: which score should grow?",
      "The gradient of a score says how much the loss grows with it. A wrong class with a small probability does little harm: how large is its gradient?",
      "All gradients of the scores sum to 0: the right class has what the wrong ones lack.",
    ],
    fingerprints: [
      { answer: p => p, hint: "the right class is pushed the other way." },
      {
        answer: (p, right) => p.map((value, k) => (k === right ? 1 - value : -value)),
        hint: "the sign: a gradient points to where the loss grows.",
      },
      {
        answer: (p, right) => p.map((value, k) => (k === right ? value - 1 : 0)),
        hint: "the scores of the wrong classes matter, too: softmax divides by all.",
      },
      {
        answer: (p, right) => p.map((value, k) => (k === right ? -1 / value : 0)),
        hint: "that is the gradient for the probabilities; softmax lies between them and the scores.",
      },
    ],
  });

  const q11 = question({
    id: "bptt/q11",
    items: [135],
    asks: 'A network is told only at its end, its U makes vectors shorter, and all inputs are about equally large. The part of which step in the gradient of W is largest: "the first", "the last", or are they "about equal"?',
    answer: choice("the last", { among: ["the first", "the last", "about equal"] }),
    because:
      "the part of a step is its input times what has come back to it through all later steps, and each made that smaller. (Where one input or slope is much larger than the others, it may be otherwise.)",
    hints: [
      "Through how many steps has the part of the first one come?",
      "In question 2 the gradients of h₃, h₂ and h₁ were 1, 0.5 and 0.09.",
    ],
    fingerprints: [
      { answer: "the first", hint: "the way back to the first step is the longest." },
      {
        answer: "about equal",
        hint: "the weights are the same at all steps; what reaches them is not. Look at g2 and g1 of question 2.",
      },
    ],
  });

  const q12 = question({
    id: "bptt/q12",
    items: [30],
    asks: "When is the gradient of the *inputs* needed?",
    answer: choices(["learned word vectors", "a layer below"], {
      among: ["learned word vectors", "a layer below", "temperatures", "a long sequence"],
    }),
    fingerprints: [
      { answer: ["temperatures"], hint: "nobody can train a thermometer: what would the gradient be for?" },
      { answer: ["a long sequence"], hint: "the length does not matter: what is done with the gradient?" },
      { answer: ["learned word vectors"], hint: "one more fits: how does a layer below hear of the loss?" },
      { answer: ["a layer below"], hint: "one more fits: of which inputs are the numbers changed by training?" },
    ],
    because: "a gradient is needed where something behind it learns: a table of word vectors, or a layer below.",
    hints: ["What lies behind the inputs, and does it learn?"],
  });

  const q13 = question({
    id: "bptt/q13",
    items: [138],
    asks: "A linear unit h = u·h + x with u = 0.9 is given one impulse. After how many further steps is for the first time less than half of it left?",
    answer: exactly(7),
    because: "0.9⁶ = 0.531 and 0.9⁷ = 0.478.",
    hints: ["Each step leaves 0.9 of it.", "`0.9 ** 2`, `0.9 ** 3`, … until it is below 0.5."],
    fingerprints: [
      { answer: 6, hint: "a little more than half is left then." },
      { answer: 5, hint: "a step takes a tenth of what is left, not of the whole." },
      { answer: 8, hint: "less than half is left before that." },
      { answer: 10, hint: "a step takes a tenth of what is left: it never takes all." },
    ],
  });

  return { q9, q10, q11, q12, q13 };
}
