// Questions 6 to 9: networks that read what they have said.
import { approximately, implementation, matching, question, several } from "../../src/checking/index.ts";
import { step } from "../cell/cell-functions.ts";
import { goesOn, type Matrix, outputsOf, readout } from "./generation-functions.ts";

export function recurrenceQuestions() {
  const q6 = question({
    id: "generation/q6",
    items: [24, 27],
    asks: "Write taught(xs, ys, W, R, b, V, c): the outputs oₜ = hₜ V + c, where hₜ = tanh(xₜ W + oₜ₋₁ R + b); in the place of oₜ₋₁ it reads the target yₜ₋₁, and zeros at the first step.",
    answer: implementation({
      parameters: ({ normal }) => ({
        xs: normal("T", "d"),
        ys: normal("T", "k"),
        W: normal("d", "u"),
        R: normal("k", "u"),
        b: normal("u"),
        V: normal("u", "k"),
        c: normal("k"),
      }),
      cases: {
        "some steps": { T: 5, d: 4, u: 3, k: 2 },
        "one step": { T: 1, d: 2, u: 5, k: 3 },
        "one output": { T: 6, d: 3, u: 4, k: 1 },
      },
      reference: (xs: Matrix, ys: Matrix, W: Matrix, R: Matrix, b: number[], V: Matrix, c: number[]) => {
        const outputs: Matrix = [];
        for (let t = 0; t < xs.length; t++) {
          const before = t === 0 ? c.map(() => 0) : ys[t - 1]!;
          outputs.push(readout(step(xs[t]!, before, W, R, b), V, c));
        }
        return outputs;
      },
      uses: { step, readout },
    }),
    because: "each step needs its x and the target before, and nothing that another step has computed.",
    hints: [
      "`step(x, h, W, U, b)` of lesson 2 does tanh(x W + h U + b). What stands in the place of h here, and of U?",
      "At t = 0 zeros, as many as an output has; else `ys[t - 1]`.",
    ],
    fingerprints: [
      {
        answer: (xs, _, W, R, b, V, c) => outputsOf(xs, (said, t) => said[t - 1] ?? c.map(() => 0), { W, R, b, V, c }),
        hint: "yours reads what it has said itself: that is how it runs later. Taught, it reads the target.",
      },
      {
        answer: (xs, ys, W, R, b, V, c) => outputsOf(xs, (_, t) => ys[t]!, { W, R, b, V, c }),
        hint: "yours reads the target that it has to say.",
      },
      {
        answer: (xs, ys, W, R, b, V, c) => outputsOf(xs, (_, t) => ys[t - 1] ?? ys[0]!, { W, R, b, V, c }),
        hint: "at the first step there is no target before: zeros.",
      },
      {
        answer: (xs, ys, W, R, b) => xs.map((x, t) => step(x, ys[t - 1] ?? ys[0]!.map(() => 0), W, R, b)),
        hint: "these are the hidden units; the outputs are h V + c.",
      },
      {
        answer: (xs, _, W, R, b, V, c) => outputsOf(xs, () => c.map(() => 0), { W, R, b, V, c }),
        hint: "where does the target before come in? Yours reads zeros at every step.",
      },
    ],
  });

  const q7 = question({
    id: "generation/q7",
    items: [25, 28, 57, 60],
    asks: 'Trained with the right outputs before it. Can the steps be computed "at once", or only "one by one": of a network with a recurrence from outputs to hidden units ("output"), from hidden to hidden units ("hidden"), with both ("both")? And of the first, when it runs on its own ("output, free")?',
    answer: matching(
      { output: "at once", hidden: "one by one", both: "one by one", "output, free": "one by one" },
      { among: ["at once", "one by one"] },
    ),
    because:
      "only where nothing but known targets goes from step to step, no step waits for another. Then there is no way back through time either.",
    hints: [
      "What must be computed before step t can be? Is it known beforehand, when targets are read?",
      "One path from hidden to hidden units is enough to wait for.",
    ],
    fingerprints: [
      { answer: { output: "one by one" }, hint: "output: a taught step reads a target. Who has to compute that?" },
      { answer: { hidden: "at once" }, hint: "hidden: a state is no target: somebody has to compute it first." },
      { answer: { both: "at once" }, hint: "both: one of the two paths still waits." },
      { answer: { "output, free": "at once" }, hint: "on its own there are no targets: what does it read?" },
    ],
  });

  const q8 = question({
    id: "generation/q8",
    items: [24],
    asks: "A sign, 1 or −1, at step 1; at step 6 it is to be said, and 0 at all steps between. Which share of the signs is right at best: with a recurrence from hidden to hidden units (`hidden`), and with one from outputs to hidden units alone, taught (`output`)?",
    answer: several({
      hidden: {
        answer: approximately(1, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 0.5, hint: "hidden units may hold the sign for five steps." },
          { answer: 100, hint: "write a share, from 0 to 1." },
        ],
      },
      output: {
        answer: approximately(0.5, { tolerance: 1e-3 }),
        fingerprints: [
          {
            answer: 1,
            hint: "what does it read of the past at step 6? The target of step 5, which is always the same.",
          },
          { answer: 0, hint: "a guess of a sign is right half of the time." },
          { answer: 50, hint: "write a share, from 0 to 1." },
        ],
      },
    }),
    because: "all that it knows of the past is the output before, and that is 0 whatever the sign was.",
    hints: [
      "What does each network know of step 1 when it has come to step 6?",
      "The outputs between are 0, whatever the sign was.",
    ],
  });

  const q9 = question({
    id: "generation/q9",
    items: [61],
    asks: "Write goOn(xs, n, W, U, b, V, c): the cell of lesson 2 reads xs from a state of zeros, and then goes on for n steps: it says o = h V + c, and reads that o as its next input. The list of the n outputs.",
    answer: implementation({
      parameters: ({ normal, size, uniform }) => ({
        xs: normal("T", "d"),
        n: size("n"),
        W: uniform(-0.9, 0.9, "d", "u"),
        U: uniform(-0.9, 0.9, "u", "u"),
        b: normal("u"),
        V: normal("u", "d"),
        c: normal("d"),
      }),
      cases: {
        "some steps": { T: 4, n: 5, d: 2, u: 3 },
        "one step": { T: 3, n: 1, d: 4, u: 2 },
        "a long way": { T: 2, n: 12, d: 1, u: 4 },
      },
      reference: (xs: Matrix, n: number, W: Matrix, U: Matrix, b: number[], V: Matrix, c: number[]) => {
        let h = b.map(() => 0);
        for (const x of xs) h = step(x, h, W, U, b);
        const said: Matrix = [];
        for (let t = 0; t < n; t++) {
          const y = readout(h, V, c);
          said.push(y);
          h = step(y, h, W, U, b);
        }
        return said;
      },
      uses: { step, readout },
    }),
    because: "from now on every input is one of its own outputs, errors included.",
    hints: [
      "First a loop over xs, which only changes h. Then one of n turns: say, keep, read.",
      "In the second loop: `const o = readout(h, V, c)`, then `h = step(o, h, W, U, b)`.",
    ],
    fingerprints: [
      {
        answer: (xs, n, W, U, b, V, c) => goesOn(xs.slice(0, -1), n, W, U, b, V, c),
        hint: "yours leaves out the last of xs.",
      },
      {
        answer: (xs, n, W, U, b, V, c) => goesOn([...xs, xs.at(-1)!], n, W, U, b, V, c),
        hint: "yours reads the last of xs twice: the loop has read it already.",
      },
      {
        answer: (xs, n, W, U, b, V, c) => {
          let h = xs.reduce((state, x) => step(x, state, W, U, b), b.map(() => 0)); // biome-ignore format: a line
          return Array.from({ length: n }, () => {
            const y = readout(h, V, c);
            h = step(xs.at(-1)!, h, W, U, b);
            return y;
          });
        },
        hint: "yours reads the last of xs again at each step; it has to read what it has said.",
      },
      {
        answer: (xs, n, W, U, b, V, c) => goesOn(xs, n + 1, W, U, b, V, c).slice(1),
        hint: "the first output is missing: it is said right after the last of xs.",
      },
      {
        answer: (xs, n, W, U, b, V, c) => {
          const [first] = goesOn(xs, 1, W, U, b, V, c);
          return Array.from({ length: n }, () => first!);
        },
        hint: "yours says the same each time: what it has said has to be read.",
      },
      {
        answer: (xs, n, W, U, b, V, c) => {
          let h = xs.reduce((state, x) => step(x, state, W, U, b), b.map(() => 0)); // biome-ignore format: a line
          return Array.from({ length: n }, () => {
            const y = readout(h, V, c);
            h = step(c.map(() => 0), h, W, U, b); // biome-ignore format: a line
            return y;
          });
        },
        hint: "yours reads zeros while it goes on; it has to read what it has said.",
      },
      {
        answer: (xs, n, W, U, b, V, c) => goesOn([], n, W, U, b, V, c).map((y, t) => (xs.length > 99 + t ? xs[0]! : y)),
        hint: "yours does not read xs.",
      },
      {
        answer: (xs, n, W, U, b, V, c) => {
          let y = readout(xs.reduce((state, x) => step(x, state, W, U, b), b.map(() => 0)), V, c); // biome-ignore format: a line
          return Array.from({ length: n }, () => {
            const said = y;
            y = readout(step(y, b.map(() => 0), W, U, b), V, c); // biome-ignore format: a line
            return said;
          });
        },
        hint: "yours forgets its state: only o goes on.",
      },
    ],
  });

  return { q6, q7, q8, q9 };
}
