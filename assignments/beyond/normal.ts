// Questions 4 and 5: states that are kept in a range.
import { choice, exactly, implementation, question, several } from "../../src/checking/index.ts";
import { mean, standardized, variance } from "./beyond-functions.ts";

export function normalQuestions() {
  const q4 = question({
    id: "beyond/q4",
    items: [52],
    asks: "Write layerNorm(z, gamma, beta): z − mean(z), divided by √(variance(z) + 1e-5), times gamma[i], plus beta[i]. Mean and variance are those of the numbers in z; the variance is the mean of the squared distances from the mean.",
    answer: implementation({
      parameters: ({ normal, uniform }) => ({
        z: (draw: { normal(): number }, { u = 0 }: Record<string, number>) =>
          Array.from({ length: u }, (_, i) => 3 + 2 * draw.normal() + (i % 2)),
        gamma: uniform(0.5, 2, "u"),
        beta: normal("u"),
      }),
      cases: { "some units": { u: 5 }, "two units": { u: 2 }, "many units": { u: 40 } },
      reference: (z: number[], gamma: number[], beta: number[]) => {
        const center = mean(z);
        const width = Math.sqrt(mean(z.map(value => (value - center) ** 2)) + 1e-5);
        return z.map((value, i) => ((value - center) / width) * gamma[i]! + beta[i]!);
      },
      uses: { mean },
    }),
    because: "whatever the numbers were, their mean is now 0 and their variance 1; γ and β then choose both anew.",
    hints: [
      "Three numbers come first: the mean, the variance, the root of variance + 1e-5.",
      "`z.reduce((a, b) => a + b) / z.length` is the mean of z. The variance is such a mean, of other numbers.",
    ],
    fingerprints: [
      {
        answer: (z, gamma, beta) =>
          z.map((value, i) => ((value - mean(z)) / (variance(z) + 1e-5)) * gamma[i]! + beta[i]!),
        hint: "yours divides by the variance; the root is missing.",
      },
      {
        answer: (z, gamma, beta) => {
          const width = Math.sqrt((variance(z) * z.length) / (z.length - 1) + 1e-5);
          return z.map((value, i) => ((value - mean(z)) / width) * gamma[i]! + beta[i]!);
        },
        hint: "yours divides the variance by n − 1; here it is a mean, over n.",
      },
      {
        answer: (z, gamma, beta) => z.map((value, i) => (value / Math.sqrt(variance(z) + 1e-5)) * gamma[i]! + beta[i]!),
        hint: "yours does not take the mean away.",
      },
      {
        answer: (z, gamma, beta) => z.map((value, i) => (value - mean(z)) * gamma[i]! + beta[i]!),
        hint: "yours does not divide: the variance stays what it was.",
      },
      {
        answer: (z, gamma, beta) =>
          z.map((value, i) => ((value - mean(z)) / Math.sqrt(variance(z))) * gamma[i]! + beta[i]!),
        hint: "nearly: what stands under the root beside the variance? With two numbers that are near each other it counts.",
      },
      {
        answer: (z, gamma, beta) => {
          const width = Math.sqrt(variance(z) * z.length + 1e-5);
          return z.map((value, i) => ((value - mean(z)) / width) * gamma[i]! + beta[i]!);
        },
        hint: "yours divides by the root of the *sum* of squares; the variance is their mean.",
      },
      { answer: z => standardized(z), hint: "what became of gamma and beta?" },
      {
        answer: (z, gamma, beta) => standardized(z).map((value, i) => (value + beta[i]!) * gamma[i]!),
        hint: "first times gamma, then plus beta.",
      },
      {
        answer: (z, gamma, beta) =>
          z.map((value, i) => ((value - mean(z)) / (Math.sqrt(variance(z)) + 1e-5)) * gamma[i]! + beta[i]!),
        hint: "the 1e-5 stands under the root.",
      },
      {
        answer: (z, gamma, beta) => {
          const width = Math.sqrt(mean(z.map(value => Math.abs(value - mean(z)))) + 1e-5);
          return z.map((value, i) => ((value - mean(z)) / width) * gamma[i]! + beta[i]!);
        },
        hint: "the variance is a mean of *squares*.",
      },
    ],
  });

  const q5 = question({
    id: "beyond/q5",
    items: [52],
    asks: 'You will read that an LSTM normalizes already. (1) Both gates are 1 and the candidate is 1 at each of 100 steps, c begins at 0: what is `c` then? (2) W and U become ten times as large, all inputs stay. Is the new state "the same" or "another": of tanh(x W + h U + b) (`plain`)? of tanh(LN(x W) + LN(h U) + b), where LN is your layerNorm (`normalized`)? (3) Trained on a single sentence at a time: which of the two kinds has no statistics worth the name, "layer" or "batch" (`alone`)?',
    answer: several({
      c: {
        answer: exactly(100),
        fingerprints: [
          { answer: 1, hint: "each step adds 1 to what c was." },
          { answer: 99, hint: "c begins at 0, and 100 steps add 1 each." },
        ],
      },
      plain: {
        answer: choice("another", { among: ["the same", "another"] }),
        fingerprints: [{ answer: "the same", hint: "the sum in the tanh is ten times as large but for b." }],
      },
      normalized: {
        answer: choice("the same", { among: ["the same", "another"] }),
        fingerprints: [
          { answer: "another", hint: "ten times z has ten times the mean and ten times the root of the variance." },
        ],
      },
      alone: {
        answer: choice("batch", { among: ["layer", "batch"] }),
        fingerprints: [
          { answer: "layer", hint: "its mean is over the units of one sentence. Over what is the other's?" },
        ],
      },
    }),
    because:
      "nothing in an LSTM keeps c small. What scales all of z scales its mean and its width as well, and drops out. A batch of one has no variance.",
    hints: ["c = 1·c + 1·1, a hundred times.", "Put 10·z into your layerNorm, on paper."],
  });

  return { q4, q5 };
}
