// Finds the generators that a model draws from while it trains, so that a checkpoint can keep where they stand.
import { Module } from "../nn/index.ts";
import { Rng } from "../tensor/index.ts";

/** Every generator in a tree of modules, lists and objects, each once, in the order of the walk. */
export function randomSourcesOf(tree: unknown): Rng[] {
  const found = new Set<Rng>();
  const seen = new Set<object>();
  const visit = (value: unknown) => {
    if (typeof value !== "object" || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof Rng) found.add(value);
    else if (value instanceof Module || Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)
      for (const inner of Object.values(value)) visit(inner);
  };
  visit(tree);
  return [...found];
}
