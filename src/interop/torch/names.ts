// Names in a state_dict that differ from the model's own: which part of the model PyTorch calls how.
import { describe, nearest } from "../../options.ts";
import type { Part } from "./parts.ts";

/** What PyTorch calls a part of the model: { readout: "fc", encoder: "rnn.*_l1" }. */
export interface TorchNames {
  readonly [path: string]: string;
}

/**
 * The same parts at PyTorch's places.
 * @throws TypeError for what is no table of names, RangeError for a part that the model does not have
 */
export function renamed(who: string, parts: readonly Part[], names: TorchNames): Part[] {
  const isTable = typeof names === "object" && names !== null && !Array.isArray(names);
  if (!isTable || !Object.values(names).every(name => typeof name === "string"))
    throw new TypeError(`${who} expects names such as { readout: "fc" }, ours: PyTorch's, but got ${describe(names)}`);
  const known = new Set(parts.flatMap(({ path }) => [path, ...prefixes(path)]));
  for (const path of Object.keys(names))
    if (path !== "" && !known.has(path)) {
      const near = nearest(path, known);
      throw new RangeError(
        `${who} expects names of ${[...known].filter(Boolean).join(", ")}, but got ${path}` +
          (near === undefined ? "" : `; did you mean ${near}?`),
      );
    }
  // The longest first: { encoder: "e", "encoder.cell": "rnn" } says more of encoder.cell by its own name.
  const longestFirst = Object.entries(names).sort(([a], [b]) => b.length - a.length);
  return parts.map(part => ({
    ...part,
    places: [...new Set(part.places.map(place => renamedPlace(place, part.path, longestFirst)))],
  }));
}

function renamedPlace(place: string, path: string, names: readonly (readonly [string, string])[]): string {
  for (const [ours, theirs] of names) {
    const isPart = ours === "" || path === ours || path.startsWith(`${ours}.`);
    if (!isPart || (ours !== "" && place !== ours && !place.startsWith(`${ours}.`))) continue;
    if (theirs.includes("*")) return place.endsWith("_reverse") ? `${theirs}_reverse` : theirs;
    const rest = ours === "" ? `.${place}` : place.slice(ours.length);
    return `${theirs}${rest}`.replace(/^\./, "");
  }
  return place;
}

const prefixes = (path: string): string[] => path.split(".").map((_, i, all) => all.slice(0, i).join("."));
