// Questions 4 and 5: counts as programs.
//
// References and draws stand by themselves: the hidden check uses the same.
import { type Argument, implementation, type ParameterMakers, question } from "../../src/checking/index.ts";
import { dense, gru, lstm, simpleRNN } from "../counting/formulas.ts";

/** A layer of a network to be counted. */
export interface CountedLayer {
  readonly kind: "simpleRNN" | "lstm" | "gru" | "dense";
  readonly units: number;
}

const kinds = ["simpleRNN", "lstm", "gru", "dense"] as const;

/** One layer, with Keras's default for the GRU. */
export function layerCount(d: number, { kind, units }: CountedLayer): number {
  if (kind === "simpleRNN") return simpleRNN(d, units);
  if (kind === "lstm") return lstm(d, units);
  if (kind === "gru") return gru(d, units, true);
  return dense(d, units);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
const inputOf = (features: number, layers: readonly CountedLayer[], i: number) =>
  i === 0 ? features : layers[i - 1]!.units;

/** A mistake: three gates and a candidate are one block, as in a simple recurrent layer. */
const withoutGates = (d: number, { kind, units }: CountedLayer) => (kind === "dense" ? dense : simpleRNN)(d, units);

/** A network's parameters: the reference of question 4. */
export function countNetwork(features: number, layers: CountedLayer[]): number {
  let total = 0;
  let inputs = features;
  for (const layer of layers) {
    total += layerCount(inputs, layer);
    inputs = layer.units;
  }
  return total;
}

/** As many layers as the case says, of any kind, with `least` to `most` units. */
export const layersOf =
  (least: number, most: number): Argument<CountedLayer[]> =>
  (draw, { layers }) =>
    Array.from({ length: layers! }, () => ({
      kind: draw.choose(kinds),
      units: least + draw.integer(most - least + 1),
    }));

/** The units of the largest LSTM layer that the budget pays for: the reference of question 5. */
export function largestLSTM(d: number, budget: number): number {
  let u = 0;
  while (lstm(d, u + 1) <= budget) u++;
  return u;
}

/** d features, and a budget for u units of them: with some parameters left, or exact. */
export const budgetParameters = ({ size }: ParameterMakers) => ({
  d: size("d"),
  budget: ((draw, { d, u, exact }) =>
    lstm(d!, u!) + (exact ? 0 : draw.integer(lstm(d!, u! + 1) - lstm(d!, u!)))) as Argument<number>,
});

export function functionQuestions() {
  const q4 = question({
    id: "counting-graded/q4",
    items: [4, 5, 106],
    points: 2,
    asks: 'Write networkCount(features, layers): the parameters of a network whose layers are given as [{ kind: "lstm", units: 8 }, …].',
    answer: implementation({
      parameters: ({ size }) => ({ features: size("features"), layers: layersOf(2, 21) }),
      cases: {
        "one layer": { features: 7, layers: 1 },
        "two layers": { features: 11, layers: 2 },
        "many layers": { features: 5, layers: 9 },
      },
      draws: 6,
      uses: { layerCount },
      reference: countNetwork,
    }),
    because: "each layer reads the units of the layer below, and the first one reads the features.",
    hints: [
      "Keep two numbers in your loop: the total so far, and what the next layer reads.",
      "After each layer its units are what the next one reads.",
      "gru is Keras's: three blocks, each with two bias vectors.",
    ],
    fingerprints: [
      {
        answer: (features, layers) => sum(layers.map(layer => layerCount(features, layer))),
        hint: "every layer reads the features in yours; only the first one does.",
      },
      {
        answer: (features, layers) =>
          sum(
            layers.map((layer, i) =>
              layer.kind === "gru"
                ? gru(inputOf(features, layers, i), layer.units, false)
                : layerCount(inputOf(features, layers, i), layer),
            ),
          ),
        hint: "the GRU is Keras's default, with two bias vectors in each block.",
      },
      {
        answer: (features, layers) =>
          sum(
            layers.map((layer, i) =>
              layer.kind === "dense"
                ? simpleRNN(inputOf(features, layers, i), layer.units)
                : layerCount(inputOf(features, layers, i), layer),
            ),
          ),
        hint: "a dense layer has no past to carry.",
      },
      {
        answer: (features, layers) => sum(layers.map((layer, i) => withoutGates(inputOf(features, layers, i), layer))),
        hint: "each layer counts as a simple one: an LSTM and a GRU have more blocks.",
      },
      {
        answer: (features, layers) => sum(layers.map(layer => withoutGates(features, layer))),
        hint: "two things: gates are further blocks, and only the first layer reads the features; the next one reads its units.",
      },
      {
        answer: (features, layers) =>
          sum(
            layers
              .filter(({ kind }) => kind !== "dense")
              .map((layer, i, kept) => layerCount(inputOf(features, kept, i), layer)),
          ),
        hint: "the dense layers are missing.",
      },
      {
        answer: (features, layers) => layerCount(inputOf(features, layers, layers.length - 1), layers.at(-1)!),
        hint: "that is the last layer only; add all of them up.",
      },
      {
        answer: (features, layers) =>
          sum(layers.map((layer, i) => layerCount(inputOf(features, layers, i), layer) - layer.units)),
        hint: "the biases are missing.",
      },
    ],
  });

  const q5 = question({
    id: "counting-graded/q5",
    items: [106],
    points: 2,
    asks: "Write largestLSTM(d, budget): the largest number of units of an LSTM layer on d features that has at most `budget` parameters; 0 where not even one unit fits.",
    answer: implementation({
      parameters: budgetParameters,
      cases: {
        "some units": { d: 7, u: 12 },
        "a large budget": { d: 3, u: 60 },
        "a budget that fits to the last one": { d: 5, u: 8, exact: 1 },
        "one unit": { d: 9, u: 1 },
        "a budget that is too small": { d: 6, u: 0 },
      },
      draws: 4,
      uses: { lstm },
      reference: largestLSTM,
    }),
    because: "the count grows with the units, so the last u that fits is the largest.",
    hints: [
      "Start at 0 and ask each time whether one unit more would still fit.",
      "`while (lstmCount(d, u + 1) <= budget) u++`",
    ],
    fingerprints: [
      {
        answer: (d, budget) => {
          let u = 1;
          while (lstm(d, u) <= budget) u++;
          return u;
        },
        hint: "one too many: the layer that you return does not fit any more.",
      },
      {
        answer: (d, budget) => {
          let u = 0;
          while (simpleRNN(d, u + 1) <= budget) u++;
          return u;
        },
        hint: "an LSTM has four blocks.",
      },
      {
        answer: (d, budget) => {
          let u = 1;
          while (lstm(d, u + 1) <= budget) u++;
          return u;
        },
        hint: "what does it say where not even one unit fits?",
      },
    ],
  });

  return { q4, q5 };
}
