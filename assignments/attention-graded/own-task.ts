// Questions 6, 7 and 9: a task of the student's own; where its decoder will look, where it does, and why.
import { type Context, distinct, figureData, question, tensorOf, text } from "../../src/checking/index.ts";
import type { Matrix } from "../attention/attention-functions.ts";
import { mapCriteria } from "./map-criteria.ts";

export interface Task {
  /** The last `k` digits come first, turned round. */
  readonly k: number;
  /** How many digits the number has that is looked at. */
  readonly T: number;
}

/** The task of one student. */
export const taskOf = ({ draw }: Context): Task =>
  draw(
    "task",
    random => ({ k: random.integer(2, 4), T: random.integer(7, 9) }),
    task => distinct([placesOf(task), ...Object.values(wrongPlaces(task))].map(String)),
  );

/** Where output t should look. */
export const placesOf = ({ k, T }: Task): number[] => Array.from({ length: T }, (_, t) => (t < k ? T - 1 - t : t - k));

/** Known mistakes of the places. */
export const wrongPlaces = ({ k, T }: Task) => ({
  notTurned: Array.from({ length: T }, (_, t) => (t < k ? T - k + t : t - k)),
  allTurned: Array.from({ length: T }, (_, t) => T - 1 - t),
  fromOne: placesOf({ k, T }).map(place => place + 1),
  othersFirst: Array.from({ length: T }, (_, t) => (t < T - k ? t : T - 1 - (t - (T - k)))),
  ofInputs: placesOf({ k, T }).map((_, place, places) => places.indexOf(place)),
});

/** A map of weights as a trained decoder might have it: `blur` of each row lies beside its place, and a little everywhere. */
export const drawnMap = (places: readonly number[], blur = 0.2): Matrix =>
  places.map(place => {
    const inside = place + 1 < places.length ? place + 1 : place - 1;
    const little = 0.001;
    const most = 1 - blur - little * (places.length - 2);
    return places.map((_, j) => (j === place ? most : j === inside ? blur : little));
  });

export function taskQuestions(task: Task) {
  const { k, T } = task;
  const places = placesOf(task);
  const wrong = wrongPlaces(task);
  const example = "1234567890".slice(0, T);
  const written = places.map(place => example[place]).join("");

  const q6 = question({
    id: "attention-graded/q6",
    items: [99],
    points: 1,
    asks: `Before the run. Your task: of a number the last ${k} digits are written first, turned round; then the others follow, in their order. (${example.slice(0, 6)} would become ${[...example.slice(6 - k, 6)].reverse().join("")}${example.slice(0, 6 - k)}.) A number of ${T} digits is read. At which place, counted from 0, will the decoder look at each of its ${T} steps, if it looks where the digit stands? A list of ${T} places.`,
    answer: tensorOf(places),
    because: `so ${example} becomes ${written}.`,
    hints: [
      "Write the places 0, 1, 2, … below the digits, and then write the answer's digits with their places.",
      `The first place is the last digit's. What is its number, of ${T} digits counted from 0?`,
    ],
    fingerprints: [
      { answer: wrong.notTurned, hint: `the last ${k} digits are turned round: the very last comes first.` },
      { answer: wrong.allTurned, hint: "that turns all of them round; the others keep their order." },
      { answer: wrong.othersFirst, hint: `the last ${k} digits are written first, and then the others.` },
      {
        answer: wrong.ofInputs,
        hint: "that is the step at which each digit is written; the place is asked for at which each step looks.",
      },
      { answer: wrong.fromOne, hint: "count the places from 0: the first digit that is read is at place 0." },
    ], // biome-ignore format: a line each
  });

  const q7 = question({
    id: "attention-graded/q7",
    items: [99],
    points: 2,
    asks: `Train a translator on your task (the last ${k} digits first, turned round) by \`await learnMine()\`, which gives the map of one number of ${T} digits: a row for each output, a column for each input. Draw it as a heat map. Name the axes for what they are: across "read", down "said".`,
    answer: figureData({
      right: () => ({
        data: [{ type: "heatmap", z: drawnMap(places) }],
        layout: { xaxis: { title: { text: "read" } }, yaxis: { title: { text: "said" } } },
      }),
      criteria: mapCriteria(places),
    }),
    because: "nobody told it where to look; it was told what to write.",
    hints: [
      "`const map = await learnMine()` gives the rows; `heatMap(map, { … })` draws them.",
      '`xLabel: "read"`, `yLabel: "said"`. Is the task in the cell above yours?',
    ],
  });

  const q9 = question({
    id: "attention-graded/q9",
    items: [99, 100, 112],
    points: 3,
    asks: "Explain in eight to twelve sentences, in numbered parts. (1) One vector between the halves has bits enough for 12 digits. Why is it still so much worse at long numbers than a translator that looks? (2) Your map of question 7 and your places of question 6: name the places where the two agree and where a look is beside its place or spread, and say why a look beside can be as good. What does a bright spot not prove? (3) What would a softmax along the outputs, in the place of the inputs, do to a decoder that writes step by step, and to padding?",
    answer: text({
      rubric: [
        {
          wants:
            "everything has to be packed into a vector of fixed size and unpacked again, which is hard to learn and harder with length (long way for the gradient); looking gives each step a short way to the place it needs",
          marks: 1,
        },
        {
          wants:
            "own map against own places, with places named; a state holds what was just read and what came before; a spot shows what was mixed in, not that it was needed",
          marks: 1,
        },
        {
          wants:
            "it would have to share an input out among outputs that are not written yet; the weights of a step would not sum to 1, so a context is no mean; columns of padding would be handed out as well",
          marks: 1,
        },
      ],
      samples: [
        {
          answer:
            "With one vector the encoder has to pack all digits into 48 numbers and the decoder has to unpack them in order, and both have to be learned through all steps; that gets harder with each digit. A translator that looks has a short way from each output to the state of its digit, so it need not pack anything. In my map the first three steps look at places 7, 6 and 5 as I had predicted, the fourth at place 1 in the place of 0, and the last ones are spread over two neighbors. A state has just read its digit and still holds the one before, so the neighbor after knows it, too. A bright spot shows what was mixed in, not that it was needed: at the hyphens of the dates it looks somewhere, because the weights must sum to 1. Along the outputs, an input would be shared out among outputs, of which the later ones are not written yet when the first is; the weights of one step would not sum to 1, so the context would be no mean; and padding would be shared out fully as well.",
          marks: 3,
        },
        {
          answer:
            "One vector must hold everything and that is hard to learn for long numbers, while attention goes straight to the digit. My map agrees with my places nearly everywhere. The softmax along the wrong axis gives weights that do not sum to 1.",
          marks: 1,
        },
        {
          answer:
            "One vector is too small, so the digits do not fit into it. The map shows that the network has understood the task. The wrong axis would give an error because the shapes do not fit.",
          marks: 0,
        },
      ],
      minWords: 30,
      maxWords: 350,
    }),
    because: "a look is a short way, and a weight is a share.",
    hints: [
      "How many steps lie between the first digit that is read and where it is needed, with and without looking?",
      "Which sums are 1 with either axis, and when are they known?",
    ],
  });

  return { q6, q7, q9 };
}
