// One step of `train`: loss, gradients, clipping, the optimizer.
import { detachState, findNonFinite, perplexity, zeroGrad } from "../../nn/index.ts";
import { clipByGlobalNorm, gradientsOf, jointNorm } from "../../optim/index.ts";
import { Tensor } from "../../tensor/index.ts";
import { partsOf, type Samples } from "../fit/samples.ts";
import { FunctionalModel } from "../functional-model.ts";
import { SequentialModel } from "../sequential-model.ts";
import type { StepLoss } from "./batch-loss.ts";
import type { Resumable } from "./checkpoint.ts";
import type { TrainingRecord } from "./training-record.ts";

/** One step. An error or interrupt in it leaves weights, optimizer and `run` as they were. */
export function takeStep(
  run: Resumable,
  batch: unknown,
  batchLoss: StepLoss,
  { clipNorm, checkFinite }: { clipNorm: number | undefined; checkFinite: boolean },
): TrainingRecord {
  const step = run.step + 1;
  const state = (batch as { first?: boolean } | null)?.first === true ? undefined : run.state;
  zeroGrad(run.model);
  const { loss, state: after } = batchLoss(batch, { state, step });
  let gradNorm = 0;
  if (loss) {
    loss.backward();
    if (checkFinite) assertFinite(run, batch, loss);
    gradNorm = jointNorm(gradientsOf(run.model).map(({ gradient }) => gradient));
    if (clipNorm !== undefined) {
      // A norm of NaN clips nothing: every gradient would go on as it is.
      if (!Number.isFinite(gradNorm)) assertFinite(run, batch, loss);
      clipByGlobalNorm(run.model, clipNorm);
    }
    run.optimizer.step(run.model);
  }
  run.state = after && detachState(after);
  run.step = step;
  run.batch++;
  const value = loss?.item() ?? 0;
  return { step, epoch: run.epoch, loss: value, perplexity: perplexity(value), gradNorm };
}

/** @throws Error that names the layer and time step where the first NaN or infinity arose, as far as they are known. */
function assertFinite({ model, step }: Resumable, batch: unknown, loss: Tensor): void {
  const found = findNonFinite({ loss, model });
  if (!found) return;
  const { x } = batch as { x?: unknown };
  const isLayered = model instanceof SequentialModel || model instanceof FunctionalModel;
  const inputs = isLayered && x instanceof Tensor ? partsOf(batch as Samples, "x") : [];
  const source = (inputs.length > 0 && findNonFinite(model, inputs.length > 1 ? inputs : inputs[0])) || found;
  throw new Error(`train stopped in step ${step + 1}: ${source}; the weights are those of step ${step}`);
}
