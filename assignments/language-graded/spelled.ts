// Questions 6 to 8: numbers in words, held out in two ways. Predicted, measured, explained.
import { approximately, choice, figureData, figures, question, several, text } from "../../src/checking/index.ts";

export interface Spelled {
  /** Numbers from 1 to this are spelled. */
  readonly last: number;
  /** The thousand that one model never sees. */
  readonly thousand: number;
}

/** How many words a number has. */
function wordsOf(n: number): number {
  if (n >= 1000) return 2 + (n % 1000 ? wordsOf(n % 1000) : 0);
  if (n >= 100) return 2 + (n % 100 ? wordsOf(n % 100) : 0);
  return n >= 20 && n % 10 ? 2 : 1;
}

/** Words and end of a number, on average. */
export function symbolsOf(last: number): number {
  let sum = 0;
  for (let n = 1; n <= last; n++) sum += wordsOf(n) + 1;
  return sum / last;
}

/** No model has less on numbers that are all equally likely: ln of how many there are, shared among their symbols. */
export const leastPerplexity = (last: number): number => Math.exp(Math.log(last) / symbolsOf(last));

const size = 32;

type Figure = Parameters<Parameters<typeof figures.holds>[1]>[0];

/** The values of the curve with this name. */
function valuesOf(figure: Figure, name: string, axis: "x" | "y" = "y"): number[] {
  const traces = figure.data as readonly { name?: unknown; x?: ArrayLike<number>; y?: ArrayLike<number> }[];
  const trace = traces.find(({ name: found }) => String(found).toLowerCase() === name);
  const values = trace?.[axis];
  return values === undefined ? [] : Array.from(values, Number);
}

const word = (n: number) => ["", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"][n]!;

export function spelledQuestions({ last, thousand }: Spelled) {
  const least = leastPerplexity(last);
  const mean = symbolsOf(last);
  const spoken = word(thousand);
  const q6 = question({
    id: "language-graded/q6",
    items: [79, 82],
    points: 1,
    asks: `Before the run. The numbers from 1 to ${last.toLocaleString("en-US")} in words, all equally likely; the model has ${size} symbols. Which perplexity has it before the first update (\`blind\`), and which is the smallest that any model can have on all these numbers together (\`best\`)? Two models: one has not seen every ninth number, the other none from ${thousand},000 to ${thousand},999. On which of them will the unseen numbers be the \`harder\`: "spread" or "block"?`,
    answer: several({
      blind: {
        answer: approximately(size, { tolerance: 0.5 }),
        fingerprints: [
          { answer: Math.log(size), hint: "that is the loss; perplexity is e to it." },
          { answer: last, hint: "that is how many numbers there are; a perplexity is of one symbol." },
        ],
      },
      best: {
        answer: approximately(least, { tolerance: 0.03 }),
        fingerprints: [
          { answer: 1, hint: "that is for a model that is always sure. But which number comes, nobody knows." },
          { answer: Math.log(last) / mean, hint: "that is the loss of a symbol; perplexity is e to it." },
          {
            answer: Math.exp(Math.log(last) / (mean - 1)),
            hint: "the end is a symbol, too: it is among those that share ln of the numbers.",
          },
          { answer: last / mean, hint: "share the logarithm among the symbols, then take e to it." },
          { answer: last, hint: "that is for a whole number; a perplexity is of one symbol." },
        ],
      },
      harder: {
        answer: choice("block", { among: ["spread", "block"] }),
        fingerprints: [
          {
            answer: "spread",
            hint: `between its holes that model has read all there is. Who has ever read “${spoken} thousand”?`,
          },
        ],
      },
    }),
    because: `all ${last.toLocaleString("en-US")} numbers are equally likely, so each has an ln P of −ln ${last} at best, shared among ${mean.toFixed(2)} symbols. And what was never read, “${spoken} thousand”, no model expects.`,
    hints: [
      "An untrained model gives each symbol about the same.",
      "At best a model gives each number 1 over how many there are. What is ln of that, and how many symbols share it? The cell above counts them.",
    ],
  });

  const held = [0, 50, 100, 150, 200, 250, 300];
  const falling = held.map((_, i) => (i === 0 ? size : least * (1 + 0.05 / i)));
  const rising = [32, 5.6, 6.9, 7.7, 8.9, 8.5, 9];
  const q7 = question({
    id: "language-graded/q7",
    items: [79],
    points: 2,
    asks: `Measure with \`perplexities(known, unseen)\`: draw the perplexity on unseen numbers against the update, in two curves: "spread", where every ninth number is unseen, and "block", where those from ${thousand},000 to ${thousand},999 are.`,
    answer: figureData({
      right: () => ({
        data: [
          { name: "spread", x: held, y: falling },
          { name: "block", x: held, y: rising },
        ],
        layout: { xaxis: { title: { text: "update" } }, yaxis: { title: { text: "perplexity" } } },
      }),
      criteria: [
        figures.curves(2),
        figures.named("x", /update|step/i),
        figures.holds("the x of both curves go from 0 to 300", figure =>
          ["spread", "block"].every(name => {
            const x = valuesOf(figure, name, "x");
            return x[0] === 0 && x.at(-1) === 300;
          }),
        ),
        figures.named("y", /perplex/i),
        figures.holds('curves named "spread" and "block" begin at a blind perplexity', figure =>
          ["spread", "block"].every(name => Math.abs((valuesOf(figure, name)[0] ?? 0) - size) < 2),
        ),
        figures.holds('"spread" ends near the smallest that is possible', figure => {
          const end = valuesOf(figure, "spread").at(-1) ?? 0;
          return end > least * 0.99 && end < least * 1.06;
        }),
        figures.holds('"block" ends where its model ends on that thousand', figure => {
          const end = valuesOf(figure, "block").at(-1) ?? 0;
          return end > least * 1.2 && end < 30;
        }),
      ],
    }),
    because: "what lies between known numbers is learned to the limit; what was never read stays unexpected.",
    hints: [
      "`numbers.filter(n => n % 9 === 0)` are every ninth of them, `n => n % 9 !== 0` the others. And a thousand: `Math.floor(n / 1000)`.",
      '`line({ spread: …, block: … }, { x: updates, xLabel: "…", yLabel: "…" })` draws both.',
    ],
  });

  const q8 = question({
    id: "language-graded/q8",
    items: [79, 119],
    points: 3,
    asks: `Your figure of question 7. Explain in four to eight sentences, with your own numbers: why does "spread" come so near to your \`best\`, and not far below it? Why does "block" not, and why can its perplexity even rise while the model learns? And somebody sells a language model "tested on every ninth page of the books that it has read". What does such a test not show?`,
    answer: text({
      rubric: [
        {
          wants:
            "spread: everything that an unseen number is made of was read in others; far below `best` nothing is possible, because which number comes is chance (with own numbers)",
          marks: 1,
        },
        {
          wants: `block: after “${spoken}” the word thousand never stood, so the model learns to expect something else, and the surer it becomes, the more the right word costs (−ln of a smaller p; with own numbers)`,
          marks: 1,
        },
        {
          wants:
            "such a test shows how it does on what is like its pages; not on something new (another book, another subject)",
          marks: 1,
        },
      ],
      samples: [
        {
          answer: `My best was 4.37, and spread ends at 4.39: an unseen number consists of words whose neighbors were all read in other numbers. It cannot fall far below, since which number comes is chance, and nobody can know it. Block ends at 9.1. After "${spoken}" the word "thousand" never stood, so the model learns that hundred or the end comes. It had 5.6 after 50 updates and rises, because the surer it is, the smaller the probability of the right word, and −ln of that counts. A test on every ninth page is like my spread: it shows nothing about a book of another kind.`,
          marks: 3,
        },
        {
          answer: `Spread ends at 4.39 and my best was 4.37, because the numbers between were read. Block ends at 9.1, because it has never seen these numbers. The test shows that the model is good at texts.`,
          marks: 1,
        },
        {
          answer: `The block model has had less data to train on, so with more updates it would come to the same perplexity as the other one. A test on every ninth page is a fair one.`,
          marks: 0,
        },
      ],
      minWords: 30,
      maxWords: 250,
    }),
    because: "a test shows how a model does on what is like the test.",
    hints: [
      `What stood after “${spoken}” in all that the block model has read?`,
      "What does −ln p do when p becomes small?",
    ],
  });

  return { q6, q7, q8 };
}
