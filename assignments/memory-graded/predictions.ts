// Questions 1 and 4: predictions about the student's own numbers.
import { approximately, type Context, choice, distinct, exactly, question, several } from "../../src/checking/index.ts";

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const logit = (p: number) => Math.log(p / (1 - p));

/** K symbols of S kinds, asked for T steps later. */
export interface Copying {
  readonly K: number;
  readonly S: number;
  readonly T: number;
}

/** The loss of who has no memory. */
export const baseline = ({ K, S, T }: Copying) => (K * Math.log(S)) / (T + 2 * K);

export function predictionQuestions({ draw }: Context) {
  const { bias, L } = draw("gate", random => ({ bias: random.integer(21, 39) / 10, L: random.integer(70, 190) }));
  const q1 = question({
    id: "memory-graded/q1",
    items: [102, 103],
    points: 2,
    asks: `The forget gates of an LSTM start at bias ${bias}, their weights are still tiny, and it reads ${L} words. What share of what the first word left in the cell is still there after ${L - 1} more steps (\`leftOfFirst\`)? And which bias would leave half of it (\`biasForHalf\`, at least four digits)?`,
    answer: several({
      leftOfFirst: {
        answer: approximately(sigmoid(bias) ** (L - 1), { tolerance: 1e-3 }),
        fingerprints: [
          { answer: sigmoid(bias) ** L, hint: "how many steps come after the first word?" },
          { answer: sigmoid(bias), hint: "that is one step." },
          { answer: sigmoid(-bias) ** (L - 1), hint: "look at the sign: a large bias opens the gate." },
        ],
      },
      biasForHalf: {
        answer: approximately(logit(0.5 ** (1 / (L - 1))), { tolerance: 1e-4, digits: 4 }),
        fingerprints: [
          { answer: logit(0.5 ** (1 / L)), hint: "how many steps come after the first word?" },
          { answer: Math.log(L), hint: "that leaves about a third, not half." },
          { answer: Math.log(L - 1), hint: "that leaves about a third, not half." },
          { answer: 0.5 ** (1 / (L - 1)), hint: "that is the gate; which bias gives it?" },
          { answer: -logit(0.5 ** (1 / (L - 1))), hint: "the sign: this one nearly closes the gate." },
        ],
      },
    }),
    because:
      "the gate acts once in each step after the first, and the bias is where the sigmoid gives the root of a half.",
    hints: [
      "Which gate does a bias give, and how often does it act?",
      "For the second: first the gate, then the bias.",
    ],
    solution: `The sigmoid of ${bias}, to the power of ${L - 1}; then gate = 0.5 ** (1 / ${L - 1}), and ln(gate / (1 − gate))`,
  });

  const task = draw(
    "copying",
    (random): Copying => ({ K: random.integer(3, 4), S: random.integer(4, 6), T: random.integer(9, 14) }),
    ({ K, S, T }) =>
      distinct(
        [baseline({ K, S, T }), (K * Math.log(S)) / (T + K), (K * Math.log(S)) / T, Math.log(S), (K * Math.log2(S)) / (T + 2 * K), K * Math.log(S), (K * Math.log(S + 2)) / (T + 2 * K)].map(x => Math.round(200 * x)), // biome-ignore format: a line
      ),
  );
  const { K, S, T } = task;
  const q4 = question({
    id: "memory-graded/q4",
    items: [101],
    points: 2,
    asks: `Copying with your numbers: ${K} symbols of ${S} kinds, T = ${T}. How many steps has a sequence? Which mean cross-entropy has who knows everything but the symbols? And of a GRU: what becomes of its loss in 1,500 updates, compared with that, and of its loss at the steps of the blanks alone, early on?`,
    answer: several({
      steps: {
        answer: exactly(T + 2 * K),
        fingerprints: [
          { answer: T + K, hint: "the symbols are shown, and later said again." },
          { answer: T, hint: "the symbols are shown before, and said again after that." },
          { answer: T + 2 * K + 1, hint: "the sign is the last of the T steps between." },
        ],
      },
      memoryless: {
        answer: approximately(baseline(task), { tolerance: 1e-3 }),
        fingerprints: [
          { answer: (K * Math.log(S)) / (T + K), hint: "over how many steps is the mean taken?" },
          { answer: (K * Math.log(S)) / T, hint: "the mean is over all steps, those with the message, too." },
          { answer: Math.log(S), hint: "that is the loss of one symbol; at the other steps it is 0." },
          { answer: K * Math.log(S), hint: "that is the sum; the mean is asked for." },
          { answer: (K * Math.log2(S)) / (T + 2 * K), hint: "the natural logarithm." },
          {
            answer: (K * Math.log(S + 2)) / (T + 2 * K),
            hint: "blank and sign are never among the symbols: between how many does a guess choose?",
          },
        ],
      },
      gru: {
        answer: choice("less than half of it", { among: ["less than half of it", "more than half of it"] }),
        fingerprints: [{ answer: "more than half of it", hint: "the way is short here: some ten steps." }],
      },
      blanks: {
        answer: choice("next to nothing", { among: ["next to nothing", "a lot"] }),
        fingerprints: [{ answer: "a lot", hint: "what has to be remembered to say a blank?" }],
      },
    }),
    because: "only the last symbols cost anything without memory, ln S each, and the mean is over all steps.",
    hints: ["Write such a sequence down.", "Which steps cost anything, and how much does one of them cost?"],
    solution: `${T} + 2 · ${K} steps; ${K} · ln ${S}, divided by the steps`,
  });
  return { q1, q4 };
}
