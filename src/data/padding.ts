// Padding: sequences of different lengths brought to one, so that they fit into one tensor.
import { assertOptions, describe } from "../options.ts";
import { fromFlat, type Tensor, type TensorOptions } from "../tensor/index.ts";
import { assertList } from "./windows.ts";

/** Before or after the sequence. */
export type Side = "pre" | "post";

/** What `padSequences` does, under Keras's names. */
export interface PadOptions {
  /** The length of all; that of the longest where left out. */
  maxlen?: number;
  /** Where padding goes; "pre" where left out, as in Keras. */
  padding?: Side;
  /** Where what is too long is cut off; "pre" where left out, as in Keras: **the beginning is lost**. */
  truncating?: Side;
  /** What padding consists of; 0 where left out. */
  value?: number;
}

/**
 * Keras's pad_sequences: rows of one length. https://keras.io/api/data_loading/timeseries/#padsequences-function
 * @throws RangeError for a length or a side that is none, or an unknown option; TypeError for rows that are no lists
 * @example padSequences([[1, 2], [3]]) // [[1, 2], [0, 3]]
 */
export function padSequences(sequences: readonly (readonly number[])[], options: PadOptions = {}): number[][] {
  assertOptions("padSequences", options, { maxlen: "number", padding: true, truncating: true, value: "number" });
  const { padding = "pre", truncating = "pre", value = 0 } = options;
  if (!Array.isArray(sequences))
    throw new TypeError(`padSequences expects a list of sequences, but got ${describe(sequences)}`);
  for (const [i, sequence] of sequences.entries()) assertList(`padSequences, at [${i}],`, sequence);
  const { maxlen = largest(sequences.map(sequence => sequence.length)) } = options;
  if (!Number.isInteger(maxlen) || maxlen < 0)
    throw new RangeError(`padSequences expects maxlen to be a whole number ≥ 0, but got ${describe(maxlen)}`);
  assertSide("padSequences", "padding", padding);
  assertSide("padSequences", "truncating", truncating);
  return sequences.map(sequence => {
    const extra = Math.max(0, sequence.length - maxlen);
    const kept = truncating === "pre" ? sequence.slice(extra) : sequence.slice(0, maxlen);
    const filling = new Array<number>(maxlen - kept.length).fill(value);
    return padding === "pre" ? [...filling, ...kept] : [...kept, ...filling];
  });
}

/** What `sequenceMask` can be told. */
export interface MaskOptions extends TensorOptions {
  /** How many time steps the mask has; those of the longest sequence where left out. */
  steps?: number;
  /** Where the padding is; "pre" where left out, as for padSequences. */
  padding?: Side;
}

/**
 * The mask of sequences of these lengths: [n, steps], 1 where a step counts.
 * @throws RangeError for a length beyond the steps, a side that is none, or an unknown option
 * @example sequenceMask([1, 2]).toArray() // [[0, 1], [1, 1]]
 */
export function sequenceMask(lengths: readonly number[], options: MaskOptions = {}): Tensor {
  assertOptions("sequenceMask", options, { steps: "number", padding: true, dtype: "dtype", requiresGrad: "boolean" });
  assertList("sequenceMask", lengths);
  const { steps = largest(lengths), padding = "pre", ...tensorOptions } = options;
  assertSide("sequenceMask", "padding", padding);
  if (!Number.isInteger(steps) || steps < 0)
    throw new RangeError(`sequenceMask expects steps to be a whole number ≥ 0, but got ${describe(steps)}`);
  for (const [i, length] of lengths.entries())
    if (!Number.isInteger(length) || length < 0 || length > steps)
      throw new RangeError(`sequenceMask expects lengths from 0 to ${steps}, but got ${describe(length)} at [${i}]`);
  const counts = (length: number, t: number) => (padding === "pre" ? t >= steps - length : t < length);
  const flat = lengths.flatMap(length => Array.from({ length: steps }, (_, t) => Number(counts(length, t))));
  return fromFlat(flat, [lengths.length, steps], tensorOptions, "sequenceMask");
}

/** Not Math.max(...lengths), whose arguments are too many for a hundred thousand sequences. */
const largest = (lengths: readonly number[]): number => lengths.reduce((most, n) => (n > most ? n : most), 0);

function assertSide(who: string, what: string, side: unknown): asserts side is Side {
  if (side !== "pre" && side !== "post")
    throw new RangeError(`${who} expects ${what} "pre" or "post", but got ${describe(side)}`);
}
