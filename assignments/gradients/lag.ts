// Questions 5 to 9: norms against the lag, the sweep of ρ, and what each step adds.
import {
  approximately,
  choice,
  exactly,
  figureData,
  figures,
  implementation,
  question,
  several,
} from "../../src/checking/index.ts";

const fates = ["vanishes", "stays", "explodes"] as const;

/** What becomes of a gradient; whoever says something else is told what to look at. */
const fate = (right: (typeof fates)[number], hint: string) => ({
  answer: choice(right, { among: fates }),
  fingerprints: fates.filter(other => other !== right).map(answer => ({ answer, hint })),
});

type Criterion = ReturnType<typeof figures.holds>;

/** What is drawn in the order of time rises. */
const lastStepFirst: Criterion = {
  says: "the curve falls all the way",
  fault(figure) {
    const fault = figures.monotone("falling").fault(figure);
    if (fault === undefined || figures.monotone("rising").fault(figure) !== undefined) return fault;
    return "it rises: lag 0 is the last step, so turn the list round";
  },
};

const ofRho08: Criterion = {
  says: "the curve has the slope of the network that is asked for",
  fault: figure =>
    figures.slope(Math.log(0.8), { of: "log y", within: 0.05 }).fault(figure) && "it has another: is this ρ = 0.8?",
};

const lags = Array.from({ length: 100 }, (_, lag) => lag);

export function lagQuestions() {
  const q5 = question({
    id: "gradients/q5",
    items: [38, 83, 132],
    asks: "U turns every vector and shrinks it to 0.9 of its length. By which factor does the gradient shrink with a step back in the linear network? And in the same network with tanh: is its factor smaller, the same, or larger?",
    answer: several({
      linearFactor: {
        answer: approximately(0.9, { tolerance: 0.01 }),
        fingerprints: [
          { answer: 1, hint: "turning keeps the length, but U also shrinks." },
          { answer: 0.81, hint: "that is two steps." },
          { answer: 0.1, hint: "that is what a step takes; what does it leave?" },
          { answer: 0.9 ** 99, hint: "that is left after all 99 steps; one step is asked for." },
          { answer: 0.9 ** 100, hint: "that is left after many steps; one step is asked for." },
          { answer: 1 / 0.9, hint: "on the way back U multiplies as well; nothing is divided." },
          { answer: 0.9 * 32, hint: "U shrinks a vector as a whole; how many units it has plays no part." },
        ],
      },
      tanhFactor: {
        answer: choice("smaller", { among: ["smaller", "the same", "larger"] }),
        fingerprints: [
          { answer: "the same", hint: "a step goes through tanh as well: how large can its slope 1 − h² be?" },
          { answer: "larger", hint: "a step goes through tanh as well: can its slope 1 − h² be above 1?" },
        ],
      },
    }),
    because:
      "without tanh a step is U alone. With it each step is multiplied by slopes 1 − h² as well, and these are at most 1.",
    hints: [
      "Question 4 again: which two things is g multiplied by?",
      "Without tanh there are no slopes: what remains?",
    ],
    solution:
      "The linear factor is that of U. A slope 1 − h² is below 1 wherever h is not 0, so tanh makes it smaller.",
  });

  const q6 = question({
    id: "gradients/q6",
    items: [38, 83],
    asks: "Linear network, ρ = 0.9: at which lag is for the first time less than a hundredth of the gradient left?",
    answer: exactly(44),
    because: "0.9 multiplied by itself that often falls below 0.01: everything further back is next to unheard.",
    hints: [
      "`norms` is a list: number 0 is the norm at lag 0. Look for the first that is below a hundredth of it.",
      "`norms.findIndex(n => n < 0.01 * norms[0])` gives the place of the first n for which that is true.",
    ],
    solution: "`norms.findIndex(n => n < 0.01 * norms[0])`",
    fingerprints: [
      { answer: 43, hint: "a little more than a hundredth is left there; one step further." },
      { answer: 45, hint: "count lags from 0: the last step has lag 0." },
      { answer: 55, hint: "that is the place counted from the beginning; a lag counts from the end." },
      { answer: 56, hint: "that is the place counted from the beginning; a lag counts from the end." },
      { answer: 14, hint: "that is the curve of tanh; which one is linear?" },
      { answer: 22, hint: "that is a tenth, not a hundredth." },
    ],
  });

  const q7 = question({
    id: "gradients/q7",
    items: [38, 83],
    asks: "Draw the norms of the linear network with ρ = 0.8 against the lag, lag 0 first, on a logarithmic axis. The title of the x axis names the lag.",
    answer: figureData({
      right: () => ({
        data: [{ x: lags, y: lags.map(lag => 0.8 ** lag) }],
        layout: { xaxis: { title: { text: "lag" } }, yaxis: { type: "log" } },
      }),
      criteria: [
        figures.holds("a number stands for each of the 100 steps", ({ data }) => lengthOfFirst(data) === 100),
        figures.named("x", /lag/i),
        figures.log("y"),
        lastStepFirst,
        ofRho08,
      ],
    }),
    because:
      "what is multiplied by the same factor each step is a straight line on a logarithmic axis, and its slope is ln ρ.",
    hints: [
      "normsOf gives the norms in the order of time; the lag counts from the end. `list.toReversed()` turns a list round.",
      '`line(list, { title: …, xLabel: "lag", yLabel: …, log: "y" })` draws a list.',
    ],
    solution: '`line(normsOf(0.8).toReversed(), { title: "ρ = 0.8", xLabel: "lag", yLabel: "‖∂L/∂h‖", log: "y" })`',
  });

  const q8 = question({
    id: "gradients/q8",
    items: [83, 84, 132],
    asks: "What becomes of the gradient over 99 steps: linear with ρ = 0.5, 1 and 1.1, and tanh with ρ = 1?",
    answer: several({
      linear05: fate("vanishes", "multiply by 0.5 again and again: what is left?"),
      linear1: fate("stays", "multiply by 1 again and again: what is left?"),
      linear11: fate("explodes", "multiply by 1.1 again and again: where does it go?"),
      tanh1: fate("vanishes", "U keeps the length here, but a step goes through tanh as well."),
    }),
    because:
      "without tanh the factor is ρ: below 1 it vanishes, above 1 it explodes, at 1 it stays. The slopes of tanh take away more.",
    hints: ["Without tanh: the factor is ρ, 99 times.", "With tanh: ρ times a slope that is below 1."],
    solution: "0.5: vanishes. 1: stays. 1.1: explodes. tanh with 1: vanishes.",
  });

  const q9 = question({
    id: "gradients/q9",
    items: [12, 103],
    asks: "Write contributions(w, hs): what each step t = 1 … T adds to ∂L/∂w of the unit hₜ = w·hₜ₋₁ + xₜ with L = h_T; hs = [h₀, …, h_T].",
    answer: implementation({
      parameters: ({ uniform, normal }) => ({ w: uniform(0.6, 1.4), hs: normal("states") }),
      cases: { "five steps": { states: 6 }, "one step": { states: 2 }, "twenty steps": { states: 21 } },
      reference: (w: number, hs: number[]) => {
        const T = hs.length - 1;
        return Array.from({ length: T }, (_, i) => w ** (T - 1 - i) * hs[i]!);
      },
    }),
    because: "step t meets the state before it, hₜ₋₁, and what it adds goes through the T − t steps that follow.",
    hints: [
      "Step t computes w·hₜ₋₁ + xₜ. If only its own w grows a little, by how much does hₜ grow?",
      "Then hₜ is multiplied by w in each of the T − t steps after it.",
      "`Array.from({ length: T }, (_, i) => …)` makes a list; i = 0 is step 1, whose state before is hs[0].",
    ],
    solution: "`const T = hs.length - 1; return Array.from({ length: T }, (_, i) => w ** (T - 1 - i) * hs[i])`",
    fingerprints: [
      {
        answer: (w, hs) => hs.slice(1).map((h, i) => w ** (hs.length - 2 - i) * h),
        hint: "you take the state after the step; step t meets the state before it.",
      },
      {
        answer: (w, hs) => hs.slice(1).map((h, i) => w ** (hs.length - 1 - i) * h),
        hint: "step t meets the state before it; and how many steps follow step t?",
      },
      {
        answer: (_w, hs) => hs.slice(1),
        hint: "step t meets the state before it; and each part still has to go through the steps that follow.",
      },
      { answer: (_w, hs) => hs.slice(0, -1), hint: "each part still has to go through the steps that follow." },
      {
        answer: (w, hs) => hs.slice(0, -1).map((h, i) => w ** (hs.length - 1 - i) * h),
        hint: "one factor w too many: how many steps follow step t?",
      },
      {
        answer: (w, hs) => hs.slice(0, -1).map((h, i) => w ** i * h),
        hint: "that counts the steps before step t; which ones follow it?",
      },
      {
        answer: (w, hs) => hs.slice(0, -1).map((h, i) => w * (hs.length - 2 - i) * h),
        hint: "each step that follows multiplies by w again: a power.",
      },
      {
        answer: (w, hs) =>
          hs
            .slice(0, -1)
            .map((h, i) => w ** (hs.length - 2 - i) * h)
            .toReversed(),
        hint: "the order is turned round: step 1 comes first.",
      },
      {
        answer: (w, hs) => [hs.slice(0, -1).reduce((sum, h, i) => sum + w ** (hs.length - 2 - i) * h, 0)],
        hint: "that is their sum; a number for each step is asked for.",
      },
      {
        answer: (w, hs) => {
          let total = 0;
          return hs.slice(0, -1).map(h => (total = h + w * total));
        },
        hint: "those are the whole derivatives ∂hₜ/∂w; here each step stands by itself, with the state before it held fixed.",
      },
    ],
  });

  return { q5, q6, q7, q8, q9 };
}

function lengthOfFirst(data: readonly object[]): number | undefined {
  const { y } = (data[0] ?? {}) as { y?: ArrayLike<number> };
  return y?.length;
}
