// Questions 2 and 3: a caption, word by word, and the loss of hard looks. The hidden check has their references, too.
import { type Argument, implementation, type ParameterMakers, question } from "../../src/checking/index.ts";
import { plus, softmax, step, times } from "../cell/cell-functions.ts";
import { endId, type Matrix, startId } from "../vision/vision-functions.ts";

export const captionParameters = ({ normal, size }: ParameterMakers) => ({
  h: normal("u"),
  E: normal("K", "w"),
  W: normal("w", "u"),
  U: normal("u", "u"),
  b: normal("u"),
  V: normal("u", "K"),
  c: normal("K"),
  most: size("most"),
});

/** The likeliest word at each step, until END or `most` words: the reference of question 2. */
export function greedyCaption(
  h: number[],
  E: Matrix,
  W: Matrix,
  U: Matrix,
  b: number[],
  V: Matrix,
  c: number[],
  most: number,
): number[] {
  const said: number[] = [];
  let state = h;
  let word: number = startId;
  for (let t = 0; t < most; t++) {
    state = step(E[word]!, state, W, U, b);
    const scores = plus(times(state, V), c);
    word = scores.indexOf(Math.max(...scores));
    if (word === endId) break;
    said.push(word);
  }
  return said;
}

const weights: Argument<Matrix> = (draw, { N, L }) =>
  Array.from({ length: N! }, () => softmax(Array.from({ length: L! }, () => draw.normal())));

export const lookParameters = ({ integers, uniform }: ParameterMakers) => ({
  a: weights,
  picks: integers("L", "N"),
  rewards: uniform(0, 1, "N"),
});

/** −mean of (reward − mean reward) · ln of the weight that was drawn: the reference of question 3. */
export function lookLoss(a: Matrix, picks: number[], rewards: number[]): number {
  let mean = 0;
  for (const reward of rewards) mean += reward / rewards.length;
  let loss = 0;
  for (let n = 0; n < picks.length; n++) loss -= ((rewards[n]! - mean) * Math.log(a[n]![picks[n]!]!)) / picks.length;
  return loss;
}

const meanOf = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;
const best = (scores: readonly number[]): number => scores.indexOf(Math.max(...scores));

export function functionQuestions() {
  const q2 = question({
    id: "vision-graded/q2",
    items: [98, 125],
    points: 2,
    asks: "Write greedyCaption(h, E, W, U, b, V, c, most): the ids of a caption. h is the state that the picture has made. The first word that is read is START (1). At each step the cell reads a word's row of E, the scores of the next word are h · V + c, and the word with the largest is said; it is read at the next step. END (2) ends the caption and does not belong to it, and so do `most` words.",
    answer: implementation({
      parameters: captionParameters,
      cases: {
        "few words": { u: 3, K: 4, w: 2, most: 9 },
        "many words": { u: 4, K: 8, w: 3, most: 6 },
        "one word at most": { u: 2, K: 6, w: 4, most: 1 },
      },
      draws: 5,
      reference: greedyCaption,
      uses: { step, plus, times, startId, endId },
    }),
    because: "what it says is what it reads next, and END is a word like any other that it has learned to say.",
    hints: [
      "One loop: a step of the cell, the scores, the largest. What has to change before the next round: two things.",
      "Where END is the likeliest, the loop ends, and nothing more is put into the list.",
    ],
    fingerprints: [
      {
        answer: (h, E, W, U, b, V, c, most) => {
          const said = greedyCaption(h, E, W, U, b, V, c, most);
          return said.length < most ? [...said, endId] : said;
        },
        hint: "END does not belong to the caption.",
      },
      {
        answer: (h, E, W, U, b, V, c, most) => [startId, ...greedyCaption(h, E, W, U, b, V, c, most)],
        hint: "START is read, and never said.",
      },
      {
        answer: (h, E, W, U, b, V, c, most) => {
          let [state, word] = [h, startId as number];
          return Array.from({ length: most }, () => {
            state = step(E[word]!, state, W, U, b);
            word = best(plus(times(state, V), c));
            return word;
          });
        },
        hint: "yours goes on after END.",
      },
      {
        answer: (h, E, W, U, b, V, c, most) => {
          const said: number[] = [];
          let state = h;
          while (said.length < most) {
            state = step(E[startId]!, state, W, U, b);
            const word = best(plus(times(state, V), c));
            if (word === endId) break;
            said.push(word);
          }
          return said;
        },
        hint: "yours reads START at every step: what was said is to be read next.",
      },
      {
        answer: (h, E, W, U, b, V, c, most) => {
          const said: number[] = [];
          let word: number = startId;
          while (said.length < most) {
            word = best(plus(times(step(E[word]!, h, W, U, b), V), c));
            if (word === endId) break;
            said.push(word);
          }
          return said;
        },
        hint: "yours begins from the picture's state at each step: the state has to be carried on.",
      },
      {
        answer: (h, E, W, U, b, V, c, most) => greedyCaption(h.map(() => 0), E, W, U, b, V, c, most), // biome-ignore format: a line
        hint: "yours starts from zeros: it has not seen the picture.",
      },
      {
        answer: (h, E, W, U, b, V, c, most) => greedyCaption(h, E, W, U, b, V, c, most + 1),
        hint: "there are `most` words at most.",
      },
      {
        answer: (h, E, W, U, b, V, c, most) => greedyCaption(h, E, W, U, b, V, c.map(() => 0), most), // biome-ignore format: a line
        hint: "where is c?",
      },
    ],
  });

  const q3 = question({
    id: "vision-graded/q3",
    items: [128],
    points: 2,
    asks: "Write lookLoss(a, picks, rewards) for a batch of N hard looks. Row n of a has the weights of look n; picks[n] is the place that was drawn, rewards[n] what it brought. The baseline is the mean reward of the batch. Give one number, to be made small by training: minus the mean of (reward − baseline) · ln of the weight of the place that was drawn.",
    answer: implementation({
      parameters: lookParameters,
      cases: { "some looks": { N: 4, L: 3 }, "two looks": { N: 2, L: 5 }, "many looks": { N: 20, L: 9 } },
      reference: lookLoss,
    }),
    because: "made small, it makes draws likelier that brought more than the mean, and the others less likely.",
    hints: [
      "The baseline first: one number for the batch.",
      "For each look one weight counts: that of the place that was drawn, a[n][picks[n]].",
    ],
    fingerprints: [
      {
        answer: (a, picks, rewards) => -meanOf(picks.map((pick, n) => rewards[n]! * Math.log(a[n]![pick]!))),
        hint: "where is the baseline?",
      },
      {
        answer: (a, picks, rewards) => -lookLoss(a, picks, rewards),
        hint: "the sign: it is to be made small, and with it good draws likelier.",
      },
      {
        answer: (a, picks, rewards) => lookLoss(a, picks, rewards) * picks.length,
        hint: "yours is the sum over the batch, not the mean.",
      },
      {
        answer: (a, picks, rewards) => -meanOf(picks.map((pick, n) => (rewards[n]! - meanOf(rewards)) * a[n]![pick]!)),
        hint: "where is ln?",
      },
      {
        answer: (a, _picks, rewards) => lookLoss(a, a.map(best), rewards),
        hint: "yours takes the place with the largest weight. What was drawn may be another.",
      },
      {
        answer: (a, picks, rewards) =>
          -meanOf(picks.map((_, n) => (rewards[n]! - meanOf(rewards)) * meanOf(a[n]!.map(Math.log)))),
        hint: "of each look only the weight of the place that was drawn counts.",
      },
    ],
  });

  return { q2, q3 };
}
