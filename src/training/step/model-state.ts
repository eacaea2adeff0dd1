// Finds what a model changes beside its weights while it trains, so that a checkpoint can keep it: the generators that it draws
// from and the states that its layers carry from batch to batch.
import { isBranch, Layer, type StatefulLayer } from "../../nn/index.ts";
import { Rng } from "../../tensor/index.ts";

/** Every generator in a tree of modules, lists and objects, each once, in the order of the walk. */
export const randomSourcesOf = (tree: unknown): Rng[] => objectsIn(tree).filter(value => value instanceof Rng);

/** The stateful layers in such a tree. */
export const statefulLayersOf = (tree: unknown): StatefulLayer[] => [
  ...new Set(objectsIn(tree).flatMap(value => (value instanceof Layer ? value.statefulLayers : []))),
];

/** Every object in such a tree, each once, itself among them; what modules, lists and plain objects hold is part of it. */
export function objectsIn(tree: unknown): object[] {
  const seen = new Set<object>();
  const visit = (value: unknown) => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (isBranch(value)) for (const inner of Object.values(value)) visit(inner);
  };
  visit(tree);
  return [...seen];
}
