// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { sigmoid } from "./keeping.ts";
import type { memory } from "./questions.ts";

export const mistakes: MistakesOf<typeof memory> = {
  q1: [
    { answer: xs => xs.reduce((sum, [value, mark]) => sum + value! + mark!, 0), hint: null },
    // `=` for `+=`.
    { answer: xs => xs.reduce((_, [value, mark]) => value! * mark!, 0), hint: null },
    { answer: xs => xs.slice(1).reduce((sum, [value, mark]) => sum + value! * mark!, 0), hint: null },
    { answer: xs => Math.max(...xs.map(([value, mark]) => value! * mark!)), hint: null },
  ],
  q4: [
    { answer: (b, lag) => Math.tanh(b) ** lag, hint: null },
    { answer: (b, lag) => lag ** sigmoid(b), hint: null },
    { answer: (b, lag) => sigmoid(b ** lag), hint: null },
    { answer: (b, lag) => Math.exp(-b) ** lag, hint: null },
  ],
  q6: [
    { answer: (part, lag) => Math.log(part ** lag / (1 - part ** lag)), hint: null },
    { answer: (part, lag) => part ** (1 / lag) / (1 - part ** (1 / lag)), hint: null },
  ],
  q8: [
    // What a training says of itself.
    { answer: async () => 1, hint: null },
    { answer: n => n, hint: null },
    // Nothing is trained, or the seed is not used.
    { answer: (n, sequences: number[][][]) => sequences.map((_, i) => Math.sin(i + n)), hint: null },
    { answer: (_n, sequences: number[][][]) => sequences.map(sequence => sequence[0]![0]!), hint: null },
    // The last input, in the place of the first.
    { answer: (n, sequences: number[][][]) => sequences.map(sequence => (1 + n) * sequence.at(-1)![0]!), hint: null },
  ],
  q9: [
    { answer: (places, length, L) => places.filter(place => place >= length - L).length, hint: null },
    { answer: () => 0.5, hint: null },
    { answer: (_places, length, L) => Math.min(1, 0.5 + L / length / 2), hint: null },
  ],
  q11: [
    { answer: g => Math.abs(g[0]![0]! / g.at(-1)![0]!), hint: null },
    { answer: g => Math.hypot(...g[0]!) - Math.hypot(...g.at(-1)!), hint: null },
    { answer: g => Math.max(...g[0]!.map(Math.abs)) / Math.max(...g.at(-1)!.map(Math.abs)), hint: null },
  ],
  q16: [
    { answer: p => p.reduce((sum, share) => sum + share, 0), hint: null },
    { answer: p => p.reduce((sum, share, k) => sum + share * (p.length - k), 0), hint: null },
  ],
};
