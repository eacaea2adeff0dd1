// Trainer: what sequential() and functional() share of their training. Compile, fit, evaluate, predict, save.
import { batches } from "../data/index.ts";
import type { ModelInputs } from "../nn/index.ts";
import { assertOptions, type OptionNames } from "../options.ts";
import { concat, noGrad, type Tensor, type TensorLike } from "../tensor/index.ts";
import { type CompileOptions, compile, type FunctionalCompileOptions } from "./compile/compile.ts";
import type { Compiled, CompiledModel, EvaluateOptions, Evaluation } from "./compile/compiled-model.ts";
import { measureAll } from "./fit/evaluate-batch.ts";
import { type FitOptions, type FitProgress, fit, learnBatch } from "./fit/fit.ts";
import type { TrainingHistory } from "./fit/history.ts";
import { withKerasNames } from "./fit/measures.ts";
import { tellingEvaluation } from "./fit/not-measured.ts";
import { Average } from "./fit/running-average.ts";
import { assertWholeBatches, inputsFor, partsOf, samplesFor } from "./fit/samples.ts";
import { atomicStep } from "./step/atomic-step.ts";
import { randomSourcesOf } from "./step/model-state.ts";

export class Trainer {
  readonly #model: CompiledModel;
  #compiled: Compiled | undefined;
  /** How far fit is, until it ends. */
  #fit: FitProgress | undefined;

  constructor(model: CompiledModel) {
    this.#model = model;
  }

  compile(
    options: FunctionalCompileOptions,
    known: OptionNames<FunctionalCompileOptions> | OptionNames<CompileOptions>,
  ): void {
    if (options !== undefined) assertOptions("compile", options, known as OptionNames<FunctionalCompileOptions>);
    this.#assertNotInFit("compile");
    this.#compiled = compile(this.#model, options, known);
  }

  get isCompiled(): boolean {
    return this.#compiled !== undefined;
  }
  compiled(who: string): Compiled {
    if (!this.#compiled)
      throw new Error(
        `${who} expects a compiled model; first call ` +
          'compile({ loss: "categoricalCrossentropy", optimizer: "adam", metrics: ["accuracy"] })',
      );
    return this.#compiled;
  }

  async fit(x: ModelInputs, y: ModelInputs, options: FitOptions): Promise<TrainingHistory> {
    this.#assertNotInFit("fit");
    const progress: FitProgress = { steps: 0, inCallback: false };
    this.#fit = progress;
    try {
      return await fit(this.#model, x, y, options, progress);
    } finally {
      this.#fit = undefined;
    }
  }

  trainOnBatch(x: ModelInputs, y: ModelInputs, options: { sampleWeight?: TensorLike }): Evaluation {
    assertOptions("trainOnBatch", options, { sampleWeight: true });
    this.#assertNotInFit("trainOnBatch");
    const model = this.#model;
    const { optimizer } = this.compiled("trainOnBatch");
    const samples = samplesFor("trainOnBatch", model, [x, y, options.sampleWeight], 1);
    const changing = { sources: randomSourcesOf(model), stateful: model.statefulLayers };
    const average = new Average("samples");
    atomicStep(changing, () => {
      const measured = learnBatch("trainOnBatch", model, { ...samples, size: samples.x.shape[0]! }, false);
      if (measured.rows > 0) optimizer.step(model);
      average.add(measured);
    });
    return tellingEvaluation(withKerasNames(average.measures("trainOnBatch"))) as Evaluation;
  }

  evaluate(x: ModelInputs, y: ModelInputs, options: EvaluateOptions): Evaluation {
    assertOptions("evaluate", options, { batchSize: "number", sampleWeight: true });
    const { batchSize = 32, sampleWeight } = options;
    this.compiled("evaluate");
    this.tellOfFit("evaluate");
    const samples = samplesFor("evaluate", this.#model, [x, y, sampleWeight], batchSize);
    assertWholeBatches("evaluate", this.#model, samples.x, batchSize);
    const measures = this.#atomically(() => measureAll("evaluate", this.#model, samples, batchSize));
    return tellingEvaluation(measures) as Evaluation;
  }

  predict(x: ModelInputs, options: { batchSize?: number }): Tensor[] {
    assertOptions("predict", options, { batchSize: "number" });
    const { batchSize = 32 } = options;
    this.tellOfFit("predict");
    const inputs = inputsFor("predict", this.#model, x, batchSize);
    assertWholeBatches("predict", this.#model, inputs.x, batchSize);
    return this.#atomically(() =>
      noGrad(() => {
        const parts: (readonly Tensor[])[] = [];
        for (const batch of batches(inputs, { batchSize })) parts.push(this.#model.runAll(partsOf(batch, "x")).outputs);
        return parts[0]!.map((_, i) => concat(parts.map(part => part[i]!), 0)); // biome-ignore format: a line
      }),
    );
  }

  /** Two trainings at once, or another loss in the middle of one, would be of no use to either. */
  #assertNotInFit(who: string): void {
    if (this.#fit && !this.#fit.inCallback)
      throw new Error(`${who} expects that the fit before it has ended; write await before that: await model.fit(…)`);
  }

  /** A forgotten await: the model is used before it is trained. Between two steps a widget may use it on purpose. */
  tellOfFit(who: string): void {
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
    return atomicStep({ sources: [], stateful: this.#model.statefulLayers }, compute);
  }
}
