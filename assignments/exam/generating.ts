// (e) What a generative system is, and the two ways to build one.
import {
  type Argument,
  exactly,
  implementation,
  type ParameterMakers,
  question,
  several,
  text,
} from "../../src/checking/index.ts";

/** A text of `length` characters, and how many of them a window has. */
export interface TextNumbers {
  readonly length: number;
  readonly n: number;
}

/** ln P of a sequence by the chain rule, the end symbol counted: the reference of question e3. */
export function logProbability(probabilities: number[][], ids: number[]): number {
  let sum = 0;
  for (let t = 0; t < ids.length; t++) sum += Math.log(probabilities[t]![ids[t]!]!);
  return sum;
}

/** A distribution for each step, over `V` symbols; none is near 0. */
const distributions: Argument<number[][]> = (draw, { T, V }) =>
  Array.from({ length: T! }, () => {
    const weights = Array.from({ length: V! }, () => draw.uniform(0.2, 1));
    const sum = weights.reduce((all, weight) => all + weight, 0);
    return weights.map(weight => weight / sum);
  });

export const sequenceParameters = ({ integers }: ParameterMakers) => ({
  probabilities: distributions,
  ids: integers("V", "T"),
});

export function generatingQuestions({ length, n }: TextNumbers) {
  const e1 = question({
    id: "exam/e1",
    items: [14, 15, 16],
    points: 2,
    asks: "What is a generative system for sequences, and what are the two ways to build one with a recurrent network? Three to seven sentences.",
    answer: text({
      writtenIn: "markdown",
      rubric: [
        {
          wants:
            "it models the probability of the next symbol given those before, and writes by drawing from it and feeding that back",
          marks: 1,
        },
        { wants: "many to one: a window of n symbols goes in, the next one is the target", marks: 0.5 },
        { wants: "many to many: at every step the target is the next symbol, the input shifted by one", marks: 0.5 },
      ],
      samples: [
        {
          answer:
            "A generative system models how likely each next symbol is, given all before it. It writes by drawing a symbol from that distribution and feeding it back as the next input, until an end symbol comes. The first way is many to one: a window of n symbols is read, and the target is the one behind it. The second is many to many: at each step the target is the next symbol, so the targets are the inputs shifted by one.",
          marks: 2,
        },
        {
          answer:
            "It writes new text that looks like the text it has learned from. You can train it with windows and one target, or with a target at each step.",
          marks: 1,
        },
        {
          answer:
            "It is a system that recognizes what a sequence means, for example whether a review is good or bad, and then says it.",
          marks: 0,
        },
      ],
      minWords: 20,
      maxWords: 220,
    }),
    because: "the next symbol from those before, trained on windows with one target or with a target at each step.",
    hints: [],
  });

  const windows = length - n;
  const e2 = question({
    id: "exam/e2",
    items: [15, 16, 18],
    points: 1,
    asks: `A text has ${length} characters. Windows of ${n} characters are taken, each one character further, as long as there is a next character for the target. How many windows are there (windows); how many targets have all of them in the many-to-one form (manyToOne), and how many in the many-to-many form (manyToMany)?`,
    answer: several({
      windows: {
        answer: exactly(windows),
        fingerprints: [
          { answer: windows + 1, hint: "the last of these windows has no character behind it." },
          { answer: windows - 1, hint: "one more: a window may begin at the first character." },
          { answer: Math.floor(length / n), hint: "windows overlap: each begins one character further." },
        ],
      },
      manyToOne: {
        answer: exactly(windows),
        fingerprints: [{ answer: windows * n, hint: "how many outputs has a window in this form?" }],
      },
      manyToMany: {
        answer: exactly(windows * n),
        fingerprints: [
          { answer: windows, hint: "each step of a window has a target of its own in this form." },
          { answer: length * n, hint: "how many windows are there?" },
          {
            answer: n * Math.floor((length - 1) / n),
            hint: "that is for stretches one after the other; here a window begins one character further, and each has its targets.",
          },
          { answer: windows * (n - 1), hint: "the last character of a window has a target, too." },
        ],
      },
    }),
    solution: `windows = ${length} - ${n}\nmanyToOne = windows // one target for each\nmanyToMany = ${n} * windows // a target at each step`,
    because: `a window can begin at each of the first ${windows} characters; the forms differ in their targets, 1 or ${n}.`,
    hints: [],
  });

  const e3 = question({
    id: "exam/e3",
    items: [14, 32, 79],
    points: 1,
    asks: "Write logProbability(probabilities, ids): probabilities[t] is the network's distribution at step t, ids[t] the symbol that stands there; the last one is the end symbol, and counts. It returns ln P of the whole sequence.",
    answer: implementation({
      parameters: sequenceParameters,
      cases: { "five symbols": { T: 5, V: 7 }, "one symbol": { T: 1, V: 4 }, "two symbols": { T: 2, V: 3 } },
      reference: logProbability,
    }),
    solution: [
      "let sum = 0",
      "for (const [t, id] of ids.entries()) sum += Math.log(probabilities[t]![id]!)",
      "return sum   // the product first would be 0 for a long sequence",
    ].join("\n"),
    because: "the chain rule multiplies the probabilities, and the logarithm of a product is a sum.",
    hints: [],
    fingerprints: [
      { answer: (p, ids) => Math.exp(logProbability(p, ids)), hint: "that is P; its logarithm is asked for." },
      { answer: (p, ids) => -logProbability(p, ids), hint: "that is the loss: the sign is turned round." },
      {
        answer: (p, ids) => logProbability(p, ids) / ids.length,
        hint: "that is the mean of the steps; the whole sequence is asked for.",
      },
      { answer: (p, ids) => logProbability(p, ids.slice(0, -1)), hint: "the end symbol counts, too." },
      { answer: (p, ids) => logProbability(p, ids) / Math.LN2, hint: "that is in bits: ln is the natural logarithm." },
      {
        answer: (p, ids) => Math.log(ids.reduce((sum, id, t) => sum + p[t]![id]!, 0)),
        hint: "you take the logarithm of a sum; the probabilities are multiplied.",
      },
    ],
  });
  return { e1, e2, e3 };
}
