// Questions 11 and 12: the way back through c.
import { approximately, choice, gradient, question, several } from "../../src/checking/index.ts";
import { sigmoid } from "../cell/cell-functions.ts";

/** c after all steps: each keeps the part f of c and adds w·x. */
const lastOf = (c0: number, w: number, xs: readonly number[], fs: readonly number[]): number =>
  xs.reduce((c, x, t) => fs[t]! * c + w * x, c0);

const productOf = (list: readonly number[]) => list.reduce((product, f) => product * f, 1);

/** The gradient, where what step t wrote is worth what `worth` says. */
const summed = (xs: readonly number[], worth: (t: number) => number) => xs.reduce((sum, x, t) => sum + x * worth(t), 0);

export function backQuestions() {
  const q11 = question({
    id: "gates/q11",
    items: [134, 135],
    asks: "c = fₜ·c + w·xₜ at each of T steps, from c0; the loss L is the last c. Write gradients(c0, w, xs, fs): { c0, w }, the derivatives of L. xs and fs are lists of T numbers.",
    answer: gradient({
      parameters: ({ normal, uniform }) => ({
        c0: normal(),
        w: normal(),
        xs: normal("T"),
        fs: uniform(0.2, 0.95, "T"),
      }),
      cases: { "some steps": { T: 5 }, "two steps": { T: 2 }, "more steps": { T: 9 } },
      loss: lastOf,
      of: ["c0", "w"],
      reference: (_c0: number, _w: number, xs: number[], fs: number[]) => {
        let kept = 1;
        let sum = 0;
        for (let t = xs.length - 1; t >= 0; t--) {
          sum += kept * xs[t]!;
          kept *= fs[t]!;
        }
        return { c0: kept, w: sum };
      },
    }),
    because:
      "a product over all steps for c0; for w a sum over steps, and what is early in it has passed more of them.",
    hints: [
      "Start at the last step: what part of the c before it gets through? And one step earlier?",
      "What step t writes is w·xₜ. Which f does it meet on its way to the end?",
      "Go from the last step to the first, and keep in a variable the product of all f that you have passed.",
    ],
    solution:
      "let kept = 1, sum = 0. For t from the last step to the first: sum += kept * xs[t], and then kept *= fs[t]. At the end c0 is kept and w is sum.",
    fingerprints: [
      {
        answer: (_c0, _w, xs, fs) => ({
          c0: productOf(fs),
          w: summed(xs, t => productOf(fs.slice(t))),
        }),
        hint: "w: what step t writes comes after its own f: it meets the later ones only.",
      },
      {
        answer: (_c0, _w, xs, fs) => ({ c0: productOf(fs), w: summed(xs, () => 1) }),
        hint: "w: what was written early has been through later gates.",
      },
      {
        answer: (_c0, _w, xs, fs) => ({ c0: productOf(fs), w: xs.at(-1)! }),
        hint: "w: that is the last step alone; w is used at every step.",
      },
      {
        answer: (_c0, _w, xs, fs) => ({ c0: productOf(fs), w: xs[0]! * productOf(fs.slice(1)) }),
        hint: "w: that is the first step alone; w is used at every step.",
      },
      {
        answer: (_c0, _w, xs, fs) => ({ c0: productOf(fs), w: summed(xs, t => productOf(fs.slice(0, t))) }),
        hint: "w: you take the gates before step t; which gates come after it?",
      },
      {
        answer: (_c0, _w, xs, fs) => ({
          c0: fs.reduce((a, b) => a + b),
          w: summed(xs, t => productOf(fs.slice(t + 1))),
        }),
        hint: "c0: each step multiplies; you added.",
      },
      {
        answer: (_c0, _w, xs, fs) => ({ c0: fs.at(-1)!, w: summed(xs, t => productOf(fs.slice(t + 1))) }),
        hint: "c0: that is one step back; there are T of them.",
      },
      {
        answer: (_c0, w, xs, fs) => ({ c0: productOf(fs), w: w * summed(xs, t => productOf(fs.slice(t + 1))) }),
        hint: "w: what stands beside w in w·x? w itself is gone when you differentiate.",
      },
    ],
  });

  const amounts = ["about half", "about a hundredth", "next to nothing"] as const;
  const q12 = question({
    id: "gates/q12",
    items: [134, 136],
    asks: 'What share of ∂L/∂c comes through 100 steps along c, where the forget gate is σ(5) at each of them? (Two digits after the point.) And where it is σ(1): "about half", "about a hundredth" or "next to nothing"?',
    answer: several({
      bias5: {
        answer: approximately(sigmoid(5) ** 100, { tolerance: 0.012 }),
        fingerprints: [
          { answer: sigmoid(5), hint: "that is one step; there are 100." },
          { answer: 5 ** 100, hint: "the gate is σ(5), not 5." },
          { answer: (1 - sigmoid(5)) ** 100, hint: "that is what a step takes; what does it keep?" },
          { answer: sigmoid(5) * 100, hint: "each step multiplies again: a power." },
        ],
      },
      bias1: {
        answer: choice("next to nothing", { among: amounts }),
        fingerprints: [
          { answer: "about half", hint: "a step keeps 0.73. After two steps? After ten?" },
          { answer: "about a hundredth", hint: "that would be so after 15 steps." },
        ],
      },
    }),
    because: "σ(5) is 0.9933, and σ(1) is 0.73: a bias of 1 helps over a few steps, not over a hundred.",
    hints: ["Question 11: which product is ∂L/∂c0, if all f are the same?", "`sigmoidOf(5)` is one factor."],
    solution: "sigmoidOf(5) ** 100, and next to nothing",
  });
  return { q11, q12 };
}
