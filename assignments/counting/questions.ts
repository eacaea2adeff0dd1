// Counting parameters: the questions of the lesson notebooks/03-counting.ipynb.
import { choice, exactly, implementation, question, several } from "../../src/checking/index.ts";
import { comparisonQuestions } from "./comparisons.ts";
import { examQuestions } from "./exam.ts";
import { dense, simpleRNN } from "./formulas.ts";
import { gateQuestions } from "./gates.ts";

const people = ["A", "B", "C", "D"] as const;

/** Who of four gave a wrong answer; whoever names another is told what the answer lacks. */
const person = (right: (typeof people)[number], hint: string) => ({
  answer: choice(right, { among: people }),
  fingerprints: people.filter(other => other !== right).map(answer => ({ answer, hint })),
});

/** The questions of the assignment "counting", made when they are first asked for. */
export function counting() {
  const q1 = question({
    id: "counting/q1",
    items: [4],
    asks: "2 units read 3 features. How many weights are multiplied by features?",
    answer: exactly(6),
    because: "each of the 2 units has a weight for each of the 3 features: 2 · 3.",
    hints: ["Take one unit first. How many features does it look at?", "Then there are two such units."],
    solution: "One unit has 3 weights for the 3 features. Two units have twice as many.",
    fingerprints: [
      { answer: 3, hint: "that is one unit; the layer has two, and each has weights of its own." },
      { answer: 5, hint: "you added units and features; each unit has a weight for each feature." },
      { answer: 10, hint: "that counts what looks at the past as well; here only the features are asked for." },
      {
        answer: 12,
        hint: "that is everything that the layer learns; here only the weights of the features are asked for.",
      },
      { answer: 8, hint: "the biases are in it; here only weights are asked for." },
    ],
  });

  const q2 = question({
    id: "counting/q2",
    items: [4],
    asks: "How many weights are multiplied by what the 2 units held one step before?",
    answer: exactly(4),
    because: "each of the 2 units looks at both units, itself included: 2 · 2.",
    hints: ["Take one unit first. At how many units does it look?", "It looks at itself, too."],
    solution: "One unit looks at both units: 2 weights. Two units do so.",
    fingerprints: [
      { answer: 2, hint: "does each unit look only at itself, or only at the other one? It looks at both." },
      { answer: 6, hint: "those read the features; what looks at the step before?" },
      {
        answer: 10,
        hint: "the weights of the features are in it; only those that look at the step before are asked for.",
      },
      { answer: 1, hint: "that would be one weight for the whole layer; each unit has its own for each unit." },
    ],
  });

  const q3 = question({
    id: "counting/q3",
    items: [4],
    asks: "How many numbers does the layer of 2 units and 3 features learn in all?",
    answer: exactly(simpleRNN(3, 2)),
    because: "6 weights read the features, 4 look at the step before, and 2 are biases.",
    hints: ["Three kinds of numbers: two you have counted. What is the third?", "Each unit has a bias."],
    solution: "Your answers to questions 1 and 2, and a bias for each unit.",
    fingerprints: [
      { answer: 10, hint: "the biases are missing: each unit has one." },
      { answer: 11, hint: "one bias for the whole layer? Each unit has its own." },
      { answer: 8, hint: "what looks at the step before is missing." },
      { answer: 6, hint: "is that one kind of numbers only? There are three kinds." },
      { answer: 13, hint: "a bias belongs to a unit, not to a feature." },
      { answer: 15, hint: "features have no biases; only units have." },
      { answer: 14, hint: "two biases for each unit? Here each has one." },
    ],
  });

  const q4 = question({
    id: "counting/q4",
    items: [4],
    asks: "Write recurrentCount(d, u): the number of parameters of a simple recurrent layer of u units on d features.",
    answer: implementation({
      parameters: ({ size }) => ({ d: size("d"), u: size("u") }),
      cases: {
        "the layer of section 1": { d: 3, u: 2 },
        "more features than units": { d: 11, u: 5 },
        "more units than features": { d: 4, u: 9 },
        "one unit": { d: 7, u: 1 },
      },
      draws: 1,
      reference: (d: number, u: number) => u * (d + u) + u,
    }),
    because:
      "each of u units has d weights for the features, u for the step before, and a bias: u(d + u) + u, as exams write it. Yours may look different and be the same.",
    hints: [
      "Go back to questions 1 to 3, and put d in the place of 3 and u in the place of 2.",
      "Three products or numbers are added: what reads, what carries the past, what shifts.",
      "One unit needs d + u weights and a bias. There are u units.",
    ],
    solution: "`u * (d + u) + u`",
    fingerprints: [
      { answer: (d, u) => u * (d + u), hint: "the biases are missing: each unit has one." },
      {
        answer: (d, u) => u * d,
        hint: "those read the features; what looks at the step before, and where are the biases?",
      },
      { answer: (_d, u) => u * u + u, hint: "what reads the features is missing." },
      {
        answer: (d, u) => d + u,
        hint: "you add the sizes; each of u units has a weight for each of d features: a product.",
      },
      { answer: (d, u) => u * (d + u) + 1, hint: "one bias for the whole layer? Each unit has its own." },
      { answer: (d, u) => u * d + u, hint: "what looks at the step before is missing." },
      {
        answer: (d, u) => u * d + u + u,
        hint: "each unit looks at *all* units of the step before, not only at itself.",
      },
      { answer: (d, u) => u * (d + u) + d, hint: "a bias belongs to a unit, not to a feature." },
      { answer: (d, u) => u * (d + u) + 2 * u, hint: "two biases for each unit? Here each has one." },
      { answer: (d, u) => d * (d + u) + d, hint: "d and u are swapped: which of the two is the number of units?" },
      { answer: (d, u) => u * (d + u + u) + u, hint: "the weights that carry the past are counted twice." },
      {
        answer: (d, u) => 2 * u * d + u,
        hint: "what carries the past leads from units to units: it does not depend on d.",
      },
    ],
  });

  const q5 = question({
    id: "counting/q5",
    items: [5],
    asks: "Write denseCount(d, u): the number of parameters of a dense layer of u outputs on d inputs.",
    answer: implementation({
      parameters: ({ size }) => ({ d: size("d"), u: size("u") }),
      cases: {
        "more inputs than outputs": { d: 11, u: 5 },
        "more outputs than inputs": { d: 4, u: 9 },
        "one output": { d: 7, u: 1 },
      },
      draws: 1,
      reference: (d: number, u: number) => d * u + u,
    }),
    because: "each of u outputs has d weights and a bias: ud + u.",
    hints: ["Take your recurrentCount. What of it belongs to the past?", "One output needs d weights and a bias."],
    solution: "`d * u + u`",
    fingerprints: [
      { answer: (d, u) => u * d, hint: "the biases are missing: each output has one." },
      { answer: (d, u) => u * d + 1, hint: "one bias for the whole layer? Each output has its own." },
      { answer: (d, u) => u * d + d, hint: "a bias belongs to an output, not to an input." },
      { answer: (d, u) => u * (d + u) + u, hint: "that is a recurrent layer; a dense one has no past to carry." },
      { answer: (d, u) => u * d + u * u, hint: "a dense layer has no weights from outputs to outputs." },
    ],
  });

  const { q6, q7, q8 } = examQuestions();

  const q9 = question({
    id: "counting/q9",
    items: [4, 6],
    asks: "Write unitsOf(d, parameters): how many units has a simple recurrent layer on d features with that many parameters?",
    answer: implementation({
      parameters: ({ size }) => ({
        d: size("d"),
        parameters: (_, { d, u }) => simpleRNN(d!, u!),
      }),
      cases: {
        "the row of the summary": { d: 5, u: 8 },
        "a layer of one unit": { d: 6, u: 1 },
        "a wide layer": { d: 3, u: 41 },
      },
      draws: 1,
      uses: { simpleRNN },
      reference: (d: number, parameters: number) => {
        let u = 1;
        while (simpleRNN(d, u) < parameters) u++;
        return u;
      },
    }),
    because: "the count grows with u, so the first u that reaches the number is the one.",
    hints: [
      "Your `recurrentCount(d, u)` tells how many parameters a layer of u units has. Try u = 1, then 2, then 3: when do you stop?",
      "`let u = 1`, and then a `while` loop that makes u larger as long as the count is too small. After the loop, return u.",
      "What stands between the parentheses of `while (…)`? That the count of u units is still below `parameters`.",
    ],
    solution: "`let u = 1; while (recurrentCount(d, u) < parameters) u++; return u`",
    fingerprints: [
      {
        answer: (d, parameters) => {
          let u = 1;
          while (simpleRNN(d, u) <= parameters) u++;
          return u;
        },
        hint: "one too many: stop as soon as the count is reached.",
      },
      {
        answer: (d, parameters) => {
          let u = 0;
          while (simpleRNN(d, u + 1) < parameters) u++;
          return u;
        },
        hint: "one too few: does your loop stop one step early?",
      },
      {
        answer: (d, parameters) => Math.round((parameters - d) / d),
        hint: "it is no plain division: the units multiply each other as well. Try sizes in a loop.",
      },
      {
        answer: (d, parameters) => {
          let u = 1;
          while (dense(d, u) < parameters) u++;
          return u;
        },
        hint: "you look for a dense layer; use the count of a recurrent one.",
      },
    ],
  });

  const q10 = question({
    id: "counting/q10",
    items: [5],
    asks: "Which mistake gives which answer to question 8?",
    answer: several({
      gave8_768: person("C", "106 less than the right total: which numbers are 106 together?"),
      gave3_754: person("A", "5,120 less than the right total: that is 32 · 32 + 64 · 64."),
      gave8_746: person("D", "128 less than the right total: 2 inputs fewer for each of 64 units."),
      gave823_050: person("B", "about a hundred times the right total: what is there a hundred times?"),
    }),
    because:
      "each number is the right one less what was forgotten: 106 biases, both recurrent matrices, the 2 · 64 weights with which layer 2 would read two more inputs; or 100 times each recurrent layer.",
    hints: [
      "How far is each number from the right one? Which of the four mistakes is about that large?",
      "The right total has 32 + 64 + 10 biases.",
      "One of the numbers is about a hundred times too large.",
    ],
    solution:
      "C has lost 106 biases, A the matrices of 32·32 and 64·64, D 64 · 2 weights; B has a hundred times too many.",
  });

  return { q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, ...comparisonQuestions(), ...gateQuestions() };
}
