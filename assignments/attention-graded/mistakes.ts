// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { Context, MistakesOf } from "../../src/checking/index.ts";
import { columns, dotOf, softmaxOf, sum } from "../attention/attention-functions.ts";
import { times } from "../cell/cell-functions.ts";
import { contextOf, lookAll, open, readAtRatio, scoresOfAll } from "./functions.ts";
import { lookGradients, partsOf } from "./gradients.ts";
import { drawnMap, placesOf, type Task, taskOf, wrongPlaces } from "./own-task.ts";
import type { attentionGraded } from "./questions.ts";

const heat = (z: number[][], x = "read", y = "said") => ({
  data: [{ type: "heatmap", z }],
  layout: { xaxis: { title: { text: x } }, yaxis: { title: { text: y } } },
});

export const mistakes: MistakesOf<typeof attentionGraded> = (context: Context) => ({
  q2: [
    // One coin for all steps.
    { answer: (targets, said, u, ratio, start) => readAtRatio(targets, said, u.map(() => u[0]!), ratio, start), hint: null }, // biome-ignore format: a line
    // Above the ratio nothing is read.
    { answer: (targets, _said, u, ratio, start) => readAtRatio(targets, targets.map(() => start), u, ratio, start), hint: null }, // biome-ignore format: a line
    // Two steps before.
    { answer: (targets, said, u, ratio, start) => [start, ...readAtRatio(targets, said, u, ratio, start)].slice(0, targets.length), hint: null }, // biome-ignore format: a line
    // Without start.
    { answer: (targets, said, u, ratio) => targets.map((target, t) => (u[t]! < ratio ? target : said[t]!)), hint: null }, // biome-ignore format: a line
  ],
  q3: [
    // Only the first row of S.
    { answer: (S, H, A, mask) => S.map(() => lookAll(S, H, A, mask)[0]!), hint: null },
    // Scores divided by the root of their size.
    {
      answer: (S, H, A, mask) =>
        scoresOfAll(S, H, A).map(row => contextOf(softmaxOf(row.map(score => score / Math.sqrt(H[0]!.length)), open(mask)), H)), // biome-ignore format: a line
      hint: null,
    },
    // The mask the other way round, where anything is left.
    { answer: (S, H, A, mask) => lookAll(S, H, A, mask.map((m, j) => (j === 0 ? 1 : 1 - m))), hint: null }, // biome-ignore format: a line
    // The best place alone.
    {
      answer: (S, H, A, mask) =>
        scoresOfAll(S, H, A).map(row => {
          const left = row.map((score, j) => (mask[j] === 1 ? score : Number.NEGATIVE_INFINITY));
          return H[left.indexOf(Math.max(...left))]!;
        }),
      hint: null,
    },
    // The softmax over everything.
    {
      answer: (S, H, A, mask) => {
        const rows = scoresOfAll(S, H, A).map(row => row.map((score, j) => mask[j]! * Math.exp(score)));
        const all = sum(rows.flat());
        return rows.map(row => contextOf(row.map(power => power / all), H)); // biome-ignore format: a line
      },
      hint: null,
    },
    // The query in the place of the context.
    { answer: (S, _H, A) => S.map(s => times(s, A)), hint: null },
  ],
  q4: [
    {
      answer: (scores, H, g) => ({
        scores: lookGradients(scores, H, g).scores.map(value => value / scores.length),
        H: partsOf(scores, H, g).H,
      }),
      hint: null,
    },
    // Of the context's numbers, not of the states.
    {
      answer: (scores, H, g) => ({
        scores: lookGradients(scores, H, g).scores,
        H: H.map(() => contextOf(softmaxOf(scores), H)),
      }),
      hint: null,
    },
    // By the scores in the place of the weights.
    {
      answer: (scores, H, g) => {
        const { fits } = partsOf(scores, H, g);
        const mean = dotOf(scores, fits);
        return {
          scores: scores.map((score, j) => score * (fits[j]! - mean)),
          H: scores.map(score => g.map(value => score * value)),
        };
      },
      hint: null,
    },
    // As of a softmax with cross-entropy.
    {
      answer: (scores, H, g) => {
        const { weights, fits } = partsOf(scores, H, g);
        const best = fits.indexOf(Math.max(...fits));
        return { scores: weights.map((weight, j) => weight - Number(j === best)), H: partsOf(scores, H, g).H };
      },
      hint: null,
    },
  ],
  q7: mapsOf(taskOf(context)).map(answer => ({ answer, hint: null })),
});

/** Maps that are none of the task. */
function mapsOf(task: Task) {
  const right = drawnMap(placesOf(task));
  const even = right.map(row => row.map(() => 1 / row.length));
  return [
    heat(columns(right)), // outputs across
    heat(drawnMap(wrongPlaces(task).allTurned)), // all turned round
    heat(even), // not trained
    heat(right.map(row => row.map(value => 100 * value))), // in percent
    heat(right.slice(1)), // the first step is missing
    heat(right, "", ""), // axes without names
    heat(right, "said", "read"), // axes exchanged
    heat(right.map(row => row.map(weight => Number(weight === Math.max(...row))))), // made by hand, nothing trained
    { ...heat(right), data: [{ type: "scatter", y: right[0]! }] }, // one row, as a line
  ];
}
