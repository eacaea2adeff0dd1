// Questions 5, 6 and 8: the echo task with a lag of the student's own; predicted, drawn, explained.
import { approximately, exactly, figureData, figures, question, several, text } from "../../src/checking/index.ts";

export interface Echo {
  readonly lag: number;
  readonly steps: number;
}

/** What is reached at best from zeros: of the first `lag` steps of each stretch half are guessed right. */
const fromZeros = ({ lag, steps }: Echo): number => 1 - Math.min(lag, steps) / steps / 2;

type Figure = Parameters<Parameters<typeof figures.holds>[1]>[0];

/** Whether a curve has these values, from the first or a later one on; what is measured is a little off. */
const shows = (found: readonly number[], values: readonly number[], from = 0): boolean =>
  values.every((value, i) => i < from || Math.abs((found[i] ?? Number.NaN) - value) < 0.04);

/** The curve whose name has a word, or nothing. */
const named = (figure: Figure, word: RegExp) =>
  figure.data.find(curve => word.test(String((curve as { name?: unknown }).name))) as
    | { [axis: string]: ArrayLike<number> }
    | undefined;

function numbersOf(figure: Figure, word: RegExp, axis: "x" | "y" = "y"): number[] {
  const list = named(figure, word)?.[axis];
  return list === undefined ? [] : Array.from(list, Number);
}

const [zeros, carry] = [/zero/i, /carr/i];

/** The program reads 16 texts of 1,000 bits, cut into whole stretches: so many answers are right or wrong. */
const answersIn = (steps: number): number => 16 * Math.floor(1000 / steps) * steps;

/** Whether all numbers are shares of so many answers: one that was not counted mostly is none. */
const isCounted = (found: readonly number[], lengths: readonly number[]): boolean =>
  found.every((share, i) => {
    const right = share * answersIn(lengths[i]!);
    return Math.abs(right - Math.round(right)) < 0.02;
  });

/** Of bits by chance never just half of all that is guessed is right, nor everything at the start of a text. */
const isByChance = (found: readonly number[], values: readonly number[]): boolean =>
  found.filter((share, i) => Math.abs(share - values[i]!) < 1e-9).length < 2;

/** The share that is nearest to another one, of so many answers. */
const counted = (share: number, steps: number): number => Math.round(share * answersIn(steps)) / answersIn(steps);

export function echoQuestions(echo: Echo) {
  const { lag, steps } = echo;
  const lengths = [1, 2, 4, 8].map(n => n * lag);
  const theory = lengths.map(length => fromZeros({ lag, steps: length }));
  const share = fromZeros(echo);
  const q5 = question({
    id: "batching-graded/q5",
    items: [123],
    points: 1,
    asks: `Random bits; at each step the bit of ${lag} steps ago is to be said. Each stretch of ${steps} steps starts from zeros. Which share of the answers is right at best (\`share\`)? And what is the longest stretch in which such a network is no better than a guess (\`useless\`)?`,
    answer: several({
      share: {
        answer: approximately(share, { tolerance: 1e-3 }),
        fingerprints: [
          { answer: 1 - lag / steps, hint: "where nothing is known, a guess is right half of the time." },
          { answer: 1 - (lag - 1) / steps / 2, hint: "at how many steps of a stretch does the bit stand before it?" },
          { answer: 1 - (lag + 1) / steps / 2, hint: "at how many steps of a stretch does the bit stand before it?" },
          { answer: 1, hint: "that needs a state that is carried." },
          { answer: lag / steps / 2, hint: "that is the share that is wrong." },
        ],
      },
      useless: {
        answer: exactly(lag),
        fingerprints: [
          { answer: lag - 1, hint: "is there a longer one? At its last step: does the bit stand in the stretch?" },
          { answer: lag + 1, hint: "at the last step of that one the bit stands at its first." },
        ],
      },
    }),
    because: "the first steps of each stretch are guessed, as many as the lag; half of the guesses are right.",
    hints: [
      "At which steps of a stretch was the bit read before it began?",
      "A guess of a bit is right half of the time.",
    ],
  });

  const q6 = question({
    id: "batching-graded/q6",
    items: [123],
    points: 1,
    asks: `Measure with \`echo\` and your lag, ${lag}: draw the right answers against the steps in a stretch, for stretches of ${lengths.join(", ")}, in two curves named "from zeros" and "carried", with a title at each axis that says what it shows.`,
    answer: figureData({
      right: () => ({
        data: [
          { name: "from zeros", x: lengths, y: lengths.map((length, i) => counted(theory[i]! - 0.004, length)) },
          { name: "carried", x: lengths, y: lengths.map((length, i) => counted(i === 0 ? 0.55 : 0.997, length)) },
        ],
        layout: { xaxis: { title: { text: "steps in a stretch" } }, yaxis: { title: { text: "right answers" } } },
      }),
      criteria: [
        figures.curves(2),
        figures.drawn("lines"),
        figures.holds('one curve is named "from zeros", one "carried"', figure =>
          [zeros, carry].every(word => named(figure, word) !== undefined),
        ),
        figures.holds(`the x of both curves are ${lengths.join(", ")}`, figure =>
          [zeros, carry].every(word => numbersOf(figure, word, "x").join() === lengths.join()),
        ),
        figures.named("x", /step|stretch|length|window/i),
        figures.named("y", /right|accura|share|answer/i),
        figures.holds("from zeros it comes near to what you can compute", figure =>
          shows(numbersOf(figure, zeros), theory),
        ),
        figures.holds("carried, nearly all is right in stretches of twice the lag and more", figure =>
          shows(numbersOf(figure, carry), [1, 1, 1, 1], 1),
        ),
        figures.holds("the numbers are measured: what `echo` gave, not rounded and not computed", figure =>
          [zeros, carry].every(word => {
            const found = numbersOf(figure, word);
            return (
              found.length === lengths.length &&
              isCounted(found, lengths) &&
              isByChance(found, word === zeros ? theory : found.map(() => 1))
            );
          }),
        ),
      ],
    }),
    because:
      "from zeros the measured shares are nearly those that can be computed; carried, stretches of twice the lag are enough.",
    hints: [
      '`lengths.map(steps => echo(steps, "zeros"))` is the list for one curve, where `lengths` are your stretches.',
      '`line({ "from zeros": […], carried: […] }, { x: lengths, xLabel: "…", yLabel: "…" })` draws both.',
    ],
  });

  const q8 = question({
    id: "batching-graded/q8",
    items: [123, 124],
    points: 2,
    asks: `Your figure of question 6. Explain in three to six sentences, with your own numbers: why is the carried network in stretches of ${4 * lag} also right at the first ${lag} steps of each stretch, though no gradient crosses a cut? And somebody says: "Stretches of ${4 * lag} make it a Markov model of order ${4 * lag}: nothing older can matter." Are they right?`,
    answer: text({
      rubric: [
        {
          wants:
            "the state is handed on, so the bit is known; how to keep it was learned at the later steps of each stretch, and the weights are the same at every step (with a number of the own run)",
          marks: 1,
        },
        {
          wants:
            "no: forward nothing is cut, so the state may hold older inputs; only the gradient is cut. (Or: given the state the past tells nothing more, but that holds for every recurrent network, however it is trained.)",
          marks: 1,
        },
      ],
      samples: [
        {
          answer:
            "Carried, my network is right at 0.997 in stretches of 24, and from zeros only at 0.87. At the first steps the bit is in the state that was handed on. To keep it there was learned at the later steps, where the bit and the answer are in one stretch, and the same weights work at every step. They are not right: the state goes through all cuts, so something older can still matter. Only the gradient is cut, so it is not learned from such cases.",
          marks: 2,
        },
        {
          answer:
            "The state is carried to the next stretch, so it still knows the last bits, and 0.997 are right. It is a Markov model, because the gradient goes only so far back.",
          marks: 1,
        },
        {
          answer:
            "Longer stretches have more data in them, so the network learns better and makes fewer errors than in shorter ones, as one sees in the figure.",
          marks: 0,
        },
      ],
      minWords: 20,
      maxWords: 200,
    }),
    because: "forward nothing is cut, and what is learned at one step holds at every step.",
    hints: ["Where is the bit at the first step of a stretch? At which steps could the network learn to keep it?"],
  });

  return { q5, q6, q8 };
}
