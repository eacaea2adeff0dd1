// Questions 5 to 8: two units by hand, then programs.
import { exactly, implementation, question, several, tensorOf } from "../../src/checking/index.ts";
import { plus } from "../cell/cell-functions.ts";
import { added, backThroughTime, outer, throughMatrix, throughTanh } from "./back.ts";

type Matrix = number[][];

/** Two units, three steps, from h₀ = 0; the loss is the sum of the last states. */
const U = [
  [1, 2],
  [0.5, 0],
];
const states = [
  [0.6, 0],
  [0.8, 0.6],
  [0, 0.8],
];
const delta3 = throughTanh([1, 1], states[2]!);
const g2 = throughMatrix(delta3, U);
const delta2 = throughTanh(g2, states[1]!);
const g1 = throughMatrix(delta2, U);
const dU = added(outer(states[1]!, delta3), outer(states[0]!, delta2));
const turned = (m: Matrix): Matrix => m[0]!.map((_, j) => m.map(row => row[j]!));

export function programQuestions() {
  const q5 = question({
    id: "bptt/q5",
    items: [9, 29],
    asks: "Two units, U = [[1, 2], [0.5, 0]], h₀ = [0, 0], h₁ = [0.6, 0], h₂ = [0.8, 0.6], h₃ = [0, 0.8], L the sum of h₃: g2 = ∂L/∂h₂, g1 = ∂L/∂h₁ and dU = ∂L/∂U.",
    answer: several({
      g2: {
        answer: tensorOf(g2, { absolute: 0.004 }),
        fingerprints: [
          { answer: throughMatrix([1, 1], U), hint: "which slope has tanh at h₃?" },
          {
            answer: throughMatrix(delta3, turned(U)),
            hint: "U[i][j] leads from i to j: on the way back, what comes to i?",
          },
          {
            answer: throughMatrix(throughTanh([1, 1], states[1]!), U),
            hint: "the slopes are those of h₃, which came out of the step.",
          },
        ],
      },
      g1: {
        answer: tensorOf(g1, { absolute: 0.004 }),
        fingerprints: [
          { answer: throughMatrix(g2, U), hint: "which slope has tanh at h₂?" },
          {
            answer: throughMatrix(throughTanh(g2, states[0]!), U),
            hint: "the slopes are those of h₂, which came out of the step.",
          },
          {
            answer: throughMatrix(throughTanh(throughMatrix(delta3, turned(U)), states[1]!), turned(U)),
            hint: "U[i][j] leads from i to j: on the way back, what comes to i?",
          },
        ],
      },
      dU: {
        answer: tensorOf(dU, { absolute: 0.004 }),
        fingerprints: [
          { answer: outer(states[1]!, delta3), hint: "that is step 3 alone; the parts add up." },
          { answer: turned(dU), hint: "row i is the unit before the step, column j the one after it, as in U." },
          {
            answer: added(outer(states[2]!, delta3), outer(states[1]!, delta2)),
            hint: "U was multiplied by the states *before* each step.",
          },
          {
            answer: added(outer(states[1]!, [1, 1]), outer(states[0]!, g2)),
            hint: "between ∂L/∂h and U lies tanh: where are its slopes?",
          },
        ],
      },
    }),
    because: "slopes, then U turned over, and a part for U at each step: the same three lines as with one unit.",
    solution:
      "gradients of the sums of step 3: [1, 0.36]; g2 = [1 + 2 · 0.36, 0.5]; of step 2: [0.36 · g2[0], 0.64 · g2[1]]; g1 by U once more; dU[i][j] = h₂[i] · sum₃[j] + h₁[i] · sum₂[j]",
    hints: [
      "Begin with the gradients of the sums of step 3: 1 times the slope at each state of h₃, so [1, 0.36].",
      "g2[i] is the sum over j of U[i][j] times that. Then the same again with the slopes of h₂.",
      "The part of step 3 has h₂[i] times the gradient of sum j in row i, column j.",
    ],
  });

  const q6 = question({
    id: "bptt/q6",
    items: [29, 75],
    asks: "Write stepBack(g, h, U): { sum, before } for one step that gave h: the gradients of its sums, and of the state before it.",
    answer: implementation({
      parameters: ({ normal, uniform }) => ({ g: normal("u"), h: uniform(-0.95, 0.95, "u"), U: normal("u", "u") }),
      cases: { "some units": { u: 4 }, "two units": { u: 2 }, "one unit": { u: 1 } },
      reference: (g: number[], h: number[], U: Matrix) => {
        const sum = g.map((value, j) => value * (1 - h[j]! ** 2));
        return { sum, before: U.map(row => row.reduce((total, weight, j) => total + weight * sum[j]!, 0)) };
      },
    }),
    because: "tanh's slope first, then U the other way round.",
    solution: [
      "const sum = g.map((value, j) => value * (1 - h[j] ** 2))",
      "const before = U.map(row => row.reduce((total, weight, j) => total + weight * sum[j], 0))",
      "return { sum, before }",
    ].join("\n"),
    hints: ["sum[j] is g[j] times the slope of tanh at h[j].", "before[i] adds up, over all j, U[i][j] times sum[j]."],
    fingerprints: [
      {
        answer: (g, h, U) => ({ sum: throughTanh(g, h), before: throughMatrix(g, U) }),
        hint: "the state before is reached through tanh as well: take `sum`, not g.",
      },
      {
        answer: (g, h, U) => ({ sum: throughTanh(g, h), before: throughMatrix(throughTanh(g, h), turned(U)) }),
        hint: "U[i][j] leads from i to j: before[i] goes along row i.",
      },
      { answer: (g, _h, U) => ({ sum: g, before: throughMatrix(g, U) }), hint: "which slope has tanh?" },
      {
        answer: (g, h, U) => {
          const sum = g.map((value, j) => value * (1 - h[j]!));
          return { sum, before: throughMatrix(sum, U) };
        },
        hint: "the slope of tanh is 1 − h², with a square.",
      },
      {
        answer: (g, h, U) => {
          const sum = g.map((value, j) => value * (1 - h[j]!) ** 2);
          return { sum, before: throughMatrix(sum, U) };
        },
        hint: "yours is (1 − h)²; the slope of tanh is 1 − h²: the square is of h alone.",
      },
      {
        answer: (g, h, U) => {
          const sum = g.map((value, j) => value * h[j]! * (1 - h[j]!));
          return { sum, before: throughMatrix(sum, U) };
        },
        hint: "h(1 − h) is the slope of the sigmoid; these units have tanh.",
      },
      {
        answer: (g, h, U) => {
          const sum = g.map((value, j) => value * (1 - Math.tanh(h[j]!) ** 2));
          return { sum, before: throughMatrix(sum, U) };
        },
        hint: "h is what came out of tanh; you take tanh once more.",
      },
    ],
  });

  const q7 = question({
    id: "bptt/q7",
    items: [9, 29, 135],
    asks: "Write bptt(xs, hs, h0, gs, U): { W, U, b }, the gradients over the whole sequence. gs[t] is what the loss itself says of hs[t].",
    answer: implementation({
      parameters: ({ normal, uniform }) => ({
        xs: normal("T", "d"),
        hs: uniform(-0.95, 0.95, "T", "u"),
        h0: uniform(-0.95, 0.95, "u"),
        gs: normal("T", "u"),
        U: uniform(-0.8, 0.8, "u", "u"),
      }),
      cases: { "some steps": { T: 5, d: 4, u: 3 }, "one step": { T: 1, d: 2, u: 4 }, "one unit": { T: 4, d: 3, u: 1 } },
      reference: (xs: Matrix, hs: Matrix, h0: number[], gs: Matrix, U: Matrix) => {
        let W = xs[0]!.map(() => h0.map(() => 0));
        let dU = U.map(row => row.map(() => 0));
        let b = h0.map(() => 0);
        let later = h0.map(() => 0);
        for (let t = xs.length - 1; t >= 0; t--) {
          const before = t > 0 ? hs[t - 1]! : h0;
          const sum = throughTanh(plus(gs[t]!, later), hs[t]!);
          W = added(W, outer(xs[t]!, sum));
          dU = added(dU, outer(before, sum));
          b = plus(b, sum);
          later = throughMatrix(sum, U);
        }
        return { W, U: dU, b };
      },
      uses: { throughTanh, throughMatrix, added, outer, plus },
    }),
    solution: [
      "let dW = xs[0].map(() => h0.map(() => 0))",
      "let dU = U.map(row => row.map(() => 0))",
      "let db = h0.map(() => 0)",
      "let later = h0.map(() => 0)",
      "for (let t = xs.length - 1; t >= 0; t--) {",
      "  const { sum, before } = stepBack(gs[t].map((value, j) => value + later[j]), hs[t], U)",
      "  dW = add(dW, outer(xs[t], sum))",
      "  dU = add(dU, outer(t > 0 ? hs[t - 1] : h0, sum))",
      "  db = db.map((value, j) => value + sum[j])",
      "  later = before",
      "}",
      "return { W: dW, U: dU, b: db }",
    ].join("\n"),
    because:
      "from the last step to the first: what the loss says here, plus what comes from later; each step adds its part.",
    hints: [
      "A loop from T − 1 down to 0 with one variable: the gradient that comes from the later steps, at first zeros.",
      "At step t: `stepBack` of gs[t] plus that variable. Its `sum` gives the parts, its `before` is the new variable.",
      "The parts: `outer(xs[t], sum)` for W, `outer(the state before, sum)` for U, `sum` for b. The state before step 0 is h0.",
    ],
    fingerprints: (
      [
        [{ sets: true }, "`=` for `+=`: that is the first step alone; the parts of all steps add up."],
        [{ slopeOfBefore: true }, "the slope belongs to the state that the step gave: hs[t], not the one before."],
        [{ stateAfter: true }, "U was multiplied by the state before the step: hs[t − 1], and h0 at the first one."],
        [{ directOnly: true }, "what comes from the later steps is lost: add it to gs[t]."],
        [{ lastOnly: true }, "only gs of the last step is used: the loss speaks at every step."],
        [{ noSlope: true }, "which slope has tanh?"],
        [{ untransposed: true }, "U is not turned over on the way back: see question 6."],
        [{ withoutFirst: true }, "the last turn of the loop is missing: step 0 adds its part, too (t >= 0)."],
        [
          { forwards: true },
          "yours goes from the first step to the last: what comes from later steps is not there yet.",
        ],
        [{ ofStates: true }, "W, U and b stand before tanh: their parts take `sum`, not the gradient of the state."],
      ] as const
    )
      .map(([slips, hint]) => ({
        answer: (xs: Matrix, hs: Matrix, h0: number[], gs: Matrix, U: Matrix) =>
          backThroughTime(xs, hs, h0, gs, U, slips),
        hint: hint as string,
      }))
      .concat([
        {
          answer: (xs, hs, h0, gs, U) => backThroughTime(xs, hs, h0.map(() => 0), gs, U), // biome-ignore format: a line
          hint: "the state before the first step is h0, not zeros.",
        },
        {
          answer: (xs, hs, h0, gs, U) => {
            const right = backThroughTime(xs, hs, h0, gs, U);
            return { ...right, U: turned(right.U) };
          },
          hint: "U's gradient the wrong way round: row i is the unit before the step.",
        },
      ]),
  });

  const q8 = question({
    id: "bptt/q8",
    items: [122],
    asks: "A cell of 50 units reads 1,000 steps of a batch of 32. How many numbers of states (one state after each step) must be kept for the way back? And what happens to that where the sequence is twice as long?",
    answer: several({
      kept: {
        answer: exactly(1_600_000),
        fingerprints: [
          { answer: 50_000, hint: "that is one sequence; there are 32 in the batch." },
          { answer: 1600, hint: "that is one step; on the way back the state of every step is needed." },
          { answer: 32_000, hint: "each state has 50 numbers." },
          { answer: 4_000_000, hint: "kept are states, of 50 numbers; the matrix of 50 × 50 is there once." },
          { answer: 1_601_600, hint: "h₀ is in it, which is zeros and need not be kept: count the 1,000 steps." },
          { answer: 2500, hint: "that is U, which is there once; what is kept for each step?" },
        ],
      },
      times: {
        answer: exactly(2),
        fingerprints: [
          { answer: 1, hint: "the weights stay as many; but the states of the new steps are kept, too." },
          { answer: 4, hint: "each new step brings one more state, not one for each other step." },
        ],
      },
    }),
    because:
      "the slope 1 − h² and the part of U need the state of each step: 1,000 · 50 · 32. The memory grows as T does.",
    hints: ["Which of h₁, h₂, … does question 7 read?", "All of them, for each sequence of the batch."],
    solution: "1000 · 50 · 32, and 2",
  });

  return { q5, q6, q7, q8 };
}
