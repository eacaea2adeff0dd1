// Questions 2 and 3: counts and probabilities, with numbers of the student's own.
import { approximately, exactly, question, several } from "../../src/checking/index.ts";

export interface Sizes {
  readonly V: number;
  readonly E: number;
  readonly H: number;
}

/** Each part's right answer first, without a hint, then its known mistakes. */
export const countMistakes = ({ V, E, H }: Sizes) => ({
  embedding: [
    { answer: V * E, hint: "" },
    { answer: V * E + E, hint: "an embedding has no bias: it is a table of rows." },
    { answer: V * H, hint: "a row of the table is what the cell reads: how many numbers are that?" },
    { answer: V, hint: "a row for each word: how many numbers has a row?" },
    { answer: V + E, hint: "a row for each word, each with all the numbers: that is a product." },
  ],
  cell: [
    { answer: 4 * (H * (E + H) + H), hint: "" },
    { answer: H * (E + H) + H, hint: "an LSTM has that four times: three gates and the candidate." },
    { answer: 3 * (H * (E + H) + H), hint: "that is a GRU; how often has an LSTM these weights?" },
    { answer: 4 * H * (E + H), hint: "the biases are missing." },
    {
      answer: 4 * (H * (E + H) + 2 * H),
      hint: "that is with two biases a gate, as PyTorch has them; the question has one.",
    },
    { answer: 4 * (H * (V + H) + H), hint: "the cell reads the embedding, not the one-hot vector." },
    { answer: 4 * (H * E + H), hint: "what carries the past?" },
  ],
  readout: [
    { answer: H * V + V, hint: "" },
    { answer: H * V, hint: "the biases are missing." },
    { answer: H * E + E, hint: "it says a score for each word of the vocabulary." },
    { answer: E * V + V, hint: "it reads the state of the cell: how many numbers are that?" },
  ],
});

export function countQuestion(sizes: Sizes) {
  const { V, E, H } = sizes;
  const parts = countMistakes(sizes);
  const part = ([right, ...fingerprints]: { answer: number; hint: string }[]) => ({
    answer: exactly(right!.answer),
    fingerprints,
  });
  return question({
    id: "language-graded/q2",
    items: [48, 66, 106],
    points: 2,
    asks: `A word model: an embedding of ${E} numbers for each of ${V.toLocaleString("en-US")} words, an LSTM of ${H} units with one bias a gate, and a dense layer with a score for each word. How many numbers does it learn in the \`embedding\`, the \`cell\` and the \`readout\`?`,
    answer: several({ embedding: part(parts.embedding), cell: part(parts.cell), readout: part(parts.readout) }),
    because: "a row for each word, four gates over what is read and what was, a score for each word.",
    hints: [
      "The embedding is a table. How many rows, how long?",
      "The cell reads an embedding and its own past; lesson 6 has its four parts.",
    ],
  });
}

/** P(a), P(b), P(end) at the start, after a and after b: tenths. */
export interface Chain {
  readonly start: readonly number[];
  readonly a: readonly number[];
  readonly b: readonly number[];
  /** What is written: letters, then the end. */
  readonly text: readonly ("a" | "b")[];
}

const symbols = ["a", "b", "end"];

/** The probability of each symbol of the text, the end counted. */
export function chancesOf({ start, a, b, text }: Chain): number[] {
  const rows = { a, b };
  return [...text, "end"].map((symbol, t) => (t === 0 ? start : rows[text[t - 1]!])[symbols.indexOf(symbol)]!);
}

const ln = (chances: readonly number[]) => chances.reduce((sum, chance) => sum + Math.log(chance), 0);

/** Right first, then the mistakes. */
export function likelihoodMistakes(chain: Chain) {
  const chances = chancesOf(chain);
  const withoutEnd = chances.slice(0, -1);
  const withoutStart = chances.slice(1);
  const mean = (list: readonly number[]) => Math.exp(-ln(list) / list.length);
  return {
    logP: [
      { answer: ln(chances), hint: "" },
      { answer: ln(withoutEnd), hint: "the end is a symbol, too, and has its probability." },
      { answer: ln(withoutStart), hint: "the first letter has a probability, too: that of the start." },
      { answer: -ln(chances), hint: "the logarithm of a probability is below 0." },
      { answer: Math.exp(ln(chances)), hint: "that is P; its natural logarithm is asked for." },
      { answer: ln(chances) / chances.length, hint: "that is the mean; the whole text is asked for." },
      { answer: ln(chances) / Math.LN2, hint: "that is in bits: the natural logarithm is asked for." },
    ],
    perplexity: [
      { answer: mean(chances), hint: "" },
      { answer: mean(withoutEnd), hint: "the end is a symbol, too." },
      {
        answer: Math.exp(-ln(chances) / text(chain)),
        hint: "divide by the number of symbols: the end is one of them.",
      },
      { answer: Math.exp(-ln(chances)), hint: "that is 1/P of the whole text; a symbol's share is asked for." },
      { answer: -ln(chances) / chances.length, hint: "that is the mean loss; perplexity is e to it." },
      { answer: Math.exp(ln(chances) / chances.length), hint: "that is below 1: the sign." },
    ],
  };
}

const text = ({ text }: Chain) => text.length;

export function likelihoodQuestion(chain: Chain) {
  const { start, a, b } = chain;
  const parts = likelihoodMistakes(chain);
  const part = ([right, ...fingerprints]: { answer: number; hint: string }[]) => ({
    answer: approximately(right!.answer, { tolerance: 2e-3 }),
    fingerprints,
  });
  const row = (list: readonly number[]) => symbols.map((symbol, k) => `${symbol} ${list[k]}`).join(", ");
  return question({
    id: "language-graded/q3",
    items: [79, 68],
    points: 1,
    asks: `A model knows two letters and the end. At the start it says ${row(start)}; after an a: ${row(a)}; after a b: ${row(b)}. The text is “${chain.text.join("")}”, with its end. What is ln P of it (\`logP\`), and its \`perplexity\`? (Three digits are enough.)`,
    answer: several({ logP: part(parts.logP), perplexity: part(parts.perplexity) }),
    because: "a logarithm for each symbol, the end included; perplexity is e to their mean, without its sign.",
    hints: [
      "Write down the probability of each symbol: of the first letter, of each letter after the one before it, of the end.",
      "Perplexity: e to −ln P over the number of symbols.",
    ],
  });
}
