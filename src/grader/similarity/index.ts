// The door of the similarity: which of the handed-in notebooks are alike.
export type { OfAuthor, Place } from "./fingerprints.ts";
export { likeSolution, type Pair, pairsOf } from "./pairs.ts";
