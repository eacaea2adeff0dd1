// Wrong solutions of the set's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { softmax, sum } from "../language/language-functions.ts";
import { tokensOf, writesBy } from "./functions.ts";
import type { languageGraded } from "./questions.ts";

/** Perplexities of two models, by the names of their curves. */
const curves = (data: { [name: string]: number[] }) => ({
  data: Object.entries(data).map(([name, y]) => ({ name, x: y.map((_, i) => 100 * i), y })),
  layout: { xaxis: { title: { text: "update" } }, yaxis: { title: { text: "perplexity" } } },
});

const rows = (scores: number[][], by: (chance: number, id: number, t: number) => number) =>
  scores.map((row, t) => softmax(row).map((chance, id) => by(chance, id, t)));

export const mistakes: MistakesOf<typeof languageGraded> = {
  q1: [
    // Capital letters stay.
    { answer: text => text.match(/[A-Za-z]+|[.,!?]/g)!.flatMap(token => (/[.!?]/.test(token) ? [token, "<EOS>"] : [token])), hint: null }, // biome-ignore format: a line
    // Parted at spaces: the signs stick to the words.
    { answer: text => text.toLowerCase().split(" "), hint: null },
    // Only the full stop ends.
    { answer: text => text.toLowerCase().match(/[a-z]+|[.,!?]/g)!.flatMap(token => (token === "." ? [token, "<EOS>"] : [token])), hint: null }, // biome-ignore format: a line
    { answer: text => ["<EOS>", ...tokensOf(text)], hint: null },
  ],
  q4: [
    // Only the first of the rejected.
    { answer: (scores, T, rejected) => writesBy(scores, T, rejected.slice(0, 1)), hint: null },
    // What is kept and what is rejected exchanged.
    { answer: (scores, T, rejected) => writesBy(scores, T, [...scores.keys()].filter(id => !rejected.includes(id))), hint: null }, // biome-ignore format: a line
    // Left out: a shorter list.
    { answer: (scores, T, rejected) => softmax(scores.filter((_, id) => !rejected.includes(id)).map(score => score / T)), hint: null }, // biome-ignore format: a line
    // Overflows.
    {
      answer: (scores, T, rejected) => {
        const powers = scores.map((score, id) => (rejected.includes(id) ? 0 : Math.exp(score / T)));
        return powers.map(power => power / sum(powers));
      },
      hint: null,
    },
  ],
  q5: [
    { answer: (scores, ids) => rows(scores, (chance, id, t) => (chance - Number(id === ids[t])) / ids.length / 2), hint: null }, // biome-ignore format: a line
    { answer: (scores, ids) => rows(scores, (chance, id, t) => (id === ids[t] ? 1 - chance : chance) / ids.length), hint: null }, // biome-ignore format: a line
    // The symbol of the step before.
    { answer: (scores, ids) => rows(scores, (chance, id, t) => (chance - Number(id === ids[Math.max(0, t - 1)])) / ids.length), hint: null }, // biome-ignore format: a line
    // Scores taken for probabilities.
    { answer: (scores, ids) => scores.map((row, t) => row.map((score, id) => (score - Number(id === ids[t])) / ids.length)), hint: null }, // biome-ignore format: a line
  ],
  q7: [
    // Losses in the place of perplexities.
    { answer: curves({ spread: [3.47, 1.5, 1.48, 1.47], block: [3.47, 1.7, 2, 2.2] }), hint: null },
    // The two exchanged.
    { answer: curves({ block: [32, 4.5, 4.4, 4.4], spread: [32, 5.6, 7, 9] }), hint: null },
    // The block among the known numbers.
    { answer: curves({ spread: [32, 4.5, 4.4, 4.4], block: [32, 4.5, 4.4, 4.4] }), hint: null },
    { answer: curves({ spread: [32, 4.5, 4.4, 4.4] }), hint: null },
  ],
};
