// Questions 1, 2 and 6: from words to numbers.
import { exactly, implementation, question, several } from "../../src/checking/index.ts";
import { sentenceOf, vocabularyOf } from "./language-functions.ts";

const rowOf = (id: number, size: number) => Array.from({ length: size }, (_, k) => Number(k === id));

export function wordQuestions() {
  const q1 = question({
    id: "language/q1",
    items: [66, 67, 68, 78],
    asks: "Write encode(words, vocabulary): the id of each word, that of <UNK> for a word that is not in the vocabulary, and at the end the id of <EOS>.",
    answer: implementation({
      parameters: () => ({ words: sentenceOf, vocabulary: vocabularyOf }),
      cases: { "some words": { T: 5, V: 8 }, "one word": { T: 1, V: 6 }, "a long sentence": { T: 13, V: 9 } },
      reference: (words: string[], vocabulary: string[]) => {
        const unknown = vocabulary.indexOf("<UNK>");
        const ids = words.map(word => (vocabulary.indexOf(word) === -1 ? unknown : vocabulary.indexOf(word)));
        return [...ids, vocabulary.indexOf("<EOS>")];
      },
    }),
    because: "every text is now a list of ids, whatever words it has, and its end can be learned, too.",
    hints: [
      "`words.map(word => …)` makes a list with an id for each word. What does `indexOf` give for a word that is not there?",
      "`[...list, more]` is a list with one item more. Which item comes after the last word?",
    ],
    fingerprints: [
      {
        answer: (words, vocabulary) => words.map(word => vocabulary.indexOf(word)),
        hint: "two things: `indexOf` gives −1 for an unknown word, and the end has an id, too, after all words.",
      },
      {
        answer: (words, vocabulary) => [...words, "<EOS>"].map(word => vocabulary.indexOf(word)),
        hint: "yours gives −1 for a word that is not in the vocabulary. Which id is for those?",
      },
      {
        answer: (words, vocabulary) =>
          words.map(word => (vocabulary.includes(word) ? vocabulary.indexOf(word) : vocabulary.indexOf("<UNK>"))),
        hint: "the end is missing: without <EOS> no model learns where a sentence stops.",
      },
      {
        answer: (words, vocabulary) =>
          [...words.filter(word => vocabulary.includes(word)), "<EOS>"].map(word => vocabulary.indexOf(word)),
        hint: "yours leaves unknown words out, and then other words become neighbors: <UNK> keeps their places.",
      },
      {
        answer: (words, vocabulary) =>
          ["<EOS>", ...words].map(word => vocabulary.indexOf(vocabulary.includes(word) ? word : "<UNK>")),
        hint: "<EOS> is the end of the sentence, and stands after its words.",
      },
      {
        answer: (words, vocabulary) =>
          [...words.map(word => (vocabulary.includes(word) ? word : "<EOS>")), "<EOS>"].map(word =>
            vocabulary.indexOf(word),
          ),
        hint: "an unknown word is no end: its id is that of <UNK>.",
      },
    ],
  });

  const q2 = question({
    id: "language/q2",
    items: [48, 66, 121],
    asks: "10,000 words, embeddings of 300 numbers: a matrix E [10000, 300]. How many multiplications does one word take as `oneHot` times E, by `lookup` of a row of E, and where all 10,000 probabilities of a `softmax` are fed back in its place?",
    answer: several({
      oneHot: {
        answer: exactly(3_000_000),
        fingerprints: [
          { answer: 10_000, hint: "each of the 300 results is a sum of 10,000 products." },
          {
            answer: 300,
            hint: "that is only the row with the 1; a matrix product does not know that the others are zeros.",
          },
          {
            answer: 0,
            hint: "a product with 0 or 1 is a multiplication, too, for a program that multiplies matrices.",
          },
        ],
      },
      lookup: {
        answer: exactly(0),
        fingerprints: [
          { answer: 300, hint: "a row is read as it stands. What is it multiplied with?" },
          { answer: 1, hint: "a row is read as it stands. What is it multiplied with?" },
          {
            answer: 3_000_000,
            hint: "that is the product with the one-hot vector. What is left of it where all but one are 0?",
          },
        ],
      },
      softmax: {
        answer: exactly(3_000_000),
        fingerprints: [
          { answer: 0, hint: "of a softmax no entry is 0: which rows of E count?" },
          { answer: 10_000, hint: "each of the 300 results is a sum of 10,000 products." },
          { answer: 300, hint: "of a softmax no entry is 0: which rows of E count?" },
        ],
      },
    }),
    because: "a one-hot vector picks a row, and to pick needs no product. A vector of probabilities mixes all rows.",
    hints: [
      "How many products has [1, 10000] times [10000, 300]?",
      "In a one-hot vector one number is 1. What of E is left in the product?",
    ],
    solution: "10,000 · 300, 0, 10,000 · 300",
  });

  const q6 = question({
    id: "language/q6",
    items: [66, 78, 79],
    asks: "Write examples(ids, size): { x, y }, what the network reads and what it is to say at each step. x is a list of rows with `size` numbers: zeros at the first step, then the one-hot row of the symbol before. y are the ids.",
    answer: implementation({
      parameters: ({ integers, size }) => ({ ids: integers("V", "T"), size: size("V") }),
      cases: { "some symbols": { T: 5, V: 7 }, "one symbol": { T: 1, V: 4 }, "a long text": { T: 12, V: 3 } },
      reference: (ids: number[], size: number): { x: number[][]; y: number[] } => {
        const row = (id: number) => Array.from({ length: size }, (_, k) => (k === id ? 1 : 0));
        const zeros = row(-1);
        return { x: [zeros, ...ids.slice(0, -1).map(row)], y: ids };
      },
    }),
    because:
      "at each step the network has read everything before the symbol that it has to say, and not the symbol itself.",
    hints: [
      "At step t it says `ids[t]`. What may it have read by then?",
      "`ids.slice(0, -1)` is the list without its last item; zeros come before.",
    ],
    fingerprints: [
      {
        answer: (ids, size) => ({ x: ids.map(id => rowOf(id, size)), y: ids }),
        hint: "yours reads the symbol that it has to say: that is copying, not predicting.",
      },
      {
        answer: (ids, size) => ({ x: ids.slice(0, -1).map(id => rowOf(id, size)), y: ids.slice(1) }),
        hint: "nothing says the first symbol now: before it stand zeros.",
      },
      {
        answer: (ids, size) => ({ x: ids.map(id => rowOf(id, size)), y: ids.slice(1) }),
        hint: "x has a step more than y. It begins with zeros, and then the first symbol has to be said, too.",
      },
      {
        answer: (ids, size) => ({ x: [...ids.slice(1).map(id => rowOf(id, size)), rowOf(-1, size)], y: ids }),
        hint: "yours reads the symbol after the one that it has to say. Which way is the shift?",
      },
      {
        answer: (ids, size) => ({ x: [rowOf(0, size), ...ids.slice(0, -1).map(id => rowOf(id, size))], y: ids }),
        hint: "at the first step nothing has been read: a row of zeros, not the row of symbol 0.",
      },
    ],
  });

  return { q1, q2, q6 };
}
