// Questions 14 to 17: what stands on the last state, for sentiment and for stars; and a friend who blames the cell.
import { approximately, implementation, matching, question, several, text } from "../../src/checking/index.ts";

const heads = [
  "1 number, sigmoid, binary cross-entropy",
  "5 numbers, softmax, cross-entropy",
  "5 numbers, sigmoid, binary cross-entropy",
  "1 number, none, squared error",
] as const;

export function headQuestions() {
  const q14 = question({
    id: "memory/q14",
    items: [95, 96, 111],
    asks: "Which head and loss suits each: liked or not; one of five ratings, as classes; a rating as a number?",
    answer: matching({ sentiment: heads[0], classes: heads[1], number: heads[3] }, { among: heads }),
    because: "one probability, five probabilities that sum to 1, or a number that is free.",
    hints: [
      "How many numbers are to come out?",
      "Are they probabilities, and if so: of one question, or of several answers that exclude each other?",
    ],
    solution: "Sentiment: a sigmoid. Classes: a softmax over five. A number: no function, and the squared error.",
    fingerprints: [
      { answer: { classes: heads[2] }, hint: "five sigmoids could say yes to two ratings at once." },
      { answer: { classes: heads[3] }, hint: "that treats the rating as a number." },
      { answer: { number: heads[0] }, hint: "a sigmoid ends at 1, and ratings go to 5." },
      { answer: { number: heads[1] }, hint: "that treats the rating as classes." },
      { answer: { sentiment: heads[3] }, hint: "nothing would keep it between 0 and 1." },
      { answer: { sentiment: heads[2] }, hint: "how many answers does one question have?" },
    ],
  });

  const q15 = question({
    id: "memory/q15",
    items: [96],
    asks: "Half of the readers give a film one star, the other half five. What does the head that gives a number learn to say of it, and which probabilities does the head with classes give one star and three stars?",
    answer: several({
      number: {
        answer: approximately(3, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 1, hint: "squared error: how far away would the other half be?" },
          { answer: 5, hint: "squared error: how far away would the other half be?" },
          { answer: 0.5, hint: "stars are asked for, from 1 to 5." },
        ],
      },
      one: {
        answer: approximately(0.5, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 0.2, hint: "that would be the start; what do the readers teach it?" },
          { answer: 1, hint: "and the other half of the readers?" },
        ],
      },
      three: {
        answer: approximately(0, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 1, hint: "how many readers gave three stars?" },
          { answer: 0.2, hint: "how many readers gave three stars?" },
        ],
      },
    }),
    because:
      "the squared error is smallest at the mean, a rating that nobody gave; classes can say that readers disagree.",
    hints: [
      "Which number has the smallest mean squared distance from 1 and from 5?",
      "Cross-entropy is smallest where the probabilities are the shares of the readers.",
    ],
    solution: "The mean, and the shares of the readers.",
  });

  const q16 = question({
    id: "memory/q16",
    items: [96],
    asks: "Write expectedStars(p): from the probabilities of 1, 2, …, K stars to the mean rating.",
    answer: implementation({
      parameters: () => ({
        p: (draw, { K }) => {
          const parts = Array.from({ length: K! }, () => draw.uniform(0.1, 1));
          const total = parts.reduce((a, b) => a + b);
          return parts.map(part => part / total);
        },
      }),
      cases: { "five ratings": { K: 5 }, "three ratings": { K: 3 }, "ten ratings": { K: 10 } },
      reference: (p: number[]) => p.reduce((sum, share, k) => sum + share * (k + 1), 0),
    }),
    because: "the mean weighs each rating with its probability.",
    hints: ["p[0] is the probability of one star.", "Multiply each probability with its stars, and add."],
    solution: "p.reduce((sum, share, k) => sum + share * (k + 1), 0)",
    fingerprints: [
      { answer: p => p.reduce((sum, share, k) => sum + share * k, 0), hint: "the first place is one star, not none." },
      { answer: p => p.indexOf(Math.max(...p)) + 1, hint: "that is the likeliest rating; the mean is asked for." },
      {
        answer: p => p.reduce((sum, share, k) => sum + share * (k + 1), 0) / p.length,
        hint: "the probabilities sum to 1 already: nothing is left to divide by.",
      },
      { answer: p => (p.length + 1) / 2, hint: "that would be right if all were equally likely." },
    ],
  });

  const q17 = question({
    id: "memory/q17",
    items: [101, 102],
    asks: "A friend says: my GRU does not learn from mails of 500 words, so GRUs have no long memory. padSequences cut the mails for them. Which two other reasons do you look for, and how do you tell which it was? Three to six sentences.",
    answer: text({
      rubric: [
        {
          wants:
            "padSequences cuts from the front by default, so the evidence may be gone; a ceiling, or looking at the cut texts, tells",
          marks: 1,
        },
        {
          wants:
            "the gates start near a half, so after 500 steps nothing of the first words is left; the gradient's ratio at the start, or a start with biases ln 500, tells",
          marks: 1,
        },
        { wants: "changes one thing at a time", marks: 1 },
      ],
      samples: [
        {
          answer:
            "First I would look whether the words that decide are still there: padSequences cuts off the beginning unless truncating is post. Then I would compare the gradient of the first word with that of the last before training; with default gates it is nearly zero. I would keep the GRU and only set its biases to ln 500, and then only change the truncation, so that I see which of them it was.",
          marks: 3,
        },
        { answer: "Its gates forget too fast at the start. With keepBias(500) it would learn.", marks: 1 },
        { answer: "I would take an LSTM or a transformer, because these have longer memories.", marks: 0 },
      ],
      minWords: 10,
    }),
    because: "a result of a cell is a result of its start and of its data, too.",
    hints: ["Which two curves lay at one half, and why?", "What can be measured before any training?"],
  });

  return { q14, q15, q16, q17 };
}
