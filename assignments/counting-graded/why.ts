// Question 6: what the student's own numbers show, in words.
import { question, text } from "../../src/checking/index.ts";
import type { NetworkSizes } from "../counting/mistaken-counts.ts";

export const whyQuestion = ({ T, a }: NetworkSizes) => ({
  q6: question({
    id: "counting-graded/q6",
    items: [19, 21, 31],
    points: 2,
    asks: `Your run of question 2 shows what ${2 * T} steps instead of ${T} do to the count, and what ${2 * a} units instead of ${a} do. Explain both, with your numbers, in two to five sentences.`,
    answer: text({
      rubric: [
        { wants: "the same weights are used at every time step, so the length is nowhere in the count", marks: 1 },
        {
          wants:
            "units stand in the count squared (u × u carries the past), so that doubling them more than doubles that layer; the next layer reads more, too",
          marks: 1,
        },
      ],
      samples: [
        {
          answer:
            "The count did not change for the longer sequences, because the layer uses the same W, U and b at every step. With twice the units the first layer more than doubled: U is u by u, so it became four times as large, and layer 2 reads twice as many numbers as before.",
          marks: 2,
        },
        {
          answer: "The length has no influence because the weights are shared over time. More units are more weights.",
          marks: 1,
        },
        {
          answer: "Longer sequences need more memory, and more units need more memory as well, so both grow.",
          marks: 0,
        },
      ],
      minWords: 15,
      maxWords: 150,
    }),
    because: "sharing takes the length out of the count; the units stand in it squared.",
    hints: ["Which letter of u(d + u) + u changes, and how often does it stand there?"],
  }),
});
