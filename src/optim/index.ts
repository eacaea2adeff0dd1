// The door of the optim room.
export { Adam, type AdamOptions, adam } from "./adam.ts";
export { type OptimiserName, optimiserNamed } from "./by-name.ts";
export { clipByGlobalNorm } from "./clipping.ts";
export { Optimiser } from "./optimiser.ts";
export { SGD, type SGDOptions, sgd } from "./sgd.ts";
