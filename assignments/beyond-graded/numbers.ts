// Questions 1, 4 and 6: numbers of each student's own: what is kept, what stays, which shapes.
import { exactly, matching, question, several, shape } from "../../src/checking/index.ts";

export interface Kept {
  readonly d: number;
  readonly u: number;
  readonly T: number;
}

/** Right first, then the mistakes. */
export function kept({ d, u, T }: Kept) {
  const learned = 4 * (u * (d + u) + u);
  const noBias = 4 * u * (d + u);
  return {
    back: [
      { answer: 2 * u * T, hint: "" },
      { answer: u * T, hint: "an LSTM has two states, h and c." },
      { answer: 2 * u, hint: "that is one step." },
      { answer: 2 * (u + d) * T, hint: "states only; the inputs are not counted." },
      { answer: 4 * u * T, hint: "the gates can be computed again; h and c are the states." },
    ],
    forward: [
      { answer: 2 * u * learned, hint: "" },
      { answer: learned, hint: "that is how many numbers the cell learns; each state changes with each of them." },
      { answer: u * learned, hint: "h and c both change with the weights." },
      { answer: 2 * u * noBias, hint: "the biases are missing." },
      { answer: (2 * u * learned) / 4, hint: "that is the simple cell: an LSTM has three gates and a candidate." },
      { answer: 2 * u * learned * T, hint: "only the newest are kept." },
    ],
    from: [
      { answer: learned + 1, hint: "" },
      { answer: learned, hint: "there both keep the same; from where on is `back` larger?" },
      { answer: noBias + 1, hint: "with the biases, please." },
      { answer: learned / 4 + 1, hint: "that is for the simple cell." },
      { answer: 2 * learned + 1, hint: "both ways keep h and c." },
    ],
  };
}

export function keptQuestion(own: Kept) {
  const { d, u, T } = own;
  const part = ([right, ...fingerprints]: { answer: number; hint: string }[]) => ({
    answer: exactly(right!.answer),
    fingerprints,
  });
  const { back, forward, from } = kept(own);
  return question({
    id: "beyond-graded/q1",
    items: [49],
    points: 1,
    asks: `An LSTM of ${u} units (one bias for each unit of each block) reads ${d} numbers at each of ${T} steps. How many numbers of state, h and c, are kept for the way \`back\`? And \`forward\`: of each number in h and in c one derivative for each number that the cell learns? And \`from\` how many steps on is \`back\` larger than \`forward\`?`,
    answer: several({ back: part(back), forward: part(forward), from: part(from) }),
    because: "2·u·T grows with the steps. 2·u times the number of weights does not.",
    hints: [
      "Back: two numbers of each unit, at each step.",
      "Forward: count the LSTM as in lesson 3. How many states are there, h and c together?",
    ],
  });
}

/** By how much something is multiplied, and something else raised. */
export interface Change {
  readonly times: number;
  readonly plus: number;
}

export function stayQuestion({ times, plus }: Change) {
  return question({
    id: "beyond-graded/q4",
    items: [52],
    points: 1,
    asks: `Before you measure. The state of question 3 is tanh(LN(x W) + LN(h U) + b). Is it "the same" or "another" (but for the 1e-5 under the root), if everything in W is multiplied by ${times} ("all of W")? If x is multiplied by ${times} ("x")? If b is ("b")? If ${plus} is added to every number in W ("W raised")? And if the first column of W alone is multiplied by ${times} ("one unit")?`,
    answer: matching(
      { "all of W": "the same", x: "the same", b: "another", "W raised": "the same", "one unit": "another" },
      { among: ["the same", "another"] },
    ),
    because:
      "LN takes away the mean and the width of x W over the units. Whatever only moves or stretches all of them drops out; b comes later, and one unit alone changes its place among the others.",
    hints: [
      "What becomes of the vector x W: is it stretched, moved, or bent?",
      "W raised: by how much does each unit's sum change? Is that the same for all units?",
    ],
    fingerprints: [
      { answer: { "all of W": "another" }, hint: "all of W: x W is stretched. What does LN divide by?" },
      { answer: { x: "another" }, hint: "x: what becomes of x W?" },
      { answer: { b: "the same" }, hint: "b: is it added before LN or after it?" },
      {
        answer: { "W raised": "another" },
        hint: "W raised: each unit's sum grows by the same, the sum of x times what was added.",
      },
      {
        answer: { "one unit": "the same" },
        hint: "one unit: only one number of x W changes. Is that a stretch of all?",
      },
    ],
  });
}

export interface Shapes {
  readonly d: number;
  readonly u: number;
  readonly v: number;
  readonly k: number;
  readonly T: number;
  readonly out: number;
}

export function shapeQuestion({ d, u, v, k, T, out }: Shapes) {
  return question({
    id: "beyond-graded/q6",
    items: [76],
    points: 1,
    asks: `Five architectures.\n  (1) \`sequential([gru(${u}, { inputShape: [${T}, ${d}] }), repeatVector(${out}), lstm(${v}, { returnSequences: true }), dense(${k})])\`: which shapes have the outputs of its four layers (\`read\`, \`repeated\`, \`written\`, \`said\`), with null for the batch?\n  (2) That was the fifth form of five. Of which shape is the output of the third, many to one, \`sequential([gru(${u}, { inputShape: [${T}, ${d}] }), dense(${k})])\` (\`third\`), and of the fourth, many to many of equal length, whose gru has \`returnSequences: true\` (\`fourth\`)?`,
    answer: several({
      read: {
        answer: shape([null, u]),
        fingerprints: [{ answer: [null, T, u], hint: "without returnSequences it hands on the last state only." }],
      },
      repeated: {
        answer: shape([null, out, u]),
        fingerprints: [
          { answer: [null, T, u], hint: "it repeats as often as its number says." },
          { answer: [null, out * u], hint: "the repeats are steps of a sequence." },
        ],
      },
      written: {
        answer: shape([null, out, v]),
        fingerprints: [
          { answer: [null, v], hint: "it returns its sequences." },
          { answer: [null, out, u], hint: "how many units has this layer?" },
        ],
      },
      said: {
        answer: shape([null, out, k]),
        fingerprints: [{ answer: [null, k], hint: "a dense layer works at each step of a sequence." }],
      },
      third: {
        answer: shape([null, k]),
        fingerprints: [{ answer: [null, T, k], hint: "to one: no steps are left." }],
      },
      fourth: {
        answer: shape([null, T, k]),
        fingerprints: [
          { answer: [null, k], hint: "to many: one output at each step." },
          { answer: [null, out, k], hint: "of equal length: as many as it reads." },
        ],
      },
    }),
    because:
      "the first layer makes one vector of a sequence, repeatVector a sequence of one vector; a dense layer keeps the steps.",
    hints: [
      "Layer by layer: is there an axis of steps after it, and how long is it?",
      "`summary()` of such a network shows shapes; predict first, then build one of other sizes.",
    ],
  });
}
