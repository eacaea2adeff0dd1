// Questions 6 to 8: questions about the student's own pictures; predicted, measured, explained.
import { approximately, choice, figureData, figures, question, several, text } from "../../src/checking/index.ts";

export interface Pictures {
  /** How many of the nine places hold a shape. */
  readonly filled: number;
  /** How many kinds of shapes there are. */
  readonly kinds: number;
}

/** The names below the bars. */
const joins = ["multiply", "concatenate"];

/** So many new questions are asked in `answering`. */
const fresh = 1024;

type Figure = Parameters<Parameters<typeof figures.holds>[1]>[0];
const heights = (figure: Figure): number[] =>
  (figure.data as readonly { y?: ArrayLike<number> }[]).flatMap(({ y }) =>
    y === undefined ? [] : Array.from(y, Number),
  );

export function sharesOf({ filled, kinds }: Pictures) {
  return {
    nothing: [
      { answer: 1 - filled / 9, hint: "" },
      { answer: filled / 9, hint: "that is how often there is something." },
      { answer: 1 / (kinds + 1), hint: "the answers are not equally frequent: how many places are empty?" },
    ],
    shape: [
      { answer: filled / 9 / kinds, hint: "" },
      { answer: 1 / kinds, hint: "that holds where there is something; most places may be empty." },
      { answer: filled / 9, hint: "that is how often there is any shape." },
      { answer: 1 / (kinds + 1), hint: "the answers are not equally frequent." },
    ],
  };
}

export function answeringQuestions(own: Pictures) {
  const { filled, kinds } = own;
  const shares = sharesOf(own);
  const nothing = 1 - filled / 9;
  const part = ([right, ...fingerprints]: { answer: number; hint: string }[]) => ({
    answer: approximately(right!.answer, { tolerance: 6e-3 }),
    fingerprints,
  });
  const q6 = question({
    id: "vision-graded/q6",
    items: [129, 130],
    points: 1,
    asks: `Before the run. In your pictures ${filled} of 9 places hold one of ${kinds} kinds of shapes, and a question asks for a random place. Which share of the answers is right for a network that always says "nothing" (\`nothing\`), and for who always says the same shape (\`shape\`)? Two networks learn to answer, with one dense layer right after the join. To which share will each come: near \`nothing\`, or near all of them? (\`multiply\`, \`concatenate\`: "nothing" or "all")`,
    answer: several({
      nothing: part(shares.nothing),
      shape: part(shares.shape),
      multiply: {
        answer: choice("all", { among: ["nothing", "all"] }),
        fingerprints: [
          { answer: "nothing", hint: "multiply: what can the question do to each number of the picture?" },
        ],
      },
      concatenate: {
        answer: choice("nothing", { among: ["nothing", "all"] }),
        fingerprints: [
          { answer: "all", hint: "concatenate: can a sum say different things of one picture, whatever is asked?" },
        ],
      },
    }),
    because: "what knows the picture and the question, but cannot bring them together, says what is most frequent.",
    hints: [
      "Of nine places, how many are empty?",
      "Question 6 of the lesson: what does a dense layer do after each join?",
    ],
  });

  const q7 = question({
    id: "vision-graded/q7",
    items: [129, 130],
    points: 2,
    asks: `Measure with \`await answering(multiply)\` and \`await answering(concatenate)\`, on your pictures (${filled} of 9 places, ${kinds} kinds). Draw the two shares as bars, named "multiply" and "concatenate", in this order. The y axis has a title that says what it shows.`,
    answer: figureData({
      right: () => ({
        data: [{ type: "bar", x: joins, y: [1, Math.round(fresh * nothing) / fresh] }],
        layout: { yaxis: { title: { text: "right answers" } } },
      }),
      criteria: [
        figures.named("y", /right|accura|share|answer/i),
        figures.drawn("bars"),
        figures.labels(joins),
        figures.holds("there are two bars", figure => heights(figure).length === 2),
        figures.holds(
          "the product has nearly all right",
          figure => (heights(figure)[0] ?? 0) > 0.9 && (heights(figure)[0] ?? 0) <= 1,
        ),
        figures.holds(
          `the sum stays where you can compute it (\`mine\` is { filled: ${filled}, kinds: ${kinds} })`,
          figure => Math.abs((heights(figure)[1] ?? 0) - nothing) < 0.1,
        ),
        figures.measured([fresh, fresh], { program: "answering" }),
      ],
    }),
    because: "the same numbers in, one dense layer out: the join alone makes the difference.",
    hints: [
      "Each of the two trainings gives one number. They take some seconds.",
      '`bar({ multiply: …, concatenate: … }, { yLabel: "…" })` draws them.',
    ],
  });

  const q8 = question({
    id: "vision-graded/q8",
    items: [127, 128, 130],
    points: 2,
    asks: "Explain in five to ten sentences, with your own numbers. (1) Why does the network that puts the two lists one after the other come to about the share of a network that always says nothing, however long it is trained, and what can the product do that it cannot? (2) A friend lets a network look at one place, drawn by its weights, and says: “Backpropagation does not teach it where to look. And with rewards between 0 and 1, as they are, its weights are nearly even after hundreds of updates.” Why is both so, and what do you advise?",
    answer: text({
      rubric: [
        {
          wants:
            "a sum of one part of the picture and one of the question says the same of a picture whatever is asked, so the most frequent answer is all that is left (with own number); in a product the question lets through what it asks for",
          marks: 1,
        },
        {
          wants:
            "a draw has no gradient, so rewards have to teach it; without a baseline the nudges are right in the mean, but scatter too much to learn from, so a baseline (the mean reward) is taken off; or a soft look, which has a gradient",
          marks: 1,
        },
      ],
      samples: [
        {
          answer: `The network with the sum has ${nothing.toFixed(2)} right, just what always saying nothing gives: one part of each score comes from the picture, one from the question, and the difference between two answers is the same whatever is asked. So it says what is most frequent. The product has 0.99: the question makes the numbers of other places small and lets those of its own place through. A draw has no gradient, since a small change of a score draws the same place. Rewards have to teach it, but as they are, each draw is pushed up, good or bad: only in the mean the better ones gain, and the scatter hides that. I would take off the mean reward as a baseline, or look softly, which backpropagation can teach.`,
          marks: 2,
        },
        {
          answer:
            "With the sum only the most frequent answer can be learned, because picture and question are added and one cannot choose in the other. The product lets the question open what it needs. My friend should use a larger network and a smaller learning rate, then the looks will be learned.",
          marks: 1,
        },
        {
          answer:
            "One after the other has more weights and so it needs more training; after more updates it would be as good as the product. The friend has too few pictures, and should train longer.",
          marks: 0,
        },
      ],
      minWords: 30,
      maxWords: 300,
    }),
    because: "what is added cannot choose; what a draw brings has to be compared with the mean.",
    hints: [
      "Write a score as p + q. What happens to the difference of two answers if another place is asked for?",
      "In section 4 of the lesson 20,000 nudges were drawn. What did a baseline change: their mean, or their scatter?",
    ],
  });

  return { q6, q7, q8 };
}
