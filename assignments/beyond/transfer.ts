// Question 6: what a trained model says to another language.
import { approximately, choice, question, several } from "../../src/checking/index.ts";

export function transferQuestions() {
  const q6 = question({
    id: "beyond/q6",
    items: [62],
    asks: 'The loss of a symbol is −ln of the probability that the model gave it; there are 29 symbols. What is it about, for a model that was never trained (`untrained`)? And for a symbol of which a trained model was sure that it does not come, and gave it 0.001 (`sure`)? Predict: a model trained on names is shown numbers in words. Is its loss, compared with an untrained model\'s, "better" or "worse": `before` it has learned from any number, and `after` 40 updates for both?',
    answer: several({
      untrained: {
        answer: approximately(Math.log(29), { tolerance: 0.015 }),
        fingerprints: [
          { answer: Math.log2(29), hint: "the natural logarithm, Math.log." },
          { answer: 29, hint: "that is the perplexity; the loss is −ln of a probability." },
          { answer: 1 / 29, hint: "that is the probability of each; its loss is −ln of that." },
          { answer: -Math.log(29), hint: "−ln of 1/29 is above 0." },
        ],
      },
      sure: {
        answer: approximately(-Math.log(0.001), { tolerance: 0.015 }),
        fingerprints: [
          { answer: Math.log(0.001), hint: "the sign: a loss is −ln." },
          {
            answer: 0.001,
            hint: "that is the probability, or the loss where it gave 0.999; it gave 0.001, and the loss is −ln of that.",
          },
          { answer: 3, hint: "that is the decimal logarithm; take the natural one, Math.log." },
        ],
      },
      before: {
        answer: choice("worse", { among: ["better", "worse"] }),
        fingerprints: [{ answer: "better", hint: "compare your two losses: what is it to be sure, and wrong?" }],
      },
      after: {
        answer: choice("better", { among: ["better", "worse"] }),
        fingerprints: [
          { answer: "worse", hint: "which of the two must still learn what letters do beside each other at all?" },
        ],
      },
    }),
    because:
      "who is sure and wrong loses more than who knows nothing; but what is right in both languages need not be learned again.",
    hints: [
      "An untrained model gives each of 29 symbols about the same.",
      "In names a w or an x hardly ever comes. In numbers?",
    ],
    solution: "Math.log(29), -Math.log(0.001), worse, better",
  });

  return { q6 };
}
