// What an array of this backend is: a view of a block, which knows where its numbers are.
import type { NDArray, Shape } from "../array.ts";

/** Where an array's numbers are: on the heap (`place` > 0), in `host`, or nowhere, and `again` computes them. */
export interface Block {
  place: number;
  /** Its bytes, whatever numbers they are. */
  host: Float32Array | undefined;
  /** The recipe for its numbers, where it may be forgotten or is. */
  again: (() => NDArray) | undefined;
  /** Of how many arrays with recipes in a row this is the last. */
  depth: number;
  /** A recipe reads it: it is not freed by hand. */
  isRead: boolean;
  /** It left for want of room. */
  isCrowdedOut: boolean;
  /** Its place in the list of the nursery; -1 while it is not in there. */
  index: number;
  readonly bytes: number;
  usedAt: number;
}

export const blockAt = (place: number, bytes: number, usedAt: number): Block => ({
  place,
  host: undefined,
  again: undefined,
  depth: 0,
  isRead: false,
  isCrowdedOut: false,
  index: -1,
  bytes,
  usedAt,
});

/** What arrays hold; views of one another share it. The nursery knows only its block, so the collector can take it. */
export class Handle {
  readonly block: Block;
  constructor(block: Block) {
    this.block = block;
  }
}

export interface WasmArray extends NDArray {
  readonly data: Handle;
  /** Where its numbers begin, in bytes from the beginning of the block; 0 where left out. */
  readonly offset?: number;
}

/** Its numbers are nowhere. */
export const isGone = ({ place, host }: Block): boolean => place === 0 && !host;
export const isOwn = (a: NDArray): a is WasmArray => a.data instanceof Handle;

/** @throws TypeError for an array of another backend */
export function own(a: NDArray): WasmArray {
  if (isOwn(a)) return a;
  throw new TypeError(
    "the wasm backend got an array of another backend: values made before setBackend() stay where they were made; " +
      "make them again, or move them with fromValues",
  );
}

/** A part of an array as an array of its own, in the same memory: it keeps the whole of it from being freed. */
export function viewOf(a: NDArray, offset: number, shape: Shape): WasmArray {
  const whole = own(a);
  return { ...whole, shape, offset: (whole.offset ?? 0) + offset };
}
