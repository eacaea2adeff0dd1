// Questions 9 to 13: evidence that is cut off, gradients that do not arrive, and which of the two it was.
import {
  type Argument,
  approximately,
  choice,
  implementation,
  matching,
  question,
  several,
} from "../../src/checking/index.ts";

/** What is known for certain where so many of n texts show their evidence: the rest is right by half. */
const shareRight = (seen: number, n: number) => (seen + (n - seen) / 2) / n;

/** Where the evidence stands in each of n texts, counted from 0. */
export const places: Argument<number[]> = (draw, { n, length }) =>
  Array.from({ length: n! }, () => draw.integer(length!));

const size = (row: readonly number[]) => Math.hypot(...row);

export function mailQuestions() {
  const q9 = question({
    id: "memory/q9",
    items: [102],
    asks: "Write ceiling(places, length, L): the best accuracy that anybody can have who sees only the last L words of each text. places[i] is where the evidence stands in text i, counted from 0; each text has length words. There are two answers, equally frequent.",
    answer: implementation({
      parameters: ({ size }) => ({ places, length: size("length"), L: size("L") }),
      cases: {
        "some evidence cut off": { n: 13, length: 30, L: 11 },
        "nearly all kept": { n: 17, length: 8, L: 6 },
        "nothing cut off": { n: 5, length: 12, L: 13 },
      },
      draws: 5,
      uses: { shareRight },
      reference: (places: number[], length: number, L: number) => {
        let seen = 0;
        for (const place of places) if (place >= length - L) seen++;
        return shareRight(seen, places.length);
      },
    }),
    because: "who sees the evidence is right, and who does not is right half the time.",
    hints: [
      "Of a text of 30 words the last 11 are kept. Which is the first place that is still seen?",
      "Count the texts whose evidence is seen. All of them are answered right, and of the others a guess gets …?",
    ],
    solution:
      "const seen = places.filter(place => place >= length - L).length, and then (seen + (places.length - seen) / 2) / places.length",
    fingerprints: [
      {
        answer: (places, _length, L) => shareRight(places.filter(place => place < L).length, places.length),
        hint: "you keep the first words; here the last L are kept.",
      },
      {
        answer: (places, length, L) => places.filter(place => place >= length - L).length / places.length,
        hint: "who does not see the evidence guesses, and is sometimes right.",
      },
      {
        answer: (places, length, L) => shareRight(places.filter(place => place > length - L).length, places.length),
        hint: "one place too few: with L = 1 the last word, number length − 1, is seen.",
      },
      {
        answer: (places, length, L) =>
          shareRight(places.filter(place => place >= length - L - 1).length, places.length),
        hint: "one place too many: with L = 1 only the last word, number length − 1, is seen.",
      },
      {
        answer: (places, length, L) => shareRight(places.filter(place => place < length - L).length, places.length),
        hint: "those are the texts that lose their evidence.",
      },
      {
        answer: (places, length, L) =>
          shareRight(places.filter(place => place >= length - L).length, places.length) * places.length,
        hint: "that is how many are right; which part of all texts is it?",
      },
    ],
  });

  const q10 = question({
    id: "memory/q10",
    items: [102],
    asks: "Texts of 1,000 words; the evidence is equally likely at each of the first eight. Which accuracy is the ceiling for a reader of the last 200 words, the first 200, the last 1,000, and the first 4?",
    answer: several({
      last200: {
        answer: approximately(0.5),
        fingerprints: [
          { answer: 0, hint: "who sees no evidence guesses: how often is that right?" },
          { answer: 1, hint: "the first eight words are gone." },
          { answer: 0.6, hint: "the evidence stands among the first eight, not anywhere." },
          {
            answer: 0.2,
            hint: "the evidence stands among the first eight, not anywhere. And guesses are sometimes right.",
          },
        ],
      },
      first200: {
        answer: approximately(1),
        fingerprints: [{ answer: 0.5, hint: "are the first eight words among the first 200?" }],
      },
      last1000: {
        answer: approximately(1),
        fingerprints: [{ answer: 0.5, hint: "the last 1,000 words of 1,000: is anything cut off?" }],
      },
      first4: {
        answer: approximately(0.75),
        fingerprints: [
          { answer: 0.5, hint: "half of the texts show their evidence; what of the others?" },
          { answer: 1, hint: "the evidence may stand at words five to eight as well." },
        ],
      },
    }),
    because: "a ceiling says nothing of networks: what is not in the input, nobody can answer.",
    hints: ["For each: in which part of the texts is the evidence seen?", "Of the others, half are guessed right."],
    solution: "0.5, 1, 1, and 4 of 8 seen, so 0.5 + 0.25",
  });

  const q11 = question({
    id: "memory/q11",
    items: [102],
    asks: "Write firstToLast(gradients): the length of the first row, divided by the length of the last one. gradients is a list of rows, one for each word.",
    answer: implementation({
      parameters: ({ normal }) => ({ gradients: normal("T", "d") }),
      cases: { "some words": { T: 6, d: 4 }, "one number each": { T: 3, d: 1 }, "two words": { T: 2, d: 5 } },
      uses: { size },
      reference: (gradients: number[][]) => size(gradients[0]!) / size(gradients[gradients.length - 1]!),
    }),
    because: "it compares how much the first and the last word are heard.",
    hints: ["Math.hypot(...row) is the length of a row.", "gradients.at(-1)! is the last row."],
    solution: "Math.hypot(...gradients[0]) / Math.hypot(...gradients.at(-1)!)",
    fingerprints: [
      { answer: g => size(g.at(-1)!) / size(g[0]!), hint: "the other way round." },
      { answer: g => size(g[0]!), hint: "that is the first alone; divide." },
      { answer: g => (size(g[0]!) / size(g.at(-1)!)) ** 2, hint: "a length has a root in it." },
      {
        answer: g => g[0]!.reduce((a, b) => a + b) / g.at(-1)!.reduce((a, b) => a + b),
        hint: "that sums the numbers, with their signs; a length is never negative.",
      },
      {
        answer: g => g[0]!.reduce((a, b) => a + Math.abs(b), 0) / g.at(-1)!.reduce((a, b) => a + Math.abs(b), 0),
        hint: "those are sums of sizes; the length is √(a² + b² + …).",
      },
      { answer: g => size(g[0]!) / size(g[1]!), hint: "that is the second row; the last one is asked for." },
    ],
  });

  const q12 = question({
    id: "memory/q12",
    items: [102, 103],
    asks: "Before any training: what becomes of that ratio when texts grow from 10 to 1,000 words? For a GRU by default, a GRU whose gate biases are ln L, and an LSTM by default.",
    answer: matching(
      { gru: "falls at each step", gruOpen: "stays about the same", lstm: "falls at each step" },
      { among: ["falls at each step", "stays about the same", "grows"] },
    ),
    because: "the bias ln L grows with the text, so that about the same part is left, whatever L is.",
    hints: ["What does question 5 say of 60 steps, and what would left(Math.log(1000), 1000) be?"],
    solution: "Only the one with biases ln L stays.",
    fingerprints: [
      {
        answer: { gruOpen: "falls at each step" },
        hint: "its bias is another one for each L. Compare left(Math.log(10), 10) with left(Math.log(1000), 1000).",
      },
      {
        answer: { gruOpen: "grows" },
        hint: "a gate is below 1: compare left(Math.log(10), 10) with left(Math.log(1000), 1000).",
      },
      { answer: { gru: "stays about the same" }, hint: "its gates begin near a half, however long the text is." },
      { answer: { gru: "grows" }, hint: "a gate is below 1." },
      {
        answer: { lstm: "stays about the same" },
        hint: "its forget gates begin near sigmoid(1), however long the text is.",
      },
      { answer: { lstm: "grows" }, hint: "a gate is below 1." },
    ],
  });

  const causes = ["the kind of cell", "its start", "the evidence is cut off"] as const;
  const q13 = question({
    id: "memory/q13",
    items: [102],
    asks: "At L = 200 two curves lie at one half: that of the GRU by default on the first 200 words, and that of the GRU with biases ln L on the last 200. What is the reason, each time?",
    answer: several({
      byDefault: {
        answer: choice("its start", { among: causes }),
        fingerprints: [
          { answer: "the kind of cell", hint: "there is another curve of the same kind of cell: what differs?" },
          { answer: "the evidence is cut off", hint: "it sees the first 200 words: where is its ceiling?" },
        ],
      },
      lastWords: {
        answer: choice("the evidence is cut off", { among: causes }),
        fingerprints: [
          { answer: "the kind of cell", hint: "could any other cell do better? Look at the ceiling." },
          { answer: "its start", hint: "could any other start do better? Look at the ceiling." },
        ],
      },
    }),
    because:
      "the same cell with another start reaches its ceiling; where the ceiling itself is at one half, nothing helps.",
    hints: [
      "Compare each curve with its ceiling first.",
      "If it lies below its ceiling: which other curve differs from it in one thing only?",
    ],
    solution:
      "The first is below its ceiling, and the same cell with another start is not. The second is at its ceiling.",
  });

  return { q9, q10, q11, q12, q13 };
}
