// (d) Why simple recurrent networks have trouble with long-term dependencies.
import { choices, question, text } from "../../src/checking/index.ts";

/** What is often read of long-term dependencies, whether it is so, where to look for whoever judges it wrongly, and why it is so. */
export const claims = [
  {
    says: "In a plain tanh network the gradient that reaches an early step is mostly much smaller than that of a late one.",
    holds: true,
    remark: "think of the product of Jacobians between the end and each step.",
    why: "each step between multiplies by a Jacobian, which mostly makes it smaller.",
  },
  {
    says: "A cell state that is multiplied by a gate near 1 keeps its gradient over many steps.",
    holds: true,
    remark: "what is the direct path from one cell state to the next multiplied by?",
    why: "the direct path is multiplied by the gate, and a number near 1 to the power of many steps is still near 1.",
  },
  {
    says: "A plain recurrent network can represent a dependency over 100 steps; what is hard is to learn it.",
    holds: true,
    remark: "is it what a network can store, or what its training can find?",
    why: "weights that do it exist; the gradient that would find them is very small.",
  },
  {
    says: "Where a state stores something safely against noise, the gradient back through it vanishes.",
    holds: true,
    remark: "how flat is tanh where a unit latches?",
    why: "it is stored where tanh is flat, and a gradient is multiplied by that slope at every step.",
  },
  {
    says: "Clipping the gradient makes long-term dependencies easy to learn.",
    holds: false,
    remark: "what does clipping do to a gradient that is too small?",
    why: "clipping only makes gradients shorter, and these are too short already.",
  },
  {
    says: "A second bias vector lets a plain network remember longer.",
    holds: false,
    remark: "two biases that are added are one.",
    why: "two biases that are added are one.",
  },
  {
    says: "The longer the sequence, the more parameters a plain recurrent network needs.",
    holds: false,
    remark: "which weights does another step use?",
    why: "every step uses the same weights, so the length changes nothing.",
  },
  {
    says: "An LSTM remembers long because its state is not changed by the input.",
    holds: false,
    remark: "what do the input gate and the candidate do?",
    why: "the input writes by the input gate and the candidate; what is remembered stays because the forget gate is near 1.",
  },
] as const;

export const letters = ["A", "B", "C", "D", "E"] as const;

/** @param drawn five claims, some of which hold */
export function dependencyQuestions(drawn: readonly (typeof claims)[number][]) {
  const remarks = Object.fromEntries(letters.map((letter, i) => [letter, drawn[i]!.remark]));
  const d1 = question({
    id: "exam/d1",
    items: [39, 40, 56, 134],
    points: 1,
    asks: `Which of these hold?\n${letters.map((letter, i) => `${letter}: ${drawn[i]!.says}`).join("\n")}`,
    answer: choices(
      letters.filter((_, i) => drawn[i]!.holds),
      { among: letters, remarks: remarks as Record<(typeof letters)[number], string> },
    ),
    solution: letters
      .map((letter, i) => `${letter} ${drawn[i]!.holds ? "holds" : "does not hold"}: ${drawn[i]!.why}`)
      .join("\n"),
    because: "what is far away is reached through a product of many factors; a gate near 1 makes that factor near 1.",
    hints: [],
  });

  const d2 = question({
    id: "exam/d2",
    items: [13, 38, 40],
    points: 3,
    asks: "What is a long-term dependency, and why have simple recurrent networks trouble with it? Three to six sentences, with an example of your own.",
    answer: text({
      writtenIn: "markdown",
      rubric: [
        {
          wants: "says what it is, with an example of their own: an output depends on an input many steps earlier",
          marks: 1,
        },
        {
          wants:
            "the error reaches that step through a product of Jacobians, one for each step between, most of which shrink it",
          marks: 1,
        },
        {
          wants:
            "so its part of the gradient is exponentially smaller than that of near steps: learning is slow, not impossible; gates help",
          marks: 1,
        },
      ],
      samples: [
        {
          answer:
            "An output depends on an input many steps before: in a story the name in the first sentence decides which pronoun fits in the last. The error reaches that word through a product of Jacobians, one for every step between. In a simple network most of them make it smaller, so what arrives is exponentially small beside the part of the last words. The network can learn it in principle, but so slowly that in practice it does not. A gate near 1 keeps the product near 1.",
          marks: 3,
        },
        {
          answer:
            "It means that something early in the sequence matters at its end, as the subject of a sentence for its verb. The gradient vanishes on the way back.",
          marks: 1.5,
        },
        {
          answer:
            "Simple networks have too few units and too little memory for long texts, so they need more layers and a faster computer.",
          marks: 0,
        },
      ],
      minWords: 20,
      maxWords: 200,
    }),
    because: "what is far away is heard through a product of many factors.",
    hints: [],
  });
  return { d1, d2 };
}
