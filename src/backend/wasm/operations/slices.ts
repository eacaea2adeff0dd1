// How the work of a recurrence is cut for threads: the steps by rows of the batch, the gradients of the weights by columns. Neither
// changes the order of a sum, so numbers stay as they are, to the last bit.
import { share } from "../threads/share.ts";
import type { Measures } from "./measures.ts";
import type { Backward, Forward } from "./steps.ts";

/** Fewer rows than these would leave register tiles empty. */
const minRows = 4;
export const mostSlices = ({ batch }: Measures): number => Math.max(1, Math.floor(batch / minRows));

/** Some rows of the batch: their measures, and where they begin. */
export interface Slice {
  readonly size: Measures;
  readonly from: number;
}

export const slicesOf = (size: Measures, pieces: number): Slice[] =>
  Array.from({ length: pieces }, (_, piece) => {
    const { from, count } = share(size.batch, pieces, piece, 2);
    return { size: { ...size, rows: count }, from };
  });

/** Addresses of the slice's rows. */
export function forwardAt(at: Forward, { size, from }: Slice): Forward {
  if (from === 0) return at;
  const state = from * size.stateRow;
  return {
    ...at,
    gates: at.gates + from * size.slotRow,
    hidden: at.hidden + state,
    cells: at.cells && at.cells + state,
    first: at.first + state,
    mask: at.mask && at.mask + from * size.bytes,
    room: at.room + 3 * state,
    factors: at.factors && at.factors + state,
    seen: at.seen + state,
  };
}

export function backwardAt(at: Backward, { size, from }: Slice): Backward {
  if (from === 0) return at;
  const state = from * size.stateRow;
  return {
    ...at,
    gates: at.gates + from * size.slotRow,
    hidden: at.hidden + state,
    cells: at.cells && at.cells + state,
    given: at.given + state,
    first: at.first + state,
    givenCells: at.givenCells && at.givenCells + state,
    dh: at.dh + state,
    dc: at.dc && at.dc + state,
    total: at.total && at.total + state,
    totalCells: at.totalCells && at.totalCells + state,
    mask: at.mask && at.mask + from * size.bytes,
    room: at.room + state,
    factors: at.factors && at.factors + state,
    seen: at.seen + 2 * state,
  };
}
