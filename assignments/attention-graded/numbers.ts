// Questions 1, 5 and 8: counts, a beam, and BLEU, with numbers of the student's own.
import { approximately, exactly, question, several } from "../../src/checking/index.ts";
import { clipped } from "../attention/attention-functions.ts";

interface Known {
  readonly answer: number;
  readonly hint: string;
}
const exact = ([right, ...fingerprints]: Known[]) => ({ answer: exactly(right!.answer), fingerprints });
const near = ([right, ...fingerprints]: Known[]) => ({
  answer: approximately(right!.answer, { tolerance: 4e-3 }),
  fingerprints,
});

export interface Sizes {
  readonly e: number;
  readonly u: number;
  readonly v: number;
  readonly a: number;
}

const gruOf = (d: number, u: number) => 3 * (u * (d + u) + u);

/** Each part's right answer first, then its known mistakes. */
export const counts = ({ e, u, v, a }: Sizes) => ({
  encoder: [
    { answer: 2 * gruOf(e, u), hint: "" },
    { answer: 2 * gruOf(e, u) + 6 * u, hint: "one bias for each gate and unit, not two." },
    { answer: (8 * gruOf(e, u)) / 3, hint: "four gates are an LSTM's; a GRU has two, and the candidate." },
    { answer: gruOf(e, u), hint: "it reads both ways: two cells with weights of their own." },
    { answer: (2 * gruOf(e, u)) / 3, hint: "a GRU has that three times: two gates and the candidate." },
    { answer: 6 * u * (e + u), hint: "the biases are missing." },
  ],
  decoder: [
    { answer: gruOf(e + 2 * u, v), hint: "" },
    { answer: gruOf(e + 2 * u, v) + 3 * v, hint: "one bias for each gate and unit, not two." },
    { answer: (4 * gruOf(e + 2 * u, v)) / 3, hint: "four gates are an LSTM's; a GRU has two, and the candidate." },
    { answer: gruOf(e, v), hint: "it reads the context beside the embedding." },
    { answer: gruOf(e + u, v), hint: "a state of the encoder has the units of both directions, and so has a context." },
    { answer: gruOf(2 * u, v), hint: "it reads the embedding of the last symbol, too." },
    { answer: gruOf(e + 2 * u, v) / 3, hint: "a GRU has that three times." },
  ],
  attention: [
    { answer: a * (v + 2 * u + 1), hint: "" },
    { answer: a * (v + 2 * u), hint: "v of the formula is missing, one number for each of its units." },
    { answer: a * (v + u + 1), hint: "a state of the encoder has the units of both directions." },
    { answer: a * (v + 2 * u + 2), hint: "these biases are left out here." },
    { answer: 2 * a * (v + 2 * u + 1), hint: "twice too many: P reads s, Q reads h." },
  ],
});

export function countQuestion(sizes: Sizes) {
  const { e, u, v, a } = sizes;
  const parts = counts(sizes);
  return question({
    id: "attention-graded/q1",
    items: [99, 117],
    points: 1,
    asks: `The encoder is a GRU that reads embeddings of ${e} numbers both ways, ${u} units each way. The decoder is a GRU of ${v} units; at each step it reads the embedding of the last symbol (${e} numbers) joined to the context. The scores are additive, with ${a} units: P, Q and v as in the lesson, no bias. One bias for each gate and unit. How many numbers do \`encoder\`, \`decoder\` and \`attention\` learn?`,
    answer: several({ encoder: exact(parts.encoder), decoder: exact(parts.decoder), attention: exact(parts.attention) }), // biome-ignore format: a line
    because: "a context is as long as a state of the encoder, and that has both directions.",
    hints: [
      "A GRU that reads d numbers: three times u · (d + u) + u (lesson 6). Two directions: lesson 11.",
      "How long is a state of the encoder? P reads s, Q reads h; v is a list.",
    ],
  });
}

export interface Beam {
  /** P of the first symbol, a to d, falling. */
  readonly first: readonly number[];
  /** P of the likeliest second symbol after each. */
  readonly second: readonly number[];
}

export function beamParts({ first, second }: Beam) {
  const texts = first.map((p, i) => p * second[i]!);
  const best = texts.indexOf(Math.max(...texts));
  return {
    greedy: [
      { answer: texts[0]!, hint: "" },
      { answer: texts[best]!, hint: "it takes the likeliest first symbol, and has to go on from there." },
      { answer: first[0]!, hint: "that is its first symbol alone." },
      { answer: second[0]!, hint: "that is its second symbol alone." },
      { answer: first[0]! + second[0]!, hint: "a text is as likely as a product." },
    ],
    best: [
      { answer: texts[best]!, hint: "" },
      { answer: texts[0]!, hint: "look at the texts that do not begin with the likeliest symbol." },
      { answer: second[best]!, hint: "and how likely is it to come to that?" },
    ],
    width: [
      { answer: best + 1, hint: "" },
      { answer: 1, hint: "with one beginning it is greedy." },
      { answer: best === 1 ? 3 : 2, hint: "how many first symbols are likelier than that of the best text?" },
      { answer: 4, hint: "that keeps all; how many are enough?" },
    ],
  };
}

export function beamQuestion(beam: Beam) {
  const parts = beamParts(beam);
  const [a, b, c, d] = beam.first;
  const [afterA, afterB, afterC, afterD] = beam.second;
  return question({
    id: "attention-graded/q5",
    items: [112],
    points: 1,
    asks: `A decoder says two symbols. First a with probability ${a}, b ${b}, c ${c}, d ${d}. The likeliest second symbol has probability ${afterA} after a, ${afterB} after b, ${afterC} after c, ${afterD} after d. How likely is the \`greedy\` text? How likely is the \`best\` one? How many beginnings must a beam keep after the first step, at least, to find it (\`width\`)? (Three digits are enough.)`,
    answer: several({ greedy: near(parts.greedy), best: near(parts.best), width: exact(parts.width) }),
    because: "the best text begins with a symbol that was not the likeliest; a beam has to keep it until its second symbol is known.",
    hints: ["Four products, one for each first symbol.", "At which place among the first symbols stands that of the best text?"],
  }); // biome-ignore format: a line each
}

export interface Sentences {
  readonly candidate: readonly string[];
  readonly reference: readonly string[];
}

const pairs = (words: readonly string[]) => words.slice(1).map((word, i) => `${words[i]} ${word}`);
const unclipped = (candidate: readonly string[], reference: readonly string[]) =>
  candidate.filter(word => reference.includes(word)).length;

export function bleuParts({ candidate, reference }: Sentences) {
  const [c, r] = [candidate.length, reference.length];
  const [one, two] = [clipped(candidate, reference), clipped(pairs(candidate), pairs(reference))];
  return {
    words: [
      { answer: one / c, hint: "" },
      { answer: unclipped(candidate, reference) / c, hint: "a word counts at most as often as the reference has it." },
      { answer: one / r, hint: "a share of the candidate's words, not of the reference's." },
    ],
    pairs: [
      { answer: two / (c - 1), hint: "" },
      { answer: two / c, hint: "how many pairs has a text of n words?" },
      { answer: two / (r - 1), hint: "a share of the candidate's pairs, not of the reference's." },
    ],
    penalty: [
      { answer: Math.exp(1 - r / c), hint: "" },
      { answer: Math.exp(1 - c / r), hint: "r / c, not c / r: who says too little gets a factor below 1." },
      { answer: c / r, hint: "that is the share of the length; the factor is e to the power 1 − r / c." },
      { answer: 1, hint: "the candidate is shorter than the reference." },
    ],
  };
}

export function bleuQuestion(sentences: Sentences) {
  const parts = bleuParts(sentences);
  return question({
    id: "attention-graded/q8",
    items: [112],
    points: 1,
    asks: `The candidate is "${sentences.candidate.join(" ")}", the reference "${sentences.reference.join(" ")}". Which share of the candidate's single \`words\` stands in the reference, and which of its \`pairs\` of neighbors (each at most as often as there)? A candidate of c words that is shorter than its reference of r words gets the factor e^(1 − r/c): which (\`penalty\`)? (Three digits are enough.)`,
    answer: several({ words: near(parts.words), pairs: near(parts.pairs), penalty: near(parts.penalty) }),
    because: "BLEU takes such shares, up to four words in a row, and the factor against saying too little.",
    hints: [
      "Cross out each word of the reference when it is used.",
      "A text of c words has c − 1 pairs. For the factor: `Math.exp(1 - r / c)`.",
    ],
  });
}
