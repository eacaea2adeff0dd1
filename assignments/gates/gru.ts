// Questions 13 to 16: the GRU, its two senses, and a gate that waits.
import { choice, choices, implementation, question, several } from "../../src/checking/index.ts";
import { plus, sigmoid, times } from "../cell/cell-functions.ts";
import { block, columns, gru, gruOfOneGate } from "./gate-functions.ts";

type Draws = { normal(): number };
type Sizes = Readonly<Record<string, number>>;
const matrix = (draw: Draws, rows: number, width: number) =>
  Array.from({ length: rows }, () => Array.from({ length: width }, () => draw.normal()));

/** Weights of so many blocks side by side. */
export const blocksOf = (parts: number) => ({
  W: (draw: Draws, { d, u }: Sizes) => matrix(draw, d!, parts * u!),
  U: (draw: Draws, { u }: Sizes) => matrix(draw, u!, parts * u!),
  b: (draw: Draws, { u }: Sizes) => matrix(draw, 1, parts * u!)[0]!,
});

const words = ["cats", "who", "already", "ate", "fish", "and", "I", "slept", "today"] as const;

export function gruQuestions() {
  const q13 = question({
    id: "gates/q13",
    items: [85, 87],
    asks: "Write gruOfOneGate(x, c, W, U, b): the new c. W, U and b hold two blocks, the gate Γ_u and the candidate. The new c takes the part Γ_u of the candidate, and the rest of the old c.",
    answer: implementation({
      parameters: ({ normal }) => ({ x: normal("d"), c: normal("u"), ...blocksOf(2) }),
      cases: { "some units": { d: 5, u: 3 }, "more units than features": { d: 2, u: 4 }, "one unit": { d: 3, u: 1 } },
      reference: (x: number[], c: number[], W: number[][], U: number[][], b: number[]) => {
        const [input, past] = [times(x, W), times(c, U)];
        const sums = b.map((bias, j) => input[j]! + past[j]! + bias);
        const u = block(sums, 0, 2).map(sigmoid);
        const candidate = block(sums, 1, 2).map(Math.tanh);
        return c.map((value, j) => u[j]! * candidate[j]! + (1 - u[j]!) * value);
      },
      uses: { times, block, sigmoid },
    }),
    because: "a leaky unit whose leak is computed anew at each step, for each unit.",
    hints: [
      "All sums at once, as in the LSTM; here c takes the place of h, for the two are one.",
      "`block(sums, 0, 2)` are the sums of the gate, `block(sums, 1, 2)` those of the candidate. Which functions make them?",
      "The last line is that of question 1, for each unit j: which part of what?",
    ],
    solution:
      "The sums as in the LSTM, with c for h; two blocks give u and g, and unit j gets u[j] * g[j] + (1 - u[j]) * c[j].",
    fingerprints: [
      {
        answer: (x, c, W, U, b) => {
          const next = gruOfOneGate(x, c, W, U, b);
          const candidate = block(plus(times(x, W), times(c, U), b), 1, 2).map(Math.tanh);
          return c.map((value, j) => value + candidate[j]! - next[j]!);
        },
        hint: "in Ng's sense Γ_u = 1 writes: it stands before the candidate. Yours is the other sense.",
      },
      {
        answer: (x, c, W, U, b) => {
          const sums = plus(times(x, W), times(c, U), b);
          const [u, candidate] = [block(sums, 1, 2).map(sigmoid), block(sums, 0, 2).map(Math.tanh)];
          return c.map((value, j) => u[j]! * candidate[j]! + (1 - u[j]!) * value);
        },
        hint: "the gate is the first block, the candidate the second.",
      },
      {
        answer: (x, c, W, U, b) => {
          const sums = plus(times(x, W), times(c, U), b);
          const [u, candidate] = [block(sums, 0, 2).map(sigmoid), block(sums, 1, 2).map(Math.tanh)];
          return c.map((value, j) => u[j]! * candidate[j]! + value);
        },
        hint: "all of the old c stays in yours; only the rest is to.",
      },
      {
        answer: (x, c, W, U, b) => {
          const sums = plus(times(x, W), times(c, U), b);
          const [u, candidate] = [block(sums, 0, 2).map(sigmoid), block(sums, 1, 2).map(sigmoid)];
          return c.map((value, j) => u[j]! * candidate[j]! + (1 - u[j]!) * value);
        },
        hint: "the candidate may be below 0: which function makes it?",
      },
    ],
  });

  const q14 = question({
    id: "gates/q14",
    items: [46, 86],
    asks: "Write gruStep(x, h, W, U, b): the new h of the full GRU in the sense of Cho et al. 2014. Blocks: z, r, n. The candidate n sees r ∗ h in the place of h. The new h keeps the part z of the old one, and takes the rest from n.",
    answer: implementation({
      parameters: ({ normal }) => ({ x: normal("d"), h: normal("u"), ...blocksOf(3) }),
      cases: { "some units": { d: 5, u: 3 }, "more units than features": { d: 2, u: 4 }, "one unit": { d: 4, u: 1 } },
      reference: (x: number[], h: number[], W: number[][], U: number[][], b: number[]) => {
        const [input, past] = [times(x, W), times(h, U)];
        const sums = b.map((bias, j) => input[j]! + past[j]! + bias);
        const z = block(sums, 0, 3).map(sigmoid);
        const r = block(sums, 1, 3).map(sigmoid);
        const seen = h.map((value, j) => r[j]! * value);
        const back = times(seen, columns(U, 2, 3));
        const n = back.map((value, j) => Math.tanh(value + block(input, 2, 3)[j]! + block(b, 2, 3)[j]!));
        return h.map((value, j) => z[j]! * value + (1 - z[j]!) * n[j]!);
      },
      uses: { times, block, columns, sigmoid },
    }),
    because: "r decides what the candidate sees of the past, z how much of the past stays.",
    hints: [
      "z and r come from the sums as before. Only n needs a sum of its own, with r ∗ h in the place of h.",
      "`columns(U, 2, 3)` is the block of U that belongs to n. Which list is multiplied by it?",
      "The last line is a mean of h and n for each unit; which part does z stand for?",
    ],
    solution:
      "z and r as the gates of an LSTM. Then back = times(h.map((value, j) => r[j] * value), columns(U, 2, 3)); n is tanh of x's block 2, back and b's block 2; and unit j gets z[j] * h[j] + (1 - z[j]) * n[j].",
    fingerprints: [
      {
        answer: (x, h, W, U, b) => {
          const [z, n] = partsOf(x, h, W, U, b);
          return h.map((value, j) => (1 - z[j]!) * value + z[j]! * n[j]!);
        },
        hint: "that is Ng's sense: here z = 1 keeps the old h.",
      },
      {
        answer: (x, h, W, U, b) => {
          const sums = plus(times(x, W), times(h, U), b);
          const [z, n] = [block(sums, 0, 3).map(sigmoid), block(sums, 2, 3).map(Math.tanh)];
          return h.map((value, j) => z[j]! * value + (1 - z[j]!) * n[j]!);
        },
        hint: "the candidate sees all of h in yours: what does r do?",
      },
      {
        answer: (x, h, W, U, b) => {
          const [input, past] = [times(x, W), times(h, U)];
          const sums = plus(input, past, b);
          const [z, r] = [block(sums, 0, 3).map(sigmoid), block(sums, 1, 3).map(sigmoid)];
          return h.map((value, j) => {
            const n = Math.tanh(block(input, 2, 3)[j]! + r[j]! * block(past, 2, 3)[j]! + block(b, 2, 3)[j]!);
            return z[j]! * value + (1 - z[j]!) * n;
          });
        },
        hint: "you reset after the product with U, as Keras and PyTorch do by default; here r meets h before it, as in the paper.",
      },
      {
        answer: (x, h, W, U, b) => gru(x, h, swapped(W), swapped(U), swapped([b])[0]!),
        hint: "the first block is z, the second one r. (PyTorch stores r first.)",
      },
      {
        answer: (x, h, W, U, b) => {
          const [z, n] = partsOf(x, h, W, U, b);
          return h.map((value, j) => z[j]! * value + n[j]!);
        },
        hint: "n fills only the rest.",
      },
    ],
  });

  const senses = ["copied", "overwritten"] as const;
  const ways = ["turn the gate's signs", "take 1 minus the gate's", "exchange the blocks"] as const; // biome-ignore format: a line
  const q15 = question({
    id: "gates/q15",
    items: [46],
    asks:
      `Is the old state "copied" or "overwritten": where Ng's Γ_u is 1, and where Keras's z is 1? And how are weights of the one sense turned into those of the other?\n` +
      ways.map(way => `  "${way}"`).join("\n"),
    answer: several({
      gammaIs1: {
        answer: choice("overwritten", { among: senses }),
        fingerprints: [{ answer: "copied", hint: "look at question 13: what does Γ_u stand before?" }],
      },
      zIs1: {
        answer: choice("copied", { among: senses }),
        fingerprints: [{ answer: "overwritten", hint: "look at question 14: what does z stand before?" }],
      },
      change: {
        answer: choice(ways[0], { among: ways, synonyms: { "turn the gate's signs": ["turn the signs"], "take 1 minus the gate's": ["take 1 minus"] } }), // biome-ignore format: a line
        fingerprints: [
          { answer: ways[1], hint: "1 − σ(sum) is wanted, not σ(1 − sum). Compute σ(2) and σ(−2)." },
          { answer: ways[2], hint: "the gate stays a gate; only what it says is to be turned round." },
        ],
      },
    }),
    because: "1 − σ(s) = σ(−s): the same network, written the other way round.",
    hints: [
      "Put 1 into the last line of each of your functions.",
      "z should be 1 − Γ_u. Compute σ(2), 1 − σ(2) and σ(−2).",
    ],
    solution: "Γ_u = 1 overwrites, z = 1 copies, and σ(−sum) is 1 − σ(sum): turn the signs.",
  });

  const q16 = question({
    id: "gates/q16",
    items: [88],
    asks: `"${words.slice(0, 6).join(" ")} I who slept today …": at which words will z be near 0? A list of words.`,
    answer: choices(["cats", "I"], { among: words }),
    because: "there something new has to be written; at all other words the number is to stay.",
    hints: [
      "z near 0 overwrites. When must the number change?",
      "After “cats” the answer is “are”. From which word on is it another one?",
    ],
    solution: "At the two subjects.",
    fingerprints: [
      {
        answer: ["who", "already", "ate", "fish", "and", "slept", "today"],
        hint: "at these the number is to stay; z near 0 overwrites.",
      },
      { answer: ["cats"], hint: "at one more word the answer changes." },
      { answer: ["today"], hint: "the answer is asked after each word; but what does the number have to be before?" },
    ],
  });
  return { q13, q14, q15, q16 };
}

/** z and n. */
function partsOf(x: number[], h: number[], W: number[][], U: number[][], b: number[]): [z: number[], n: number[]] {
  const sums = plus(times(x, W), times(h, U), b);
  const [z, r] = [block(sums, 0, 3).map(sigmoid), block(sums, 1, 3).map(sigmoid)];
  const seen = h.map((value, j) => r[j]! * value);
  return [z, plus(times(x, columns(W, 2, 3)), times(seen, columns(U, 2, 3)), block(b, 2, 3)).map(Math.tanh)];
}

/** The first two of three blocks exchanged. */
const swapped = (rows: number[][]) => rows.map(row => [...block(row, 1, 3), ...block(row, 0, 3), ...block(row, 2, 3)]);
