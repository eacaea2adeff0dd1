// Sequence to sequence and attention, for marks: fourteen points, numbers of each student's own.
import { type Context, distinct } from "../../src/checking/index.ts";
import { functionQuestions } from "./functions.ts";
import { gradientQuestion } from "./gradients.ts";
import { beamParts, beamQuestion, bleuParts, bleuQuestion, countQuestion, counts } from "./numbers.ts";
import { taskOf, taskQuestions } from "./own-task.ts";

const nouns = ["cat", "dog", "bird", "child", "king"];
const places = ["mat", "house", "hill", "chair"];
const ends = ["all day", "last night", "for hours"];

/** Answers of a part that are told apart by two digits. */
const apart = (parts: Record<string, { answer: number }[]>) =>
  Object.values(parts).every(part => distinct(part.map(({ answer }) => answer.toPrecision(2))));

/** The questions of the assignment "attention-graded" for one student. */
export function attentionGraded(context: Context) {
  const { draw } = context;
  const sizes = draw(
    "sizes",
    random => ({
      e: random.integer(8, 20),
      u: random.integer(21, 40),
      v: random.integer(41, 60),
      a: random.integer(9, 30),
    }),
    sizes => Object.values(counts(sizes)).every(part => distinct(part.map(({ answer }) => answer))),
  );
  const beam = draw(
    "beam",
    random => {
      const place = random.integer(1, 2);
      const first = random.pick([
        [0.4, 0.3, 0.2, 0.1],
        [0.42, 0.31, 0.2, 0.07],
        [0.38, 0.33, 0.22, 0.07],
      ]);
      const of = (low: number) => random.integer(low, low + 8) / 100;
      return { first, second: first.map((_, i) => (i === place ? of(place === 1 ? 75 : 88) : of(32))) };
    },
    beam => apart(beamParts(beam)),
  );
  const sentences = draw(
    "sentences",
    random => {
      const [noun, other] = random.sample(nouns, 2) as [string, string];
      const [place, end] = [random.pick(places), random.pick(ends)];
      const reference = `the ${noun} and the ${other} sat on a ${place} ${end}`.split(" ");
      const candidate = [...reference].slice(0, reference.length - random.integer(1, 2));
      candidate[random.integer(4, 7)] = "the";
      if (random.integer(0, 1) === 1) candidate[random.integer(1, 3)] = "big";
      return { candidate, reference };
    },
    sentences => apart(bleuParts(sentences)),
  );
  const { q6, q7, q9 } = taskQuestions(taskOf(context));
  return {
    q1: countQuestion(sizes),
    ...functionQuestions(),
    q4: gradientQuestion(),
    q5: beamQuestion(beam),
    q6,
    q7,
    q8: bleuQuestion(sentences),
    q9,
  };
}
