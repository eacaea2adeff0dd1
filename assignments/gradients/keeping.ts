// Questions 23 to 26: storing against learning, and what helps against which trouble.
import { approximately, choice, matching, question, several, text } from "../../src/checking/index.ts";

const weights = ["w = 0.5", "w = 1", "w = 3"] as const;
const short = { among: weights, synonyms: { "w = 0.5": ["0.5"], "w = 1": ["1"], "w = 3": ["3"] } };

/** Powers of ten that are left after 59 steps of the lesson's first sequence. */
const left = { w05: -22.161, w1: -6.9386, w3: -85.5547 };

export function keepingQuestions() {
  const q23 = question({
    id: "gradients/q23",
    items: [40, 83],
    asks: "One unit h = tanh(w·h + x/2) is to store the first bit through 60 steps of noise: w = 0.5, 1 or 3. Which w stores it, and which lets most of the gradient back to the first step?",
    answer: several({
      storesBest: {
        answer: choice("w = 3", short),
        fingerprints: [
          { answer: "w = 0.5", hint: "half of the state is lost at each step: what is left of the bit?" },
          { answer: "w = 1", hint: "noise is added at each step: what holds the bit against it?" },
        ],
      },
      letsBackMost: {
        answer: choice("w = 1", short),
        fingerprints: [
          { answer: "w = 0.5", hint: "each step multiplies by less than a half there." },
          { answer: "w = 3", hint: "its state lies near 1 or −1: how large is 1 − h² there?" },
        ],
      },
    }),
    because:
      "what stores against noise pushes the state to where tanh is flat, and there the slope lets nothing back. What lets it back does not hold the bit.",
    hints: [
      "To store, the state has to be pushed back to its place after each noise.",
      "The factor of a step is w·(1 − h²).",
    ],
    solution: "A large w pushes the state to near ±1 and holds it there; but there 1 − h² is next to 0.",
  });

  const q24 = question({
    id: "gradients/q24",
    items: [40, 83],
    asks: "How many powers of ten lie between what gets back to the first step with w = 1 and with w = 3? Give one digit after the point.",
    answer: approximately(left.w1 - left.w3, { tolerance: 0.01 }),
    because:
      "the unit that holds the bit lets back almost nothing: the usual numbers, float32, end at 10^−45, so it would be 0.",
    hints: ['`back["w = 1"].at(-1)!` is the power of ten at the largest lag.', "Subtract the one of w = 3."],
    solution: '`back["w = 1"].at(-1)! - back["w = 3"].at(-1)!`',
    fingerprints: [
      { answer: left.w3 - left.w1, hint: "the other way round: w = 1 lets more back." },
      { answer: left.w3, hint: "that is w = 3 alone; how far is it from w = 1?" },
      { answer: left.w05 - left.w3, hint: "that is w = 0.5; w = 1 is asked for." },
      { answer: left.w3 / left.w1, hint: "powers of ten are subtracted where the numbers are divided." },
    ],
  });

  const q25 = question({
    id: "gradients/q25",
    items: [56],
    asks: "Which trouble does each help against: clipping, an orthogonal start of U, a gate that stays near 1, more updates with a NaN?",
    answer: matching(
      { clipping: "exploding", orthogonalStart: "vanishing", openGate: "vanishing", goingOnAfterNaN: "neither" },
      { among: ["vanishing", "exploding", "neither"] },
    ),
    because:
      "clipping makes gradients shorter, never longer. An orthogonal U and a gate near 1 keep the factor of a step near 1. A NaN stays.",
    hints: ["Which of them can make a small gradient larger?", "Which keeps the factor of a step near 1?"],
    solution: "Clipping: exploding. Orthogonal start and open gate: vanishing. Going on after NaN: neither.",
    fingerprints: [
      { answer: { clipping: "vanishing" }, hint: "can clipping make a gradient longer?" },
      { answer: { clipping: "neither" }, hint: "what did clipping do to the run that became NaN?" },
      {
        answer: { orthogonalStart: "exploding" },
        hint: "an orthogonal U keeps lengths. A uniform start shrinks them: which trouble is that?",
      },
      { answer: { orthogonalStart: "neither" }, hint: "look at the linear network with ρ = 1." },
      {
        answer: { openGate: "exploding" },
        hint: "a gate is at most 1: it cannot make anything larger, and near 1 it takes nothing away.",
      },
      { answer: { openGate: "neither" }, hint: "look at the factor of the GRU whose gates keep." },
      { answer: { goingOnAfterNaN: "vanishing" }, hint: "NaN plus anything is NaN." },
      { answer: { goingOnAfterNaN: "exploding" }, hint: "NaN plus anything is NaN." },
    ],
  });

  const q26 = question({
    id: "gradients/q26",
    items: [13, 56],
    asks: "A friend says: my network does not learn what happened 100 steps ago, so I clip its gradients. What do you answer? Two to five sentences.",
    answer: text({
      rubric: [
        {
          wants:
            "the error of the last step reaches the early one through a product of many factors below 1: it vanishes",
          marks: 1,
        },
        { wants: "clipping only makes gradients shorter, so it cannot help here", marks: 1 },
        { wants: "names something that helps: a gate near 1, an orthogonal start, a shorter way", marks: 1 },
      ],
      samples: [
        {
          answer:
            "The gradient of a step 100 steps ago is a product of 100 factors, and most are below 1, so next to nothing arrives. Clipping makes long gradients shorter and leaves short ones as they are. A GRU whose gates start near 1 would help.",
          marks: 3,
        },
        { answer: "Clipping makes gradients smaller, but yours are too small already.", marks: 1 },
        { answer: "Take a smaller limit, then it will learn longer sequences.", marks: 0 },
      ],
      minWords: 10,
    }),
    because: "a vanished gradient would have to grow, and clipping lets nothing grow.",
    hints: ["Which of the two troubles has your friend?", "What can clipping make of a small gradient?"],
  });

  return { q23, q24, q25, q26 };
}
