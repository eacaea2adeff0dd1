// Questions 8 and 9: what a model of pictures has to be better than, and a canvas that is written on in steps.
import { approximately, implementation, question, several } from "../../src/checking/index.ts";
import { plus, sigmoid } from "../cell/cell-functions.ts";
import type { Matrix } from "./vision-functions.ts";

const bits = (x: readonly number[], black: readonly number[]): number[] =>
  x.map((pixel, i) => -Math.log(pixel === 1 ? black[i]! : 1 - black[i]!));

const total = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0);

export function drawingQuestions() {
  const p = 15 / 64;
  const independent = -64 * (p * Math.log(p) + (1 - p) * Math.log(1 - p));
  const q8 = question({
    id: "vision/q8",
    items: [114],
    asks: "Pictures of 8 × 8 pixels: one row and one column are black, all else is white, and all 64 such pictures are equally likely. What is the mean of −ln P(picture) for a model that says of each pixel, whatever the others are, that it is black with probability 15/64 (`independent`)? And for the best of all models (`least`)? (Two digits after the point are enough.)",
    answer: several({
      independent: {
        answer: approximately(independent, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: independent / 64, hint: "that is one pixel. They are independent: what do 64 of them add up to?" },
          {
            answer: -64 * p * Math.log(p),
            hint: "these are the black pixels; the white ones have a probability, too.",
          },
          { answer: -64 * Math.log(p), hint: "that is for a picture whose 64 pixels are all black; how many are?" },
          { answer: -64 * (1 - p) * Math.log(1 - p), hint: "these are the white pixels only." },
          { answer: independent / Math.LN2, hint: "ln is `Math.log`, not log₂." },
          { answer: 64 * Math.LN2, hint: "that is for pixels that are black in half of all cases." },
        ],
      },
      least: {
        answer: approximately(Math.log(64), { tolerance: 2e-3 }),
        fingerprints: [
          { answer: 0, hint: "nobody knows which of the 64 comes next." },
          { answer: 6, hint: "that is log₂; ln is `Math.log`." },
          { answer: Math.log(8), hint: "that is the row alone." },
          { answer: Math.log(16), hint: "each row goes with each column: how many pictures are there?" },
          { answer: 1 / 64, hint: "that is the probability; −ln of it is asked for." },
        ],
      },
    }),
    because:
      "15 of 64 pixels are black, so all pixels together cost 64 times the mean of one; whoever knows the rule has 64 cases.",
    hints: [
      "One pixel: it is black with 15/64, and that costs −ln(15/64); it is white with 49/64. What is the mean?",
      "The best model gives each picture that there is the same probability. How many are there?",
    ],
    solution: "−64 · (15/64 · ln(15/64) + 49/64 · ln(49/64)), and ln 64",
  });

  const q9 = question({
    id: "vision/q9",
    items: [114],
    asks: "Write canvasLoss(writes, x). writes[t] is what step t adds to the canvas, a number for each pixel; the canvas begins with zeros. At the end a pixel is black with probability sigmoid(canvas). x has a 1 for each pixel that is black, else 0. The loss is −ln P(x), all pixels together.",
    answer: implementation({
      parameters: ({ normal, integers }) => ({ writes: normal("T", "D"), x: integers(2, "D") }),
      cases: { "some steps": { T: 4, D: 6 }, "one step": { T: 1, D: 5 }, "many pixels": { T: 3, D: 16 } },
      reference: (writes: Matrix, x: number[]) => {
        let loss = 0;
        for (let i = 0; i < x.length; i++) {
          let canvas = 0;
          for (let t = 0; t < writes.length; t++) canvas += writes[t]![i]!;
          const black = sigmoid(canvas);
          loss -= x[i] === 1 ? Math.log(black) : Math.log(1 - black);
        }
        return loss;
      },
      uses: { sigmoid },
    }),
    because: "each step adds to what is there, so a later one can mend an earlier one; only the end is judged.",
    hints: [
      "First the canvas: for each pixel the sum of writes[t][i] over all steps t.",
      "`sigmoid` of it is the probability of black. What is the probability of what is there, if that is white?",
    ],
    fingerprints: [
      {
        answer: (writes, x) => total(bits(x, writes.at(-1)!.map(sigmoid))),
        hint: "yours sees the last step alone: each step adds to what is on the canvas.",
      },
      {
        answer: (writes, x) => total(writes.map(write => total(bits(x, write.map(sigmoid))))),
        hint: "only the canvas at the end is judged, not each step.",
      },
      {
        answer: (writes, x) => total(bits(x, plus(...writes.map(write => write.map(sigmoid))).map(sum => sum / writes.length))), // biome-ignore format: a line
        hint: "the steps are added up first, and the sigmoid comes at the end.",
      },
      {
        answer: (writes, x) => total(bits(x, plus(...writes.map(write => write.map(sigmoid))))),
        hint: "a sum of sigmoids is no probability, it may be above 1: add up the steps first, then take one sigmoid.",
      },
      {
        answer: (writes, x) => total(bits(x, plus(...writes).map(sigmoid))) / x.length,
        hint: "yours is the mean of the pixels. −ln of a picture's probability is the sum.",
      },
      {
        answer: (writes, x) => total(bits(x, plus(...writes).map(sigmoid)).map((bit, i) => bit * x[i]!)),
        hint: "a white pixel has a probability, too: 1 − sigmoid.",
      },
      { answer: (writes, x) => -total(bits(x, plus(...writes).map(sigmoid))), hint: "the sign: a loss is above 0." },
      {
        answer: (writes, x) => total(bits(x.map(pixel => 1 - pixel), plus(...writes).map(sigmoid))), // biome-ignore format: a line
        hint: "1 is black: yours has the two exchanged.",
      },
    ],
  });

  return { q8, q9 };
}
