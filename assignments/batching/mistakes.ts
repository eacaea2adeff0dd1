// Wrong solutions of the lesson's functions as students write them; numbers have theirs beside the questions.
import type { MistakesOf } from "../../src/checking/index.ts";
import { step } from "../cell/cell-functions.ts";
import { filled, lastState } from "./batching-functions.ts";
import type { batching } from "./questions.ts";

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
const longestOf = (sequences: number[][]) => Math.max(...sequences.map(sequence => sequence.length));

export const mistakes: MistakesOf<typeof batching> = {
  q2: [
    // A zero too many.
    {
      answer: (sequences, side) =>
        sequences.map(sequence => {
          const zeros = filled(longestOf(sequences) + 1 - sequence.length, 0);
          return side === "pre" ? [...zeros, ...sequence] : [...sequence, ...zeros];
        }),
      hint: null,
    },
    // As long as the first one, and as the last one.
    {
      answer: (sequences, side) =>
        sequences.map(sequence => {
          const zeros = filled(Math.max(0, sequences[0]!.length - sequence.length), 0);
          return side === "pre" ? [...zeros, ...sequence] : [...sequence, ...zeros];
        }),
      hint: "length of the first",
    },
    {
      answer: (sequences, side) =>
        sequences.map(sequence => {
          const zeros = filled(Math.max(0, sequences.at(-1)!.length - sequence.length), 0);
          return side === "pre" ? [...zeros, ...sequence] : [...sequence, ...zeros];
        }),
      hint: "length of the last",
    },
    { answer: sequences => sequences, hint: null },
    // The padding is the last number again.
    {
      answer: (sequences, side) =>
        sequences.map(sequence => {
          const more = filled(longestOf(sequences) - sequence.length, sequence.at(-1)!);
          return side === "pre" ? [...more, ...sequence] : [...sequence, ...more];
        }),
      hint: null,
    },
  ],
  q4: [
    { answer: (_xs, _mask, h) => h, hint: null },
    {
      // Only the first step that counts.
      answer: (xs, mask, h, W, U, b) => (mask.includes(1) ? step(xs[mask.indexOf(1)]!, h, W, U, b) : h),
      hint: null,
    },
    {
      // The mask of the step before.
      answer: (xs, mask, h, W, U, b) => {
        let state = h;
        for (const [t, x] of xs.entries()) if (mask[t - 1] === 1) state = step(x, state, W, U, b);
        return state;
      },
      hint: null,
    },
    {
      // Moved to the front, as many as count.
      answer: (xs, mask, h, W, U, b) => lastState(xs.slice(0, sum(mask)), h, W, U, b),
      hint: null,
    },
  ],
  q6: [
    {
      answer: (losses, mask) => {
        const kept = losses.flat().filter((_, i) => mask.flat()[i] === 0);
        return sum(kept) / Math.max(1, kept.length);
      },
      hint: null,
    },
    {
      // The first row's mask for all.
      answer: (losses, mask) => {
        const kept = losses.flatMap(row => row.filter((_, t) => mask[0]![t] === 1));
        return sum(kept) / kept.length;
      },
      hint: null,
    },
    {
      answer: (losses, mask) => {
        const kept = losses.flat().filter((_, i) => mask.flat()[i] === 1);
        return sum(kept) / (kept.length + 1);
      },
      hint: null,
    },
  ],
  q9: [
    {
      // Rows interleaved: every `rows`-th character.
      answer: (text, rows, steps) => {
        const count = Math.floor(Math.floor(text.length / rows) / steps);
        return Array.from({ length: count }, (_, i) =>
          Array.from({ length: rows }, (_, row) =>
            Array.from({ length: steps }, (_, t) => text[(i * steps + t) * rows + row]!),
          ),
        );
      },
      hint: null,
    },
    {
      // Steps and rows exchanged.
      answer: (text, rows, steps) => {
        const length = Math.floor(text.length / rows);
        return Array.from({ length: Math.floor(length / steps) }, (_, i) =>
          Array.from({ length: steps }, (_, t) =>
            Array.from({ length: rows }, (_, row) => text[row * length + i * steps + t]!),
          ),
        );
      },
      hint: null,
    },
    {
      // All rows from the beginning.
      answer: (text, rows, steps) => {
        const length = Math.floor(text.length / rows);
        return Array.from({ length: Math.floor(length / steps) }, (_, i) =>
          Array.from({ length: rows }, () => text.slice(i * steps, (i + 1) * steps)),
        );
      },
      hint: null,
    },
  ],
  q10: [
    {
      // Only the first stretch starts from zeros, and then from the first state.
      answer: (row, _begins, W, U, b) => {
        const first = lastState(row[0]!, filled(b.length, 0), W, U, b);
        return row.map((stretch, i) => (i === 0 ? first : lastState(stretch, first, W, U, b)));
      },
      hint: null,
    },
    {
      // The flags of the stretch before.
      answer: (row, begins, W, U, b) => {
        let h = filled(b.length, 0);
        return row.map((stretch, i) => {
          h = lastState(stretch, begins[i - 1] ? filled(b.length, 0) : h, W, U, b);
          return h;
        });
      },
      hint: null,
    },
    {
      // The first step of each stretch alone.
      answer: (row, begins, W, U, b) => {
        let h = filled(b.length, 0);
        return row.map((stretch, i) => {
          h = step(stretch[0]!, begins[i] ? filled(b.length, 0) : h, W, U, b);
          return h;
        });
      },
      hint: null,
    },
  ],
};
