// Questions 1 and 2: one unit, one step.
import { approximately, implementation, question } from "../../src/checking/index.ts";

export function unitQuestions() {
  const q1 = question({
    id: "cell/q1",
    items: [115, 72],
    asks: "A unit has w = 0.5, u = 0.8, b = 0.1. It held h = 0.5 and reads x = 1. What does it hold now?",
    answer: approximately(Math.tanh(1), { tolerance: 5e-3 }),
    because: "0.5 · 1 + 0.8 · 0.5 + 0.1 = 1, and tanh(1) is 0.762.",
    hints: [
      "First the sum: weight times input, plus weight times the state before, plus the bias.",
      "Three products and sums, then once `Math.tanh(…)` of the whole.",
    ],
    solution: "`Math.tanh(0.5 * 1 + 0.8 * 0.5 + 0.1)`",
    fingerprints: [
      { answer: 1, hint: "that is the sum; what happens to it before it is held?" },
      { answer: Math.tanh(0.6), hint: "that unit has forgotten what it held: where is u · h?" },
      { answer: Math.tanh(0.9), hint: "the bias is missing." },
      { answer: Math.tan(1), hint: "that is tan, the tangent; tanh is another function, between −1 and 1." },
      { answer: Math.tanh(0.5) + Math.tanh(0.4) + Math.tanh(0.1), hint: "add first, then squash the sum once." },
      { answer: 1 / (1 + Math.exp(-1)), hint: "that is the sigmoid; this unit has tanh." },
      { answer: Math.tanh(1.4), hint: "u belongs to the state before, which was 0.5." },
    ],
  });

  const q2 = question({
    id: "cell/q2",
    items: [115],
    asks: "Write unitStep(x, h, w, u, b): what a unit holds after a step in which it reads x and held h.",
    answer: implementation({
      parameters: ({ normal }) => ({ x: normal(), h: normal(), w: normal(), u: normal(), b: normal() }),
      cases: { "some numbers": {} },
      draws: 6,
      reference: (x: number, h: number, w: number, u: number, b: number) => Math.tanh(w * x + u * h + b),
    }),
    because: "one sum of three parts, squashed once. The same w, u and b serve every step.",
    hints: ["Question 1 with letters in the place of the numbers."],
    solution: "`Math.tanh(w * x + u * h + b)`",
    fingerprints: [
      { answer: (x, h, w, u, b) => w * x + u * h + b, hint: "what squashes the sum?" },
      { answer: (x, _h, w, _u, b) => Math.tanh(w * x + b), hint: "what carries the past?" },
      { answer: (x, h, w, u) => Math.tanh(w * x + u * h), hint: "the bias is missing." },
      { answer: (x, h, w, u, b) => Math.tanh(u * x + w * h + b), hint: "w belongs to the input x, u to the state h." },
      { answer: (x, h, w, u, b) => Math.tan(w * x + u * h + b), hint: "tan is the tangent; tanh is another function." },
      {
        answer: (x, h, w, u, b) => Math.tanh(w * x + b) + u * h,
        hint: "what carries the past goes through tanh, too.",
      },
      { answer: (x, h, w, u, b) => Math.tanh(w * x + u * h) + b, hint: "the bias is added before tanh." },
    ],
  });

  return { q1, q2 };
}
