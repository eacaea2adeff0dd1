// Questions 5 to 8: a network on its own, and a choir; predicted, measured, explained.
import {
  approximately,
  choice,
  figureData,
  figures,
  matching,
  question,
  several,
  text,
} from "../../src/checking/index.ts";

export interface Own {
  /** How fast the student's waves turn at most. */
  readonly fastest: number;
  /** How many notes the choir sings. */
  readonly notes: number;
}

type Figure = Parameters<Parameters<typeof figures.holds>[1]>[0];

function valuesOf(figure: Figure, name: RegExp): number[] {
  const traces = figure.data as readonly { name?: unknown; y?: ArrayLike<number> }[];
  const found = traces.find(trace => name.test(String(trace.name ?? "")));
  return found?.y === undefined ? [] : Array.from(found.y, Number);
}
const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length;

export function driftQuestions({ fastest, notes }: Own) {
  const q5 = question({
    id: "generation-graded/q5",
    items: [61, 57, 60],
    points: 1,
    asks: 'Before the run. A network is taught on sine waves. Say of each sentence "true" or "false": taught, its error depends on what it said before ("taught reads itself"); on its own, an error at one step can make the next one larger ("errors are read"); a recurrence from the outputs in addition to the one from hidden units can be taught all at once ("both at once"); an error of a note that is drawn from twelve is read as a small error ("notes drift").',
    answer: matching(
      { "taught reads itself": "false", "errors are read": "true", "both at once": "false", "notes drift": "false" },
      { among: ["true", "false"] },
    ),
    because:
      "taught, it reads targets. On its own it reads what it said: of a number a number that is a little off, of notes the note itself.",
    hints: ["What does a taught network read?", "A note is one of twelve: can it be a little off?"],
    fingerprints: [
      {
        answer: { "taught reads itself": "true" },
        hint: "taught reads itself: what stands in the place of its own outputs?",
      },
      { answer: { "errors are read": "false" }, hint: "errors are read: on its own, what is the next input?" },
      { answer: { "both at once": "true" }, hint: "both at once: hidden units still wait for hidden units." },
      {
        answer: { "notes drift": "true" },
        hint: "notes drift: the score may be a little off; what is read is a note.",
      },
    ],
  });

  const steps = Array.from({ length: 40 }, (_, t) => t);
  const q6 = question({
    id: "generation-graded/q6",
    items: [61],
    points: 2,
    asks: `Your waves turn by up to ${fastest} at each step. Train with \`errors()\`, and draw its two lists against the steps after the first 20, on a logarithmic axis: two curves, named "taught" and "on its own".`,
    answer: figureData({
      right: () => ({
        data: [
          { name: "taught", x: steps, y: steps.map(() => 2e-4) },
          { name: "on its own", x: steps, y: steps.map(t => 2e-4 * 1.2 ** t) },
        ],
        layout: { xaxis: { title: { text: "steps" } }, yaxis: { title: { text: "squared error" }, type: "log" } },
      }),
      criteria: [
        figures.curves(2),
        figures.named("x", /step/i),
        figures.named("y", /error/i),
        figures.log("y"),
        figures.holds('both curves have 40 values, named "taught" and "on its own"', figure =>
          [/taught/i, /own/i].every(name => valuesOf(figure, name).length === 40),
        ),
        figures.holds("taught the error stays small, on its own it is many times as large at the end", figure => {
          const [taught, own] = [valuesOf(figure, /taught/i), valuesOf(figure, /own/i)];
          return mean(taught) < 0.01 && mean(own.slice(-10)) > 20 * mean(taught.slice(-10));
        }),
      ],
    }),
    because: "the first step on its own is as good as a taught one; then every error is read.",
    hints: [
      "`const { taught, own } = await errors()` gives two lists.",
      '`line({ taught, "on its own": own }, { xLabel: "…", yLabel: "…", log: "y" })` draws both.',
    ],
  });

  const q7 = question({
    id: "generation-graded/q7",
    items: [37],
    points: 1,
    asks: `A choir sings ${notes} notes: all high or all low, by chance, each as often as the other. Two networks have learned it as well as they can. One reads each note that was drawn before it draws the next; the other is told only that the choir sings, at every step, and reads no note. Which share of what they write is all high or all low: of the first (\`reads\`), of the second (\`blind\`)? And does the second give each single note "the right" probability, or "a wrong" one (\`single\`)?`,
    answer: several({
      reads: {
        answer: approximately(1, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 0.5, hint: "the first note is drawn by chance; the others must only be like it." },
          { answer: 2 * 0.5 ** notes, hint: "that is the one that reads no note." },
        ],
      },
      blind: {
        answer: approximately(2 * 0.5 ** notes, { tolerance: 1e-4 }),
        fingerprints: [
          { answer: 0.5 ** notes, hint: "all high, or all low: two ways." },
          { answer: 0.5, hint: "each note is drawn anew, half and half." },
          { answer: 1, hint: "how should the second note know of the first?" },
        ],
      },
      single: {
        answer: choice("the right", { among: ["the right", "a wrong"] }),
        fingerprints: [{ answer: "a wrong", hint: "how often is the third note high, in all that the choir sings?" }],
      },
    }),
    because: `half of all notes are high, and so it says, at every step; but its notes are independent, and agree in 2 · ½^${notes} of all cases.`,
    hints: [
      "Without reading, each note is a coin of its own.",
      "In how many of the possible rows are all notes alike?",
    ],
  });

  const q8 = question({
    id: "generation-graded/q8",
    items: [14, 57, 61],
    points: 3,
    asks: `Explain in four to eight sentences. (1) What is a generative system, and how do the two ways to train one with a recurrent network differ? (2) Your figure of question 6, with your own numbers: why is the network so much worse on its own, though its weights are the same? (3) A recurrence through the outputs alone would be trained faster. Name one task of this unit at which it fails, and why.`,
    answer: text({
      rubric: [
        {
          wants:
            "a model of P(next symbol given those before), drawn from symbol by symbol; many-to-one: windows, one symbol learned each; many-to-many: stretches, one at each step",
          marks: 1,
        },
        {
          wants:
            "taught it reads the right past; on its own it reads its own errors, gets into states that never came in training, and errors grow (with own numbers)",
          marks: 1,
        },
        {
          wants:
            "the sign to be remembered over outputs of 0 (or: anything that the outputs do not say): the past comes to it only by the output before",
          marks: 1,
        },
      ],
      samples: [
        {
          answer:
            "A generative system has a model of how likely the next symbol is, given those before, and draws from it again and again. Many-to-one learns one symbol from each window of n; many-to-many learns a symbol at each step of a stretch, which is n from the same work. In my figure the taught error stays at 0.0002, and on its own it is 0.3 after 40 steps: taught, it reads the right values, and on its own it reads its own errors, which lead to states that it has never met, and so to larger errors. A recurrence through the outputs alone fails to say the sign at step 6: the outputs between are 0 whatever the sign was, and they are all that it knows of the past.",
          marks: 3,
        },
        {
          answer:
            "A generative system draws the next symbol from a model and reads it again. One way uses windows and one uses stretches. On its own the error in my figure is much larger, because it reads what it has said itself, and errors add up. Without hidden recurrence it is worse.",
          marks: 1,
        },
        {
          answer:
            "A generative system is a system that generates new data, for example texts. The network is worse on its own because it has not been trained for long enough, and a larger one would do better.",
          marks: 0,
        },
      ],
      minWords: 30,
      maxWords: 300,
    }),
    because: "what is taught is one step; what is wanted is a whole text.",
    hints: [
      "What does the network read, taught and on its own?",
      "What does a network that reads only its outputs know of the past?",
    ],
  });

  return { q5, q6, q7, q8 };
}
