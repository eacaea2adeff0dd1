// Questions 12 to 15: the echo task, and the Markov question.
import { approximately, choice, matching, question, several } from "../../src/checking/index.ts";

export function echoQuestions() {
  const q12 = question({
    id: "batching/q12",
    items: [123],
    asks: "Random bits are read in stretches of 20; at each step the bit of 5 steps ago is to be said. Which accuracy can be reached at best where each stretch starts `fromZeros`, and which where the state is `carried`?",
    answer: several({
      fromZeros: {
        answer: approximately(0.875, { absolute: 0.006 }),
        fingerprints: [
          { answer: 87.5, hint: "write a share, from 0 to 1, not percent." },
          { answer: 88, hint: "write a share, from 0 to 1, not percent." },
          { answer: 0.75, hint: "where nothing is known, a guess is right half of the time." },
          { answer: 0.9, hint: "at how many steps does the bit stand before the stretch? At step 5, too." },
          { answer: 0.5, hint: "most bits stand in the stretch itself: from step 6 on." },
          { answer: 1, hint: "at step 1 of a stretch the bit of 5 steps ago was read before. Who still knows it?" },
        ],
      },
      carried: {
        answer: approximately(1, { tolerance: 2e-3 }),
        fingerprints: [
          { answer: 100, hint: "write a share, from 0 to 1, not percent." },
          { answer: 0.99, hint: "at best: is there a step at which the state cannot know the bit?" },
          { answer: 0.875, hint: "the state comes from the stretch before: can it hold 5 bits?" },
          { answer: 0.75, hint: "the state comes from the stretch before: can it hold 5 bits?" },
        ],
      },
    }),
    because: "from zeros 5 of 20 steps are guessed: (5 · ½ + 15) / 20. Carried, the state knows the last bits.",
    hints: [
      "From zeros: at which steps of a stretch was the bit read before it began?",
      "At those steps it can only guess. How often is a guess of a bit right?",
    ],
    solution: "(5 · 0.5 + 15) / 20, and 1",
  });

  const q13 = question({
    id: "batching/q13",
    items: [123],
    asks: 'The same task. Which `length` of the stretches lets a network that starts from zeros be right at 97.5 % of all steps, at best? And with stretches of 5, state carried: does it learn `withFive` "as well" as with stretches of 20, or "worse"?',
    answer: several({
      length: {
        answer: approximately(100, { tolerance: 1e-3 }), // 2.5 / (1 − 0.975) is a little less
        fingerprints: [
          { answer: 200, hint: "the 5 steps are wrong half of the time, not always." },
          { answer: 50, hint: "at 50, 2.5 of 50 are wrong: which share is that?" },
          { answer: 40, hint: "at 40, 2.5 of 40 are wrong: which share is that?" },
        ],
      },
      withFive: {
        answer: choice("worse", { among: ["as well", "worse"] }),
        fingerprints: [
          {
            answer: "as well",
            hint: "how far does a way back of at most 5 steps reach? From the last step of a stretch to its first are 4.",
          },
        ],
      },
    }),
    because:
      "2.5 wrong steps in each stretch are 2.5 % of 100. In stretches of 5 no loss ever has a way back to the bit that it asks for.",
    hints: [
      "How many steps of a stretch are wrong on average, whatever its length?",
      "Stretches of 5: is there a step whose bit stands in the same stretch?",
    ],
    solution: "2.5 / 0.025 = 100, and worse",
  });

  const q14 = question({
    id: "batching/q14",
    items: [123],
    asks: 'Stretches of 20 are shuffled, as one does with batches, and the state is handed on all the same. What comes out: "as carried", "as from zeros" or "as a guess"?',
    answer: choice("as from zeros", { among: ["as carried", "as from zeros", "as a guess"] }),
    because: "the state that comes is of another place in the text: it says nothing of the bits that are asked for.",
    hints: [
      "The state that a stretch is given: of which place in the text is it?",
      "Whether a state is useless or zeros: at which steps does that matter?",
    ],
    fingerprints: [
      { answer: "as carried", hint: "a state is handed on, but is it the one of the bits just before?" },
      { answer: "as a guess", hint: "from step 6 on the bit stands in the stretch itself." },
    ],
  });

  const q15 = question({
    id: "batching/q15",
    items: [124, 123],
    asks: 'A text is read in stretches of 20, state carried. "yes" or "no": can what is said at step 100 depend on the input of step 3; does the loss of step 100 give the input of step 3 a gradient; and if you know the state after step 80, do the inputs 1 to 80 tell you more about what the network will say next?',
    answer: matching(
      {
        "step 100 can depend on step 3": "yes",
        "a gradient goes from step 100 to step 3": "no",
        "the inputs tell more than the state": "no",
      },
      { among: ["yes", "no"] },
    ),
    because:
      "forward nothing is cut: the state comes from everything that was read. Only gradients are cut. And that the state is all that the network knows holds for every recurrent network, however it is trained.",
    hints: [
      "Forward: what does step 21 start from? Backward: where does the way back of step 100 end?",
      "The third: from what does the network compute step 81?",
    ],
    fingerprints: [
      {
        answer: { "step 100 can depend on step 3": "no" },
        hint: "forward: stretch by stretch the state is handed on. Was it ever set to zeros?",
      },
      {
        answer: { "a gradient goes from step 100 to step 3": "yes" },
        hint: "the gradient: in which stretch is step 100, and where does its way back end?",
      },
      {
        answer: { "the inputs tell more than the state": "yes" },
        hint: "the third: step 81 is computed from its input and the state after step 80. From anything else?",
      },
    ],
  });

  return { q12, q13, q14, q15 };
}
