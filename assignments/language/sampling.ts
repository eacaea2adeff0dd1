// Questions 8 to 11: drawing from a model.
import { approximately, implementation, matching, question, several } from "../../src/checking/index.ts";
import { distribution, scoresOf, softmax, sum } from "./language-functions.ts";

const indexOfLargest = (list: readonly number[]) => list.indexOf(Math.max(...list));

/** Where the running sum of some numbers first exceeds u. */
function place(parts: readonly number[], u: number): number {
  let below = 0;
  for (const [id, part] of parts.entries()) {
    below += part;
    if (u < below) return id;
  }
  return parts.length - 1;
}

export function samplingQuestions() {
  const q8 = question({
    id: "language/q8",
    items: [80],
    asks: "Write draw(chances, u): which symbol a random number u from 0 to 1 stands for. Symbol 0 has the first chances[0] of the way from 0 to 1, symbol 1 the next chances[1], and so on.",
    answer: implementation({
      parameters: ({ uniform }) => ({ chances: distribution, u: uniform(0, 1) }),
      cases: { "five symbols": { V: 5 }, "two symbols": { V: 2 }, "many symbols": { V: 30 } },
      draws: 8,
      reference: (chances: number[], u: number) => {
        let end = 0;
        for (let id = 0; id < chances.length - 1; id++) {
          end += chances[id]!;
          if (u < end) return id;
        }
        return chances.length - 1;
      },
    }),
    because: "a symbol with a chance of 0.2 has a fifth of the way, so a fifth of all random numbers fall on it.",
    hints: [
      "Go along the way: where does the part of symbol 0 end, where that of symbol 1?",
      "A running sum in a loop: `end += chances[id]`, and the first `id` with `u < end` is drawn.",
    ],
    fingerprints: [
      { answer: chances => indexOfLargest(chances), hint: "yours takes the likeliest whatever u is: that is argmax." },
      {
        answer: (chances, u) => Math.floor(u * chances.length),
        hint: "yours draws all symbols equally often: the chances must count.",
      },
      {
        answer: (chances, u) =>
          Math.max(
            0,
            chances.findIndex(chance => u < chance),
          ),
        hint: "yours compares u with each chance alone: symbol 1 begins where symbol 0 ends.",
      },
      {
        answer: (chances, u) => chances.findIndex(chance => u < chance),
        hint: "yours compares u with each chance alone, and gives −1 where u is larger than all: symbol 1 begins where symbol 0 ends.",
      },
      {
        answer: (chances, u) => Math.min(chances.length - 1, place(chances, u) + 1),
        hint: "yours is one too far: u falls before the end of the symbol that is drawn.",
      },
      {
        answer: (chances, u) => chances.length - 1 - place([...chances].reverse(), u),
        hint: "yours begins with the last symbol; symbol 0 has the first part of the way.",
      },
    ],
  });

  const q9 = question({
    id: "language/q9",
    items: [120],
    asks: "Write hotter(scores, T): the softmax of the scores divided by the temperature T.",
    answer: implementation({
      parameters: ({ uniform }) => ({ scores: scoresOf, T: uniform(0.4, 3) }),
      cases: {
        "five symbols": { V: 5, size: 2 },
        "two symbols": { V: 2, size: 3 },
        "large scores": { V: 7, size: 900, base: 4000 },
      },
      reference: (scores: number[], T: number) => {
        const largest = Math.max(...scores);
        const powers = scores.map(score => Math.exp((score - largest) / T));
        let all = 0;
        for (const power of powers) all += power;
        return powers.map(power => power / all);
      },
    }),
    because: "divided by a large T all scores are nearly alike, by a small T their differences grow.",
    hints: [
      "A softmax has two steps, and after it all numbers sum to 1. Where does T come in: before the first, between them, or at the end?",
      "e to 4,000 is Infinity for the computer. A softmax stays the same if one number is taken away from all scores. Which one leaves nothing large?",
    ],
    fingerprints: [
      {
        answer: (scores, T) => softmax(scores.map(score => score * T)),
        hint: "yours is colder where it should be hotter: is it times T or over T?",
      },
      {
        answer: (scores, T) => {
          const powers = scores.map(score => Math.exp(score / T));
          return powers.map(power => power / sum(powers));
        },
        hint: "right for small scores; but e to 4,000 is Infinity, and Infinity / Infinity is NaN. Take the largest score away from all first.",
      },
      {
        answer: (scores, T) => softmax(scores).map(chance => chance / T),
        hint: "yours divides the probabilities, and then their sum is no longer 1: T belongs to the scores.",
      },
      {
        answer: (scores, T) => {
          const powers = scores.map(score => Math.exp(score * T));
          return powers.map(power => power / sum(powers));
        },
        hint: "yours is colder where it should be hotter: is it times T or over T? And e to 4,000 is Infinity.",
      },
      {
        answer: (scores, T) => scores.map(score => Math.exp((score - Math.max(...scores)) / T)),
        hint: "these do not sum to 1: by what must each be divided?",
      },
      {
        answer: (scores, T) => scores.map(score => Math.exp(score / T)),
        hint: "these do not sum to 1: by what must each be divided? And e to 4,000 is Infinity.",
      },
      { answer: scores => softmax(scores), hint: "T makes no difference to yours." },
      {
        answer: (scores, T) => softmax(softmax(scores).map(chance => chance / T)),
        hint: "yours takes the softmax twice: T divides the scores, before the only softmax.",
      },
    ],
  });

  const q10 = question({
    id: "language/q10",
    items: [81],
    asks: "A model says 0.5 for a, 0.3 for b and 0.2 for <UNK>. Whenever <UNK> is drawn, that token is drawn again. With which probability is `a` the outcome, and `b`? How many `draws` does a token take on average?",
    answer: several({
      a: {
        answer: approximately(0.625, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 0.5, hint: "then the outcomes' probabilities would sum to 0.8. Who gets the rest?" },
          { answer: 0.6, hint: "the 0.2 are not shared half and half: what is drawn again is likelier an a." },
          { answer: 0.7, hint: "not all of the 0.2 go to a." },
        ],
      },
      b: {
        answer: approximately(0.375, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 0.3, hint: "then the outcomes' probabilities would sum to 0.8. Who gets the rest?" },
          { answer: 0.4, hint: "the 0.2 are not shared half and half: what is drawn again is likelier an a." },
        ],
      },
      draws: {
        answer: approximately(1.25, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 1.2, hint: "the second draw may be <UNK> again." },
          { answer: 1, hint: "one in five first draws is not taken." },
          { answer: 5, hint: "that is after how many draws an <UNK> comes; how long does it take until none comes?" },
          { answer: 0.8, hint: "that is how often a draw is taken. How many draws are that for one that is taken?" },
        ],
      },
    }),
    because:
      "0.5 / 0.8 and 0.3 / 0.8: as if <UNK> were not there and the rest made to sum to 1. A draw is taken in 0.8 of all cases: 1 / 0.8 draws.",
    hints: [
      "Of the draws that are taken, which share are a?",
      "A draw is taken with probability 0.8. Of a die, a six needs 6 throws on average.",
    ],
    solution: "0.5 / 0.8, 0.3 / 0.8, 1 / 0.8",
  });

  const q11 = question({
    id: "language/q11",
    items: [119, 120],
    asks: 'Three lists of names, A, B and C, of one model at the temperatures "0.3", "1" and "3". Which is which?',
    answer: matching({ A: "1", B: "3", C: "0.3" }, { among: ["0.3", "1", "3"] }),
    because:
      "cold, it plays safe and repeats itself; hot, nearly every letter is possible everywhere; at 1 it writes as what it has read.",
    hints: [
      "At which temperature are the likeliest letters drawn nearly always? What does that do to a list?",
      "At which do even unlikely letters come often?",
    ],
    fingerprints: [
      { answer: { B: "0.3" }, hint: "B: are these the likeliest letters?" },
      { answer: { C: "3" }, hint: "C: how many different names are there, and how strange are they?" },
      { answer: { B: "1" }, hint: "B: could these letters stand in the names that were learned?" },
      { answer: { C: "1" }, hint: "C: the names that were learned are more various than that." },
      { answer: { A: "0.3" }, hint: "A: compare with C. Which of the two repeats itself more?" },
      { answer: { A: "3" }, hint: "A: compare with B. Which of the two could be read aloud?" },
    ],
  });

  return { q8, q9, q10, q11 };
}
