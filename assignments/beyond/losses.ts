// Questions 7 and 8: the loss of bits, and the update that follows.
import { implementation, question } from "../../src/checking/index.ts";
import { adamWith, mean, ofEachBit } from "./beyond-functions.ts";

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

export function lossQuestions() {
  const q7 = question({
    id: "beyond/q7",
    items: [74],
    asks: "Write bitLoss(said, right): said[t] is the probability with which the network said 1 at step t, right[t] is 1 or 0. The loss of a step is −ln of the probability that it gave to what is right; the loss of the sequence is their sum.",
    answer: implementation({
      parameters: ({ uniform, integers }) => ({ said: uniform(0.03, 0.97, "T"), right: integers(2, "T") }),
      cases: { "some steps": { T: 6 }, "one step": { T: 1 }, "many steps": { T: 60 } },
      draws: 5,
      reference: (said: number[], right: number[]) => {
        let loss = 0;
        for (let t = 0; t < said.length; t++)
          loss -= right[t]! * Math.log(said[t]!) + (1 - right[t]!) * Math.log(1 - said[t]!);
        return loss;
      },
    }),
    because: "where 1 is right it is −ln p, where 0 is right −ln(1 − p): y and 1 − y choose which of the two.",
    hints: [
      "The network said 0.9. Which probability did it give to a 1, and which to a 0?",
      "A step with a 1 costs `-Math.log(said[t])`. And one with a 0?",
    ],
    fingerprints: [
      {
        answer: (said, right) => sum(said.map((p, t) => -right[t]! * Math.log(p))),
        hint: "yours has no loss where 0 is right.",
      },
      {
        answer: (said, right) => sum(said.map((p, t) => -right[t]! * (Math.log(p) + Math.log(1 - p)))),
        hint: "the second logarithm counts where y is 0: its factor is 1 − y. (Many notes have y there.)",
      },
      {
        answer: said => sum(said.map(p => -Math.log(p))),
        hint: "yours takes −ln p at every step. Where 0 is right, which probability did the network give to that?",
      },
      {
        answer: (said, right) => mean(ofEachBit(said, right)),
        hint: "that is the mean; the loss of a sequence is the sum over its steps.",
      },
      { answer: (said, right) => -sum(ofEachBit(said, right)), hint: "the sign: a loss is above 0." },
      {
        answer: (said, right) => sum(ofEachBit(said, right.map(bit => 1 - bit))), // biome-ignore format: a line
        hint: "1 and 0 are exchanged: said[t] is the probability of a 1.",
      },
      {
        answer: (said, right) => said[0]! + sum(ofEachBit(said, right).slice(1)),
        hint: "the first step is missing, and said[0] stands in its place: does your `reduce` begin with 0?",
      },
      {
        answer: (said, right) => sum(ofEachBit(said, right)) / Math.LN2,
        hint: "those are bits; take the natural logarithm, Math.log.",
      },
      {
        answer: (said, right) => ofEachBit(said, right).at(-1)!,
        hint: "yours is the loss of the last step; all steps count.",
      },
      {
        answer: (said, right) => sum(said.map((p, t) => (p - right[t]!) ** 2)),
        hint: "that is the squared error.",
      },
    ],
  });

  const q8 = question({
    id: "beyond/q8",
    items: [8],
    asks: "Write adamStep(w, g, m, v, t, rate): one update of Adam, { w, m, v }. Of each weight, m is a running mean of its gradients (0.9 of the old, 0.1 of g), v one of the squared gradients (0.999 of the old, 0.001 of g²). Both begin at 0 and so are too small: m is divided by 1 − 0.9^t and v by 1 − 0.999^t, only for this step's use. Then w moves against m by rate · m / (√v + 1e-8). `t` counts the updates, this one with it; { m, v } are handed on undivided.",
    answer: implementation({
      parameters: ({ normal, uniform }) => ({
        w: normal("n"),
        g: (draw: { normal(): number }, { n = 0, size = 1 }: Record<string, number>) =>
          Array.from({ length: n }, () => size * draw.normal()),
        m: normal("n"),
        v: (draw: { uniform(low: number, high: number): number }, { n = 0, size = 1 }: Record<string, number>) =>
          Array.from({ length: n }, () => size ** 2 * draw.uniform(0.01, 1)),
        t: (draw: { integer(below: number): number }) => 1 + draw.integer(30),
        rate: uniform(0.05, 0.5),
      }),
      cases: { "some weights": { n: 4 }, "one weight": { n: 1 }, "tiny gradients": { n: 3, size: 1e-6 } },
      draws: 5,
      reference: (w: number[], g: number[], m: number[], v: number[], t: number, rate: number) => {
        const nextM = m.map((mean, i) => 0.9 * mean + 0.1 * g[i]!);
        const nextV = v.map((mean, i) => 0.999 * mean + 0.001 * g[i]! ** 2);
        const nextW = w.map((weight, i) => {
          const [first, second] = [nextM[i]! / (1 - 0.9 ** t), nextV[i]! / (1 - 0.999 ** t)];
          return weight - (rate * first) / (Math.sqrt(second) + 1e-8);
        });
        return { w: nextW, m: nextM, v: nextV };
      },
    }),
    because:
      "the mean gradient says where to, and the root of the mean square takes its size out: each weight moves by about the rate.",
    hints: [
      "First m and v anew, then w by them, all for each weight: `m.map((old, i) => …)`.",
      "`0.9 ** t` is 0.9 to the power of t. For w take m and v divided, but return them as they are.",
    ],
    fingerprints: [
      {
        answer: (...args) => adamWith(args, { first: m => m, second: v => v }),
        hint: "w: yours forgets to divide m by 1 − 0.9^t and v by 1 − 0.999^t.",
      },
      {
        answer: (...args) => {
          const [w, , m, v, t, rate] = args;
          const old = w.map(
            (weight, i) => weight - (rate * m[i]!) / (1 - 0.9 ** t) / (Math.sqrt(v[i]! / (1 - 0.999 ** t)) + 1e-8),
          );
          return { ...adamWith(args), w: old };
        },
        hint: "w: yours takes m and v as they came in; this step's gradient is in the new ones.",
      },
      { answer: (...args) => adamWith(args, { sign: 1 }), hint: "w: it moves against the gradient." },
      { answer: (...args) => adamWith(args, { root: v => v }), hint: "w: the root of v is missing." },
      {
        answer: (...args) => adamWith(args, { root: v => Math.sqrt(v + 1e-8) - 1e-8 }),
        hint: "w: the 1e-8 is added to the root of v, not to v. Where gradients are tiny, it counts.",
      },
      {
        answer: (...args) => adamWith(args, { root: v => Math.sqrt(v) - 1e-8 }),
        hint: "w: √v + 1e-8 stands below; the 1e-8 is missing. Where gradients are tiny, it counts.",
      },
      {
        answer: (...args) => adamWith(args, { square: g => g }),
        hint: "v: it is a mean of *squared* gradients; yours takes g itself.",
      },
      {
        answer: (...args) => adamWith(args, { square: Math.abs }),
        hint: "v: it is a mean of *squared* gradients; yours takes their sizes.",
      },
      {
        answer: (...args) => adamWith(args, { of: (_, g) => g, first: g => g }),
        hint: "w: it moves by the running mean m, not by this gradient alone.",
      },
      {
        answer: (w, g, m, v, t, rate) => adamWith([w, g, m, v, t - 1 || 99, rate]),
        hint: "w: `t` counts this update already: it is 1 at the first.",
      },
      {
        answer: (...args) => {
          const { w, m, v } = adamWith(args);
          const t = args[4];
          return { w, m: m.map(x => x / (1 - 0.9 ** t)), v: v.map(x => x / (1 - 0.999 ** t)) };
        },
        hint: "m, v: they are handed on as running means; the division is for this step alone.",
      },
      {
        answer: (...args) => {
          const [w, g, , v, t, rate] = args;
          return adamWith([w, g, g.map(() => 0), v, t, rate]);
        },
        hint: "m: where is the mean that came in? Yours begins anew.",
      },
      {
        answer: (...args) => {
          const [w, g, m, v, t, rate] = args;
          const next = v.map((old, i) => 0.999 * old + 0.001 * Math.abs(g[i]!));
          return { ...adamWith([w, g, m, v, t, rate]), v: next };
        },
        hint: "v: it is a mean of *squared* gradients.",
      },
    ],
  });

  return { q7, q8 };
}
