// The loss of a step of `train`: a function of one's own, or that of a compiled model.
import type { StateTensors } from "../../nn/index.ts";
import { describe } from "../../options.ts";
import { Tensor } from "../../tensor/index.ts";
import { knownLosses } from "../compile/known-losses.ts";
import { assertLossFits } from "../compile/output-check.ts";
import { lossOf } from "../fit/evaluate-batch.ts";
import type { Samples } from "../fit/samples.ts";
import { FunctionalModel } from "../functional-model.ts";
import { SequentialModel } from "../sequential-model.ts";

/** What a loss function is given beside the batch. */
export interface LossContext<State> {
  /** What the loss of the batch before returned as `state`, detached; undefined at the start, and where a stretch is `first`. */
  readonly state: State | undefined;
  /** The number of this step, from 1. */
  readonly step: number;
}

/** From a batch to the loss; with the state to carry on where there is one (truncated backpropagation through time). */
export type BatchLoss<Item, State extends StateTensors> = (
  batch: Item,
  context: LossContext<State>,
) => Tensor | { loss: Tensor; state: State };

/** What a step learns from; no loss where nothing of the batch counts. */
export type StepLoss = (
  batch: unknown,
  context: LossContext<StateTensors>,
) => { loss: Tensor | undefined; state?: StateTensors };

/** The loss function as a step uses it, with its result checked. */
export function lossFunction(model: object, loss: BatchLoss<never, StateTensors> | undefined): StepLoss {
  if (loss === undefined) return compiledLoss(model);
  if (typeof loss !== "function")
    throw new TypeError(
      `train expects loss to be a function from a batch to its loss, ({ x, y }) => crossEntropy(…, y), but got ${describe(loss)}` +
        (typeof loss === "string" ? "; compile() takes such names, and train() then needs no loss" : ""),
    );
  return (batch, context) => {
    const result: unknown = loss(batch as never, context as never);
    if (result instanceof Tensor) return { loss: result };
    const given = result as { loss?: unknown; state?: StateTensors } | null | undefined;
    if (typeof given === "object" && given?.loss instanceof Tensor) return given as ReturnType<StepLoss>;
    throw new TypeError(
      `train expects loss(batch) to return a tensor or { loss, state }, but got ${describe(result)}` +
        (result === undefined ? "; does it return what it computes?" : "") +
        (typeof result === "number" ? "; a number has no gradient: leave out .item()" : "") +
        (result instanceof Promise ? "; it may not be async" : ""),
    );
  };
}

function compiledLoss(model: object): StepLoss {
  if (!(model instanceof SequentialModel || model instanceof FunctionalModel))
    throw new TypeError(
      "train expects a loss for this model, for example { loss: ({ x, y }) => crossEntropy(model.forward(x), y) }; " +
        "only a compiled model of sequential() or functional() brings its own",
    );
  model.compiled("train").outputs.forEach(({ lossName }, i) => {
    if (lossName) assertLossFits("train", model.outputs[i]!.layers, lossName, knownLosses[lossName]);
  });
  return batch => {
    const { x, y } = (batch ?? {}) as { x?: unknown; y?: unknown };
    if (!(x instanceof Tensor) || !(y instanceof Tensor))
      throw new TypeError(
        `train expects batches of { x, y }, tensors, for a compiled model, but got ${describe(batch)}; make them by batches({ x, y })`,
      );
    const { cost } = lossOf("train", model, batch as Samples, true);
    return { loss: cost };
  };
}
