// Questions 7 to 9: what the student's own run showed, the exam's question in words, and claims that are often read.
import { choices, question, text } from "../../src/checking/index.ts";
import type { Training } from "./predictions.ts";

/** What is often read, whether it is so, and where to look for whoever judges it wrongly. */
export const claims = [
  {
    says: "Clipping by the global norm keeps the direction of an update.",
    holds: true,
    remark: "you computed what clipping does to the direction: which cosine had clipping by norm?",
  },
  {
    says: "An LSTM needs clipping, too.",
    holds: true,
    remark: "the lesson's last network has gates: what became of its gradient after 99 steps?",
  },
  {
    says: "Where the spectral norm of U times the largest slope is below 1, gradients vanish.",
    holds: true,
    remark: "think of the most that a step can multiply by, and of many steps.",
  },
  {
    says: "The gradient of the weights is a sum over all time steps.",
    holds: true,
    remark: "at how many steps are the weights used, and what does each use add to their gradient?",
  },
  {
    says: "A plain tanh network can learn dependencies over many steps, though slowly.",
    holds: true,
    remark: "remember temporal order with 30 steps: did the clipped network learn it in the end?",
  },
  {
    says: "Clipping also cures vanishing gradients.",
    holds: false,
    remark: "what does clipping do to a gradient that is shorter than the limit?",
  },
  {
    says: "The longer a sequence, the more its gradients explode, in every network.",
    holds: false,
    remark: "look at the curves of gradients against the lag: do all of them rise with the length?",
  },
  {
    says: "Where the spectral norm of U is above 1, gradients explode.",
    holds: false,
    remark: "remember the matrix with the one large weight, 100: what became of the gradient in two steps?",
  },
  {
    says: "Small numbers in U keep gradients from vanishing.",
    holds: false,
    remark: "think of U as numbers that a step multiplies by: what do small ones leave of a gradient?",
  },
  {
    says: "A plain unit that stores a bit against noise has a large gradient back to it.",
    holds: false,
    remark: "which w stored the bit, and how flat is tanh there?",
  },
] as const;

const letters = ["A", "B", "C", "D", "E", "F"] as const;

/** @param drawn six claims, some of which hold */
export const claimsQuestion = (drawn: readonly (typeof claims)[number][]) => {
  const right = letters.filter((_, i) => drawn[i]!.holds);
  const remarks = Object.fromEntries(letters.map((letter, i) => [letter, drawn[i]!.remark]));
  return question({
    id: "gradients-graded/q9",
    items: [11, 39, 40, 56, 103],
    points: 1,
    asks: `Which of these hold?\n${letters.map((letter, i) => `${letter}: ${drawn[i]!.says}`).join("\n")}`,
    answer: choices(right, { among: letters, remarks: remarks as Record<(typeof letters)[number], string> }),
    because:
      "clipping shortens and turns nothing; what decides is the product of the steps, not a single weight and not the length.",
    hints: [
      "For each: which experiment of the lesson decided it?",
      "Clipping can make nothing longer. Which claims are about that?",
    ],
  });
};

export const wordsQuestions = ({ rho, T, limit }: Training) => ({
  q7: question({
    id: "gradients-graded/q7",
    items: [10, 84, 104],
    points: 2,
    asks: `Your two runs of question 6 (ρ = ${rho}, ${T} steps): what did the loss do without clipping, and why was a single update enough? Why does the same network, clipped at ${limit}, learn? And why would clipping matter less for sequences of 5 steps? Use your numbers, three to six sentences.`,
    answer: text({
      rubric: [
        {
          wants:
            "without clipping: the gradient is a product over all steps, with a number of the own run; one update of that length throws the weights away (∞, NaN)",
          marks: 1,
        },
        {
          wants:
            "clipped: the direction stays and the update is at most rate times limit; and a product over few steps has no room to grow",
          marks: 1,
        },
      ],
      samples: [
        {
          answer:
            "Without clipping the loss was 57 million and then NaN. On its way back a gradient is multiplied by 1.2 at each of 49 steps, so it becomes thousands of times as large, and the first update threw the weights beyond all numbers. Clipped at 1 the update has the same direction and is at most 0.01 long, so the loss fell to 96. Over 5 steps the product is only 1.2 to the fourth, about 2, so little is to be clipped.",
          marks: 2,
        },
        {
          answer:
            "The gradient exploded and the loss became NaN in the second update. Clipping makes the gradient smaller, so that it works.",
          marks: 1,
        },
        {
          answer:
            "The learning rate was too small for so many steps, and clipping made the network learn faster than before.",
          marks: 0,
        },
      ],
      minWords: 15,
      maxWords: 200,
    }),
    because:
      "a product over many steps has room to grow, and one update that is too long ruins all others; clipping bounds its length.",
    hints: ["By which factor does a gradient grow over your steps, and over four?"],
  }),
  q8: question({
    id: "gradients-graded/q8",
    items: [13, 39, 40],
    points: 2,
    asks: "The exam asks: what are long-term dependencies, and why are they hard for a plain recurrent network? Answer in three to six sentences, with an example of your own.",
    answer: text({
      rubric: [
        { wants: "says what it is, with an example: an output depends on an input many steps earlier", marks: 0.5 },
        {
          wants:
            "the error reaches the early step through a product of Jacobians, most of which shrink it, so its part of the gradient is exponentially smaller than that of near steps",
          marks: 1,
        },
        {
          wants: "hard means slow, not impossible; or: what is stored safely lets no gradient back; or: gates help",
          marks: 0.5,
        },
      ],
      samples: [
        {
          answer:
            "A dependency is long-term if an output depends on an input many steps before, as the verb of a sentence on a subject that stands twenty words earlier. The error reaches that word through a product of twenty Jacobians, and in a plain network each makes it smaller, so its part of the gradient is exponentially smaller than that of the last words. The network can still learn it, but very slowly. A gate near 1 keeps the factor of a step near 1.",
          marks: 2,
        },
        {
          answer:
            "It means that something early in the sequence matters at the end. The gradient vanishes because it is multiplied many times by numbers below 1.",
          marks: 1,
        },
        {
          answer:
            "Long sequences need a lot of memory and computing time, so the network is too small for them and forgets.",
          marks: 0,
        },
      ],
      minWords: 20,
      maxWords: 200,
    }),
    because: "what is far away is heard through a product of many factors.",
    hints: ["What is the gradient multiplied by on its way back to the early step?"],
  }),
});
