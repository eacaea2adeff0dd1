// Questions 18 to 23: what clipping does to training, and what it does not.
import { approximately, choice, matching, question, several, text } from "../../src/checking/index.ts";

/** The largest gradient of the landscape, on its 100² points. */
const steepest = 4.789087;
const rate = 0.3;

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

  const q20 = question({
    id: "gradients/q20",
    items: [39],
    asks: "With clipping: sequences that are three times as long need how many updates until all of the test is right?",
    answer: choice("more than three times as many", {
      among: ["as many", "three times as many", "more than three times as many", "they are never learned"],
    }),
    because:
      "the part of the gradient that comes from the first symbol gets smaller by a factor with each step, so the time grows faster than the length. It is slow, not impossible.",
    hints: ["How does what the first symbol is heard by go with the length: by a sum, or by a factor?"],
    solution:
      "The gradient of the early symbol shrinks by a factor with each step more: the time grows faster than the length.",
    fingerprints: [
      { answer: "as many", hint: "is the first symbol heard as well over 30 steps as over 10?" },
      {
        answer: "three times as many",
        hint: "each step more multiplies what is heard of the first symbol by a factor.",
      },
      { answer: "they are never learned", hint: "the gradient of the first symbol is small, but is it 0?" },
    ],
  });

  const q21 = question({
    id: "gradients/q21",
    items: [40, 83],
    asks: "One unit h = tanh(w·h + x/2) is to store the first bit through 60 steps of noise: w = 0.5, 1 or 3. Which w stores it, and which lets most of the gradient back to the first step?",
    answer: several({
      storesBest: {
        answer: choice("w = 3", {
          among: ["w = 0.5", "w = 1", "w = 3"],
          synonyms: { "w = 3": ["3"], "w = 1": ["1"], "w = 0.5": ["0.5"] },
        }),
        fingerprints: [
          { answer: "w = 0.5", hint: "half of the state is lost at each step: what is left of the bit?" },
          { answer: "w = 1", hint: "noise is added at each step: what holds the bit against it?" },
        ],
      },
      letsBackMost: {
        answer: choice("w = 1", {
          among: ["w = 0.5", "w = 1", "w = 3"],
          synonyms: { "w = 3": ["3"], "w = 1": ["1"], "w = 0.5": ["0.5"] },
        }),
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

  const q22 = question({
    id: "gradients/q22",
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

  const q23 = question({
    id: "gradients/q23",
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

  return { q18, q19, q20, q21, q22, q23 };
}
