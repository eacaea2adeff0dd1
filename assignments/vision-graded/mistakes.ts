// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { plus, step, times } from "../cell/cell-functions.ts";
import { greedyCaption, lookLoss } from "./functions.ts";
import type { visionGraded } from "./questions.ts";

const bars = (...y: number[]) => ({
  data: [{ type: "bar", x: ["multiply", "concatenate"], y }],
  layout: { yaxis: { title: { text: "right answers" } } },
});

export const mistakes: MistakesOf<typeof visionGraded> = {
  q2: [
    // Begins with END in the place of START.
    {
      answer: (h, E, W, U, b, V, c, most) => {
        const turned = E.map((row, id) => (id === 1 ? E[2]! : row));
        return greedyCaption(h, turned, W, U, b, V, c, most);
      },
      hint: null,
    },
    // The smallest score.
    {
      answer: (h, E, W, U, b, V, c, most) =>
        greedyCaption(h, E, W, U, b, V.map(row => row.map(v => -v)), c.map(v => -v), most), // biome-ignore format: a line
      hint: null,
    },
    // The state moves twice at each step.
    {
      answer: (h, E, W, U, b, V, c, most) => {
        const said: number[] = [];
        let [state, word] = [h, 1];
        while (said.length < most) {
          state = step(E[word]!, step(E[word]!, state, W, U, b), W, U, b);
          const scores = plus(times(state, V), c);
          word = scores.indexOf(Math.max(...scores));
          if (word === 2) break;
          said.push(word);
        }
        return said;
      },
      hint: null,
    },
    // Ends at NULL.
    {
      answer: (h, E, W, U, b, V, c, most) => {
        const said = greedyCaption(h, E, W, U, b, V, c, most);
        const end = said.indexOf(0);
        return end < 0 ? [...said].reverse() : said.slice(0, end);
      },
      hint: null,
    },
  ],
  q3: [
    { answer: (a, picks, rewards) => lookLoss(a, picks, rewards.map(reward => reward ** 2)), hint: null }, // biome-ignore format: a line
    // The next look's place.
    { answer: (a, picks, rewards) => lookLoss(a, [...picks.slice(1), picks[0]!], rewards) + 1e-3, hint: null },
    // A baseline for each look: its own reward, so nothing is left.
    { answer: (_a, _picks, rewards) => rewards[0]! - rewards[0]!, hint: null },
    // The baseline multiplied.
    {
      answer: (a, picks, rewards) => {
        const mean = rewards.reduce((x, y) => x + y) / rewards.length;
        return -picks.reduce((sum, pick, n) => sum + rewards[n]! * mean * Math.log(a[n]![pick]!), 0) / picks.length;
      },
      hint: null,
    },
  ],
  q7: [
    // Computed, not measured; a line.
    { answer: bars(1, 2 / 3), hint: null },
    { answer: bars(1, 0.67), hint: null },
    { answer: { data: [{ y: [0.99, 0.667] }], layout: { yaxis: { title: { text: "share" } } } }, hint: null },
    // The two exchanged; percent; both the same.
    { answer: bars(0.667, 0.99), hint: null },
    { answer: bars(99, 67), hint: null },
    { answer: bars(0.99, 0.99), hint: null },
  ],
};
