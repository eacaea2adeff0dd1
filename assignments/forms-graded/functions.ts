// Questions 4 and 5: shapes and waiting, as programs.
import { type Argument, implementation, question } from "../../src/checking/index.ts";

/** A layer as question 4 gives it. */
export type SketchedLayer =
  | { readonly kind: "simpleRNN"; readonly units: number; readonly returnSequences: boolean }
  | { readonly kind: "dense"; readonly units: number }
  | { readonly kind: "repeatVector"; readonly n: number };

/** Layers that can follow one another, of T steps of features: as many as `layers`, and of every kind. */
export const drawLayers: Argument<SketchedLayer[]> = (draw, { layers, units = 20 }) => {
  const list: SketchedLayer[] = [];
  let hasSteps = true;
  for (let i = 0; i < layers!; i++) {
    const size = 2 + draw.integer(units);
    if (draw.integer(4) === 0) list.push({ kind: "dense", units: size });
    else if (!hasSteps) {
      list.push({ kind: "repeatVector", n: size });
      hasSteps = true;
    } else {
      hasSteps = draw.integer(2) === 0;
      list.push({ kind: "simpleRNN", units: size, returnSequences: hasSteps });
    }
  }
  return list;
};

/** The shape of one sample after each layer: the right answer to question 4. */
export const shapesOf = (T: number, d: number, layers: SketchedLayer[]): number[][] => {
  let shape = [T, d];
  const shapes: number[][] = [];
  for (const layer of layers) {
    if (layer.kind === "repeatVector") shape = [layer.n, shape.at(-1)!];
    else if (layer.kind === "simpleRNN" && !layer.returnSequences) shape = [layer.units];
    else shape = [...shape.slice(0, -1), layer.units];
    shapes.push(shape);
  }
  return shapes;
};

/** When each output can come: the right answer to question 5. */
export const earliest = (needs: number[][]): number[] => {
  const steps: number[] = [];
  let last = 0;
  for (const inputs of needs) {
    last = Math.max(last + 1, ...inputs);
    steps.push(last);
  }
  return steps;
};

/** For each output, in order, which inputs it needs. */
export const drawNeeds =
  (kind: "any" | "own" | "reversed"): Argument<number[][]> =>
  (draw, { Tx, Ty }) =>
    Array.from({ length: Ty! }, (_, k) => {
      if (kind === "own") return [k + 1];
      if (kind === "reversed") return [Ty! - k];
      return Array.from({ length: 1 + draw.integer(3) }, () => 1 + draw.integer(Tx!));
    });

export function functionQuestions() {
  const q4 = question({
    id: "forms-graded/q4",
    items: [3],
    points: 1,
    asks: 'Write shapesOf(T, d, layers): the shape of one sample after each layer, without the batch, for layers such as { kind: "simpleRNN", units: 8, returnSequences: true }, { kind: "dense", units: 3 }, { kind: "repeatVector", n: 5 }.',
    answer: implementation({
      parameters: ({ size }) => ({ T: size("T"), d: size("d"), layers: drawLayers }),
      cases: {
        "one layer": { T: 7, d: 3, layers: 1 },
        "some layers": { T: 11, d: 5, layers: 4 },
        "many layers": { T: 6, d: 9, layers: 12 },
      },
      draws: 8,
      reference: shapesOf,
    }),
    because:
      "each layer changes the shape that it is given: the last size always, the steps only where they end or begin.",
    hints: [
      "Keep the shape so far in a variable, [T, d] at first, and let each layer change it.",
      "dense, and simpleRNN with returnSequences, change the last size only: `[...shape.slice(0, -1), layer.units]`.",
      "simpleRNN without returnSequences gives [units]. repeatVector puts n in front of the vector's size.",
    ],
    fingerprints: [
      {
        answer: (T, d, layers) =>
          shapesOf(
            T,
            d,
            layers.map(layer => ({ ...layer, returnSequences: true }) as SketchedLayer),
          ),
        hint: "a simpleRNN without returnSequences hands on its last state only.",
      },
      {
        answer: (T, d, layers) => shapesOf(T, d, layers).slice(-1),
        hint: "that is the last shape; the shape after every layer is asked for.",
      },
      {
        answer: (T, d, layers) => [[T, d], ...shapesOf(T, d, layers)],
        hint: "what goes in is no layer's output.",
      },
      {
        answer: (T, d, layers) =>
          shapesOf(T, d, layers).map((shape, i) => {
            const layer = layers[i]!;
            return layer.kind === "dense" ? [layer.units] : shape;
          }),
        hint: "a dense layer changes the last size only; where there are steps, they stay.",
      },
      {
        answer: (T, d, layers) => {
          let shape = [T, d];
          return layers.map(layer => {
            if (layer.kind === "repeatVector") shape = [layer.n, shape.at(-1)!];
            else if (layer.kind === "dense" || layer.returnSequences) shape = [T, layer.units];
            else shape = [layer.units];
            return shape;
          });
        },
        hint: "you always put T in front; how many steps are there after a repeatVector, and are there any after the last state?",
      },
      {
        answer: (T, d, layers) => {
          let shape = [T, d];
          return layers.map(layer => {
            if (layer.kind === "repeatVector") shape = [shape.at(-1)!, layer.n];
            else if (layer.kind === "simpleRNN" && !layer.returnSequences) shape = [layer.units];
            else shape = [...shape.slice(0, -1), layer.units];
            return shape;
          });
        },
        hint: "the steps come first, then the numbers at each: where does repeatVector put its n?",
      },
    ],
  });

  const q5 = question({
    id: "forms-graded/q5",
    items: [1],
    points: 1,
    asks: "Write earliest(needs): needs[k] lists the input steps (from 1) which output k depends on. Outputs come in their order, at most one at a step, and an output may come at the step of the last input that it needs. Give the earliest step of each.",
    answer: implementation({
      parameters: () => ({
        needs: (draw, sizes) => drawNeeds((["any", "own", "reversed"] as const)[(sizes.kind ?? 0) % 3]!)(draw, sizes),
      }),
      cases: {
        "each output needs its own input": { kind: 1, Tx: 6, Ty: 5 },
        "in reverse order": { kind: 2, Tx: 8, Ty: 7 },
        "any inputs": { Tx: 9, Ty: 5 },
        "more outputs than inputs": { Tx: 3, Ty: 8 },
        "one output": { Tx: 12, Ty: 1 },
      },
      draws: 4,
      reference: earliest,
    }),
    because: "an output waits for the last input that it needs, and for the output before it.",
    hints: [
      "Go through the outputs in order and keep the step of the one before.",
      "An output waits for two things: all of its inputs, and that the output before it is out.",
      "`Math.max(last + 1, ...inputs)`",
    ],
    fingerprints: [
      {
        answer: needs => needs.map(inputs => Math.max(...inputs)),
        hint: "outputs come in their order, one at a step: what if the one before has to wait longer?",
      },
      {
        answer: needs => {
          let last = 0;
          return needs.map(inputs => {
            last = Math.max(last, ...inputs);
            return last;
          });
        },
        hint: "two outputs come at the same step in yours; at most one comes at a step.",
      },
      {
        answer: needs => needs.map((_, k) => Math.max(...needs.flat()) + k),
        hint: "you wait until everything is read; an output waits for what it needs itself.",
      },
      {
        answer: needs => needs.map((_, k) => k + 1),
        hint: "you wait for nothing: which inputs does each output need?",
      },
      {
        answer: needs => {
          let last = 0;
          return needs.map(inputs => {
            last = Math.max(last, ...inputs) + 1;
            return last;
          });
        },
        hint: "an output may come at the very step of the last input that it needs.",
      },
      {
        answer: needs => {
          let last = 0;
          return needs.map(inputs => {
            last = Math.max(last + 1, inputs[0]!);
            return last;
          });
        },
        hint: "an output needs all inputs of its list, not only the first.",
      },
    ],
  });

  return { q4, q5 };
}
