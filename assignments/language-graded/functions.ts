// Questions 1, 4 and 5: tokens, drawing and learning as programs. References and draws stand by themselves: the hidden check has them, too.
import { type Argument, gradient, implementation, type ParameterMakers, question } from "../../src/checking/index.ts";
import { scoresOf, softmax, sum } from "../language/language-functions.ts";

const words = ["It", "rains", "again", "no", "Sun", "today", "and", "We", "wait", "here", "why", "not"];

/** Sentences of some words, with commas between some of them and an end of ".", "!" or "?". */
export const textOf: Argument<string> = (draw, { sentences, T }) =>
  Array.from({ length: sentences! }, () => {
    const parts = Array.from(
      { length: T! },
      (_, t) => `${draw.choose(words)}${t < T! - 1 && draw.uniform() < 0.3 ? "," : ""}`,
    );
    return parts.join(" ") + draw.choose([".", "!", "?"]);
  }).join(" ");

const isEnd = (token: string) => token === "." || token === "!" || token === "?";
const found = (text: string) => text.toLowerCase().match(/[a-z]+|[.,!?]/g) ?? [];

/** The tokens of a text, with <EOS> after each sentence: the reference of question 1. */
export function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const token of text.toLowerCase().match(/[a-z]+|[.,!?]/g) ?? []) {
    tokens.push(token);
    if (token === "." || token === "!" || token === "?") tokens.push("<EOS>");
  }
  return tokens;
}

export const writeParameters = ({ uniform }: ParameterMakers) => ({
  scores: scoresWithTop,
  T: uniform(0.4, 3),
  rejected: someIds,
});

/** Scores; with `top` that of the first symbol is far above all others. */
const scoresWithTop: Argument<number[]> = (draw, sizes) =>
  scoresOf(draw, sizes).map((score, id) => (id === 0 && sizes.top ? score + 5000 : score));

/** One id or more, and never all of them; with `top` the first is among them. */
const someIds: Argument<number[]> = (draw, { V, out = 1, top }) => {
  if (top) return [0];
  const order = Array.from({ length: V! }, (_, id) => ({ id, by: draw.uniform() })).sort((a, b) => a.by - b.by);
  return order.slice(0, out).map(({ id }) => id);
};

/** What is drawn from at a temperature where some ids are drawn anew: the reference of question 4. */
export function writesBy(scores: number[], T: number, rejected: number[]): number[] {
  const largest = Math.max(...scores.filter((_, id) => !rejected.includes(id)));
  const powers = scores.map((score, id) => (rejected.includes(id) ? 0 : Math.exp((score - largest) / T)));
  let all = 0;
  for (const power of powers) all += power;
  return powers.map(power => power / all);
}

const renormalized = (chances: readonly number[]) => chances.map(chance => chance / sum(chances));

const target: Argument<number[]> = (draw, { T, V }) => Array.from({ length: T! }, () => draw.integer(V!));

export const learnParameters = ({ normal }: ParameterMakers) => ({ scores: normal("T", "V"), ids: target });

/** The mean of −ln of the softmax of the right symbol, over the steps. */
export function meanLoss(scores: number[][], ids: number[]): number {
  return sum(scores.map((row, t) => -Math.log(softmax(row)[ids[t]!]!))) / ids.length;
}

const errors = (scores: number[][], ids: number[], by: (chance: number, right: number, t: number) => number) =>
  scores.map((row, t) => softmax(row).map((chance, id) => by(chance, Number(ids[t] === id), t)));

export function functionQuestions() {
  const q1 = question({
    id: "language-graded/q1",
    items: [68, 78],
    points: 1,
    asks: 'Write tokens(text): its words in small letters, each of . , ! ? as a token of its own, and "<EOS>" after each . ! or ?.',
    answer: implementation({
      parameters: () => ({ text: textOf }),
      cases: {
        "a sentence": { sentences: 1, T: 5 },
        "three sentences": { sentences: 3, T: 4 },
        "one word": { sentences: 1, T: 1 },
      },
      reference: tokensOf,
    }),
    because: "a comma is something that a model can say, and the end of a sentence is something that it can learn.",
    hints: [
      "`text.toLowerCase().match(/[a-z]+|[.,!?]/g)` is the list of words and signs.",
      'Go through that list; after which tokens does "<EOS>" stand?',
    ],
    fingerprints: [
      { answer: text => found(text), hint: '"<EOS>" is missing.' },
      { answer: text => [...found(text), "<EOS>"], hint: "there may be several sentences, each with its end." },
      {
        answer: text => tokensOf(text).filter(token => !isEnd(token)),
        hint: 'the signs . ! ? are tokens, too: "<EOS>" stands after them, not in their place.',
      },
      {
        answer: text => tokensOf(text).filter(token => token !== ","),
        hint: "a comma is a token, too.",
      },
      {
        answer: text => found(text).flatMap(token => (isEnd(token) || token === "," ? [token, "<EOS>"] : [token])),
        hint: "a comma does not end a sentence.",
      },
      {
        answer: text => found(text).flatMap(token => (isEnd(token) ? ["<EOS>", token] : [token])),
        hint: '"<EOS>" stands after the sign.',
      },
    ],
  });

  const q4 = question({
    id: "language-graded/q4",
    items: [80, 81, 120],
    points: 2,
    asks: "Write writesBy(scores, T, rejected): the probabilities that a symbol is what comes out in the end, where it is drawn at temperature T, and drawn again whenever its id is in the list `rejected`.",
    answer: implementation({
      parameters: writeParameters,
      cases: {
        "one of five rejected": { V: 5, out: 1 },
        "two of six rejected": { V: 6, out: 2 },
        "large scores": { V: 7, out: 3, size: 900, base: 4000 },
        "what is rejected far above the rest": { V: 8, top: 1 },
      },
      reference: writesBy,
    }),
    because: "what is drawn again is shared among the others in proportion: their probabilities are made to sum to 1.",
    hints: [
      "The lesson's `hotter`, and its question 10: what becomes of the probability of what is rejected?",
      "Set the powers of rejected ids to 0 before you divide by the sum.",
    ],
    fingerprints: [
      {
        answer: (scores, T) => softmax(scores.map(score => score / T)),
        hint: "what is rejected never comes out: its probability is 0.",
      },
      {
        answer: (scores, T, rejected) =>
          softmax(scores.map(score => score / T)).map((chance, id) => (rejected.includes(id) ? 0 : chance)),
        hint: "now they sum to less than 1: something comes out each time.",
      },
      {
        answer: (scores, T, rejected) => {
          const chances = softmax(scores.map(score => score / T)).map((chance, id) =>
            rejected.includes(id) ? 0 : chance,
          );
          const missing = 1 - sum(chances);
          return chances.map((chance, id) =>
            rejected.includes(id) ? 0 : chance + missing / (chances.length - rejected.length),
          );
        },
        hint: "yours shares what is missing equally; what is drawn again is likelier one of the likely.",
      },
      {
        answer: (scores, _, rejected) =>
          renormalized(softmax(scores).map((chance, id) => (rejected.includes(id) ? 0 : chance))),
        hint: "T makes no difference to yours.",
      },
      {
        answer: (scores, T, rejected) =>
          renormalized(
            softmax(scores.map(score => score * T)).map((chance, id) => (rejected.includes(id) ? 0 : chance)),
          ),
        hint: "yours is colder where it should be hotter.",
      },
      {
        answer: (scores, T, rejected) => softmax(scores.map((score, id) => (rejected.includes(id) ? 0 : score / T))),
        hint: "a score of 0 is a score like another: e to 0 is 1. Which score has a probability of 0?",
      },
      {
        answer: (scores, T, rejected) => {
          const largest = Math.max(...scores);
          const powers = scores.map((score, id) => (rejected.includes(id) ? 0 : Math.exp((score - largest) / T)));
          return powers.map(power => power / sum(powers));
        },
        hint: "where a rejected score is far above the rest, yours divides 0 by 0: take away the largest of those that count.",
      },
    ],
  });

  const q5 = question({
    id: "language-graded/q5",
    items: [79],
    points: 2,
    asks: "The loss of a text is the mean over its steps of −ln p, where p is the softmax's probability of the right symbol. Write scoreGradient(scores, ids): the gradient of the loss for all scores, a row for each step. scores[t][k] is the score of symbol k at step t, ids[t] is the right symbol.",
    answer: gradient({
      parameters: learnParameters,
      cases: { "some steps": { T: 4, V: 6 }, "one step": { T: 1, V: 5 } },
      loss: meanLoss,
      of: ["scores"],
      reference: (scores: number[][], ids: number[]) =>
        scores.map((row, t) => softmax(row).map((chance, id) => (chance - (id === ids[t] ? 1 : 0)) / ids.length)),
      uses: { softmax },
    }),
    because:
      "what the model says minus what is right, divided by the number of steps: the right symbol is pushed up, all others down.",
    hints: [
      "Of one step, with ln p = score − ln of the sum of e to all scores: the derivative is p for a wrong symbol. And for the right one?",
      "ln p holds the right symbol's score twice: by itself, and in the sum. And what does the mean over the steps do to all of it?",
    ],
    fingerprints: [
      {
        answer: (scores, ids) => errors(scores, ids, (chance, right) => chance - right),
        hint: "that is the gradient of the sum; a mean divides.",
      },
      {
        answer: (scores, ids) => errors(scores, ids, (chance, right) => (right - chance) / ids.length),
        hint: "the sign: if the right score grows, does the loss grow?",
      },
      {
        answer: (scores, ids) => errors(scores, ids, chance => chance / ids.length),
        hint: "the right symbol's own score counts twice: in p, and in the sum.",
      },
      {
        answer: (scores, ids) => errors(scores, ids, (chance, right) => (right * (chance - 1)) / ids.length),
        hint: "the scores of wrong symbols have a gradient, too: they are in the sum.",
      },
      {
        answer: (scores, ids) =>
          errors(scores, ids, (chance, right) => (chance - right) / (ids.length * scores[0]!.length)),
        hint: "the mean is over steps, not over all scores.",
      },
      {
        answer: (scores, ids) => errors(scores, ids, (chance, right) => -right / (chance * ids.length)),
        hint: "that is the gradient for the probabilities; the scores come before the softmax.",
      },
    ],
  });

  return { q1, q4, q5 };
}
