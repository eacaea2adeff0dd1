// Questions 1, 4 and 5: losses and nudges that can be computed, with numbers of the student's own.
import { approximately, question, several } from "../../src/checking/index.ts";

interface Known {
  readonly answer: number;
  readonly hint: string;
}

const part = (tolerance: number, [right, ...fingerprints]: readonly Known[]) => ({
  answer: approximately(right!.answer, { tolerance }),
  fingerprints,
});

/** A vocabulary of V ids, and how many words each of three captions has; all are filled up to T steps. */
export interface Fresh {
  readonly V: number;
  readonly lengths: readonly number[];
  readonly T: number;
}

/** Each part's right answer first, without a hint, then its known mistakes. */
export function freshLosses({ V, lengths, T }: Fresh) {
  const [one, words] = [Math.log(V), lengths.reduce((sum, length) => sum + length, 0)];
  const [N, steps] = [lengths.length, words + lengths.length];
  return {
    loss: [
      { answer: (steps / N) * one, hint: "" },
      { answer: (words / N) * one, hint: "END is said, too." },
      { answer: steps * one, hint: "over the captions it is a mean." },
      { answer: one, hint: "that is the mean over the steps; the loss is their sum." },
      { answer: T * one, hint: "steps at which NULL is to be said do not count." },
    ],
    mistake: [
      { answer: one, hint: "" },
      {
        answer: (steps / N) * one,
        hint: "that is the loss as it should be. What comes out as a mean over all that counts?",
      },
      { answer: (steps / N / T) * one, hint: "only steps that count are averaged." },
      { answer: Math.log2(V), hint: "ln is `Math.log`." },
    ],
    filled: [
      { answer: T * one, hint: "" },
      { answer: (steps / N) * one, hint: "if NULL counts, how many steps of each caption do?" },
      { answer: N * T * one, hint: "over the captions it is a mean." },
    ],
  };
}

export function freshQuestion(fresh: Fresh) {
  const { V, lengths, T } = fresh;
  const parts = freshLosses(fresh);
  return question({
    id: "vision-graded/q1",
    items: [125],
    points: 1,
    asks: `A fresh captioning network finds all of ${V} ids equally likely. Three captions have ${lengths.join(", ")} words; END comes after each, and NULL fills them up to ${T} steps. What is its loss as the lesson has it (\`loss\`)? What does somebody get who takes the mean over all steps that count, too (\`mistake\`)? And who sums over the steps, but lets NULL count (\`filled\`)? (Two digits after the point are enough.)`,
    answer: several({
      loss: part(2e-3, parts.loss),
      mistake: part(2e-3, parts.mistake),
      filled: part(2e-3, parts.filled),
    }),
    because: "each step that counts costs ln V; they are summed in a caption, and averaged over captions.",
    hints: [
      "One step costs −ln(1/V).",
      "How many steps count in each of the three captions? Take the mean of the three sums.",
    ],
  });
}

/** Two places: the weight of the first, and what each of them brings. */
export interface TwoPlaces {
  readonly weight: number;
  readonly first: number;
  readonly second: number;
}

export function nudgesOf({ weight, first, second }: TwoPlaces) {
  const mean = weight * (1 - weight) * (first - second);
  const baseline = weight * first + (1 - weight) * second;
  return {
    firstDrawn: [
      { answer: first * (1 - weight), hint: "" },
      { answer: first, hint: "how much does ln of the weight change, if the score grows? Lesson 13, question 7." },
      {
        answer: first * weight,
        hint: "a place that nearly always is drawn (weight near 1) has hardly anything to gain. Yours gains most.",
      },
      { answer: (first - baseline) * (1 - weight), hint: "without a baseline, it says." },
    ],
    secondDrawn: [
      { answer: -second * weight, hint: "" },
      {
        answer: second * weight,
        hint: "the sign: what becomes of the first place's weight, if the second is rewarded?",
      },
      { answer: 0, hint: "the first place was not drawn; yet its weight falls if the other's grows." },
      { answer: second * (1 - weight), hint: "that is the nudge of the second score." },
    ],
    mean: [
      { answer: mean, hint: "" },
      { answer: (first * (1 - weight) - second * weight) / 2, hint: "the two draws are not equally likely." },
      { answer: first * (1 - weight) - second * weight, hint: "a mean: each draw's nudge by its probability." },
      { answer: -mean, hint: "the sign: the place that brings more should gain." },
    ],
    withBaseline: [
      { answer: mean, hint: "" },
      { answer: 0, hint: "with the baseline the nudges are smaller, but their mean?" },
      { answer: mean - baseline, hint: "the baseline is taken off the reward, before it is multiplied." },
    ],
  };
}

export function nudgeQuestion(places: TwoPlaces) {
  const { weight, first, second } = places;
  const parts = nudgesOf(places);
  return question({
    id: "vision-graded/q4",
    items: [128],
    points: 1,
    asks: `A hard look at two places. The first has the weight ${weight} and always brings the reward ${first}, the second brings ${second}. How far is the *first* score nudged, without a baseline, if the first place is drawn (\`firstDrawn\`), and if the second is drawn (\`secondDrawn\`)? What is the mean of its nudges over all draws (\`mean\`), and what is it with a baseline of ${Number((weight * first + (1 - weight) * second).toFixed(4))}, the mean reward (\`withBaseline\`)? (Three digits are enough, after the zeros.)`,
    answer: several({
      firstDrawn: part(6e-3, parts.firstDrawn),
      secondDrawn: part(6e-3, parts.secondDrawn),
      mean: part(6e-3, parts.mean),
      withBaseline: part(6e-3, parts.withBaseline),
    }),
    because: "a baseline makes nudges smaller and less scattered, and leaves their mean.",
    hints: [
      "The nudge is (reward − baseline) times the gradient of ln(weight of what was drawn) for the first score.",
      "For the mean: the first place is drawn as often as its weight says.",
    ],
  });
}

/** −ln P of pictures of m × m pixels with one row and one column black. */
export function pictureNats(m: number) {
  const p = (2 * m - 1) / m ** 2;
  const independent = -(m ** 2) * (p * Math.log(p) + (1 - p) * Math.log(1 - p));
  const [q] = [(2 * m) / m ** 2];
  return {
    pixel: [
      { answer: p, hint: "" },
      { answer: q, hint: "where row and column cross is one pixel, not two." },
      { answer: 1 / m, hint: "that is the row alone." },
      { answer: (1 / m) * (1 / m), hint: "that is a pixel of the row and of the column at once." },
    ],
    independent: [
      { answer: independent, hint: "" },
      { answer: independent / m ** 2, hint: "that is one pixel; they are independent, so all of them add up." },
      { answer: independent / Math.LN2, hint: "ln is `Math.log`, not log₂." },
      { answer: m ** 2 * Math.LN2, hint: "that is for pixels that are black in half of all cases." },
      { answer: -(m ** 2) * p * Math.log(p), hint: "the white pixels have a probability, too." },
    ],
    least: [
      { answer: 2 * Math.log(m), hint: "" },
      { answer: Math.log(m), hint: "that is the row alone." },
      { answer: Math.log(2 * m), hint: "each row goes with each column: how many pictures are there?" },
      { answer: 2 * Math.log2(m), hint: "ln is `Math.log`, not log₂." },
    ],
  };
}

export function pictureQuestion(m: number) {
  const parts = pictureNats(m);
  return question({
    id: "vision-graded/q5",
    items: [114],
    points: 1,
    asks: `Before anything is trained: DRAW is to learn pictures of ${m} × ${m} pixels, each with one black row and one black column, all equally likely. How likely is one pixel to be black (\`pixel\`)? How many nats, −ln P, does a picture cost on average if all pixels are independent of each other (\`independent\`)? And for the best model (\`least\`)? (Three digits are enough.)`,
    answer: several({
      pixel: part(6e-3, parts.pixel),
      independent: part(6e-3, parts.independent),
      least: part(6e-3, parts.least),
    }),
    because: "what lies between the two is what there is to learn: that black pixels come in a row and a column.",
    hints: [
      `Of ${m * m} pixels, how many are black? The crossing counts once.`,
      "The best model gives each picture that there is the same probability.",
    ],
  });
}
