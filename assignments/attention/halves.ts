// Questions 1 and 2: one half reads, the other writes, and a vector lies between them.
import { approximately, exactly, implementation, question, several } from "../../src/checking/index.ts";
import { step } from "../cell/cell-functions.ts";
import { lastState, type Matrix, outputsFrom, readout, type Weights } from "./attention-functions.ts";

export function halvesQuestions() {
  const q1 = question({
    id: "attention/q1",
    items: [99, 117],
    asks: "Write translate(xs, n, encoder, decoder, V, c): a list of n outputs. The encoder reads xs from a state of zeros. Its last state is the decoder's first. At each step the decoder reads a vector, goes one step, and says readout(h, V, c). It reads zeros first, then what it said last. Both cells are { W, U, b }.",
    answer: implementation({
      parameters: ({ normal, size, fields }) => ({
        xs: normal("T", "d"),
        n: size("n"),
        encoder: fields({ W: normal("d", "u"), U: normal("u", "u"), b: normal("u") }),
        decoder: fields({ W: normal("k", "u"), U: normal("u", "u"), b: normal("u") }),
        V: normal("u", "k"),
        c: normal("k"),
      }),
      cases: {
        "five in, two out": { T: 5, n: 2, d: 4, u: 3, k: 6 },
        "two in, four out": { T: 2, n: 4, d: 5, u: 6, k: 3 },
        "one in, one out": { T: 1, n: 1, d: 2, u: 4, k: 3 },
        "six in, two out": { T: 6, n: 2, d: 3, u: 4, k: 5 },
      },
      reference: (xs: Matrix, n: number, encoder: Weights, decoder: Weights, V: Matrix, c: number[]) => {
        let h = encoder.b.map(() => 0);
        for (const x of xs) h = step(x, h, encoder.W, encoder.U, encoder.b);
        const said: Matrix = [];
        let y = c.map(() => 0);
        for (let t = 0; t < n; t++) {
          h = step(y, h, decoder.W, decoder.U, decoder.b);
          y = readout(h, V, c);
          said.push(y);
        }
        return said;
      },
      uses: { step, readout },
    }),
    because: "many-to-one, then one-to-many: between them lies one vector, and the two lengths are free.",
    hints: [
      "Two loops, one after the other: the first over xs, the second over n steps. Which variable goes through both?",
      "In the second loop, what is read first, and what is read at the next step? Keep it in a variable of its own.",
    ],
    fingerprints: [
      {
        answer: (_xs, n, _encoder, decoder, V, c) => outputsFrom(decoder.b.map(() => 0), n, decoder, V, c), // biome-ignore format: a line
        hint: "your decoder starts from zeros, so it knows nothing of what was read. Whose state does it start from?",
      },
      {
        answer: (xs, n, encoder, decoder, V, c) =>
          outputsFrom(lastState(xs, encoder), n, decoder, V, c, y => y.map(() => 0)),
        hint: "yours reads zeros at every step; after the first it reads what it said last.",
      },
      {
        answer: (xs, n, encoder, decoder, V, c) => {
          const h = lastState(xs, encoder);
          const first = readout(h, V, c);
          let state = h;
          let y = first;
          return Array.from({ length: n }, () => {
            const said = y;
            state = step(y, state, decoder.W, decoder.U, decoder.b);
            y = readout(state, V, c);
            return said;
          });
        },
        hint: "yours speaks before the decoder has gone its first step: it reads zeros, goes a step, and then says something.",
      },
      {
        answer: (xs, n, encoder, decoder, V, c) => outputsFrom(lastState(xs, encoder), n, decoder, V, c, y => y, c),
        hint: "yours reads c first; that is no output. It reads zeros first, as many as c has numbers.",
      },
      {
        answer: (xs, n, encoder, decoder, V, c) => outputsFrom(lastState(xs, encoder), n + 1, decoder, V, c),
        hint: "yours says one output too many.",
      },
      {
        answer: (xs, n, encoder, decoder, V, c) =>
          outputsFrom(lastState(xs, encoder), n, decoder, V, c, y => y.map(Math.tanh)),
        hint: "yours reads something else than what it said: no tanh between.",
      },
      {
        answer: (xs, n, encoder, decoder, V, c) => outputsFrom(lastState(xs.slice(0, 1), encoder), n, decoder, V, c),
        hint: "your encoder reads one input only. Does its state go on from step to step?",
      },
      {
        answer: (xs, n, encoder, decoder, V, c) => {
          const from = lastState(xs, encoder);
          let y = c.map(() => 0);
          return Array.from({ length: n }, () => {
            y = readout(step(y, from, decoder.W, decoder.U, decoder.b), V, c);
            return y;
          });
        },
        hint: "each step of your decoder begins from the encoder's state again; only the first does.",
      },
    ],
  });

  const q2 = question({
    id: "attention/q2",
    items: [99],
    asks: "The encoder has 48 units. Of how many numbers is the vector between the halves, when 5 digits were read (`five`), and when 50 were (`fifty`)? There are 10¹² numbers of 12 digits, if zeros may stand in front. How many bits does one need at least, to tell them apart (`needed`)? And how many bits have the 48 numbers, at 32 bits each (`room`)?",
    answer: several({
      five: {
        answer: exactly(48),
        fingerprints: [
          { answer: 240, hint: "only the last state is handed over, not one for each digit." },
          { answer: 5, hint: "it is not the digits that are handed over, but the encoder's state." },
        ],
      },
      fifty: {
        answer: exactly(48),
        fingerprints: [
          { answer: 2_400, hint: "only the last state is handed over, not one for each digit." },
          { answer: 50, hint: "it is not the digits that are handed over, but the encoder's state." },
          { answer: 480, hint: "has the encoder more units when it reads more?" },
        ],
      },
      needed: {
        answer: approximately(Math.log2(1e12), { tolerance: 6e-3 }),
        fingerprints: [
          {
            answer: 48,
            hint: "that is four bits for each digit. All of them together need fewer: log₂ of how many numbers there are.",
          },
          { answer: 39, hint: "39 bits tell fewer than 10¹² things apart: a little more is needed." },
          { answer: 36, hint: "three bits have 8 values; a digit has 10." },
          { answer: 12 * Math.log(10), hint: "that is the natural logarithm; bits want log₂: `Math.log2`." },
          { answer: 12, hint: "that is log₁₀, so digits; bits want log₂: `Math.log2`." },
        ],
      },
      room: {
        answer: exactly(1_536),
        fingerprints: [
          { answer: 48, hint: "each of the 48 numbers has 32 bits." },
          { answer: 32, hint: "that is one number of 48." },
          { answer: 2 ** 32 * 48, hint: "that counts values; 32 bits are 32 bits." },
        ],
      },
    }),
    because: "48, whatever was read; 12 digits are 40 bits, and there are 1,536. Room is not what is missing.",
    hints: [
      "What does a cell hand over when it has read everything?",
      "n bits tell 2ⁿ things apart. Which n makes that 10¹²?",
    ],
    solution: "48, 48, Math.log2(1e12) = 39.9, 48 · 32",
  });

  return { q1, q2 };
}
