// The Keras-like model with its training: compile, fit, evaluate, predict over the layers of nn/.
import { formatShape, type Shape } from "../backend/index.ts";
import { type Batch, batches } from "../data/index.ts";
import { type Layer, type Loss, Sequential, type SequentialOptions, zeroGrad } from "../nn/index.ts";
import { Optimiser, type OptimiserName, optimiserNamed } from "../optim/index.ts";
import { asTensor, concat, noGrad, type Rng, seed, type Tensor, type TensorLike } from "../tensor/index.ts";
import { Average } from "./average.ts";
import { breather } from "./breathe.ts";
import { formatMeasures, type Measures, TrainingHistory } from "./history.ts";
import type { Metric } from "./metrics.ts";
import { type LossName, lossNamed, type MetricName, metricNamed } from "./strings.ts";

export interface CompileOptions {
  /** One of Keras's names, or a function (yTrue, yPred) → scalar tensor. */
  loss: LossName | Loss;
  /** One of Keras's names (with its defaults), or an optimiser: adam(3e-3). */
  optimizer: OptimiserName | Optimiser;
  /** Keras's names: "accuracy" (what fits the loss), "binaryAccuracy", "mse", … */
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
  /** [x, y] on which loss and metrics are measured after each epoch, as valLoss, valAccuracy, … */
  validationData?: readonly [x: TensorLike, y: TensorLike];
  /** 0 prints nothing, 1 (where left out) one line an epoch. */
  verbose?: 0 | 1;
}

/** What evaluate() measures: the loss and each metric of compile(). */
export type Evaluation = { loss: number } & { [metric in MetricName]?: number };

/** A compiled model's loss, optimiser and metrics. */
export interface Compiled {
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
    this.#compiled = {
      loss: named?.loss ?? (loss as Loss),
      optimiser: optimizer instanceof Optimiser ? optimizer : optimiserNamed(optimizer),
      metrics: Object.fromEntries(metrics.map(name => metricNamed(name, named))),
    };
  }

  /** What compile() was told. @throws Error before it. */
  compiled(who: string): Compiled {
    if (!this.#compiled)
      throw new Error(
        `${who} expects a compiled model; first call ` +
          'compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] })',
      );
    return this.#compiled;
  }

  /**
   * Trains on samples x [n, ...inputShape] and targets y [n, ...], one optimiser step a batch; prints one line an epoch.
   * Measures are averages over the epoch, taken while the weights change, as in Keras. An interrupt leaves the weights of
   * the last whole step: forward and backward poll for it, the optimiser does not.
   * Time steps that masking or an embedding with `maskZero` marks as padding count neither in the loss nor in metrics. A
   * stateful model goes on from batch to batch and from epoch to epoch until `resetStates()`, so it wants shuffle: false.
   */
  async fit(x: TensorLike, y: TensorLike, options: FitOptions = {}): Promise<TrainingHistory> {
    const { epochs = 1, batchSize = 32, shuffle = true, verbose = 1 } = options;
    const { loss, optimiser, metrics } = this.compiled("fit");
    const data = this.#data("fit", x, y, batchSize);
    if (!Number.isInteger(epochs) || epochs < 0)
      throw new RangeError(`fit expects a whole number of epochs, but got ${epochs}`);
    if (shuffle && this.statefulLayers.length > 0)
      throw new Error(
        "fit expects shuffle: false for a stateful model: each sequence goes on in the same row of the next batch",
      );
    const validation = options.validationData && this.#data("fit (validation)", ...options.validationData, batchSize);
    const rng: Rng = options.seed === undefined ? this.rng : seed(options.seed);
    const history = new TrainingHistory();
    const breathe = breather();
    for (let epoch = 1; epoch <= epochs; epoch++) {
      const average = new Average();
      for (const batch of batches(data, { batchSize, rng: shuffle ? rng : undefined })) {
        await breathe();
        zeroGrad(this);
        const { cost, measures } = this.#measure(batch, { loss, metrics }, true);
        cost.backward();
        optimiser.step(this);
        average.add(batch.size, measures);
      }
      const measures = validation
        ? { ...average.measures, ...validationNames(this.#aside(() => this.#average(validation, batchSize))) }
        : average.measures;
      history.append(measures);
      if (verbose) console.log(`Epoch ${epoch}/${epochs} · ${formatMeasures(measures)}`);
    }
    return history;
  }

  /** The loss and metrics on samples that the weights do not learn from. */
  evaluate(x: TensorLike, y: TensorLike, { batchSize = 32 }: { batchSize?: number } = {}): Evaluation {
    this.compiled("evaluate");
    return this.#average(this.#data("evaluate", x, y, batchSize), batchSize) as Evaluation;
  }

  /** Outputs for samples x: [n, ...inputShape] → [n, ...outputShape], without gradients. */
  predict(x: TensorLike, { batchSize = 32 }: { batchSize?: number } = {}): Tensor {
    const samples = this.#samples("predict", x, batchSize);
    return noGrad(() => {
      const outputs: Tensor[] = [];
      for (const batch of batches({ x: samples }, { batchSize })) outputs.push(this.forward(batch.x));
      return concat(outputs, 0);
    });
  }

  /** Loss and metrics of a batch. */
  #measure({ x, y }: Batch, { loss, metrics }: Pick<Compiled, "loss" | "metrics">, training: boolean) {
    const { output, mask } = this.run(x, { training });
    const options = mask ? { mask } : {};
    const cost = loss(y, output, options);
    const measured = Object.entries(metrics).map(([name, metric]) => [name, metric(y, output, options)] as const);
    return { cost, measures: { loss: cost.item(), ...Object.fromEntries(measured) } };
  }

  /** Loss and metrics of samples, averaged, without learning from them. */
  #average(data: { x: Tensor; y: Tensor }, batchSize: number): Measures {
    const compiled = this.compiled("evaluate");
    const average = new Average();
    noGrad(() => {
      for (const batch of batches(data, { batchSize }))
        average.add(batch.size, this.#measure(batch, compiled, false).measures);
    });
    return average.measures;
  }

  /** Runs `measure` from fresh states, and leaves those that stateful layers carry as they are. */
  #aside<Result>(measure: () => Result): Result {
    const layers = this.statefulLayers;
    const carried = layers.map(layer => layer.carried);
    this.resetStates();
    try {
      return measure();
    } finally {
      layers.forEach((layer, i) => {
        layer.carried = carried[i];
      });
    }
  }

  #samples(who: string, x: TensorLike, batchSize: number): Tensor {
    if (!Number.isInteger(batchSize) || batchSize < 1)
      throw new RangeError(`${who} expects a batchSize ≥ 1, but got ${batchSize}`);
    const samples = asTensor(x, this.dtype);
    if (samples.shape.length < 2 || samples.shape[0] === 0)
      throw new RangeError(
        `${who} expects samples of shape [n, ${this.#sampleShape()}] with n ≥ 1, but got ${formatShape(samples.shape)}`,
      );
    const n = samples.shape[0]!;
    if (this.statefulLayers.length > 0 && n > batchSize && n % batchSize !== 0)
      throw new RangeError(
        `${who} expects a number of samples that batchSize ${batchSize} divides, since the model is stateful, ` +
          `but got ${n}`,
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

/** loss → valLoss */
const validationNames = (measures: Measures): Measures =>
  Object.fromEntries(
    Object.entries(measures).map(([name, value]) => [`val${name[0]!.toUpperCase()}${name.slice(1)}`, value]),
  );
