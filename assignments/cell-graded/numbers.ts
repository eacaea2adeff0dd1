// Questions 1 and 2: a count and a forward pass with numbers of the student's own.
import { approximately, type Context, distinct, exactly, question } from "../../src/checking/index.ts";

interface Unit {
  readonly w: number;
  readonly u: number;
  readonly b: number;
  readonly xs: readonly [number, number];
  readonly h0: number;
}

/** The state after both steps. */
const after = ({ w, u, b, xs, h0 }: Unit, squash = Math.tanh): number =>
  xs.reduce((h, x) => squash(w * x + u * h + b), h0);

/** With the sign of minus, not a hyphen. */
const signed = (x: number) => String(x).replace("-", "−");

const forwardMistakes = (unit: Unit) => [
  { answer: after(unit, x => x), hint: "tanh is missing." },
  { answer: after({ ...unit, h0: 0 }), hint: "your unit starts from 0; look at what it holds at first." },
  { answer: after({ ...unit, b: 0 }), hint: "the bias is missing." },
  {
    answer: Math.tanh(unit.w * unit.xs[1] + unit.u * Math.tanh(unit.w * unit.xs[0] + unit.u * unit.h0 + unit.b)),
    hint: "the bias is missing in the second step.",
  },
  { answer: Math.tanh(unit.w * unit.xs[0] + unit.u * unit.h0 + unit.b), hint: "that is after the first step." },
  {
    answer: Math.tanh(unit.w * unit.xs[1] + unit.u * unit.h0 + unit.b),
    hint: "the second step starts from what the first one gave.",
  },
  { answer: after({ ...unit, w: unit.u, u: unit.w }), hint: "w belongs to the input, u to the state." },
  { answer: after({ ...unit, xs: [unit.xs[1], unit.xs[0]] }), hint: "the order counts." },
];

export function numberQuestions({ draw }: Context) {
  const { d, u } = draw("sizes", random => ({ d: random.integer(11, 39), u: random.integer(41, 79) }));
  const total = d * u + u * u + u + u;
  const q1 = question({
    id: "cell-graded/q1",
    items: [92, 93],
    points: 1,
    asks: `A cell of ${u} units reads ${d} features, and its first state is learned. How many numbers are learned?`,
    answer: exactly(total),
    because: "W, U, the bias, and one first state.",
    hints: ["Three blocks and a vector."],
    fingerprints: [
      { answer: total - u, hint: "one vector is missing: the bias, or the first state?" },
      { answer: total - 2 * u, hint: "two vectors are missing." },
      { answer: d * u + u + u, hint: "which block carries the past?" },
      { answer: total + d, hint: "the biases belong to the units, and so does the first state." },
      { answer: d * u + u * u + u + d, hint: "a state has a number for each unit." },
    ],
  });

  const tenths = (random: { integer(least: number, most: number): number }, least: number, most: number) =>
    random.integer(least, most) / 10;
  const unit = draw(
    "unit",
    (random): Unit => ({
      w: tenths(random, 3, 9),
      u: -tenths(random, 3, 9),
      b: tenths(random, 1, 4),
      xs: [tenths(random, 5, 12), -tenths(random, 3, 12)],
      h0: tenths(random, 2, 7),
    }),
    unit =>
      distinct(
        forwardMistakes(unit).map(({ answer }) => answer),
        { apart: 0.01 },
      ) && forwardMistakes(unit).every(({ answer }) => Math.abs(answer - after(unit)) > 0.01),
  );
  const { w, b, xs, h0 } = unit;
  const q2 = question({
    id: "cell-graded/q2",
    items: [72, 115],
    points: 2,
    asks: `A unit with w = ${w}, u = ${signed(unit.u)}, b = ${b} and tanh holds ${h0}. It reads ${xs[0]} and then ${signed(xs[1])}. What does it hold now? (Three digits are enough.)`,
    answer: approximately(after(unit), { tolerance: 5e-3, absolute: 6e-4 }),
    because: "each step is given what the one before gave.",
    hints: ["Two lines: the state after the first step, then after the second."],
    fingerprints: forwardMistakes(unit),
  });
  return { q1, q2 };
}
