// Questions 3 to 5, 7 and 12: how likely a text is.
import { approximately, choice, exactly, implementation, question, several } from "../../src/checking/index.ts";
import { chances, sum } from "./language-functions.ts";

export function probabilityQuestions() {
  const q3 = question({
    id: "language/q3",
    items: [79],
    asks: "Write logProbability(chances): ln P of a text, where chances[t] is the probability of its symbol t, given all before it. It has to hold for long texts, too.",
    answer: implementation({
      parameters: () => ({ chances: chances() }),
      cases: { "a short text": { T: 4 }, "one symbol": { T: 1 }, "a long text": { T: 1200 } },
      reference: (chances: number[]) => {
        let total = 0;
        for (const chance of chances) total += Math.log(chance);
        return total;
      },
    }),
    because: "the logarithm of a product is a sum of logarithms, and a sum does not become too small for the computer.",
    hints: [
      "By the chain rule P is a product. What is the logarithm of a product?",
      "A loop with a sum that begins at 0: what does each chance add to it?",
    ],
    fingerprints: [
      {
        answer: chances => Math.log(chances.reduce((product, chance) => product * chance, 1)),
        hint: "right on paper; but a product of 1,200 probabilities is smaller than any number that the computer has: it becomes 0, and ln 0 is −Infinity. What is the logarithm of a product?",
      },
      {
        answer: chances => Math.log(sum(chances)),
        hint: "that is the logarithm of a sum; probabilities of one after the other are multiplied.",
      },
      {
        answer: chances => sum(chances.map(chance => -Math.log(chance))),
        hint: "that is −ln P, the loss. The logarithm of a probability is below 0.",
      },
      {
        answer: chances => sum(chances.map(chance => Math.log(chance))) / chances.length,
        hint: "that is the mean of a symbol; the whole text is asked for.",
      },
      {
        answer: chances => sum(chances.map(chance => Math.log2(chance))),
        hint: "that is in bits: the natural logarithm is wanted, `Math.log`.",
      },
    ],
  });

  const q4 = question({
    id: "language/q4",
    items: [77, 79],
    asks: 'Two sentences that sound alike. Which is `likelier`, "pair" or "pear", and how many `times` as likely as the other is it?',
    answer: several({
      likelier: {
        answer: choice("pear", { among: ["pair", "pear"] }),
        fingerprints: [{ answer: "pair", hint: "the word alone is likelier; what comes after it?" }],
      },
      times: {
        answer: approximately(50, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 0.02, hint: "that is the other way round: the likelier over the other." },
          { answer: 100, hint: "that is the word after; the word itself counts, too." },
          { answer: 0.5, hint: "that is the word itself; what comes after it counts, too." },
          { answer: Math.log(50), hint: "that is the difference of the logarithms: e to it is how many times." },
        ],
      },
    }),
    because: "(0.002 · 0.05) / (0.004 · 0.0005) = 50: what stands after a word tells which word it was.",
    hints: [
      "Words that both have, with the same probability, say nothing. Which probabilities differ?",
      "Divide the product of one by the product of the other.",
    ],
    solution: "(0.002 · 0.05) / (0.004 · 0.0005) = 50 for pear",
  });

  const q5 = question({
    id: "language/q5",
    items: [79],
    asks: "Write perplexity(chances): as how many equally likely symbols the model is unsure, on average. Of a model that gives each of 27 symbols 1/27 it is 27.",
    answer: implementation({
      parameters: () => ({ chances: chances() }),
      cases: { "a short text": { T: 4 }, "one symbol": { T: 1 }, "a long text": { T: 900 } },
      reference: (chances: number[]) => {
        let total = 0;
        for (const chance of chances) total += Math.log(chance);
        return Math.exp(-total / chances.length);
      },
    }),
    because:
      "e to the mean loss: 1 for a model that is always sure and right, V for one that knows nothing of V symbols.",
    hints: [
      "Start from the loss: the mean of −ln p. What is it for 1/27, and how does 27 come of it?",
      "ln made of 27 a loss of 3.3. Which function leads back from 3.3 to 27?",
    ],
    fingerprints: [
      {
        answer: chances => sum(chances.map(chance => 1 / chance)) / chances.length,
        hint: "that is the mean of 1/p. For equal chances it is the same; else one unlikely symbol counts too much. Take the mean of the logarithms.",
      },
      {
        answer: chances => Math.exp(sum(chances.map(Math.log)) / chances.length),
        hint: "that is below 1: a sign is missing.",
      },
      {
        answer: chances => -sum(chances.map(Math.log)) / chances.length,
        hint: "that is the loss; perplexity is e to it.",
      },
      {
        answer: chances => 2 ** (-sum(chances.map(Math.log)) / chances.length),
        hint: "2 to the loss goes with log₂; you took the natural logarithm.",
      },
      {
        answer: chances => Math.exp(-sum(chances.map(Math.log))),
        hint: "that is 1/P of the whole text: a symbol's share is wanted.",
      },
    ],
  });

  const q7 = question({
    id: "language/q7",
    items: [118],
    asks: "“hello”: after h comes e, after e l, after l l, after l o. Mean loss of the four in nats: of a model that gives each of the 4 letters the same (`blind`), and of the best model that knows only the letter just read (`memoryless`)?",
    answer: several({
      blind: {
        answer: approximately(Math.log(4), { tolerance: 2e-3 }),
        fingerprints: [
          { answer: 4 * Math.log(4), hint: "that is the sum; the mean of the four is asked for." },
          { answer: 2, hint: "that is in bits, log₂ 4; in nats it is ln 4." },
          { answer: 0.25, hint: "that is the probability; the loss is −ln of it." },
          { answer: Math.log(5), hint: "“hello” has five letters, but l counts once: four kinds." },
        ],
      },
      memoryless: {
        answer: approximately(Math.log(2) / 2, { tolerance: 2e-3 }),
        fingerprints: [
          { answer: Math.log(2), hint: "so much at each of two steps; at the other two it can be sure. And the mean?" },
          { answer: 2 * Math.log(2), hint: "that is the sum; the mean of the four is asked for." },
          { answer: Math.log(2) / 4, hint: "it is unsure at how many of the four steps?" },
          { answer: 0, hint: "after l there comes l once and o once. Can it tell which?" },
          { answer: 0.5, hint: "that is in bits; a loss in nats has ln 2." },
        ],
      },
    }),
    because: "after h and e it can be sure, after an l it knows only that l and o come equally often: 2 · ln 2 / 4.",
    hints: [
      "Four equally likely letters: what is −ln of the probability of the right one?",
      "At which of the four steps is the letter just read not enough? What is the best it can say there?",
    ],
    solution: "ln 4 and 2 · ln 2 / 4",
  });

  const q12 = question({
    id: "language/q12",
    items: [82, 79],
    asks: "A text of 6 words, 36 characters. A word model has a perplexity of 4 a word on it, a character model one of 1.3 a character. ln P of the text under each (`words`, `characters`), and under which is it `likelier`? And how many words does a character model call unknown (`unknown`)?",
    answer: several({
      words: {
        answer: approximately(-6 * Math.log(4), { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 6 * Math.log(4), hint: "the logarithm of a probability is below 0." },
          { answer: -Math.log(4), hint: "that is one word; the text has six." },
          { answer: -Math.log(24), hint: "each of the six words adds −ln 4." },
          { answer: -24, hint: "ln of the perplexity is what a word costs." },
        ],
      },
      characters: {
        answer: approximately(-36 * Math.log(1.3), { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 36 * Math.log(1.3), hint: "the logarithm of a probability is below 0." },
          { answer: -Math.log(1.3), hint: "that is one character; the text has 36." },
          { answer: -6 * Math.log(1.3), hint: "the character model has a step for each of the 36 characters." },
        ],
      },
      likelier: {
        answer: choice("words", { among: ["words", "characters"] }),
        fingerprints: [
          {
            answer: "characters",
            hint: "1.3 is of a character, 4 of a word. Compare ln P of the whole text: which is nearer to 0?",
          },
        ],
      },
      unknown: {
        answer: exactly(0),
        fingerprints: [
          { answer: 6, hint: "which word cannot be spelled with characters that are all known?" },
          { answer: 1, hint: "which word cannot be spelled with characters that are all known?" },
        ],
      },
    }),
    because: "perplexities of other units cannot be compared; ln P of the same text can: −8.3 against −9.4.",
    hints: ["ln P is the number of symbols times −ln of the perplexity.", "Which of the two is nearer to 0?"],
    solution: "−6 · ln 4 = −8.32, −36 · ln 1.3 = −9.45: words, and 0",
  });

  return { q3, q4, q5, q7, q12 };
}
