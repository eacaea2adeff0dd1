// Questions 2 and 3: what a decoder reads while it is taught, and looks of all its steps. The hidden check has their references, too.
import { implementation, type ParameterMakers, question } from "../../src/checking/index.ts";
import { columns, dotOf, type Matrix, maskOf, softmaxOf } from "../attention/attention-functions.ts";
import { times } from "../cell/cell-functions.ts";

export const readParameters = ({ integers, uniform, size }: ParameterMakers) => ({
  targets: integers(20, "T"),
  said: integers(20, "T"),
  u: uniform(0, 1, "T"),
  ratio: uniform(0.3, 0.7),
  start: size("start"),
});

/** What each step reads: the reference of question 2. */
export function readAtRatio(targets: number[], said: number[], u: number[], ratio: number, start: number): number[] {
  const read = [start];
  for (let t = 1; t < targets.length; t++) read.push(u[t]! < ratio ? targets[t - 1]! : said[t - 1]!);
  return read;
}

export const lookParameters = ({ normal }: ParameterMakers) => ({
  S: normal("n", "u"),
  H: normal("T", "v"),
  A: normal("u", "v"),
  mask: maskOf,
});

/** A context for each decoder state, by general scores: the reference of question 3. */
export function lookAll(S: Matrix, H: Matrix, A: Matrix, mask: number[]): Matrix {
  const contexts: Matrix = [];
  for (const s of S) {
    const query = times(s, A);
    let all = 0;
    const seen = H[0]!.map(() => 0);
    for (let j = 0; j < H.length; j++) {
      if (mask[j] === 0) continue;
      let score = 0;
      for (let i = 0; i < query.length; i++) score += query[i]! * H[j]![i]!;
      all += Math.exp(score);
      for (let i = 0; i < seen.length; i++) seen[i]! += Math.exp(score) * H[j]![i]!;
    }
    contexts.push(seen.map(value => value / all));
  }
  return contexts;
}

/** How many products a dot of unequal lists has, if `reduce` goes over the first, or over the second. */
const byFirst = (s: readonly number[], _: readonly number[]): number => s.length;
const bySecond = (_: readonly number[], h: readonly number[]): number => h.length;

/** Contexts by s · h, where A was forgotten. Where one list ends before the other, NaN comes. */
function withoutA(S: Matrix, H: Matrix, mask: number[], length: typeof byFirst): Matrix {
  const dots = S.map(s =>
    H.map(h =>
      dotOf(
        Array.from({ length: length(s, h) }, (_, i) => s[i]!),
        h,
      ),
    ),
  );
  return dots.map(row => {
    const powers = row.map((score, j) => mask[j]! * Math.exp(score));
    const all = powers.reduce((a, b) => a + b, 0);
    return contextOf(powers.map(power => power / all), H); // biome-ignore format: a line
  });
}

export const scoresOfAll = (S: Matrix, H: Matrix, A: Matrix): Matrix => S.map(s => H.map(h => dotOf(times(s, A), h)));
export const open = (mask: readonly number[]): boolean[] => mask.map(m => m === 1);
export const contextOf = (weights: readonly number[], H: Matrix): number[] =>
  columns(H).map(column => dotOf(weights, column));

export function functionQuestions() {
  const q2 = question({
    id: "attention-graded/q2",
    items: [99, 117],
    points: 1,
    asks: "Write readAtRatio(targets, said, u, ratio, start): what the decoder reads at each of its steps. At step 0 it reads start. At a later step t it reads the target of the step before, if u[t] < ratio; else what it said itself at the step before.",
    answer: implementation({
      parameters: readParameters,
      cases: { "some steps": { T: 6, start: 21 }, "one step": { T: 1, start: 22 }, "many steps": { T: 25, start: 23 } },
      reference: readAtRatio,
    }),
    because: "a coin at each step: with ratio 1 it is taught throughout, with 0 it runs on its own.",
    hints: [
      "How many numbers are read? As many as there are targets; the first is start.",
      "At step t the one before is t − 1, of targets or of said. Which of the two does u[t] choose?",
    ],
    fingerprints: [
      {
        answer: (targets, said, u, ratio, start) => [start, ...targets.slice(1).map((target, t) => (u[t + 1]! < ratio ? target : said[t + 1]!))], // biome-ignore format: a line
        hint: "yours reads what it has to say at this step; it reads the one before.",
      },
      {
        answer: (targets, said, u, ratio, start) => readAtRatio(said, targets, u, ratio, start),
        hint: "the other way round: below the ratio it is the target.",
      },
      { answer: (targets, _said, _u, _ratio, start) => [start, ...targets.slice(0, -1)], hint: "yours reads targets only, as with a ratio of 1." }, // biome-ignore format: a line
      { answer: (_targets, said, _u, _ratio, start) => [start, ...said.slice(0, -1)], hint: "yours reads its own only, as with a ratio of 0." }, // biome-ignore format: a line
      {
        answer: (targets, said, u, ratio, start) => [start, ...targets.slice(0, -1).map((target, t) => (u[t]! < ratio ? target : said[t]!))], // biome-ignore format: a line
        hint: "at step t it is u[t] that decides, not u[t − 1].",
      },
      {
        answer: (targets, said, u, ratio, start) => [start, ...targets.map((target, t) => (u[t + 1] ?? 0) < ratio ? target : said[t]!)], // biome-ignore format: a line
        hint: "yours reads once too often: the last target is said, and read by nobody.",
      },
    ],
  });

  const q3 = question({
    id: "attention-graded/q3",
    items: [99, 100],
    points: 2,
    asks: "Write lookAll(S, H, A, mask): S has a decoder state in each row, H an encoder state. For each row of S give the context: general scores s A · h, a softmax over the encoder states whose mask is 1, and the sum of the encoder states by these weights.",
    answer: implementation({
      parameters: lookParameters,
      cases: {
        "some steps": { n: 3, T: 5, u: 2, v: 4 },
        "one step": { n: 1, T: 6, u: 4, v: 3 },
        "padding at the end": { n: 4, T: 7, u: 5, v: 2, padded: 3 },
      },
      reference: lookAll,
      uses: { times },
    }),
    because: "each row of S looks by itself; all of them look at the same states.",
    hints: [
      "The lesson has all three parts, for one row: a score for each h, weights, a context. Here they go over the rows of S.",
      "`times(s, A)` is as long as an h. Which of the scores belong into the softmax?",
    ],
    fingerprints: [
      {
        answer: (S, H, A, mask) => {
          const down = columns(columns(scoresOfAll(S, H, A)).map((column, j) => softmaxOf(column).map(a => a * mask[j]!))); // biome-ignore format: a line
          return down.map(weights => contextOf(weights, H));
        },
        hint: "your softmax goes along the wrong axis, over the rows of S: each of these shares out 1 among the encoder states.",
      },
      {
        answer: (S, H, A) => scoresOfAll(S, H, A).map(row => contextOf(softmaxOf(row), H)),
        hint: "places whose mask is 0 have weights in yours.",
      },
      {
        answer: (S, H, A, mask) => scoresOfAll(S, H, A).map(row => contextOf(softmaxOf(row).map((a, j) => a * mask[j]!), H)), // biome-ignore format: a line
        hint: "masked after the softmax, the weights no longer sum to 1.",
      },
      {
        answer: (S, H, A, mask) => scoresOfAll(S, H, A).map(row => contextOf(softmaxOf(row, open(mask)), H.map(h => h.map(Math.tanh)))), // biome-ignore format: a line
        hint: "the states themselves are summed up: no tanh.",
      },
      {
        answer: (S, H, A, mask) => scoresOfAll(S, H, A).map(row => contextOf(row.map((score, j) => score * mask[j]!), H)), // biome-ignore format: a line
        hint: "these are sums by the scores; the softmax is missing.",
      },
      ...[byFirst, bySecond].map(length => ({
        answer: (S: Matrix, H: Matrix, _A: Matrix, mask: number[]) => withoutA(S, H, mask, length),
        hint: "A is missing: a row of S and a row of H need not be equally long, and s A is as long as a row of H.",
      })),
      {
        answer: (S, H, _A, mask) => S.map(() => contextOf(mask.map(m => m / mask.reduce((a, b) => a + b, 0)), H)), // biome-ignore format: a line
        hint: "yours gives all places the same weight, whatever s is.",
      },
    ],
  });

  return { q2, q3 };
}
