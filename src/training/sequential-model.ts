// The Keras-like model with its training: compile, fit, evaluate, predict, save over the layers of nn/.
import { batches } from "../data/index.ts";
import { type AnyLayer, keepsNoTensor, type Loss, Sequential, type SequentialOptions } from "../nn/index.ts";
import { Optimizer, type OptimizerName, optimizerNamed } from "../optim/index.ts";
import { assertOptions, describe, type OptionNames } from "../options.ts";
import { concat, noGrad, type Tensor, type TensorLike } from "../tensor/index.ts";
import type { Compiled, CompiledModel, EvaluateOptions, Evaluation } from "./compile/compiled-model.ts";
import { type LossName, lossNamed, type MetricName, metricNamed, nameOfLoss } from "./compile/keras-names.ts";
import { knownLosses } from "./compile/known-losses.ts";
import type { Metric } from "./compile/metrics.ts";
import { assertLossFits } from "./compile/output-check.ts";
import { measureAll } from "./fit/evaluate-batch.ts";
import { type FitOptions, type FitProgress, fit } from "./fit/fit.ts";
import type { TrainingHistory } from "./fit/history.ts";
import { tellingEvaluation } from "./fit/not-measured.ts";
import { assertWholeBatches, inputsFor, samplesFor } from "./fit/samples.ts";
import { saveModel } from "./saving/save-model.ts";
import type { SavedModel, SaveOptions } from "./saving/saved-model.ts";
import { atomicStep } from "./step/atomic-step.ts";

/** Options of `compile`: how a model is trained. */
export interface CompileOptions {
  /**
   * One of Keras's names; one of the toolkit's losses itself (`crossEntropy` and `binaryCrossEntropyWithLogits` for a model that
   * ends in logits); or a function of your own, (yTrue, yPred, { mask, sampleWeight }) → scalar tensor.
   */
  loss: LossName | Loss;
  /** One of Keras's names (with its defaults), or an optimizer: adam(3e-3). */
  optimizer: OptimizerName | Optimizer;
  /**
   * Keras's names: "accuracy" (what fits the loss), "precision", "auc", "mse", …; the toolkit's functions of these names; or a
   * named function of your own, (yTrue, yPred, { mask }) → number, of which the mean over batches is taken.
   */
  metrics?: readonly (MetricName | Metric)[];
}

const compileOptions: OptionNames<CompileOptions> = { loss: true, optimizer: true, metrics: true };

/**
 * Layers one after the other, under Keras's names: `add`, `compile`, `fit`, `evaluate`, `predict`, `summary`, `save`. Made by
 * `sequential()`; its weights follow from its seed. https://keras.io/guides/sequential_model/
 */
export class SequentialModel extends Sequential implements CompiledModel {
  static {
    keepsNoTensor(SequentialModel);
  }
  /** Set to true by a callback, ends `fit` after the epoch. */
  stopTraining = false;
  #compiled: Compiled | undefined;
  /** How far fit is, until it ends. */
  #fit: FitProgress | undefined;

  /**
   * Says how the model is trained. Strings are Keras's, in camelCase or snake_case.
   * @example model.compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] })
   * @throws RangeError for an unknown name, with the known ones, and for a loss of logits where the last layer gives
   * probabilities, or the other way round.
   */
  compile(options: CompileOptions): void {
    if (options === undefined)
      throw new TypeError(
        'compile expects options, { loss: "mse", optimizer: "adam", metrics: ["mae"] }, but got none',
      );
    assertOptions("compile", options, compileOptions);
    this.#assertNotInFit("compile");
    const { loss, optimizer, metrics = [] } = options;
    if (!Array.isArray(metrics))
      throw new TypeError(`compile expects metrics to be a list, ["accuracy"], but got ${describe(metrics)}`);
    const lossName = typeof loss === "function" ? nameOfLoss(loss) : lossNamed(loss);
    const known = lossName && knownLosses[lossName];
    if (lossName) assertLossFits("compile", this.layers, lossName, knownLosses[lossName]);
    this.#compiled = {
      loss: known?.loss ?? (loss as Loss),
      lossName,
      optimizer: optimizer instanceof Optimizer ? optimizer : optimizerNamed(optimizer),
      metrics: Object.fromEntries(metrics.map(name => metricNamed(name, known))),
    };
  }

  get isCompiled(): boolean {
    return this.#compiled !== undefined;
  }
  /** The loss, optimizer and metrics of compile(). @throws Error before it. */
  compiled(who: string): Compiled {
    if (!this.#compiled)
      throw new Error(
        `${who} expects a compiled model; first call ` +
          'compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] })',
      );
    return this.#compiled;
  }

  /**
   * Trains on samples x [n, ...inputShape] and targets y [n, ...], one optimizer step a batch; prints one line an epoch.
   * Measures are averages over the epoch, taken while the weights change, as in Keras. An interrupt leaves the model as the
   * last whole step left it: forward and backward poll for it, the optimizer does not.
   * Time steps that masking or an embedding with `maskZero` marks as padding count neither in the loss nor in metrics. A
   * stateful model goes on from batch to batch and from epoch to epoch until `resetStates()`, so it wants shuffle: false.
   * @param x samples [n, ...inputShape] @param y targets [n, ...], in the form that the loss takes
   * @returns the history of losses and metrics; wait for it: `await model.fit(x, y)`
   * @throws Error before compile() and while another fit goes on; RangeError or TypeError, before the first step, for
   * samples,
   * targets or options that do not fit
   */
  async fit(x: TensorLike, y: TensorLike, options: FitOptions = {}): Promise<TrainingHistory> {
    this.#assertNotInFit("fit");
    const progress: FitProgress = { steps: 0, inCallback: false };
    this.#fit = progress;
    try {
      return await fit(this, x, y, options, progress);
    } finally {
      this.#fit = undefined;
    }
  }

  /**
   * The loss and metrics on samples that the weights do not learn from. Of masked sequences all time steps that count weigh
   * alike, whatever the batch size.
   * @throws Error before compile(); RangeError or TypeError for samples or targets that do not fit
   */
  evaluate(x: TensorLike, y: TensorLike, options: EvaluateOptions = {}): Evaluation {
    assertOptions("evaluate", options, { batchSize: true, sampleWeight: true });
    const { batchSize = 32, sampleWeight } = options;
    this.compiled("evaluate");
    this.#tellOfFit("evaluate");
    const samples = samplesFor("evaluate", this, [x, y, sampleWeight], batchSize);
    assertWholeBatches("evaluate", this, samples.x, batchSize);
    const measures = this.#atomically(() => measureAll("evaluate", this, samples, batchSize));
    return tellingEvaluation(measures) as Evaluation;
  }

  /**
   * Outputs for samples x: [n, ...inputShape] → [n, ...outputShape], without gradients.
   * @throws RangeError or TypeError for samples that do not fit
   */
  predict(x: TensorLike, options: { batchSize?: number } = {}): Tensor {
    assertOptions("predict", options, { batchSize: true });
    const { batchSize = 32 } = options;
    this.#tellOfFit("predict");
    const inputs = inputsFor("predict", this, x, batchSize);
    assertWholeBatches("predict", this, inputs, batchSize);
    return this.#atomically(() =>
      noGrad(() => {
        const outputs: Tensor[] = [];
        for (const batch of batches({ x: inputs }, { batchSize })) outputs.push(this.forward(batch.x));
        return concat(outputs, 0);
      }),
    );
  }

  /** Two trainings at once, or another loss in the middle of one, would be of no use to either. */
  #assertNotInFit(who: string): void {
    if (this.#fit && !this.#fit.inCallback)
      throw new Error(`${who} expects that the fit before it has ended; write await before that: await model.fit(…)`);
  }

  /** A forgotten await: the model is used before it is trained. Between two steps a widget may use it on purpose. */
  #tellOfFit(who: string): void {
    if (!this.#fit || this.#fit.inCallback) return;
    if (this.#fit.steps === 0)
      throw new Error(
        `${who} expects a model whose fit has ended, but it has not done a step yet; write await before it: await model.fit(…)`,
      );
    if (this.#fit.isTold) return;
    this.#fit.isTold = true;
    console.warn(
      `${who} sees the model as it is after ${this.#fit.steps} steps: fit has not ended. To wait for it: await model.fit(…)`,
    );
  }

  /** Where `compute` is interrupted, the states that layers carry are put back: its result is lost, so it will be called again. */
  #atomically<Result>(compute: () => Result): Result {
    return atomicStep({ sources: [], stateful: this.statefulLayers }, compute);
  }

  /**
   * The model as plain data: its layers and weights and, where it is compiled, loss, metrics and optimizer with all they
   * remember, so that what `loadModel` makes of it trains on with identical numbers. `JSON.stringify` it to keep it.
   * @throws Error for a loss or learning rate of one's own, which cannot be written down (unless left out by the
   * option).
   */
  save(options?: SaveOptions): SavedModel {
    this.#tellOfFit("save");
    return saveModel(this, options);
  }
}

/**
 * A model of layers one after the other.
 * @throws TypeError for what is no layer, RangeError for one that cannot follow the one before, or an unknown option
 * @example
 * const model = sequential()
 * model.add(simpleRNN(32, { inputShape: [100, 30], returnSequences: true }))
 * model.add(dense(10, { activation: "softmax" }))
 * @example sequential([simpleRNN(8, { inputShape: [5, 3] }), dense(2)], { seed: 1 })
 */
export function sequential(layers?: readonly AnyLayer[], options?: SequentialOptions): SequentialModel;
export function sequential(options: SequentialOptions): SequentialModel;
export function sequential(
  first: readonly AnyLayer[] | SequentialOptions = [],
  options?: SequentialOptions,
): SequentialModel {
  return isLayers(first) ? new SequentialModel(first, options) : new SequentialModel([], first);
}

const isLayers = (value: readonly AnyLayer[] | SequentialOptions): value is readonly AnyLayer[] => Array.isArray(value);
