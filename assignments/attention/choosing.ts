// Questions 7 to 10: where a trained decoder looks, what it chooses, and how it is measured.
import { approximately, exactly, implementation, matching, question, several } from "../../src/checking/index.ts";
import { clipped, type Matrix, mapOf, sum, wordsOf } from "./attention-functions.ts";

/** The place of the largest weight. */
const peak = (row: readonly number[]) => row.indexOf(Math.max(...row));
const share = (map: Matrix, near: (place: number, t: number) => boolean) =>
  map.filter((row, t) => near(peak(row), t)).length / map.length;

export function choosingQuestions() {
  const q7 = question({
    id: "attention/q7",
    items: [99],
    asks: "Write mirrored(map): `map` has T rows (outputs) of T weights (inputs). Output t should look at input T − 1 − t, both counted from 0. Give the share of the rows whose largest weight is there or at most one place beside it.",
    answer: implementation({
      parameters: () => ({ map: mapOf }),
      cases: { "six digits": { T: 6 }, "eleven digits": { T: 11 }, "two digits": { T: 2 }, "twenty digits": { T: 20 } },
      draws: 4,
      reference: (map: Matrix) => {
        let found = 0;
        for (let t = 0; t < map.length; t++) {
          const row = map[t]!;
          let best = 0;
          for (let j = 1; j < row.length; j++) if (row[j]! > row[best]!) best = j;
          if (Math.abs(best - (map.length - 1 - t)) <= 1) found++;
        }
        return found / map.length;
      },
    }),
    because:
      "a state holds what was just read and a little of what came before, so a look one place beside is as good.",
    hints: [
      "For each row: at which place is its largest weight? `row.indexOf(Math.max(...row))`.",
      "How far is that place from T − 1 − t? `Math.abs` forgets the sign.",
    ],
    fingerprints: [
      {
        answer: map => share(map, (place, t) => Math.abs(place - t) <= 1),
        hint: "that is for a copy: output t looks at input t. Here the last digit is said first.",
      },
      {
        answer: map => share(map, (place, t) => place === map.length - 1 - t),
        hint: "yours wants the very place; one beside it is good, too.",
      },
      {
        answer: map => share(map, (place, t) => Math.abs(place - (map.length - t)) <= 1),
        hint: "the first output, t = 0, looks at the last input, T − 1.",
      },
      {
        answer: map => share(map, (place, t) => place === map.length - t),
        hint: "the first output, t = 0, looks at the last input, T − 1. And one place beside is good, too.",
      },
      {
        answer: map => share(map, (place, t) => place - (map.length - 1 - t) <= 1),
        hint: "yours forgets the places that are too far to the other side: take the distance without its sign.",
      },
      {
        answer: map => map.length * share(map, (place, t) => Math.abs(place - (map.length - 1 - t)) <= 1),
        hint: "that is how many; the share is asked for.",
      },
      {
        answer: map => sum(map.map((row, t) => row[map.length - 1 - t]!)) / map.length,
        hint: "that is how much weight lies there on average; look for the largest weight of each row.",
      },
    ],
  });

  const q8 = question({
    id: "attention/q8",
    items: [100, 112],
    asks: 'Two dates are read, A: 3 March 2019, B: July 14, 1998. They are written as year-month-day, 2019-03-03 and 1998-07-14. Where is the decoder likely to look while it writes each part: at the "beginning", the "middle" or the "end" of what was read?',
    answer: matching(
      { "A year": "end", "A month": "middle", "A day": "beginning", "B year": "end", "B month": "beginning", "B day": "middle" },
      { among: ["beginning", "middle", "end"] },
    ), // biome-ignore format: a line each
    because: "it looks where a part was read, not at as far a place as the writing has come.",
    hints: [
      "Write A down as it is read. Which of its three parts comes first, and which last? In which order they are written does not matter.",
      "B is read in another order than A: do the same with it.",
    ],
    solution: "A: end, middle, beginning. B: end, beginning, middle.",
    fingerprints: [
      { answer: { "A year": "beginning" }, hint: "A year: it is written first. Where was it read?" },
      { answer: { "A day": "end" }, hint: "A day: it is written last. Where was it read?" },
      { answer: { "B year": "beginning" }, hint: "B year: it is written first. Where was it read?" },
      { answer: { "B month": "middle" }, hint: "B month: it is written in the middle. Where was it read?" },
      { answer: { "B day": "end" }, hint: "B day: it is written last. Where was it read?" },
    ],
  });

  const q9 = question({
    id: "attention/q9",
    items: [112],
    asks: "A decoder says two symbols. First a with probability 0.5, b with 0.4, c with 0.1. After a: a 0.4, b 0.35, c 0.25. After b: a 0.9, b 0.05, c 0.05. After c: each a third. How likely is what is written by taking the likeliest at each step (`greedy`)? How likely is the likeliest text of two symbols (`best`)? How many beginnings have to be kept after the first step, at least, to find it (`width`)?",
    answer: several({
      greedy: {
        answer: approximately(0.2, { tolerance: 2e-3 }),
        fingerprints: [
          { answer: 0.36, hint: "it takes the likeliest first symbol, and then has to go on from it." },
          { answer: 0.5, hint: "that is its first symbol; a text is as likely as the product." },
          { answer: 0.4, hint: "that is its second symbol; a text is as likely as the product." },
          { answer: 0.9, hint: "probabilities of a text are multiplied, not added." },
        ],
      },
      best: {
        answer: approximately(0.36, { tolerance: 2e-3 }),
        fingerprints: [
          { answer: 0.2, hint: "try the texts that do not begin with the likeliest symbol." },
          { answer: 0.9, hint: "and how likely is it to come to that?" },
          { answer: 0.45, hint: "a and b got mixed: which symbol has to come first, for the second to have that probability?" },
        ], // biome-ignore format: a line each
      },
      width: {
        answer: exactly(2),
        fingerprints: [
          { answer: 1, hint: "with one beginning it is greedy." },
          { answer: 3, hint: "that finds it, too, but fewer are enough: which place has its first symbol?" },
          { answer: 9, hint: "there are nine texts; after the first step there are three beginnings." },
        ],
      },
    }),
    because: "a · a has 0.5 · 0.4, b · a has 0.4 · 0.9: the better beginning was not the likeliest.",
    hints: [
      "Multiply along each path: first symbol, then second. There are nine.",
      "Which first symbol does the likeliest text have? How many are likelier than it?",
    ],
    solution: "0.5 · 0.4, 0.4 · 0.9, 2",
  });

  const q10 = question({
    id: "attention/q10",
    items: [112],
    asks: "Write overlap(candidate, reference), of two lists of words: the share of the candidate's words that stand in the reference. A word counts at most as often as the reference has it.",
    answer: implementation({
      parameters: () => ({ candidate: wordsOf("n"), reference: wordsOf("m") }),
      cases: {
        "as many words or more": { n: 7, m: 5, more: 2 },
        "fewer words": { n: 4, m: 9, more: 1 },
        "one word": { n: 1, m: 3, more: 0 },
        "many words": { n: 14, m: 11, more: 1 },
      },
      draws: 5,
      reference: (candidate: string[], reference: string[]) => {
        let found = 0;
        const left = [...reference];
        for (const word of candidate) {
          const place = left.indexOf(word);
          if (place < 0) continue;
          left.splice(place, 1);
          found++;
        }
        return found / candidate.length;
      },
    }),
    because: 'so "the the the the" is no good translation of anything, though each of its words stands in it.',
    hints: [
      "Copy the reference. When a word of the candidate is found in the copy, take it out there.",
      "`left.indexOf(word)` gives a place, or −1; `left.splice(place, 1)` takes one word out.",
    ],
    fingerprints: [
      {
        answer: (candidate, reference) => candidate.filter(word => reference.includes(word)).length / candidate.length,
        hint: 'yours counts a word each time that it comes: "the the the the" would be perfect wherever a "the" stands. At most as often as the reference has it.',
      },
      {
        answer: (candidate, reference) => clipped(candidate, reference) / reference.length,
        hint: "that is a share of the reference's words; a share of the candidate's is asked for.",
      },
      {
        answer: (candidate, reference) => reference.filter(word => candidate.includes(word)).length / reference.length,
        hint: "yours goes through the reference's words; a share of the candidate's is asked for.",
      },
      {
        answer: (candidate, reference) =>
          candidate.filter((word, i) => reference[i] === word).length / candidate.length,
        hint: "yours wants the same word at the same place; any place will do.",
      },
      {
        answer: (candidate, reference) =>
          [...new Set(candidate)].filter(word => reference.includes(word)).length / candidate.length,
        hint: "yours counts each word once, even if both have it twice.",
      },
      {
        answer: (candidate, reference) => clipped(candidate, reference),
        hint: "that is how many; the share is asked for.",
      },
      {
        answer: (candidate, reference) =>
          [...new Set(candidate)].filter(word => reference.includes(word)).length / new Set(candidate).size,
        hint: "yours looks at different words only: a word that both have twice counts twice.",
      },
    ],
  });

  return { q7, q8, q9, q10 };
}
