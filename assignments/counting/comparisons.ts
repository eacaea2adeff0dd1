// Questions 11 to 15: what the number of time steps does to the count, and what sharing weights is good for.
import { approximately, exactly, implementation, question, several } from "../../src/checking/index.ts";
import { dense, simpleRNN } from "./formulas.ts";

/** The exam's network, whatever the length of its sequences. */
const total = simpleRNN(30, 32) + simpleRNN(32, 64) + dense(64, 10);

/** 20 words of 10,000, into 100 hidden units. */
const [words, vocabulary, hidden] = [20, 10_000, 100];

/** How near a predicted share must be; the lesson says it. */
const share = (right: number) => approximately(right, { tolerance: 0, absolute: 0.2 });

export function comparisonQuestions() {
  const q11 = question({
    id: "counting/q11",
    items: [21],
    asks: "The exam's network reads sequences of 5,000 steps. How many parameters has it then?",
    answer: exactly(total),
    because: "the number of time steps is nowhere in the count: the same weights serve every step.",
    hints: ["Which letter of your formula is the number of time steps?", "Is there one at all?"],
    solution: "The number of question 8: nothing in u(d + u) + u depends on the number of steps.",
    fingerprints: [
      { answer: total * 50, hint: "you count new weights for every step; the layer uses the same ones at each." },
      {
        answer: 5_000 * (total - dense(64, 10)) + dense(64, 10),
        hint: "you give every step recurrent weights of its own, as B of question 10 did; the layer uses the same ones at each.",
      },
      { answer: total * 5_000, hint: "you count a network for every step; the layer uses the same weights at each." },
      {
        answer: 50 * (total - dense(64, 10)) + dense(64, 10),
        hint: "you count new recurrent weights for every step; the layer uses the same ones at each.",
      },
      { answer: simpleRNN(5_000, 32) + simpleRNN(32, 64) + dense(64, 10), hint: "the steps are no features." },
    ],
  });

  const q12 = question({
    id: "counting/q12",
    items: [19],
    asks: "Write unsharedCount(T, d, u): a recurrent layer with weights and biases of its own for each of T steps.",
    answer: implementation({
      parameters: ({ size }) => ({ T: size("T"), d: size("d"), u: size("u") }),
      cases: {
        "several steps": { T: 7, d: 5, u: 3 },
        "one step": { T: 1, d: 4, u: 6 },
        "many steps": { T: 100, d: 30, u: 32 },
      },
      draws: 1,
      uses: { simpleRNN },
      reference: (T: number, d: number, u: number) => T * simpleRNN(d, u),
    }),
    because: "everything that one step needs is there T times.",
    hints: ["How many numbers does one step need? Your recurrentCount tells.", "There are T steps."],
    solution: "`T * recurrentCount(d, u)`",
    fingerprints: [
      {
        answer: (T, d, u) => simpleRNN(T * d, u),
        hint: "do you read all steps at once, or have only the weights of the features T times? Each step has a layer of its own.",
      },
      { answer: (T, d, u) => T * u * (d + u) + u, hint: "the biases, too, are each step's own." },
      { answer: (T, d, u) => T * u * (d + u), hint: "the biases are missing: at each step each unit has one." },
      { answer: (T, d, u) => T * dense(d, u), hint: "each step has weights that carry the past, too." },
      { answer: (_T, d, u) => simpleRNN(d, u), hint: "that shares the weights; here it should not." },
      {
        answer: (T, d, u) => simpleRNN(d, T * u),
        hint: "that is a wider layer; here the layer is as wide, but there T times.",
      },
    ],
  });

  const q13 = question({
    id: "counting/q13",
    items: [69],
    asks: "20 words of 10,000, 100 hidden units: how many parameters has a plain hidden layer, and how many a recurrent layer?",
    answer: several({
      plainWords: {
        answer: exactly(dense(words * vocabulary, hidden)),
        fingerprints: [
          { answer: words * vocabulary * hidden, hint: "the biases are missing." },
          {
            answer: dense(vocabulary, hidden),
            hint: "that is one position; the dense network has weights for all 20.",
          },
          {
            answer: words * dense(vocabulary, hidden),
            hint: "there is one hidden layer, so its 100 biases stand once.",
          },
        ],
      },
      recurrentWords: {
        answer: exactly(simpleRNN(vocabulary, hidden)),
        fingerprints: [
          { answer: simpleRNN(vocabulary, hidden) - hidden, hint: "the biases are missing." },
          { answer: dense(vocabulary, hidden), hint: "what carries the past?" },
          { answer: words * simpleRNN(vocabulary, hidden), hint: "it reads word by word with the same weights." },
          {
            answer: simpleRNN(words * vocabulary, hidden),
            hint: "it reads one word at a time: how many numbers are that?",
          },
        ],
      },
    }),
    because:
      "the plain layer has weights for each position, the recurrent one for a single word and for the past. Only hidden layers are counted.",
    hints: [
      "Your two functions tell both numbers. What does each layer read at once?",
      "The plain layer reads 20 · 10,000 numbers at once, the recurrent one 10,000.",
    ],
    solution: "denseCount(20 * 10_000, 100) and recurrentCount(10_000, 100)",
  });

  const q14 = question({
    id: "counting/q14",
    items: [31],
    asks: "How many sequences of 8 symbols are there over an alphabet of 5?",
    answer: exactly(5 ** 8),
    because: "each of the 8 places can hold any of 5 symbols: 5 · 5 · … · 5, eight times.",
    hints: ["How many sequences of 1 symbol are there? And of 2?", "Each further place multiplies by 5."],
    solution: "`5 ** 8`",
    fingerprints: [
      { answer: 40, hint: "you multiplied; each further place multiplies the number of sequences by 5." },
      { answer: 8 ** 5, hint: "base and exponent are swapped: there are 8 places with 5 choices each." },
      { answer: 6720, hint: "a symbol may come again." },
      { answer: 5 ** 7, hint: "one place is missing." },
    ],
  });

  const q15 = question({
    id: "counting/q15",
    items: [19],
    asks: "Trained on patterns at step 3, tested at step 7: which share of them does each network find? Within 0.2 is right.",
    answer: several({
      sharedFinds: {
        answer: share(1),
        fingerprints: [
          { answer: 0, hint: "the weights of step 7 are those of step 3: what does it know there?" },
          { answer: 0.5, hint: "is there a difference between step 3 and step 7 for weights that serve every step?" },
        ],
      },
      plainFinds: {
        answer: share(0),
        fingerprints: [
          { answer: 1, hint: "the weights of step 7 are others than those of step 3: which data has trained them?" },
          {
            answer: 0.5,
            hint: "a guess finds half. But in training nothing ever happened at step 7: what did it learn to say there?",
          },
        ],
      },
    }),
    because:
      "shared weights know at every step what they learned at one. The plain network learned that nothing ever happens at step 7.",
    hints: [
      "Which weights act at step 7, and which data has trained them?",
      "In training the right output at step 7 was always 0.",
    ],
    solution: "The recurrent network finds all of them, the plain one none.",
  });

  return { q11, q12, q13, q14, q15 };
}
