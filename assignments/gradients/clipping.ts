// Questions 13 to 17: four ways to clip, and what each does to the direction.
import { approximately, implementation, question, several } from "../../src/checking/index.ts";
import { byGlobalNorm, byNorm, byValue, limit, someLimit, unequalGradients } from "./clip.ts";

export function clippingQuestions() {
  const q13 = question({
    id: "gradients/q13",
    items: [11, 84],
    asks: "Write byNorm(g, limit): the gradient g, scaled so that its length is limit where it is longer; as it is where it is not.",
    answer: implementation({
      parameters: ({ normal }) => ({
        g: (draw, sizes) => (sizes.zero ? new Array<number>(sizes.n!).fill(0) : normal("n")(draw, sizes)),
        limit,
      }),
      cases: {
        "a gradient that is too long": { n: 5 },
        "one that is short enough": { n: 4, large: 1 },
        "a single number": { n: 1 },
        "a gradient of zeros": { n: 3, zero: 1 },
      },
      reference: (g: number[], limit: number) => {
        const length = Math.hypot(...g);
        return length > limit ? g.map(x => (x * limit) / length) : g;
      },
    }),
    because: "one factor for all numbers: the length becomes the limit, the direction stays.",
    hints: [
      "The length is `Math.hypot(...g)`, the root of the sum of squares.",
      "Which factor takes the length to the limit? All numbers get the same one.",
      "Where the length is at most the limit, nothing is to change.",
    ],
    solution: "`const length = Math.hypot(...g); return length > limit ? g.map(x => x * limit / length) : g`",
    fingerprints: [
      {
        answer: (g, limit) => g.map(x => (x * limit) / Math.hypot(...g)),
        hint: "a gradient that is short enough becomes longer in yours; it has to stay as it is.",
      },
      {
        answer: (g, limit) => byValue(g, limit),
        hint: "you cut each number by itself; scale all of them by one factor.",
      },
      {
        answer: (g, limit) => (Math.hypot(...g) > limit ? g.map(x => x / Math.hypot(...g)) : g),
        hint: "the length becomes 1 in yours, whatever the limit is.",
      },
      {
        answer: (g, limit) => {
          const squares = g.reduce((sum, x) => sum + x ** 2, 0);
          return squares > limit ? g.map(x => (x * limit) / squares) : g;
        },
        hint: "the length is the root of the sum of squares; the root is missing.",
      },
      {
        answer: (g, limit) => {
          const sum = g.reduce((total, x) => total + Math.abs(x), 0);
          return sum > limit ? g.map(x => (x * limit) / sum) : g;
        },
        hint: "that is the sum of the sizes; a length squares them and takes the root.",
      },
      {
        answer: (g, limit) => (Math.hypot(...g) > limit ? g.map(() => 0) : g),
        hint: "a gradient that is too long is thrown away in yours; make it shorter.",
      },
      {
        answer: (g, limit) => (Math.hypot(...g) > limit ? g.map(x => (x * Math.hypot(...g)) / limit) : g),
        hint: "your factor is upside down: what is too long gets longer.",
      },
    ],
  });

  const q14 = question({
    id: "gradients/q14",
    items: [11],
    asks: "Write byValue(g, limit): each number of g by itself, brought between −limit and limit.",
    answer: implementation({
      parameters: ({ normal, uniform }) => ({ g: normal("n"), limit: uniform(0.3, 0.8) }),
      cases: { "some numbers": { n: 9 }, "many numbers": { n: 40 } },
      reference: (g: number[], limit: number) => g.map(x => Math.max(-limit, Math.min(limit, x))),
    }),
    because: "what is above the limit becomes the limit, what is below −limit becomes −limit, the rest stays.",
    hints: ["`Math.min(limit, x)` is x, but at most limit.", "And at least −limit: `Math.max(-limit, …)` around it."],
    solution: "`g.map(x => Math.max(-limit, Math.min(limit, x)))`",
    fingerprints: [
      {
        answer: (g, limit) => g.map(x => Math.min(limit, x)),
        hint: "numbers far below 0 are not cut in yours.",
      },
      {
        answer: (g, limit) => g.map(x => Math.min(limit, Math.abs(x))),
        hint: "the sign is lost: a number below 0 stays below 0.",
      },
      {
        answer: (g, limit) => g.map(x => (Math.abs(x) > limit ? limit : x)),
        hint: "the sign is lost: what is far below 0 becomes −limit.",
      },
      {
        answer: (g, limit) => byNorm(g, limit),
        hint: "that scales all numbers by one factor; here each is cut by itself.",
      },
      {
        answer: (g, limit) => g.map(x => (Math.abs(x) > limit ? 0 : x)),
        hint: "what is too large becomes the limit, not 0.",
      },
      {
        answer: (g, limit) => g.map(x => Math.max(limit, Math.min(-limit, x))),
        hint: "the smaller and the larger bound are swapped.",
      },
      {
        answer: (g, limit) => g.map(x => Math.max(0, Math.min(limit, x))),
        hint: "the lower bound is −limit.",
      },
    ],
  });

  const q15 = question({
    id: "gradients/q15",
    items: [11],
    asks: "Write perTensor(gradients, limit): gradients is a list of gradients, one for each tensor; each is clipped by its own norm.",
    answer: implementation({
      parameters: () => ({ gradients: unequalGradients, limit: someLimit }),
      cases: {
        "three tensors": { a: 4, b: 3, c: 5 },
        "three that are short enough": { a: 4, b: 3, c: 5, large: 1 },
      },
      uses: { byNorm },
      reference: (gradients: number[][], limit: number) => gradients.map(g => byNorm(g, limit)),
    }),
    because: "each tensor has a factor of its own, so a large one loses more than a small one.",
    hints: ["You have a function for one gradient. Use it for each."],
    solution: "`gradients.map(g => byNorm(g, limit))`",
    fingerprints: [
      {
        answer: (gradients, limit) => byGlobalNorm(gradients, limit),
        hint: "that is the norm of all together; here each tensor has its own.",
      },
      {
        answer: (gradients, limit) => gradients.map(g => byValue(g, limit)),
        hint: "you cut each number; scale each tensor by its own norm.",
      },
      {
        answer: (gradients, limit) => gradients.map((g, i) => (i === 0 ? byNorm(g, limit) : g)),
        hint: "only the first one is clipped in yours.",
      },
      {
        answer: (gradients, limit) => [byNorm(gradients.flat(), limit)],
        hint: "a list of gradients comes in, and a list of as many goes out.",
      },
    ],
  });

  const q16 = question({
    id: "gradients/q16",
    items: [11, 84],
    asks: "Write byGlobalNorm(gradients, limit): all gradients of a model scaled by one factor, so that their joint norm is at most limit.",
    answer: implementation({
      parameters: () => ({ gradients: unequalGradients, limit: someLimit }),
      cases: {
        "three tensors": { a: 4, b: 3, c: 5 },
        "three that are short enough": { a: 4, b: 3, c: 5, large: 1 },
      },
      reference: (gradients: number[][], limit: number) => {
        const length = Math.hypot(...gradients.flat());
        return length > limit ? gradients.map(g => g.map(x => (x * limit) / length)) : gradients;
      },
    }),
    because:
      "the joint norm is that of all numbers in one long list, and one factor for all keeps the direction of the whole step.",
    hints: [
      "`gradients.flat()` is one long list of all numbers.",
      "Its length decides, and gives the factor. Then each number of each gradient gets it.",
    ],
    solution:
      "`const length = Math.hypot(...gradients.flat()); return length > limit ? gradients.map(g => g.map(x => x * limit / length)) : gradients`",
    fingerprints: [
      {
        answer: (gradients, limit) => gradients.map(g => byNorm(g, limit)),
        hint: "you clip each tensor by its own norm; the global norm is that of all together.",
      },
      {
        answer: (gradients, limit) => {
          const length = gradients.reduce((sum, g) => sum + Math.hypot(...g), 0);
          return gradients.map(g => g.map(x => (length > limit ? (x * limit) / length : x)));
        },
        hint: "norms do not add up; their squares do.",
      },
      {
        answer: (gradients, limit) => {
          const length = Math.max(...gradients.map(g => Math.hypot(...g)));
          return gradients.map(g => g.map(x => (length > limit ? (x * limit) / length : x)));
        },
        hint: "that is the norm of the largest tensor; all of them count together.",
      },
      {
        answer: (gradients, limit) => gradients.map(g => byValue(g, limit)),
        hint: "you cut each number; one factor for all is asked for.",
      },
      {
        answer: (gradients, limit) => {
          const length = Math.hypot(...gradients.flat());
          return gradients.map(g => g.map(x => (x * limit) / length));
        },
        hint: "gradients that are short enough become longer in yours; they have to stay as they are.",
      },
      {
        answer: (gradients, limit) => [byNorm(gradients.flat(), limit)],
        hint: "a list of gradients comes in, and a list of as many goes out.",
      },
    ],
  });

  const g = [3, -40, 0.5];
  const cosine = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, x, i) => sum + x * b[i]!, 0) / (Math.hypot(...a) * Math.hypot(...b));
  const q17 = question({
    id: "gradients/q17",
    items: [11],
    asks: "g = [3, −40, 0.5] is clipped at 5. What is the cosine between g and what comes out, by norm and by value?",
    answer: several({
      cosineByNorm: {
        answer: approximately(1, { tolerance: 1e-6 }),
        fingerprints: [
          { answer: 0, hint: "0 means a right angle; by one factor, does the direction change at all?" },
          { answer: 5 / Math.hypot(...g), hint: "that is the factor; does the direction change by it?" },
        ],
      },
      cosineByValue: {
        answer: approximately(cosine(g, byValue(g, 5)), { tolerance: 2e-3 }),
        fingerprints: [
          { answer: 1, hint: "−40 becomes −5 and 3 stays: is that the same direction?" },
          {
            answer: cosine(g, [3, 5, 0.5]),
            hint: "the sign of the second number is lost on the way.",
          },
        ],
      },
    }),
    because:
      "one factor for all turns nothing. By value the large number loses most, so the step turns towards the others.",
    hints: [
      "`cosine(g, byNorm(g, 5))` with your function, and the same with the other one.",
      "A cosine of 1 is the same direction.",
    ],
    solution: "cosine(g, byNorm(g, 5)) and cosine(g, byValue(g, 5))",
  });

  return { q13, q14, q15, q16, q17 };
}
