// Questions 4 to 6: how much a gate leaves after many steps, and which bias it has to begin with.
import { approximately, implementation, question, several } from "../../src/checking/index.ts";

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** What a gate with this bias leaves after so many steps. */
const leftAfter = (b: number, steps: number) => sigmoid(b) ** steps;

export function keepingQuestions() {
  const q4 = question({
    id: "memory/q4",
    items: [102],
    asks: "Write left(b, lag): what share of a state is left after lag steps, where a gate sigmoid(b) multiplies it at each step.",
    answer: implementation({
      parameters: ({ uniform, size }) => ({ b: uniform(0.5, 5), lag: size("lag") }),
      cases: { "some steps": { lag: 7 }, "one step": { lag: 1 }, "many steps": { lag: 60 } },
      uses: { sigmoid },
      reference: (b: number, lag: number) => sigmoid(b) ** lag,
    }),
    because: "each step multiplies by the same factor.",
    hints: [
      "First the gate itself, 1 / (1 + Math.exp(-b)).",
      "After two steps it is the gate times the gate. After lag steps?",
    ],
    solution: "(1 / (1 + Math.exp(-b))) ** lag",
    fingerprints: [
      { answer: (b, lag) => sigmoid(b) * lag, hint: "each step multiplies what the step before has left." },
      { answer: (b, lag) => b ** lag, hint: "b is the bias; the gate is its sigmoid." },
      {
        answer: (b, lag) => sigmoid(b * lag),
        hint: "the gate acts again at each step; you made one gate with a larger bias.",
      },
      { answer: (b, lag) => sigmoid(b) ** (lag + 1), hint: "that is one step too many." },
      { answer: (b, lag) => 1 - sigmoid(b) ** lag, hint: "that is what is lost." },
      {
        answer: (b, lag) => (1 - sigmoid(b)) ** lag,
        hint: "a gate near 1 leaves nearly everything. Look at the sign of the bias, or at what you take from 1.",
      },
    ],
  });

  const q5 = question({
    id: "memory/q5",
    items: [102],
    asks: "What share of a state is left after 60 steps, where the bias of the gate is 0, and where it is the logarithm of 60?",
    answer: several({
      atZero: {
        answer: approximately(leftAfter(0, 60), { tolerance: 0.01 }),
        fingerprints: [
          { answer: 0.5, hint: "that is the gate; it acts 60 times." },
          { answer: 1, hint: "a gate of bias 0 is not open: what is sigmoid(0)?" },
          { answer: 0, hint: "it is small, but not 0." },
        ],
      },
      atLog60: {
        answer: approximately(leftAfter(Math.log(60), 60), { tolerance: 0.01 }),
        fingerprints: [
          { answer: leftAfter(Math.log10(60), 60), hint: "the natural logarithm: Math.log." },
          { answer: 60 / 61, hint: "that is the gate; it acts 60 times." },
          { answer: leftAfter(60, 60), hint: "the bias is the logarithm of 60, not 60." },
        ],
      },
    }),
    because: "a half, sixty times, is next to nothing; sixty sixty-firsts, sixty times, is more than a third.",
    hints: ["Your function of question 4 answers both.", "Math.log(60) is the second bias."],
    solution: "left(0, 60) and left(Math.log(60), 60)",
  });

  const q6 = question({
    id: "memory/q6",
    items: [102],
    asks: "Write biasFor(part, lag): the bias with which that part of a state is left after lag steps.",
    answer: implementation({
      parameters: ({ uniform, size }) => ({ part: uniform(0.1, 0.9), lag: size("lag") }),
      cases: { "some steps": { lag: 9 }, "one step": { lag: 1 }, "many steps": { lag: 200 } },
      reference: (part: number, lag: number) => {
        const gate = part ** (1 / lag);
        return Math.log(gate / (1 - gate));
      },
    }),
    because: "the gate is the root of what is to be left, and the bias is where the sigmoid gives that gate.",
    hints: [
      "Two steps back: first which gate leaves the part, then which bias gives that gate.",
      "If gate ** lag is the part, then the gate is part ** (1 / lag).",
      "Solve gate = 1 / (1 + Math.exp(-b)) for b.",
    ],
    solution: "const gate = part ** (1 / lag), and then Math.log(gate / (1 - gate))",
    fingerprints: [
      { answer: (part, lag) => part ** (1 / lag), hint: "that is the gate; which bias has this sigmoid?" },
      {
        answer: (part, lag) => Math.log(part ** (1 / lag)),
        hint: "the logarithm undoes exp; what undoes the sigmoid?",
      },
      {
        answer: (part, lag) => sigmoid(part ** (1 / lag)),
        hint: "you take the sigmoid once more; it has to be undone.",
      },
      {
        answer: (part, lag) => Math.log((1 - part ** (1 / lag)) / part ** (1 / lag)),
        hint: "the sign: put your bias into question 4.",
      },
      {
        answer: (part, lag) => Math.log(part / lag / (1 - part / lag)),
        hint: "each step multiplies: which number, lag times multiplied with itself, gives the part?",
      },
      {
        answer: (_part, lag) => Math.log(lag),
        hint: "that leaves about a third after every lag, whatever part is asked for.",
      },
      {
        answer: part => Math.log(part / (1 - part)),
        hint: "that is right for one step; how large may the gate be for more?",
      },
    ],
  });

  return { q4, q5, q6 };
}
