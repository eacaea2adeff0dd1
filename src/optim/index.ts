// The door of the optim room.
export { type AdagradOptions, adagrad } from "./adagrad.ts";
export { type AdamOptions, adam } from "./adam.ts";
export { type AdamWOptions, adamW } from "./adamw.ts";
export { jointNorm } from "./bounds.ts";
export {
  type OptimizerName,
  optimizerFrom,
  optimizerNamed,
  type SavedOptimizer,
  saveOptimizer,
} from "./by-name.ts";
export { clipByGlobalNorm, clipByNorm, clipByValue, globalNorm } from "./clipping.ts";
export { LBFGS, type LbfgsOptions, lbfgs } from "./lbfgs.ts";
export { type NadamOptions, nadam } from "./nadam.ts";
export { gradientsOf, Optimizer, type OptimizerOptions, type OptimizerState } from "./optimizer.ts";
export { type RMSpropOptions, rmsprop } from "./rmsprop.ts";
export {
  type CosineDecayOptions,
  cosineDecay,
  type ExponentialDecayOptions,
  exponentialDecay,
  inverseTimeDecay,
  piecewiseConstantDecay,
  type Schedule,
} from "./schedules.ts";
export { type SGDOptions, sgd } from "./sgd.ts";
