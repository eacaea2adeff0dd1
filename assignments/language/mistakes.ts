// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { softmax, sum } from "./language-functions.ts";
import type { language } from "./questions.ts";

const row = (id: number, size: number) => Array.from({ length: size }, (_, k) => Number(k === id));

export const mistakes: MistakesOf<typeof language> = {
  q1: [
    // An unknown word ends the sentence.
    {
      answer: (words, vocabulary) => {
        const known = words.findIndex(word => !vocabulary.includes(word));
        const kept = known < 0 ? words : words.slice(0, known);
        return [...kept, "<EOS>"].map(word => vocabulary.indexOf(word));
      },
      hint: null,
    },
    // Numbered by the sentence, not by the vocabulary.
    { answer: (words, vocabulary) => [...words.keys(), vocabulary.indexOf("<EOS>")], hint: null },
    // Counted from 1.
    {
      answer: (words, vocabulary) =>
        [...words, "<EOS>"].map(word => vocabulary.indexOf(vocabulary.includes(word) ? word : "<UNK>") + 1),
      hint: null,
    },
  ],
  q3: [
    { answer: chances => sum(chances.map(chance => Math.log(1 - chance))), hint: null },
    { answer: chances => sum(chances.slice(0, -1).map(Math.log)), hint: null },
    { answer: chances => chances.reduce((product, chance) => product * chance, 1), hint: null },
  ],
  q5: [
    { answer: chances => Math.exp(-sum(chances.map(Math.log)) / (chances.length + 1)), hint: null },
    { answer: chances => 1 / (sum(chances) / chances.length), hint: null },
    { answer: chances => Math.exp(-Math.log(sum(chances) / chances.length)), hint: null },
  ],
  q6: [
    { answer: (ids, size) => ({ x: [row(-1, size), ...ids.slice(1).map(id => row(id, size))], y: ids }), hint: null },
    { answer: (ids, size) => ({ x: [row(-1, size), ...ids.slice(0, -1).map(id => row(id, size))], y: [...ids.slice(1), 0] }), hint: null }, // biome-ignore format: a line
    { answer: (ids, size) => ({ x: [row(-1, size), ...ids.map(id => row(id, size))], y: ids }), hint: null },
  ],
  q8: [
    { answer: (chances, u) => chances.findIndex((_, id) => u > sum(chances.slice(0, id + 1))), hint: null },
    { answer: (chances, u) => Math.round(u * (chances.length - 1)), hint: null },
    { answer: chances => chances.indexOf(Math.min(...chances)), hint: null },
  ],
  q9: [
    { answer: (scores, T) => softmax(scores.map((score, i) => (i === 0 ? score / T : score))), hint: null },
    { answer: (scores, T) => scores.map(score => score / T), hint: null },
    { answer: (scores, T) => softmax(scores.map(score => score ** 2 / T)), hint: null },
  ],
};
