// Questions 1, 6 and 7: predictions about the student's own numbers.
import { approximately, type Context, distinct, question, several, tensorOf } from "../../src/checking/index.ts";

const fillers = ["who", "already", "ate", "fish", "and", "slept", "today"] as const;
const subjects = ["I", "cat", "cats"] as const;

/** What a student's sentence and run of question 7 are. */
export interface Sentence {
  readonly words: readonly string[];
  /** Where subjects stand, from 1. */
  readonly at: readonly number[];
  readonly run: number;
  /** What z is at all other words. */
  readonly z: number;
}

/** The bias that leaves half after so many steps. */
const biasFor = (steps: number, left = 0.5) => {
  const f = left ** (1 / steps);
  return Math.log(f / (1 - f));
};

const product = (list: readonly number[]) => list.reduce((all, f) => all * f, 1);
const rounded = (list: readonly number[]) => list.map(value => Math.round(1000 * value));

export function numberQuestions({ draw }: Context, { words, at, z }: Sentence) {
  const steps = draw("half-life", random => random.integer(22, 95));
  const f = 0.5 ** (1 / steps);
  const q1 = question({
    id: "gates-graded/q1",
    items: [45, 136],
    points: 1,
    asks: `A forget gate σ(b) is to leave exactly half after ${steps} steps. Which bias b does that take?`,
    answer: approximately(biasFor(steps), { tolerance: 1e-3 }),
    because: "the gate keeps the root of a half, and ln(f / (1 − f)) is the way back through σ.",
    hints: ["First f: which number is a half when it is multiplied so many times?", "Then σ(b) = f: solve it for b."],
    solution: `f = 0.5 ** (1 / ${steps}), and b = ln(f / (1 − f))`,
    fingerprints: [
      { answer: f, hint: "that is the gate; which bias gives it?" },
      { answer: -biasFor(steps), hint: "look at the sign: a gate near 1 wants a bias above 0." },
      { answer: Math.log(steps), hint: "that is keepBias: after so many steps it leaves about 0.37, not a half." },
      { answer: biasFor(steps, Math.exp(-1)), hint: "that leaves 0.37 after so many steps, not a half." },
      {
        answer: 1 / (1 + Math.exp(-f)),
        hint: "you take σ of the gate; the way back from the gate to its bias is asked for.",
      },
    ],
  });

  const fs = draw(
    "gates",
    random => Array.from({ length: 5 }, () => random.integer(30, 98) / 100),
    list =>
      distinct(rounded([product(list), product(list.slice(1)), product(list.slice(2)), product(list.slice(0, 2)), product(list.slice(0, 4)), list[1]!])), // biome-ignore format: a line
  );
  const written = fs.map(value => value.toFixed(2)).join(", ");
  const q6 = question({
    id: "gates-graded/q6",
    items: [134, 135],
    points: 1,
    asks: `A unit with c = fₜ·c + w·xₜ reads five steps, and its gates are f = ${written}. By hand: what is ∂c₅/∂c₀? And by which number has x₂, the input of step 2, to be multiplied in ∂c₅/∂w?`,
    answer: several({
      first: {
        answer: approximately(product(fs), { tolerance: 1e-3 }),
        fingerprints: [
          { answer: product(fs.slice(1)), hint: "the first gate lies on the way as well." },
          { answer: product(fs.slice(0, -1)), hint: "the last gate lies on the way as well." },
          { answer: fs.at(-1)!, hint: "that is one step back; there are five." },
        ],
      },
      second: {
        answer: approximately(product(fs.slice(2)), { tolerance: 1e-3 }),
        fingerprints: [
          { answer: product(fs.slice(1)), hint: "step 2 writes after its own gate." },
          { answer: product(fs.slice(0, 2)), hint: "these are the gates up to step 2; which come after it?" },
          { answer: product(fs), hint: "what is written at step 2 meets only the gates that come later." },
        ],
      },
    }),
    because: "each later gate keeps its part, and nothing else lies on the line.",
    hints: ["Write c₅ out, from c₀ on: which factors stand before c₀, and which before w·x₂?"],
  });

  const between = at[1]! - at[0]! - 1;
  const q7 = question({
    id: "gates-graded/q7",
    items: [46, 88],
    points: 1,
    asks: `Before you train anything. A unit as in the lesson reads "${words.join(" ")}". At which words will Ng's gate, Γ_u, be near 1? Give their places, counted from 1. And if z were ${z} at each of the words between the first two subjects, which part of the unit's number would still be there before the second one?`,
    answer: several({
      opens: {
        answer: tensorOf([...at]),
        fingerprints: [
          {
            answer: words.map((_, t) => t + 1).filter(place => !at.includes(place)),
            hint: "Γ_u near 1 overwrites: when has the number to change?",
          },
          { answer: at.map(place => place - 1), hint: "places are counted from 1." },
          { answer: at.slice(1), hint: "something has to be written at the first word, too." },
        ],
      },
      left: {
        answer: approximately(z ** between, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: z ** (between + 1), hint: "how many words stand between the two?" },
          { answer: (1 - z) ** between, hint: "z keeps: 1 − z is what is overwritten." },
          { answer: z * between, hint: "each word multiplies again: a power." },
          { answer: z, hint: "that is after one word." },
        ],
      },
    }),
    because: "the gate writes where the answer changes; between, each word keeps the part z.",
    hints: ["Which words are subjects?", "Count the words between the first two subjects; each leaves the part z."],
  });
  return { q1, q6, q7 };
}

/** A sentence with three subjects, for which no two mistakes of question 7 are the same. */
export const sentenceOf = ({ draw }: Context): Sentence =>
  draw("sentence", random => {
    const gaps = [random.integer(3, 5), random.integer(2, 4), random.integer(1, 2)];
    const order = random.shuffle([...subjects]);
    const words = order.flatMap((subject, k) => [subject, ...random.sample([...fillers], gaps[k]!)]);
    const at = words.flatMap((word, t) => ((order as readonly string[]).includes(word) ? [t + 1] : []));
    return { words, at, run: random.integer(0, 3), z: random.integer(70, 95) / 100 };
  });
