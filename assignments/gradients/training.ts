// Questions 18 to 22: what clipping does to training. The numbers are those of the lesson's own runs; its test computes them.
import { approximately, choice, matching, question, several } from "../../src/checking/index.ts";

/** The largest gradient of the landscape, on its 100² points. */
const steepest = 4.789087;
const rate = 0.3;

/** The loss at the start, and the medians of the last ten of 50 steps from it, without clipping and clipped at 1. */
const [firstLoss, freeEnds, clippedEnds] = [0.2439866, 0.07554209, 0.01719802];

/** The last losses alone. */
const [freeLast, clippedLast] = [0.0748972, 0.00064233];

export function trainingQuestions() {
  const q18 = question({
    id: "gradients/q18",
    items: [11, 104],
    asks: "Gradient descent with rate 0.3 starts at the steepest point, where the gradient is 4.79 long. How long is its first step, and how long with the gradient clipped at 1?",
    answer: several({
      freeStep: {
        answer: approximately(rate * steepest, { tolerance: 1e-2 }),
        fingerprints: [
          { answer: steepest, hint: "that is the gradient; what does the rate do?" },
          { answer: rate, hint: "that would be a gradient of length 1." },
        ],
      },
      clippedStep: {
        answer: approximately(rate, { tolerance: 1e-2 }),
        fingerprints: [
          { answer: 1, hint: "that is the clipped gradient; what does the rate do?" },
          { answer: rate * steepest, hint: "the gradient is longer than 1: how long is it after clipping?" },
          { answer: rate / steepest, hint: "clipping divides by the length, and then multiplies by the limit." },
        ],
      },
    }),
    because:
      "a step is the rate times the gradient. Clipped, it is at most the rate times the limit, however steep the wall.",
    hints: [
      "A step is as long as the rate times the gradient.",
      "After clipping the gradient is at most as long as the limit.",
    ],
    solution: "0.3 * 4.79 and 0.3 * 1",
  });

  const q19 = question({
    id: "gradients/q19",
    items: [11, 104],
    asks: "What is the median loss of the last ten of 50 steps down from the cliff, without and with clipping?",
    answer: several({
      freeEnds: {
        answer: approximately(freeEnds, { tolerance: 2e-3 }),
        fingerprints: [
          { answer: firstLoss, hint: "that is where both start; take the last ten places of the list." },
          { answer: freeLast, hint: "that is the last place alone; the median of the last ten is asked for." },
          { answer: clippedEnds, hint: "that is the clipped way." },
        ],
      },
      clippedEnds: {
        answer: approximately(clippedEnds, { tolerance: 2e-3 }),
        fingerprints: [
          { answer: firstLoss, hint: "that is where both start; take the last ten places of the list." },
          { answer: clippedLast, hint: "that is where it happens to stop; what is the median of the last ten?" },
          { answer: 0.01666599, hint: "that is the mean; the median is the middle of the sorted list." },
          { answer: freeEnds, hint: "that is the way without clipping." },
        ],
      },
    }),
    because:
      "one step off the wall cost the free way fifty steps on the plain. The clipped way swings at the foot of the wall, and is on the whole several times lower.",
    hints: [
      "`landscape.paths.free.slice(-10)` are the last ten places of the way without clipping.",
      "A place has w, b and loss: `.map(place => place.loss)` makes a list of losses, and `middle(…)` takes its median.",
    ],
    solution: "middle(landscape.paths.free.slice(-10).map(place => place.loss)), and the same with clipped",
  });

  const q20 = question({
    id: "gradients/q20",
    items: [10, 84],
    asks: "Temporal order, 600 updates: does the network learn T = 30 without clipping, T = 30 clipped at 1, T = 10 without clipping, T = 10 clipped at 1?",
    answer: matching(
      { long: "does not learn", longClipped: "learns", short: "learns", shortClipped: "learns" },
      { among: ["learns", "does not learn"] },
    ),
    because:
      "over 30 steps now and then a gradient explodes, and one such update ruins what was learned. Over 10 steps it has no room to grow.",
    hints: ["Over how many steps can a gradient grow?", "Clipping at 1 leaves gradients below 1 as they are."],
    solution: "Only the long sequences without clipping are not learned.",
    fingerprints: [
      {
        answer: { longClipped: "does not learn" },
        hint: "what does clipping do to the one update that ruins the others?",
      },
      { answer: { short: "does not learn" }, hint: "how far can a gradient grow over 10 steps?" },
      {
        answer: { shortClipped: "does not learn" },
        hint: "clipping shortens large gradients. Does that keep a network from learning?",
      },
      {
        answer: { long: "learns" },
        hint: "one update that is far too large is enough to ruin all others. Where is it likelier?",
      },
    ],
  });

  const q21 = question({
    id: "gradients/q21",
    items: [10, 84],
    asks: "Without clipping: how large is the largest gradient of the run with 30 steps, compared with that of the run with 10?",
    answer: choice("several times as large", { among: ["smaller", "about as large", "several times as large"] }),
    because:
      "most gradients of the two runs are alike, but now and then a product over 30 steps grows, and one update is enough.",
    hints: ["`Math.max(...run30.norms)` is the largest of the list.", "Divide the two."],
    solution: "Math.max(...run30.norms) / Math.max(...run10.norms) is far above 1.",
    fingerprints: [
      { answer: "smaller", hint: "compare the largest of each, not the usual ones." },
      { answer: "about as large", hint: "compare the largest of each, not the usual ones." },
    ],
  });

  const q22 = question({
    id: "gradients/q22",
    items: [39],
    asks: "With clipping, on average of three runs: sequences that are three times as long need how many updates until 99 of 100 new ones are right?",
    answer: choice("more than three times as many", {
      among: ["as many", "three times as many", "more than three times as many", "they are never learned"],
    }),
    because:
      "in these runs four to five times as many, on average: the longer the way, the less of the gradient arrives from the first symbol. It is slow, not impossible.",
    hints: ["How does what the first symbol is heard by go with the length: by a sum, or by a factor?"],
    solution:
      "The longer the way, the less of the gradient arrives from the early symbol: more than three times as many.",
    fingerprints: [
      { answer: "as many", hint: "is the first symbol heard as well over 30 steps as over 10?" },
      {
        answer: "three times as many",
        hint: "each step more multiplies what is heard of the first symbol by a factor.",
      },
      { answer: "they are never learned", hint: "the gradient of the first symbol is small, but is it 0?" },
    ],
  });

  return { q18, q19, q20, q21, q22 };
}
