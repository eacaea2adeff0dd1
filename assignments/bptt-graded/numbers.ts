// Questions 1 and 2: a unit by hand, and the memory of a training, with numbers of the student's own.
import { approximately, type Context, distinct, exactly, question, several } from "../../src/checking/index.ts";

interface Unit {
  readonly u: number;
  /** h₀ … h₃ */
  readonly h: readonly [number, number, number, number];
}

/** What the parts of ∂h₃/∂u are, first step first. */
function partsOf({ u, h }: Unit): [number, number, number] {
  const slope = (t: 1 | 2 | 3) => 1 - h[t] ** 2;
  const [d3, d2, d1] = [slope(3), slope(3) * u * slope(2), slope(3) * u * slope(2) * u * slope(1)];
  return [d1 * h[0], d2 * h[1], d3 * h[2]];
}

const totalOf = (unit: Unit) => partsOf(unit).reduce((a, b) => a + b);

/** Three digits are enough. */
const tolerance = 5e-3;
/** So different that no rounding makes one of the other. */
const isFar = (a: number, b: number) => Math.abs(a - b) > 4 * tolerance * Math.max(Math.abs(a), Math.abs(b));

/** The mistakes of both parts: what comes of them, with the hint. */
function byHandMistakes(unit: Unit) {
  const { h } = unit;
  const [first, , last] = partsOf(unit);
  const total = totalOf(unit);
  return {
    first: [
      { answer: last, hint: "that is the part of step 3." },
      { answer: 0, hint: "here h₀ is not 0." },
      { answer: unit.u ** 2 * h[0], hint: "the slopes of tanh are missing: one for each step on the way back." },
      {
        answer: first / h[0],
        hint: "that is the gradient of the sum of step 1; its part has a factor more, the state before it.",
      },
    ],
    total: [
      { answer: last, hint: "that is step 3 alone; the parts add up." },
      { answer: total - first, hint: "the part of step 1 is missing: here h₀ is not 0." },
      {
        answer: totalOf({ ...unit, h: [h[0], -h[1], h[2], h[3]] }),
        hint: "h₁ is below 0: in the part of step 2 its sign counts.",
      },
      {
        answer: unit.u ** 2 * h[0] + unit.u * h[1] + h[2],
        hint: "the slopes of tanh are missing: one for each step on the way back.",
      },
      { answer: total / 3, hint: "the parts add up; nothing is divided by the number of steps." },
    ],
  };
}

export function numberQuestions({ draw }: Context) {
  const unit = draw(
    "unit",
    (random): Unit => ({
      u: random.integer(6, 12) / 10,
      h: [random.integer(3, 6) / 10, -random.integer(2, 6) / 10, random.integer(3, 7) / 10, random.integer(1, 5) / 10],
    }),
    unit =>
      Math.abs(totalOf(unit)) > 0.1 &&
      Object.entries({ first: partsOf(unit)[0], total: totalOf(unit) }).every(([part, right]) =>
        [right, ...byHandMistakes(unit)[part as "first" | "total"].map(({ answer }) => answer)].every((a, i, all) =>
          all.slice(0, i).every(b => isFar(a, b)),
        ),
      ),
  );
  const { u, h } = unit;
  const total = totalOf(unit);
  const parts = partsOf(unit);
  const known = byHandMistakes(unit);
  const q1 = question({
    id: "bptt-graded/q1",
    items: [9, 135],
    points: 2,
    asks: `One unit: its state becomes tanh(x + u·(the state before)), with u = ${u}. Its states were h₀ = ${h[0]}, h₁ = ${String(h[1]).replace("-", "−")}, h₂ = ${h[2]}, h₃ = ${h[3]}. L = h₃. Give first (the part of step 1 of ∂L/∂u) and total (∂L/∂u). Three digits are enough.`,
    answer: several({
      first: { answer: approximately(parts[0], { tolerance }), fingerprints: known.first },
      total: { answer: approximately(total, { tolerance }), fingerprints: known.total },
    }),
    because: "each part is the gradient of the step's sum times the state before it.",
    hints: [
      "From step 3 back: slope, u, slope, u, slope.",
      "The part of step 1 has all three slopes, u twice, and h₀.",
    ],
  });

  const sizes = draw(
    "memory",
    random => ({
      T: 100 * random.integer(3, 19),
      units: 10 * random.integer(3, 12),
      batch: random.integer(12, 49),
    }),
    ({ T, units, batch }) =>
      distinct([T * units * batch, T * units, units * batch, T * batch].map((n, i) => (i ? 4 * n : n))),
  );
  const { T, units, batch } = sizes;
  const q2 = question({
    id: "bptt-graded/q2",
    items: [122],
    points: 1,
    asks: `A cell of ${units} units, ${T} steps, ${batch} sequences at once, 4 bytes a number: how many bytes are the states (one after each step) that are kept for the way back?`,
    answer: exactly(4 * T * units * batch),
    because: "a state of each step for each sequence.",
    hints: [
      "Which states does the way back read?",
      "How many numbers has one of them, and how many sequences have their own?",
    ],
    fingerprints: [
      { answer: T * units * batch, hint: "that is how many numbers; each has 4 bytes." },
      { answer: 4 * (T + 1) * units * batch, hint: "the state before the first step is zeros, and need not be kept." },
      { answer: 4 * T * units, hint: "that is one sequence." },
      { answer: 4 * units * batch, hint: "that is one step; the state of every step is needed." },
      { answer: 4 * T * batch, hint: "a state has a number for each unit." },
    ],
  });
  return { q1, q2 };
}
