// Questions 1 to 4: which way, and one unit by hand.
import { approximately, choices, matching, question, several, tensorOf } from "../../src/checking/index.ts";

/** The unit of questions 2 to 4: slopes 1 − h² that are easy numbers. The loss is the last state. */
const [u, h1, h2, h3] = [0.5, 0.6, 0.8, 0];
const slope = (h: number) => 1 - h ** 2;
const d3 = slope(h3);
const g2 = u * d3;
const d2 = g2 * slope(h2);
const g1 = u * d2;

export function unitQuestions() {
  const q1 = question({
    id: "bptt/q1",
    items: [75],
    asks: 'Which way does each go through a sequence, "left to right", "right to left" or "once, at the end": the states, the gradients of the states, the change of the weights?',
    answer: matching(
      { states: "left to right", gradients: "right to left", weights: "once, at the end" },
      { among: ["left to right", "right to left", "once, at the end"] },
    ),
    because:
      "a state needs the one before it, a gradient the one after it. The weights are changed when all steps have had their say.",
    hints: ["What does h₅ need? And ∂L/∂h₅?", "How often are the weights changed while one sequence is read?"],
    fingerprints: [
      {
        answer: { gradients: "left to right" },
        hint: "∂L/∂h₅ is made of what h₅ did to h₆: which of the two gradients must be there first?",
      },
      {
        answer: { states: "right to left" },
        hint: "a state is made of its input and the state before: which of h₄ and h₅ is there first?",
      },
      { answer: { states: "once, at the end" }, hint: "there is a state after every step." },
      {
        answer: { gradients: "once, at the end" },
        hint: "every state has a gradient of its own: in which order do they come?",
      },
      {
        answer: { weights: "left to right" },
        hint: "the weights are the same at every step: what would they be changed by, before the loss is there?",
      },
      {
        answer: { weights: "right to left" },
        hint: "the weights are the same at every step: would you change them while other steps still need them?",
      },
    ],
  });

  const q2 = question({
    id: "bptt/q2",
    items: [9, 29],
    asks: "u = 0.5, h₁ = 0.6, h₂ = 0.8, h₃ = 0, L = h₃. What are g2 = ∂L/∂h₂ and g1 = ∂L/∂h₁?",
    answer: several({
      g2: {
        answer: approximately(g2, { tolerance: 1e-6 }),
        fingerprints: [
          { answer: u * slope(h2), hint: "the slope belongs to the state that comes out of the step from h₂ to h₃." },
          { answer: 1, hint: "that is ∂L/∂h₃; one step further back there is a factor." },
          { answer: slope(h3) + u, hint: "a chain multiplies; you added." },
        ],
      },
      g1: {
        answer: approximately(g1, { tolerance: 1e-6 }),
        fingerprints: [
          { answer: g2 * u, hint: "which slope has tanh at h₂?" },
          { answer: d2, hint: "that is the gradient of the sum of step 2; what stands before h₁ in that sum?" },
          {
            answer: u * u * slope(h1),
            hint: "the slope belongs to the state that comes out of the step from h₁ to h₂.",
          },
          {
            answer: u * slope(h2) * slope(h1) * u,
            hint: "the slope at h₁ belongs to the step into h₁, which is not on this way.",
          },
        ],
      },
    }),
    because: "each step back multiplies by the slope at the state that the step gave, and by u.",
    hints: [
      "From h₃ back to h₂: the slope of tanh where it gave h₃, times what stands before h₂.",
      "The slopes are 1 − h₃² = 1 and 1 − h₂² = 0.36.",
    ],
    solution: "g2 = 1 · 0.5, and g1 = g2 · 0.36 · 0.5",
  });

  const q3 = question({
    id: "bptt/q3",
    items: [9, 29, 135],
    asks: "The same unit, h₀ = 0. u is used at three steps. Which part of ∂L/∂u does each step give, first step first, and what is ∂L/∂u?",
    answer: several({
      parts: {
        answer: tensorOf([0, d2 * h1, d3 * h2], { absolute: 0.004 }),
        fingerprints: [
          {
            answer: [g1, g2, 1],
            hint: "these are the gradients of the states; a part is that of the sum, times the state before.",
          },
          { answer: [d3 * h2, d2 * h1, 0], hint: "that is last step first." },
          { answer: [g1 * slope(h1) * h1, d2 * h2, d3 * h3], hint: "u is multiplied by the state *before* the step." },
          { answer: [0, g2 * h1, h2], hint: "between ∂L/∂h and u lies tanh: where is its slope?" },
          { answer: [g1 * slope(h1), d2, d3], hint: "these are the parts of a bias; what stands beside u in the sum?" },
        ],
      },
      total: {
        answer: approximately(d2 * h1 + d3 * h2, { tolerance: 0.004 }),
        fingerprints: [
          { answer: d3 * h2, hint: "that is the last step alone: u is used at the others, too." },
          { answer: d2 * h1, hint: "that is step 2 alone." },
          { answer: (d2 * h1 + d3 * h2) / 3, hint: "the parts add up; nothing is divided by the number of steps." },
        ],
      },
    }),
    because:
      "a step's part is the gradient of its sum, times the state before it. They add up. The first gives nothing, because h₀ = 0.",
    hints: [
      "In the sum x + u·h stands u. The derivative of the sum for u is the state before.",
      "The gradient of a step's *sum* is g times the slope at the state it gave. For step 3 that is 1 · 1.",
    ],
    solution: "parts: 0, 0.18 · 0.6, 1 · 0.8",
  });

  const q4 = question({
    id: "bptt/q4",
    items: [9],
    asks: "Which of these are true of the immediate derivative ∂⁺h₃/∂u: that of tanh(x₃ + u·h₂) for the u that is written there?",
    answer: choices(["one part", "leaves out h₂"], { among: ["one part", "leaves out h₂", "the whole", "zero"] }),
    fingerprints: [
      { answer: ["the whole"], hint: "the whole derivative is your total: is that 1 · h₂ = 0.8?" },
      { answer: ["zero"], hint: "h₂ is a number, 0.8: does u · 0.8 change with u?" },
      { answer: ["one part"], hint: "one more fits: h₂ was made with u, too. Does this derivative know that?" },
      { answer: ["leaves out h₂"], hint: "one more fits: compare its value, 1 · h₂ = 0.8, with your parts." },
    ],
    solution: "it is one part, that of step 3, and leaves out that h₂ depends on u",
    because:
      "the whole derivative is the sum of all parts, and each part is the immediate derivative of one step, carried on to the end.",
    hints: ["In x + u·h₂ only u moves. How fast does h₃ change?"],
  });

  return { q1, q2, q3, q4 };
}
