// Questions 1 to 5: what a generator learns from.
import { exactly, implementation, matching, question, several } from "../../src/checking/index.ts";

export interface Pair {
  x: number[];
  y: number;
}

export function exampleQuestions() {
  const q1 = question({
    id: "generation/q1",
    items: [15],
    asks: "Write windows(text, n): for each place where n symbols and one more stand, { x: the n symbols, y: the symbol after them }.",
    answer: implementation({
      parameters: ({ integers, size }) => ({ text: integers("V", "T"), n: size("n") }),
      cases: {
        "some windows": { T: 9, n: 3, V: 7 },
        "windows of one": { T: 5, n: 1, V: 6 },
        "a single window": { T: 5, n: 4, V: 8 },
      },
      reference: (text: number[], n: number) => {
        const list: Pair[] = [];
        for (let t = 0; t + n < text.length; t++) list.push({ x: text.slice(t, t + n), y: text[t + n]! });
        return list;
      },
    }),
    because: "many-to-one: n symbols are read, and one is said, the next.",
    hints: [
      "A window that begins at t has the symbols t to t + n − 1: `text.slice(t, t + n)`. Which symbol is after it?",
      "The last window must have a symbol after it: up to which t?",
    ],
    fingerprints: [
      {
        answer: (text, n) => pairs(text, n, 1).map(({ x }) => ({ x, y: x.at(-1)! })),
        hint: "yours says the last symbol that it has read: that is copying.",
      },
      {
        answer: (text, n) => pairs(text, n, n),
        hint: "yours begins a window only where the one before ended; there is one at each place.",
      },
      {
        answer: (text, n) => pairs(text, n + 1, 1).map(({ x }) => ({ x: x.slice(0, n), y: x[n]! })),
        hint: "the last window is missing: its y is the last symbol of the text.",
      },
      {
        answer: (text, n) => pairs(text, n + 1, 1),
        hint: "yours reads n + 1 symbols.",
      },
      {
        answer: (text, n) => pairs(text, n, 1).map(({ x, y }) => ({ x: [...x].reverse(), y })),
        hint: "the symbols are read in the order in which they stand.",
      },
      {
        answer: (text, n) => text.map((_, t) => ({ x: text.slice(t, t + n), y: text[t + n]! })),
        hint: "yours begins a window at every symbol. At the end of the text there are no n symbols left, and none after them.",
      },
      {
        answer: (text, n) => text.slice(n - 1).map((_, t) => ({ x: text.slice(t, t + n), y: text[t + n]! })),
        hint: "the last window is one too many: after it no symbol stands, so it has nothing to say.",
      },
    ],
  });

  const q2 = question({
    id: "generation/q2",
    items: [16],
    asks: "Write stretches(text, n): the text in stretches of n steps, one after the other, each { x: n symbols, y: for each of them the symbol after it }. What does not fill a stretch is left out.",
    answer: implementation({
      parameters: ({ integers, size }) => ({ text: integers("V", "T"), n: size("n") }),
      cases: {
        "some stretches": { T: 11, n: 3, V: 7 },
        "no symbol to spare": { T: 9, n: 4, V: 6 },
        "stretches of one": { T: 5, n: 1, V: 8 },
      },
      reference: (text: number[], n: number) => {
        const list: { x: number[]; y: number[] }[] = [];
        for (let t = 0; t + n < text.length; t += n)
          list.push({ x: text.slice(t, t + n), y: text.slice(t + 1, t + n + 1) });
        return list;
      },
    }),
    because: "many-to-many: at each step one symbol is read and the next is said. So y is x, moved by one.",
    hints: [
      "x is `text.slice(t, t + n)`. y begins one place later, and is as long.",
      "The next stretch begins at t + n. The last symbol of y must be there: t + n < text.length.",
    ],
    fingerprints: [
      {
        answer: (text, n) => parts(text, n, n).map(({ x }) => ({ x, y: x })),
        hint: "yours says what it reads: that is copying.",
      },
      {
        answer: (text, n) => parts(text, n, 1),
        hint: "yours begins a stretch at each place; here one begins where the one before ended.",
      },
      {
        answer: (text, n) => parts(text, n, n).map(({ x, y }) => ({ x: y, y: x })),
        hint: "x and y are exchanged: it says the past.",
      },
      {
        answer: (text, n) => parts(text, n, n).map(({ x, y }) => ({ x: x.slice(0, -1), y: y.slice(0, -1) })),
        hint: "a stretch has n steps, each with a symbol to read and one to say.",
      },
      {
        answer: (text, n) => whole(text, n).map(t => ({ x: text.slice(t, t + n), y: text.slice(t + 1, t + n + 1) })),
        hint: "yours counts how often n fits into the text. The last y needs one symbol more.",
      },
      {
        answer: (text, n) => whole(text, n).map(t => ({ x: text.slice(t, t + n), y: text.slice(t, t + n) })),
        hint: "yours says what it reads. And with y moved, the last stretch needs one symbol more.",
      },
    ],
  });

  const q3 = question({
    id: "generation/q3",
    items: [18, 15, 16],
    asks: "A text of 101 symbols, n = 10. How many `windows` has it, and how many `stretches`? How many symbols does the network learn to say in one run over a window (`fromWindow`), and over a stretch (`fromStretch`)? And how often must a symbol be read for that, all windows together (`readByWindows`)?",
    answer: several({
      windows: {
        answer: exactly(91),
        fingerprints: [
          { answer: 92, hint: "after the last one no symbol stands." },
          { answer: 10, hint: "a window begins at each place, not only after the one before." },
          { answer: 101, hint: "a window needs n symbols and one more." },
        ],
      },
      stretches: {
        answer: exactly(10),
        fingerprints: [
          { answer: 11, hint: "an eleventh would need symbols that are not there." },
          { answer: 91, hint: "a stretch begins where the one before ended." },
        ],
      },
      fromWindow: {
        answer: exactly(1),
        fingerprints: [{ answer: 10, hint: "of a window only the last output is compared with something." }],
      },
      fromStretch: {
        answer: exactly(10),
        fingerprints: [
          { answer: 1, hint: "at each step of a stretch an output is compared with the next symbol." },
          { answer: 100, hint: "that is all stretches together." },
        ],
      },
      readByWindows: {
        answer: exactly(910),
        fingerprints: [
          { answer: 100, hint: "that is for stretches; windows overlap." },
          { answer: 91, hint: "each of the windows reads 10." },
          { answer: 1010, hint: "how many windows are there?" },
        ],
      },
    }),
    because: "91 windows of 10 steps teach 91 symbols; 10 stretches of 10 steps teach 100, for a ninth of the work.",
    hints: [
      "The last window begins where? After it one symbol must stand.",
      "At how many steps of a stretch is something to be said?",
    ],
    solution: "101 − 10, 10, 1, 10, 91 · 10",
  });

  const q4 = question({
    id: "generation/q4",
    items: [17],
    asks: 'One network, one set of weights. A reads the last 10 symbols as a window, from a state of zeros. B reads the same 10 symbols as a stretch; its state is "from zeros", or "carried" from 100 symbols before. Is the last output of B "the same" as that of A, or "another"?',
    answer: matching({ "from zeros": "the same", carried: "another" }, { among: ["the same", "another"] }),
    because: "the step is the same, so what counts is where it starts. Trained apart, the two have other weights, too.",
    hints: [
      "What decides a recurrent network's output: anything but its weights, its inputs and the state it starts from?",
    ],
    fingerprints: [
      { answer: { "from zeros": "another" }, hint: "from zeros: which of weights, inputs and start is another one?" },
      { answer: { carried: "the same" }, hint: "carried: is its start that of A?" },
    ],
  });

  const q5 = question({
    id: "generation/q5",
    items: [27],
    asks: "Write taughtInputs(targets, start): what a taught decoder reads at each step, where `targets` are the ids that it has to say and `start` is the id that begins every text.",
    answer: implementation({
      parameters: ({ integers }) => ({
        targets: integers(9, "T"),
        start: (draw: { integer(below: number): number }) => 9 + draw.integer(5),
      }),
      cases: { "some steps": { T: 5 }, "one step": { T: 1 }, "a long text": { T: 12 } },
      reference: (targets: number[], start: number) => [start, ...targets.slice(0, -1)],
    }),
    because: "ln P of a text is a sum of ln P(next | the right ones before): to learn by it, the right ones are read.",
    hints: [
      "At step t it says `targets[t]`. What stands right before that?",
      "First `start`, then all targets but the last.",
    ],
    fingerprints: [
      { answer: targets => targets, hint: "yours reads the symbol that it has to say." },
      {
        answer: (targets, start) => [start, ...targets],
        hint: "yours reads one symbol too many: how many steps are there?",
      },
      {
        answer: targets => [targets[0]!, ...targets.slice(0, -1)],
        hint: "at the first step nothing has been said yet: `start` is read.",
      },
      {
        answer: (targets, start) => [...targets.slice(1), start],
        hint: "yours reads the future. Which way is the shift?",
      },
      {
        answer: (targets, start) => targets.map(() => start),
        hint: "yours reads `start` all the time: where are the symbols before?",
      },
    ],
  });

  return { q1, q2, q3, q4, q5 };
}

/** Where stretches begin whose n symbols are there, whatever comes after them. */
const whole = (text: readonly number[], n: number): number[] =>
  Array.from({ length: Math.floor(text.length / n) }, (_, i) => i * n);

const pairs = (text: readonly number[], n: number, by: number): Pair[] => {
  const list: Pair[] = [];
  for (let t = 0; t + n < text.length; t += by) list.push({ x: text.slice(t, t + n), y: text[t + n]! });
  return list;
};

const parts = (text: readonly number[], n: number, by: number): { x: number[]; y: number[] }[] => {
  const list: { x: number[]; y: number[] }[] = [];
  for (let t = 0; t + n < text.length; t += by) list.push({ x: text.slice(t, t + n), y: text.slice(t + 1, t + n + 1) });
  return list;
};
