// The functional model with its training: compile, fit, evaluate, predict, save over the graph of nn/.
import {
  Functional,
  type FunctionalOptions,
  keepsNoTensor,
  type ModelInputs,
  type SymbolicTensor,
} from "../nn/index.ts";
import type { Tensor, TensorLike } from "../tensor/index.ts";
import { type FunctionalCompileOptions, functionalCompileOptions } from "./compile/compile.ts";
import type { Compiled, CompiledModel, EvaluateOptions, Evaluation } from "./compile/compiled-model.ts";
import type { FitOptions } from "./fit/fit.ts";
import type { TrainingHistory } from "./fit/history.ts";
import { saveFunctional } from "./saving/save-model.ts";
import type { SavedFunctional, SaveOptions } from "./saving/saved-model.ts";
import { Trainer } from "./trainer.ts";

/**
 * A model of layers that were called on `input()`: several inputs and outputs, shared layers, states handed on. Made by
 * `functional()`; under Keras's names. https://keras.io/guides/functional_api/
 */
export class FunctionalModel<Outputs = Tensor | Tensor[]> extends Functional<Outputs> implements CompiledModel {
  static {
    keepsNoTensor(FunctionalModel);
  }
  /** Set to true by a callback, ends `fit` after the epoch. */
  stopTraining = false;
  readonly #trainer = new Trainer(this);

  /**
   * Says how the model is trained. Of several outputs each may have a loss and metrics of its own.
   * @throws RangeError for an unknown name, or a loss that takes the output for something else
   * @example net.compile({ loss: { answer: "mse", score: "mae" }, lossWeights: { answer: 1, score: 0.3 }, optimizer: "adam" })
   */
  compile(options: FunctionalCompileOptions): void {
    this.#trainer.compile(options, functionalCompileOptions);
  }
  get isCompiled(): boolean {
    return this.#trainer.isCompiled;
  }
  /** The loss, optimizer and metrics of compile(). @throws Error before it. */
  compiled(who: string): Compiled {
    return this.#trainer.compiled(who);
  }

  /**
   * Trains, as the `fit` of `sequential()`. Of several outputs the losses are summed, and measured as `answerLoss`, ….
   * @param x samples [n, ...]; of several inputs a list, or an object by their names
   * @param y targets [n, ...]; of several outputs a list, or an object by their names
   * @returns the history of losses and metrics; wait for it: `await net.fit(x, y)`
   * @throws as the `fit` of `sequential()`
   */
  async fit(x: ModelInputs, y: ModelInputs, options: FitOptions = {}): Promise<TrainingHistory> {
    return this.#trainer.fit(x, y, options);
  }
  /** One step of the optimizer on one batch. @returns its loss and metrics, measured before the step */
  trainOnBatch(x: ModelInputs, y: ModelInputs, options: { sampleWeight?: TensorLike } = {}): Evaluation {
    return this.#trainer.trainOnBatch(x, y, options);
  }
  /** The loss and metrics on samples that the weights do not learn from. @throws as the one of `sequential()` */
  evaluate(x: ModelInputs, y: ModelInputs, options: EvaluateOptions = {}): Evaluation {
    return this.#trainer.evaluate(x, y, options);
  }
  /** Outputs for samples, without gradients: one tensor, or a list where `outputs` was one. */
  predict(x: ModelInputs, options: { batchSize?: number } = {}): Outputs {
    const outputs = this.#trainer.predict(x, options);
    return (this.givesList ? outputs : outputs[0]) as Outputs;
  }

  /**
   * The model as plain data, with all that training needs to go on; `loadModel` makes it again.
   * @throws Error for a loss or learning rate of one's own, unless left out by the option
   */
  save(options?: SaveOptions): SavedFunctional {
    this.#trainer.tellOfFit("save");
    return saveFunctional(this, options);
  }
}

/**
 * A model of what was called on `input()`. It is not named `model`, so that `const model = functional({ … })` can be.
 * @throws Error for an output that needs an input which is not listed, RangeError for an unknown option
 * @example
 * const x = input({ shape: [5, 3] })
 * const h = lstm(4).call(x)
 * const net = functional({ inputs: x, outputs: [dense(2).call(h), dense(1).call(h)] })
 */
export function functional(options: FunctionalOptions<SymbolicTensor>): FunctionalModel<Tensor>;
export function functional(options: FunctionalOptions<readonly SymbolicTensor[]>): FunctionalModel<Tensor[]>;
export function functional(options: FunctionalOptions): FunctionalModel;
export function functional(options: FunctionalOptions): FunctionalModel {
  return new FunctionalModel(options);
}
