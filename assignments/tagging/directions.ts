// Questions 3 to 6: two directions, and several layers.
import { approximately, choice, exactly, implementation, question, several } from "../../src/checking/index.ts";
import { step } from "../cell/cell-functions.ts";
import { type Matrix, statesOf } from "./tagging-functions.ts";

const joined = (a: Matrix, b: Matrix): Matrix => a.map((row, t) => [...row, ...b[t]!]);

export function directionQuestions() {
  const q3 = question({
    id: "tagging/q3",
    items: [71],
    asks: "Write bothWays(xs, ahead, back): for each step t the state of the cell `ahead` that has read xs[0] to xs[t], and after it, in the same list, that of the cell `back` that has read from the last input down to xs[t]. `ahead` and `back` are { W, U, b }; both start from zeros.",
    answer: implementation({
      parameters: ({ normal, fields }) => ({
        xs: normal("T", "d"),
        ahead: fields({ W: normal("d", "u"), U: normal("u", "u"), b: normal("u") }),
        back: fields({ W: normal("d", "v"), U: normal("v", "v"), b: normal("v") }),
      }),
      cases: {
        "some steps": { T: 5, d: 2, u: 3, v: 4 },
        "one step": { T: 1, d: 3, u: 2, v: 5 },
        "a long sequence": { T: 12, d: 4, u: 2, v: 3 },
        "fewer units from the right": { T: 3, d: 5, u: 4, v: 2 },
      },
      reference: (xs: Matrix, ahead: Weights, back: Weights) => {
        let [h, g] = [ahead.b.map(() => 0), back.b.map(() => 0)];
        const [left, right]: [Matrix, Matrix] = [[], []];
        for (const x of xs) {
          h = step(x, h, ahead.W, ahead.U, ahead.b);
          left.push(h);
        }
        for (let t = xs.length - 1; t >= 0; t--) {
          g = step(xs[t]!, g, back.W, back.U, back.b);
          right.unshift(g);
        }
        return left.map((row, t) => [...row, ...right[t]!]);
      },
      uses: { step },
    }),
    because: "at each step the one knows everything up to it, the other everything from it on.",
    hints: [
      "Two loops, one from the left and one from the right. At which step t is each state to stand?",
      "The states from the right come in the order in which they are computed, that of the last input first: turn that list round before you join it to the other.",
    ],
    fingerprints: [
      {
        answer: (xs, ahead, back) =>
          joined(statesOf(xs, ahead.W, ahead.U, ahead.b), statesOf([...xs].reverse(), back.W, back.U, back.b)),
        hint: "the states from the right stand in the order in which they were computed, the last step first. Turn them round, so that both of a row are of one step.",
      },
      {
        answer: (xs, ahead, back) =>
          joined(statesOf(xs, ahead.W, ahead.U, ahead.b), statesOf(xs, back.W, back.U, back.b)),
        hint: "both of yours read from left to right.",
      },
      {
        answer: (xs, ahead, back) =>
          joined(
            statesOf([...xs].reverse(), back.W, back.U, back.b).reverse(),
            statesOf(xs, ahead.W, ahead.U, ahead.b),
          ),
        hint: "in each row the state of `ahead` comes first.",
      },
      {
        answer: (xs, ahead, back) => {
          const right = statesOf([...xs].reverse(), back.W, back.U, back.b).reverse();
          return joined(statesOf(xs, ahead.W, ahead.U, ahead.b), xs.map((_, t) => right[t + 1] ?? back.b.map(() => 0))); // biome-ignore format: a line
        },
        hint: "at step t the cell from the right has read xs[t], too.",
      },
      {
        answer: (xs, ahead, back) => {
          const last = statesOf([...xs].reverse(), back.W, back.U, back.b).at(-1)!;
          return statesOf(xs, ahead.W, ahead.U, ahead.b).map(row => [...row, ...last]);
        },
        hint: "yours has the last state from the right at every step.",
      },
    ],
  });

  const q4 = question({
    id: "tagging/q4",
    items: [71, 131],
    asks: "A simple cell that reads 20 numbers and has 32 units, one bias each. How many numbers does it learn (`one`), in both directions (`both`)? How many numbers has an output of the latter at each step (`width`)? And a second layer like it, with 32 units in each direction, on top: how many has that (`second`)?",
    answer: several({
      one: {
        answer: exactly(1_696),
        fingerprints: [
          { answer: 1_664, hint: "the biases are missing." },
          { answer: 672, hint: "what carries the past?" },
        ],
      },
      both: {
        answer: exactly(3_392),
        fingerprints: [
          { answer: 1_696, hint: "the two directions have weights of their own." },
          { answer: 3_360, hint: "each direction has its biases." },
        ],
      },
      width: {
        answer: exactly(64),
        fingerprints: [{ answer: 32, hint: "both states stand in a row." }],
      },
      second: {
        answer: exactly(6_208),
        fingerprints: [
          { answer: 3_392, hint: "it reads what the first layer says: how many numbers are that?" },
          { answer: 4_160, hint: "it reads both directions of the first layer." },
          { answer: 3_104, hint: "that is one direction of it." },
        ],
      },
    }),
    because:
      "two cells, each with its own weights; the layer above reads the 64 numbers of both: 2 · (32 · (64 + 32) + 32).",
    hints: ["One cell: u · (d + u) + u. And two of them?", "What does the second layer read: 20, 32 or 64 numbers?"],
    solution: "32 · 52 + 32, twice that, 2 · 32, 2 · (32 · 96 + 32)",
  });

  const q5 = question({
    id: "tagging/q5",
    items: [71],
    asks: "Random bits are read. At each step is to be said whether this bit and the next are both 1. Which share of the answers is right at best: of a network that reads from left to right (`one`), and of one that reads both ways (`both`)?",
    answer: several({
      one: {
        answer: approximately(0.75, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 0.5, hint: "where this bit is 0, it can be sure." },
          { answer: 1, hint: "where this bit is 1, the next decides. Has it been read?" },
          { answer: 0.25, hint: "that is how often the answer is yes." },
          { answer: 75, hint: "write a share, from 0 to 1." },
        ],
      },
      both: {
        answer: approximately(1, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 0.75, hint: "from the right, the next bit has been read." },
          { answer: 100, hint: "write a share, from 0 to 1." },
        ],
      },
    }),
    because: "half of the bits are 0, and the answer no is sure; at the others it is a guess: ½ · 1 + ½ · ½.",
    hints: ["If this bit is 0, what is the answer? And if it is 1?", "Each of the two happens in half of all steps."],
    solution: "½ · 1 + ½ · ½, and 1",
  });

  const q6 = question({
    id: "tagging/q6",
    items: [71, 113],
    asks: 'Where may a network that reads both ways be used? Say "yes" or "no" for: a finished text whose names are marked (`text`), what a person says, written down word by word while they speak (`live`), a film that is cut (`film`), the next word of a text (`next`).',
    answer: several({
      text: {
        answer: choice("yes", { among: ["yes", "no"] }),
        fingerprints: [{ answer: "no", hint: "is the end there when it begins?" }],
      },
      live: {
        answer: choice("no", { among: ["yes", "no"] }),
        fingerprints: [{ answer: "yes", hint: "what has to be there before it can read from the right?" }],
      },
      film: {
        answer: choice("yes", { among: ["yes", "no"] }),
        fingerprints: [{ answer: "no", hint: "all of its frames are there." }],
      },
      next: {
        answer: choice("no", { among: ["yes", "no"] }),
        fingerprints: [
          { answer: "yes", hint: "the word that it has to say is the first that it would read from the right." },
        ],
      },
    }),
    because:
      "it needs the end before it can say the first answer, and it sees what comes: to predict, that would be cheating.",
    hints: [
      "From the right it begins with the last input. Is that there already?",
      "And where it is there: would the answer be read off it?",
    ],
  });

  return { q3, q4, q5, q6 };
}

export interface Weights {
  W: Matrix;
  U: Matrix;
  b: number[];
}
