// Questions 5 to 7: a label that needs what comes later, with the student's own share of ones; predicted, measured, explained.
import { approximately, figureData, figures, question, several, text } from "../../src/checking/index.ts";

export interface Delay {
  /** How often a bit is 1. */
  readonly p: number;
  readonly delay: number;
}

/** At best, of a network that knows the bits up to now: sure where this bit is 0, else the likelier of the two. */
export const fromLeft = ({ p }: Delay): number => 1 - p + p * Math.max(p, 1 - p);

type Figure = Parameters<Parameters<typeof figures.holds>[1]>[0];
/** The program tries so many sequences of 30 bits: a share of their answers is hardly ever a round number. */
const unseen = 307;

const heights = (figure: Figure): number[] =>
  (figure.data as readonly { y?: ArrayLike<number> }[]).flatMap(({ y }) =>
    y === undefined ? [] : Array.from(y, Number),
  );

const sides = ["from the left", "both ways"];

export function delayQuestions(own: Delay) {
  const { p, delay } = own;
  const best = fromLeft(own);
  const answers = unseen * (30 - delay);
  const counted = (share: number) => Math.round(share * answers) / answers;
  const q5 = question({
    id: "tagging-graded/q5",
    items: [71],
    points: 1,
    asks: `Before the run. Random bits, each 1 with probability ${p}. At each step is to be said whether this bit and the one ${delay} steps later are both 1. Which share is right at best: from the left (\`one\`), and both ways (\`both\`)? (At the last ${delay} steps the later bit counts as 0; forget about them here.)`,
    answer: several({
      one: {
        answer: approximately(best, { tolerance: 2e-3 }),
        fingerprints: [
          { answer: p, hint: "that is how often a bit is 1. And where this bit is 0?" },
          ...(p === 0.75 ? [] : [{ answer: 0.75, hint: "that is for p = ½. Yours is another." }]),
          { answer: 1 - p + p * 0.5, hint: "where this bit is 1, it can say what is likelier, not toss a coin." },
          { answer: 1 - p, hint: "where this bit is 1, a guess is right sometimes, too." },
          { answer: 1 - p * p, hint: "that is for a network that always says no." },
          { answer: 1, hint: "from the left the later bit has not been read." },
        ],
      },
      both: {
        answer: approximately(1, { tolerance: 2e-3 }),
        fingerprints: [{ answer: best, hint: "from the right the later bit has been read before." }],
      },
    }),
    because: `sure at ${Number((1 - p).toFixed(2))} of the steps; at the others the likelier of two, right at ${Math.max(p, 1 - p)} of them.`,
    hints: [
      "How often is this bit 0? Then the answer is sure.",
      "Where it is 1: which answer is likelier, and how often is it right?",
    ],
  });

  const q6 = question({
    id: "tagging-graded/q6",
    items: [71, 131],
    points: 2,
    asks: `Measure with \`accuracy(both)\`: train the tagger from the left and both ways on your bits (1 with probability ${p}, ${delay} steps), and draw the two accuracies as bars, named "from the left" and "both ways", in this order. The y axis has a title that says what it shows.`,
    answer: figureData({
      right: () => ({
        data: [{ type: "bar", x: sides, y: [counted(best - 0.004), counted(0.995)] }],
        layout: { yaxis: { title: { text: "right answers" } } },
      }),
      criteria: [
        figures.named("y", /right|accura|share|answer/i),
        figures.drawn("bars"),
        figures.labels(sides),
        figures.holds("there are two bars", figure => heights(figure).length === 2),
        figures.holds(
          "from the left it comes to what you can compute",
          figure => Math.abs((heights(figure)[0] ?? 0) - best) < 0.04,
        ),
        figures.holds(
          "both ways nearly all is right",
          figure => (heights(figure)[1] ?? 0) > 0.96 && (heights(figure)[1] ?? 0) <= 1,
        ),
        figures.measured([answers, answers], { program: "accuracy", computed: [best] }),
      ],
    }),
    because: "from the left the limit is one of knowledge, not of training.",
    hints: [
      "`await accuracy(false)` and `await accuracy(true)` give two numbers.",
      '`bar({ "from the left": …, "both ways": … }, { yLabel: "…" })` draws them.',
    ],
  });

  const q7 = question({
    id: "tagging-graded/q7",
    items: [53, 71, 65],
    points: 2,
    asks: `Explain in four to eight sentences, with your own numbers. (1) Why does the network from the left not come above what you computed, however long it is trained, and why does the other? (2) Somebody wants to use it live, with an answer at each bit. What can be done instead of reading from the right, and what does it cost?`,
    answer: text({
      rubric: [
        {
          wants:
            "from the left the later bit is not known and does not depend on what was read, so only the likelier of the two can be said (with own numbers); from the right it has been read",
          marks: 1,
        },
        {
          wants: `the answer is given ${delay} steps later (or a window that looks ahead so far, as a convolution does): the cost is the delay`,
          marks: 1,
        },
      ],
      samples: [
        {
          answer: `From the left 0.792 of my answers are right, and I had computed 0.79. The later bit is random and does not depend on what has been read, so where this bit is 1, it can only say what is likelier. Both ways it has read the later bit from the right, and all are right. Live, the network can give its answer ${delay} steps later, when the bit has come; a convolution that looks ${delay} steps ahead does the same. The price is that one waits so long for each answer.`,
          marks: 2,
        },
        {
          answer:
            "From the left it is right at 0.79, because it has not read the later bit, which is random. Both ways it has read it. To use it live one needs a faster computer so that it can read the whole text twice in time.",
          marks: 1,
        },
        {
          answer:
            "The network that reads both ways has twice as many weights, so it can learn more and has a better accuracy. With more units the other one would come to the same. Live one should use the larger one.",
          marks: 0,
        },
      ],
      minWords: 30,
      maxWords: 250,
    }),
    because: "what is not known cannot be learned; it can be waited for.",
    hints: [
      "Does anything that it has read tell it the later bit?",
      "When has the later bit been read, from the left?",
    ],
  });

  return { q5, q6, q7 };
}
