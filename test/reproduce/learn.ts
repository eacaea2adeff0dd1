// Training until something is reached: what most published results count is how many updates that takes.
import { line, type Optimizer, seed, type Tensor, train } from "../../src/index.ts";

/** What to train, on what, and until when. */
export interface Learning<Sample> {
  readonly model: object;
  /** A fresh batch for each update. */
  readonly draw: () => Sample;
  readonly loss: (sample: Sample) => Tensor;
  readonly optimizer: Optimizer;
  /** At most so many. */
  readonly updates: number;
  /** After how many updates each it is measured. */
  readonly every: number;
  readonly measure: () => number;
  /** Enough is learned. */
  readonly until: (value: number) => boolean;
  readonly clipNorm?: number;
}

/** How it went. */
export interface Learned {
  /** The updates after which it was enough; Infinity where it never was. */
  readonly updates: number;
  /** What was measured last. */
  readonly value: number;
  readonly curve: readonly Point[];
}

export interface Point {
  readonly update: number;
  readonly value: number;
}

/** Trains on fresh batches, and stops where enough is learned. */
export async function learn<Sample>(learning: Learning<Sample>): Promise<Learned> {
  const { model, draw, loss, optimizer, updates, every, measure, until, clipNorm = 1 } = learning;
  const samples = Object.assign(
    (function* () {
      for (let n = 0; n < updates; n++) yield draw();
    })(),
    { length: updates },
  );
  const curve: Point[] = [];
  const evaluate = { every, measure: () => ({ value: measure() }) };
  for await (const { step, evaluation } of train(model, samples, { loss, optimizer, clipNorm, evaluate })) {
    if (!evaluation) continue;
    const { value } = evaluation as { value: number };
    curve.push({ update: step, value });
    if (until(value)) return { updates: step, value, curve };
  }
  return { updates: Number.POSITIVE_INFINITY, value: curve.at(-1)?.value ?? Number.NaN, curve };
}

/** Lines of several trainings over their updates. */
export const curves = (
  title: string,
  measured: string,
  trainings: Readonly<Record<string, Pick<Learned, "curve">>>,
  options: { log?: "y" } = {},
) =>
  line(
    Object.entries(trainings).flatMap(([series, { curve }]) => curve.map(point => ({ ...point, series }))),
    { x: "update", y: "value", series: "series", title, xLabel: "update", yLabel: measured, ...options },
  );

/** The share of ones in a list of comparisons. */
export const share = (right: readonly boolean[]): number => right.filter(Boolean).length / right.length;

/** The generators of a run: of weights, of the data to learn from, and of those to test on, the same for every seed. */
export const generators = (number: number) => ({
  rng: seed(number),
  data: seed(100_000 + number),
  test: seed(77),
});
