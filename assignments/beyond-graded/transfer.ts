// Questions 7 to 9: a model of names learns numbers in words; predicted, measured, explained.
import { approximately, choice, figureData, figures, question, several, text } from "../../src/checking/index.ts";

type Figure = Parameters<Parameters<typeof figures.holds>[1]>[0];

/** A curve's x and y, by its name; nothing where there is no such curve. */
function curveOf(figure: Figure, name: RegExp): { x: number[]; y: number[] } {
  const traces = figure.data as readonly { name?: unknown; x?: ArrayLike<number>; y?: ArrayLike<number> }[];
  const found = traces.find(trace => name.test(String(trace.name ?? "")));
  return { x: Array.from(found?.x ?? [], Number), y: Array.from(found?.y ?? [], Number) };
}

const [untrained, onNames] = [/untrained/i, /names/i];

export function transferQuestions({ examples }: { readonly examples: number }) {
  const models = ["untrained", "trained on names"] as const;
  const q7 = question({
    id: "beyond-graded/q7",
    items: [62],
    points: 1,
    asks: `Before the run. Two models learn numbers in words from your ${examples} examples: one untrained, one trained on names. 29 symbols. Which perplexity has the untrained one at the start, about (\`perplexity\`)? Which of the two has the smaller loss on unseen numbers, "untrained" or "trained on names": at the start (\`first\`), after 60 updates (\`last\`)? And after these, is the loss on the ${examples} themselves "smaller" or "larger" than on unseen numbers (\`own\`)?`,
    answer: several({
      perplexity: {
        answer: approximately(29, { tolerance: 0.04 }),
        fingerprints: [
          { answer: Math.log(29), hint: "that is the loss; the perplexity is e to the loss." },
          { answer: 1, hint: "1 is that of a model which is sure and right." },
          { answer: 1 / 29, hint: "that is the probability of each symbol." },
        ],
      },
      first: {
        answer: choice("untrained", { among: models }),
        fingerprints: [
          { answer: "trained on names", hint: "who loses more: one who is unsure, or one who is sure of names?" },
        ],
      },
      last: {
        answer: choice("trained on names", { among: models }),
        fingerprints: [{ answer: "untrained", hint: "which of the two has less to learn?" }],
      },
      own: {
        answer: choice("smaller", { among: ["smaller", "larger"] }),
        fingerprints: [{ answer: "larger", hint: "which numbers has it been shown, sixty times?" }],
      },
    }),
    because: "as unsure as if all 29 were alike; sure and wrong is worse than that; and what was shown is known best.",
    hints: ["Perplexity is e to the loss (lesson 9).", "Lesson 14, section 4: what did the two curves do?"],
  });

  const updates = Array.from({ length: 16 }, (_, i) => 4 * i);
  const q8 = question({
    id: "beyond-graded/q8",
    items: [62],
    points: 1,
    asks: `Learn from ${examples} examples: put that number into \`examples\`. Draw both lists of \`losses()\` against the updates (0, 4, … 60): two curves, named "untrained" and "trained on names".`,
    answer: figureData({
      right: () => ({
        data: [
          { name: "untrained", x: updates, y: updates.map(t => 2 + 1.37 * Math.exp(-t / 20)) },
          { name: "trained on names", x: updates, y: updates.map(t => 1.3 + 3.5 * Math.exp(-t / 10)) },
        ],
        layout: { xaxis: { title: { text: "updates" } }, yaxis: { title: { text: "loss" } } },
      }),
      criteria: [
        figures.curves(2),
        figures.named("x", /update/i),
        figures.named("y", /loss/i),
        figures.holds(
          'both curves go from update 0 to 60 in steps of 4, named "untrained" and "trained on names"',
          figure =>
            [untrained, onNames].every(name => {
              const { x, y } = curveOf(figure, name);
              return y.length === 16 && x.join() === updates.join();
            }),
        ),
        figures.holds("the untrained one begins at about ln 29", figure => {
          const [first = 0] = curveOf(figure, untrained).y;
          return Math.abs(first - Math.log(29)) < 0.2;
        }),
        figures.holds("the one trained on names begins above the other, and ends below it", figure => {
          const [a, b] = [curveOf(figure, untrained).y, curveOf(figure, onNames).y];
          return b[0]! > a[0]! && b.at(-1)! < a.at(-1)!;
        }),
      ],
    }),
    because: "sure and wrong at first; but what both languages share is known already.",
    hints: [
      "`const found = await losses()` gives two lists.",
      '`line({ untrained: …, "trained on names": … }, { x: [0, 4, …], xLabel: "…", yLabel: "…" })`; the list of updates may be made by `Array.from`.',
    ],
  });

  const q9 = question({
    id: "beyond-graded/q9",
    items: [62, 58],
    points: 2,
    asks: "Explain in three to six sentences, with the numbers of your own figure.\n  (1) Why is the model trained on names worse at first and better later?\n  (2) Name a kind of data for which no recurrence, trained or not, would be the right tool, and say why.",
    answer: text({
      rubric: [
        {
          wants:
            "with own numbers: at first it gives small probabilities to what comes, being sure of names (−ln is large), above ln 29; later it needs to learn less, as letters, ends, the turns of vowels and consonants are known",
          marks: 1,
        },
        {
          wants:
            "data without an order or without anything to remember (a table's columns, a set of points, independent draws), or where all steps must be computed at once; with the reason",
          marks: 1,
        },
      ],
      samples: [
        {
          answer:
            "In my figure the model trained on names begins at 5.0 and the untrained one at 3.37, which is ln 29. It is sure that a name goes on, gives tiny probabilities to letters such as w or x, and −ln of these is large. After 60 updates it has 1.3 and the other 2.1, because it knows already what a letter is and how a word ends, so it learns only what is new. For the columns of a customer table a recurrence is the wrong tool: their order means nothing, and it would have to learn to ignore it.",
          marks: 2,
        },
        {
          answer:
            "It is worse at first because it has learned names and not numbers, so it is wrong. Later it is better because it has been trained before. Pictures are not sequences, so there I would take a CNN, because neighbors above and below matter as much as those to the left.",
          marks: 1,
        },
        {
          answer:
            "The network must first forget the names, and then it has more capacity. A recurrence is bad for very large data.",
          marks: 0,
        },
      ],
      minWords: 20,
      maxWords: 250,
    }),
    because:
      "a loss says how surprised a model is; who expects something else is more surprised than who expects nothing.",
    hints: [
      "What is −ln of a very small probability?",
      "Would the answer be another one, if the data came in another order?",
    ],
  });

  return { q7, q8, q9 };
}
