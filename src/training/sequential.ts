// The Keras-like model with its training: compile, fit, evaluate, predict over the layers of nn/.
import { formatShape, type Shape } from "../backend/index.ts";
import { type Layer, type Loss, Sequential, type SequentialOptions, zeroGrad } from "../nn/index.ts";
import { Optimiser, type OptimiserName, optimiserNamed } from "../optim/index.ts";
import { asTensor, concat, noGrad, type Rng, seed, type Tensor, type TensorLike } from "../tensor/index.ts";
import { batchesOf } from "./batches.ts";
import { breather } from "./breathe.ts";
import { formatMeasures, type Measures, TrainingHistory } from "./history.ts";
import { categoricalAccuracy, type Metric, sparseCategoricalAccuracy } from "./metrics.ts";
import { type LossName, lossNamed, type MetricName } from "./strings.ts";

export interface CompileOptions {
  /** One of Keras's names, or a function (yTrue, yPred) → scalar tensor. */
  loss: LossName | Loss;
  /** One of Keras's names (with its defaults), or an optimiser: adam(3e-3). */
  optimizer: OptimiserName | Optimiser;
  metrics?: readonly MetricName[];
}

export interface FitOptions {
  /** How often all samples are seen; 1 where left out. */
  epochs?: number;
  /** Samples a step; 32 where left out. */
  batchSize?: number;
  /** Whether samples are drawn in a new order each epoch; true where left out. */
  shuffle?: boolean;
  /** Seed of the shuffles; the model's own generator goes on where left out. */
  seed?: number;
  /** 0 prints nothing, 1 (where left out) one line an epoch. */
  verbose?: 0 | 1;
}

/** What evaluate() measures: the loss and each metric of compile(). */
export type Evaluation = { loss: number; accuracy?: number };

interface Compiled {
  readonly loss: Loss;
  readonly optimiser: Optimiser;
  readonly metrics: Readonly<Record<string, Metric>>;
}

export class SequentialModel extends Sequential {
  #compiled: Compiled | undefined;

  /**
   * Says how the model is trained. Strings are Keras's, in camelCase or snake_case.
   * @example model.compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] })
   * @throws RangeError for an unknown name; lists the known ones.
   */
  compile({ loss, optimizer, metrics = [] }: CompileOptions): void {
    const named = typeof loss === "function" ? undefined : lossNamed(loss);
    for (const metric of metrics)
      if (metric !== "accuracy")
        throw new RangeError(`compile knows the metrics accuracy, but got ${JSON.stringify(metric)}`);
    const accuracy: Metric =
      named?.accuracy ??
      // A loss of one's own: class ids or one-hot targets, by their shape.
      ((y, p) => (y.shape.length === p.shape.length ? categoricalAccuracy : sparseCategoricalAccuracy)(y, p));
    this.#compiled = {
      loss: named?.loss ?? (loss as Loss),
      optimiser: optimizer instanceof Optimiser ? optimizer : optimiserNamed(optimizer),
      metrics: metrics.length > 0 ? { accuracy } : {},
    };
  }

  /**
   * Trains on samples x [n, ...inputShape] and targets y [n, ...], one optimiser step a batch; prints one line an epoch.
   * Measures are averages over the epoch, taken while the weights change, as in Keras. An interrupt leaves the weights of
   * the last whole step: forward and backward poll for it, the optimiser does not.
   */
  async fit(x: TensorLike, y: TensorLike, options: FitOptions = {}): Promise<TrainingHistory> {
    const { epochs = 1, batchSize = 32, shuffle = true, verbose = 1 } = options;
    const { loss, optimiser, metrics } = this.#needsCompiled("fit");
    const data = this.#data("fit", x, y, batchSize);
    if (!Number.isInteger(epochs) || epochs < 0)
      throw new RangeError(`fit expects a whole number of epochs, but got ${epochs}`);
    const rng: Rng = options.seed === undefined ? this.rng : seed(options.seed);
    const history = new TrainingHistory();
    const breathe = breather();
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const average = new Average();
      for (const batch of batchesOf(data.x, data.y, batchSize, shuffle ? rng : undefined)) {
        await breathe();
        zeroGrad(this);
        const prediction = this.forward(batch.x);
        const cost = loss(batch.y, prediction);
        cost.backward();
        optimiser.step(this);
        average.add(batch.size, measure(cost, batch.y, prediction, metrics));
      }
      history.append(average.measures);
      if (verbose) console.log(`Epoch ${epoch}/${epochs} · ${formatMeasures(average.measures)}`);
    }
    return history;
  }

  /** The loss and metrics on samples that the weights do not learn from. */
  evaluate(x: TensorLike, y: TensorLike, { batchSize = 32 }: { batchSize?: number } = {}): Evaluation {
    const { loss, metrics } = this.#needsCompiled("evaluate");
    const data = this.#data("evaluate", x, y, batchSize);
    const average = new Average();
    noGrad(() => {
      for (const batch of batchesOf(data.x, data.y, batchSize)) {
        const prediction = this.forward(batch.x);
        average.add(batch.size, measure(loss(batch.y, prediction), batch.y, prediction, metrics));
      }
    });
    return average.measures as Evaluation;
  }

  /** Outputs for samples x: [n, ...inputShape] → [n, ...outputShape], without gradients. */
  predict(x: TensorLike, { batchSize = 32 }: { batchSize?: number } = {}): Tensor {
    const samples = this.#samples("predict", x, batchSize);
    return noGrad(() => {
      const outputs: Tensor[] = [];
      for (const batch of batchesOf(samples, samples, batchSize)) {
        outputs.push(this.forward(batch.x));
      }
      return concat(outputs, 0);
    });
  }

  #needsCompiled(who: string): Compiled {
    if (!this.#compiled)
      throw new Error(
        `${who} expects a compiled model; first call ` +
          'compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] })',
      );
    return this.#compiled;
  }

  #samples(who: string, x: TensorLike, batchSize: number): Tensor {
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new RangeError(`${who} expects a batchSize ≥ 1, but got ${batchSize}`);
    const samples = asTensor(x, this.dtype);
    if (samples.shape.length < 2 || samples.shape[0] === 0)
      throw new RangeError(
        `${who} expects samples of shape [n, ${this.#sampleShape()}] with n ≥ 1, but got ${formatShape(samples.shape)}`,
      );
    return samples.astype(this.dtype);
  }

  #data(who: string, x: TensorLike, y: TensorLike, batchSize: number): { x: Tensor; y: Tensor } {
    const samples = this.#samples(who, x, batchSize);
    const targets = asTensor(y, this.dtype).astype(this.dtype);
    const count = (shape: Shape) => shape[0] ?? "no";
    if (targets.shape[0] !== samples.shape[0])
      throw new RangeError(
        `${who} expects one target for each sample, but got ${count(samples.shape)} samples ` +
          `(x ${formatShape(samples.shape)}) and ${count(targets.shape)} targets (y ${formatShape(targets.shape)})`,
      );
    return { x: samples, y: targets };
  }

  #sampleShape(): string {
    return this.inputShape?.map(n => n ?? "any").join(", ") ?? "...";
  }
}

/**
 * A model of layers one after the other.
 * @example
 * const model = sequential()
 * model.add(simpleRNN(32, { inputShape: [100, 30], returnSequences: true }))
 * model.add(dense(10, { activation: "softmax" }))
 * @example sequential([simpleRNN(8, { inputShape: [5, 3] }), dense(2)], { seed: 1 })
 */
export function sequential(layers?: readonly Layer[], options?: SequentialOptions): SequentialModel;
export function sequential(options: SequentialOptions): SequentialModel;
export function sequential(
  first: readonly Layer[] | SequentialOptions = [],
  options?: SequentialOptions,
): SequentialModel {
  return isLayers(first) ? new SequentialModel(first, options) : new SequentialModel([], first);
}

const isLayers = (value: readonly Layer[] | SequentialOptions): value is readonly Layer[] => Array.isArray(value);

function measure(cost: Tensor, y: Tensor, prediction: Tensor, metrics: Compiled["metrics"]): Measures {
  const measured = Object.entries(metrics).map(([name, metric]) => [name, metric(y, prediction)] as const);
  return { loss: cost.item(), ...Object.fromEntries(measured) };
}

/** Averages of measures, each batch weighted by its number of samples. */
class Average {
  #weight = 0;
  readonly #sums: Measures = {};

  add(weight: number, measures: Measures): void {
    this.#weight += weight;
    for (const [name, value] of Object.entries(measures)) this.#sums[name] = (this.#sums[name] ?? 0) + weight * value;
  }

  get measures(): Measures {
    return Object.fromEntries(Object.entries(this.#sums).map(([name, sum]) => [name, sum / this.#weight]));
  }
}
