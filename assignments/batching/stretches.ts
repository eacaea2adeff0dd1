// Questions 8 to 11: one long text in stretches, side by side; what is handed on, and what is cut.
import { type Argument, implementation, question, tensorOf } from "../../src/checking/index.ts";
import { filled, lastState, type Matrix } from "./batching-functions.ts";

const range = (start: number, stop: number) => Array.from({ length: Math.max(0, stop - start) }, (_, i) => start + i);

/** Some texts, each a list of inputs in stretches of equal length: the first begins one, the others by chance. */
const begins: Argument<boolean[]> = (draw, { n }) =>
  Array.from({ length: n! }, (_, i) => i === 0 || draw.uniform() < 0.4);

/** The texts' stretches, row after row, as most know batches: the one after the other, from the front. */
const oneAfterTheOther = (text: number[], rows: number, steps: number): number[][][] => {
  const pieces = range(0, Math.floor(text.length / steps)).map(i => text.slice(i * steps, (i + 1) * steps));
  return range(0, Math.floor(pieces.length / rows)).map(i => pieces.slice(i * rows, (i + 1) * rows));
};

const sideBySide = (text: number[], rows: number, steps: number, stop: number): number[][][] => {
  const length = Math.floor(text.length / rows);
  return range(0, stop).map(i =>
    range(0, rows).map(row => text.slice(row * length + i * steps, Math.min(row * length + (i + 1) * steps, (row + 1) * length))),
  ); // biome-ignore format: one call
};

export function stretchQuestions() {
  const q8 = question({
    id: "batching/q8",
    items: [123],
    asks: "A text of 24 characters, numbered 0 to 23, becomes two rows: row 0 begins at 0, row 1 at 12. Each stretch takes 4 characters of every row. Which characters stand in the second stretch? Give two lists.",
    answer: tensorOf([
      [4, 5, 6, 7],
      [16, 17, 18, 19],
    ]),
    because: "each row goes on where it ended, so the state of each row fits what comes next.",
    hints: [
      "Row 0 is the characters 0 to 11 of the text, row 1 those from 12 on.",
      "Row 0 ended with 3. What comes next in the text? And where did row 1 end?",
    ],
    fingerprints: [
      {
        answer: [
          [0, 1, 2, 3],
          [12, 13, 14, 15],
        ],
        hint: "that is the first stretch.",
      },
      {
        answer: [
          [8, 9, 10, 11],
          [20, 21, 22, 23],
        ],
        hint: "that is the third stretch; row 0 would leave out 4 to 7.",
      },
      {
        answer: [
          [8, 9, 10, 11],
          [12, 13, 14, 15],
        ],
        hint: "there row 0 goes on at 8, but it ended with 3: the state would not fit.",
      },
      {
        answer: [
          [4, 5, 6, 7],
          [8, 9, 10, 11],
        ],
        hint: "row 0 goes on rightly; row 1 ended with 15.",
      },
      {
        answer: [
          [16, 17, 18, 19],
          [4, 5, 6, 7],
        ],
        hint: "the right characters, but the rows are exchanged: the state of row 0 goes on in row 0.",
      },
      {
        answer: [
          [5, 6, 7, 8],
          [17, 18, 19, 20],
        ],
        hint: "the characters are numbered from 0: the first stretch ends with 3 and 15.",
      },
    ],
  });

  const q9 = question({
    id: "batching/q9",
    items: [123],
    asks: "Write stretches(text, rows, steps): the list of the stretches, each a list of `rows` lists of `steps` items. What does not fill a row or a stretch is left out.",
    answer: implementation({
      parameters: ({ normal, size }) => ({ text: normal("n"), rows: size("rows"), steps: size("steps") }),
      cases: {
        "a text that comes out even": { n: 24, rows: 2, steps: 4 },
        "a text with a rest": { n: 32, rows: 3, steps: 4 },
        "one row": { n: 13, rows: 1, steps: 5 },
      },
      reference: (text: number[], rows: number, steps: number) => {
        const length = Math.floor(text.length / rows);
        const count = Math.floor(length / steps);
        return Array.from({ length: count }, (_, i) =>
          Array.from({ length: rows }, (_, row) =>
            text.slice(row * length + i * steps, row * length + (i + 1) * steps),
          ),
        );
      },
    }),
    because: "row r is at the characters r · length and on, and each stretch begins where the one before ended.",
    solution: [
      "const length = Math.floor(text.length / rows)",
      "return Array.from({ length: Math.floor(length / steps) }, (_, i) =>",
      "  Array.from({ length: rows }, (_, row) => text.slice(row * length + i * steps, row * length + (i + 1) * steps)))",
    ].join("\n"),
    hints: [
      "How long is a row: `Math.floor(text.length / rows)`. Where in the text does row r begin?",
      "Stretch i of row r begins `i * steps` after the beginning of its row.",
      "`Array.from({ length: n }, (_, i) => …)` makes a list of n things; you need one inside another.",
    ],
    fingerprints: [
      {
        answer: (text, rows, steps) => oneAfterTheOther(text, rows, steps),
        hint: "in yours a stretch takes its rows one after the other from the text: then row 0 does not go on where it ended.",
      },
      {
        answer: (text, rows, steps) => {
          const length = Math.floor(text.length / rows);
          const count = Math.floor(length / steps);
          return range(0, rows).map(row =>
            range(0, count).map(i => text.slice(row * length + i * steps, row * length + (i + 1) * steps)),
          );
        },
        hint: "yours is sorted by rows; the outer list is of stretches.",
      },
      {
        answer: (text, rows, steps) => sideBySide(text, rows, steps, Math.ceil(Math.floor(text.length / rows) / steps)),
        hint: "the last stretch is shorter in yours: leave out what does not fill one.",
      },
      {
        answer: (text, rows, steps) => {
          const length = Math.floor(text.length / rows);
          return range(0, length - steps + 1).map(i =>
            range(0, rows).map(row => text.slice(row * length + i, row * length + i + steps)),
          );
        },
        hint: "yours moves on by one character; the next stretch begins where this one ended.",
      },
    ],
  });

  const q10 = question({
    id: "batching/q10",
    items: [123],
    asks: "Write readStretches(row, begins, W, U, b): `row` is a list of stretches, each a list of inputs. Give the state after each stretch. It starts from zeros where `begins` says that a new text begins there, else from where the stretch before ended.",
    answer: implementation({
      parameters: ({ normal }) => ({
        row: normal("n", "T", "d"),
        begins,
        W: normal("d", "u"),
        U: normal("u", "u"),
        b: normal("u"),
      }),
      cases: {
        "some stretches": { n: 6, T: 2, d: 4, u: 3 },
        "one stretch": { n: 1, T: 3, d: 2, u: 4 },
        "stretches of one step": { n: 5, T: 1, d: 3, u: 2 },
      },
      reference: (row: Matrix[], begins: boolean[], W: Matrix, U: Matrix, b: number[]) => {
        const states: Matrix = [];
        let h = b.map(() => 0);
        for (let i = 0; i < row.length; i++) {
          if (begins[i]) h = b.map(() => 0);
          h = lastState(row[i]!, h, W, U, b);
          states.push(h);
        }
        return states;
      },
      uses: { lastState },
    }),
    because: "within a text the state is carried, and no text knows of another one.",
    solution: [
      "const states: number[][] = []",
      "let h = b.map(() => 0)",
      "row.forEach((xs, i) => {",
      "  if (begins[i]) h = b.map(() => 0)",
      "  h = lastState(xs, h, W, U, b)",
      "  states.push(h)",
      "})",
      "return states",
    ].join("\n"),
    hints: [
      "One variable for the state, outside of the loop over the stretches.",
      "`b.map(() => 0)` is a state of zeros. Where does it come in?",
      "In the loop: zeros if `begins[i]`, then `h = lastState(…)` from h, then push it.",
    ],
    fingerprints: [
      {
        answer: (row, _begins, W, U, b) => row.map(stretch => lastState(stretch, filled(b.length, 0), W, U, b)),
        hint: "every stretch starts from zeros in yours: what was read before is lost.",
      },
      {
        answer: (row, _begins, W, U, b) => {
          let h = filled(b.length, 0);
          return row.map(stretch => {
            h = lastState(stretch, h, W, U, b);
            return h;
          });
        },
        hint: "yours never starts anew: a new text begins with what the text before left.",
      },
      {
        answer: (row, begins, W, U, b) => {
          let h = filled(b.length, 0);
          return row.map((stretch, i) => {
            if (!begins[i]) h = filled(b.length, 0);
            h = lastState(stretch, h, W, U, b);
            return h;
          });
        },
        hint: "the other way round: zeros where a text begins.",
      },
      {
        answer: (row, begins, W, U, b) => {
          let h = filled(b.length, 0);
          return row.map((stretch, i) => {
            h = lastState(stretch, h, W, U, b);
            if (begins[i]) h = filled(b.length, 0);
            return h;
          });
        },
        hint: "yours sets zeros after the stretch is read; they have to be there before.",
      },
      {
        answer: (row, begins, W, U, b) => {
          let h = filled(b.length, 0);
          return row.map((stretch, i) => {
            h = lastState(stretch, begins[i] ? filled(b.length, 0) : h, W, U, b);
            return lastState(stretch.slice(0, 1), h, W, U, b);
          });
        },
        hint: "a step is read twice in yours.",
      },
    ],
  });

  const q11 = question({
    id: "batching/q11",
    items: [51, 123],
    asks: "A text of 40 steps in stretches of 20. The state is carried; the way back ends where its stretch begins. The loss stands at step 33 (steps are counted from 1). The inputs of which steps get a gradient from it? Give [first, last].",
    answer: tensorOf([21, 33]),
    because: "the way back goes from step 33 to the beginning of its stretch, and no further.",
    hints: [
      "In which stretch is step 33, and where does that begin?",
      "Does an input that comes after the loss get a gradient?",
    ],
    fingerprints: [
      { answer: [14, 33], hint: "20 steps back would cross the cut: where does the stretch of step 33 begin?" },
      { answer: [13, 33], hint: "20 steps back would cross the cut: where does the stretch of step 33 begin?" },
      { answer: [1, 33], hint: "the state comes from step 1, but how far does the way back go?" },
      { answer: [1, 40], hint: "the way back ends where the stretch begins; and can later inputs change this loss?" },
      { answer: [21, 40], hint: "inputs after step 33 cannot change a loss at step 33." },
      { answer: [20, 32], hint: "steps are counted from 1 here, the loss stands at 33." },
      { answer: [20, 33], hint: "steps are counted from 1: the first stretch is 1 to 20." },
      { answer: [33, 40], hint: "that is the future; the way back goes to the past." },
      { answer: [21, 32], hint: "the input at step 33 is read before the loss at step 33." },
    ],
  });

  return { q8, q9, q10, q11 };
}
