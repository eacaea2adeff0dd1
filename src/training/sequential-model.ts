// The Keras-like model with its training: compile, fit, evaluate, predict, save over the layers of nn/.
import {
  type AnyLayer,
  keepsNoTensor,
  type LayeredModel,
  Sequential,
  type SequentialOptions,
  type SymbolicTensor,
} from "../nn/index.ts";
import type { Tensor, TensorLike } from "../tensor/index.ts";
import { type CompileOptions, compileOptions } from "./compile/compile.ts";
import type { Compiled, CompiledModel, EvaluateOptions, Evaluation } from "./compile/compiled-model.ts";
import type { FitOptions } from "./fit/fit.ts";
import type { TrainingHistory } from "./fit/history.ts";
import { saveModel } from "./saving/save-model.ts";
import type { SavedModel, SaveOptions } from "./saving/saved-model.ts";
import { Trainer } from "./trainer.ts";

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
  readonly #trainer = new Trainer(this);

  /**
   * Says how the model is trained. Strings are Keras's, in camelCase or snake_case.
   * @example model.compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] })
   * @throws RangeError for an unknown name, with the known ones, and for a loss of logits where the last layer gives
   * probabilities, or the other way round.
   */
  compile(options: CompileOptions): void {
    this.#trainer.compile(options, compileOptions);
  }

  get isCompiled(): boolean {
    return this.#trainer.isCompiled;
  }
  /** The loss, optimizer and metrics of compile(). @throws Error before it. */
  compiled(who: string): Compiled {
    return this.#trainer.compiled(who);
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
    return this.#trainer.fit(x, y, options);
  }

  /**
   * One step of the optimizer on one batch.
   * @returns its loss and metrics, measured before the step, as the one of `fit` does
   * @throws as `fit`
   * @example
   * model.compile({ loss: "categoricalCrossentropy", optimizer: "adam" })
   * const { loss } = model.trainOnBatch(x, y)
   */
  trainOnBatch(x: TensorLike, y: TensorLike, options: { sampleWeight?: TensorLike } = {}): Evaluation {
    return this.#trainer.trainOnBatch(x, y, options);
  }

  /**
   * The loss and metrics on samples that the weights do not learn from. Of masked sequences all time steps that count weigh
   * alike, whatever the batch size.
   * @throws Error before compile(); RangeError or TypeError for samples or targets that do not fit
   */
  evaluate(x: TensorLike, y: TensorLike, options: EvaluateOptions = {}): Evaluation {
    return this.#trainer.evaluate(x, y, options);
  }

  /**
   * Outputs for samples x: [n, ...inputShape] → [n, ...outputShape], without gradients.
   * @throws RangeError or TypeError for samples that do not fit
   */
  predict(x: TensorLike, options: { batchSize?: number } = {}): Tensor {
    return this.#trainer.predict(x, options)[0]!;
  }

  /**
   * The model as plain data: its layers and weights and, where it is compiled, loss, metrics and optimizer with all they
   * remember, so that what `loadModel` makes of it trains on with identical numbers. `JSON.stringify` it to keep it.
   * @throws Error for a loss or learning rate of one's own, which cannot be written down (unless left out by the
   * option).
   */
  save(options?: SaveOptions): SavedModel {
    this.#trainer.tellOfFit("save");
    return saveModel(this, options);
  }
}

/** What a list of layers holds: layers, models, and first perhaps `input({ shape })`. */
type Part = AnyLayer | LayeredModel | SymbolicTensor;

/**
 * A model of layers one after the other.
 * @throws TypeError for what is no layer, RangeError for one that cannot follow the one before, or an unknown option
 * @example
 * const model = sequential()
 * model.add(simpleRNN(32, { inputShape: [100, 30], returnSequences: true }))
 * model.add(dense(10, { activation: "softmax" }))
 * @example sequential([simpleRNN(8, { inputShape: [5, 3] }), dense(2)], { seed: 1 })
 * @example sequential([input({ shape: [null, 3] }), lstm(8), dense(2)]) // sequences of any length
 */
export function sequential(layers?: readonly Part[], options?: SequentialOptions): SequentialModel;
export function sequential(options: SequentialOptions): SequentialModel;
export function sequential(
  first: readonly Part[] | SequentialOptions = [],
  options?: SequentialOptions,
): SequentialModel {
  return isLayers(first) ? new SequentialModel(first, options) : new SequentialModel([], first);
}

const isLayers = (value: readonly Part[] | SequentialOptions): value is readonly Part[] => Array.isArray(value);
