// Texts of unequal length for a model that says each next symbol.
import { padSequences, sequenceMask, type Tensor, tensor } from "../../src/index.ts";

/** All but the last symbol is read, all but the first is to be said; filled up behind, with a mask. Ids [texts, T]. */
export function nextSymbol(ids: readonly (readonly number[])[]): { x: Tensor; y: Tensor; mask: Tensor } {
  const filled = (rows: number[][]) => tensor(padSequences(rows, { padding: "post" }));
  const lengths = ids.map(row => row.length - 1);
  return {
    x: filled(ids.map(row => row.slice(0, -1))),
    y: filled(ids.map(row => row.slice(1))),
    mask: sequenceMask(lengths, { padding: "post" }),
  };
}
