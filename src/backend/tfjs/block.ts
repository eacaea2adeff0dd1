// What an array of this backend is: a view of a block, which knows where its numbers are.
import type { NDArray, Shape } from "../array.ts";
import { sizeOf } from "../shapes.ts";
import type { TfDType, TfTensor } from "./library.ts";

/** Where an array's numbers are: with TensorFlow.js, in `host`, or nowhere, and `again` computes them. */
export interface Block {
  tensor: TfTensor | undefined;
  /** The same numbers in other shapes, by shape; they end with `tensor`. */
  views: Map<string, TfTensor> | undefined;
  host: ArrayLike<number> | undefined;
  /** The recipe for its numbers, where it may be forgotten or is. */
  again: (() => NDArray) | undefined;
  /** Of how many arrays with recipes in a row this is the last. */
  depth: number;
  /** Where something is still to be added: the numbers with it. */
  settle: (() => NDArray) | undefined;
  /** A recipe reads it: it is not freed by hand. */
  isRead: boolean;
  usedAt: number;
  readonly shape: Shape;
  readonly dtype: TfDType;
  readonly bytes: number;
}

export const blockOf = (tensor: TfTensor, usedAt: number): Block => ({
  tensor,
  views: undefined,
  host: undefined,
  again: undefined,
  depth: 0,
  settle: undefined,
  isRead: false,
  usedAt,
  shape: tensor.shape,
  dtype: tensor.dtype,
  bytes: sizeOf(tensor.shape) * (tensor.dtype === "bool" ? 1 : 4),
});

/** What arrays hold; views of one another share it. The arena knows only its block, so the collector can take it. */
export class Handle {
  readonly block: Block;
  constructor(block: Block) {
    this.block = block;
  }
}

export interface TfArray extends NDArray {
  readonly dtype: "float32";
  readonly data: Handle;
}

export const isOwn = (a: NDArray): a is TfArray => a.data instanceof Handle;

/** @throws TypeError for an array of another backend */
export function own(a: NDArray): TfArray {
  if (isOwn(a)) return a;
  throw new TypeError(
    "the tfjs backend got an array of another backend: values made before setBackend() stay where they were made; " +
      "make them again, or move them with fromValues",
  );
}

/** So many forgotten arrays at most are computed one from the other when one of them is read again. */
const maxDepth = 16;

/** @returns whether the numbers of a block can be had again by `again`, from these inputs */
export function addRecipe(block: Block, inputs: readonly NDArray[], again: () => NDArray): boolean {
  if (!block.tensor && !block.host) return false;
  let depth = 1;
  for (const input of inputs) {
    if (!isOwn(input)) continue;
    const of = input.data.block;
    if (!of.tensor && !of.host && !of.again) return false;
    depth = Math.max(depth, of.depth + 1);
  }
  if (depth > maxDepth) return false;
  for (const input of inputs) if (isOwn(input)) input.data.block.isRead = true;
  block.again = again;
  block.depth = depth;
  return true;
}
