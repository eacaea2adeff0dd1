// The door of the similarity: which of the handed-in notebooks are alike.
export type { Place } from "./fingerprints.ts";
export { type Pair, pairsOf } from "./pairs.ts";
