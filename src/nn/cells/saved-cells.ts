// Cells as plain data, and again from it: what the layer `rnn` writes down of them. Weights are kept apart.
import type { DType } from "../../backend/index.ts";
import type { Json } from "../../display/index.ts";
import { describe } from "../../options.ts";
import type { Rng } from "../../tensor/index.ts";
import { activationInConfig } from "../activations.ts";
import type { Cell } from "./cell.ts";
import { GRUCell } from "./gru-cell.ts";
import { JordanCell } from "./jordan-cell.ts";
import { LSTMCell } from "./lstm-cell.ts";
import { RNNCell } from "./rnn-cell.ts";

// biome-ignore lint/suspicious/noExplicitAny: whatever the state
type AnyCell = Cell<any>;

/** A cell as plain data. */
export interface SavedCell {
  readonly kind: string;
  readonly inputSize: number;
  readonly hiddenSize: number;
  /** What its constructor takes beside the sizes; of a cell of one's own what its `config()` gives. */
  readonly options: { readonly [name: string]: Json };
}

interface MakeContext {
  readonly rng: Rng;
  readonly dtype: DType;
}

/** How a cell of one's own is made: a class of (inputSize, hiddenSize, options), or a function of what was saved. */
export type CustomCell =
  | (new (
      inputSize: number,
      hiddenSize: number,
      // biome-ignore lint/suspicious/noExplicitAny: its own options
      options: any,
    ) => AnyCell)
  | ((saved: SavedCell, context: MakeContext) => AnyCell);

/** The toolkit's own: how each is made, and which options say how it was. */
const kinds: Record<
  string,
  { make: (saved: SavedCell, context: MakeContext) => AnyCell; options: (cell: never) => SavedCell["options"] }
> = {
  RNNCell: {
    make: ({ inputSize, hiddenSize, options }, context) =>
      new RNNCell(inputSize, hiddenSize, { ...options, ...context }),
    options: ({ activation, bias }: RNNCell) => ({ activation: activationInConfig(activation), bias: !!bias }),
  },
  LSTMCell: {
    make: ({ inputSize, hiddenSize, options }, context) =>
      new LSTMCell(inputSize, hiddenSize, { ...options, ...context }),
    options: (cell: LSTMCell) => ({ ...gated(cell), peepholes: !!cell.peepholeKernel }),
  },
  GRUCell: {
    make: ({ inputSize, hiddenSize, options }, context) =>
      new GRUCell(inputSize, hiddenSize, { ...options, ...context }),
    options: (cell: GRUCell) => ({ ...gated(cell), resetAfter: cell.resetAfter }),
  },
  JordanCell: {
    make: ({ inputSize, hiddenSize, options: { outputSize, ...options } }, context) =>
      new JordanCell(inputSize, hiddenSize, outputSize as number, { ...options, ...context }),
    options: ({ outputSize, activation, outputActivation, bias }: JordanCell) => ({
      outputSize,
      activation: activationInConfig(activation),
      outputActivation: activationInConfig(outputActivation),
      bias: !!bias,
    }),
  },
};

const classes = [RNNCell, LSTMCell, GRUCell, JordanCell] as const;

const gated = ({ activation, recurrentActivation, bias }: LSTMCell | GRUCell) => ({
  activation: activationInConfig(activation),
  recurrentActivation: activationInConfig(recurrentActivation),
  bias: !!bias,
});

/** A cell of one's own is known by the name of its class. */
export function savedCell(cell: AnyCell): SavedCell {
  const { inputSize, hiddenSize } = cell;
  const own = classes.find(({ prototype }) => Object.getPrototypeOf(cell) === prototype)?.name;
  if (own) return { kind: own, inputSize, hiddenSize, options: kinds[own]!.options(cell as never) };
  const { config } = cell as { config?: () => SavedCell["options"] };
  return { kind: cell.constructor.name, inputSize, hiddenSize, options: config?.call(cell) ?? {} };
}

/** @throws Error for a kind that is not known, TypeError where what was given makes no such cell. */
export function cellFromSaved(
  saved: SavedCell,
  custom: { readonly [kind: string]: unknown },
  context: MakeContext,
): AnyCell {
  const { kind, inputSize, hiddenSize, options } = saved;
  if (!Object.hasOwn(custom, kind)) {
    if (Object.hasOwn(kinds, kind)) return kinds[kind]!.make(saved, context);
    throw new Error(
      `loadModel knows the cells ${Object.keys(kinds).join(", ")}, but rnn was saved with ${JSON.stringify(kind)}; say how it is made: ` +
        `loadModel(saved, { customLayers: { ${kind} } }), where new ${kind}(inputSize, hiddenSize, options) makes it, or ` +
        `{ customLayers: { ${kind}: ({ inputSize, hiddenSize }) => new ${kind}(…) } }`,
    );
  }
  const make = custom[kind] as CustomCell;
  const isClass = typeof make === "function" && typeof make.prototype?.forward === "function";
  const cell: unknown = isClass
    ? new (make as new (...given: unknown[]) => AnyCell)(inputSize, hiddenSize, { ...options, ...context })
    : (make as (saved: SavedCell, context: MakeContext) => AnyCell)(saved, context);
  if (typeof (cell as AnyCell)?.forward !== "function")
    throw new TypeError(`loadModel expects customLayers.${kind} to make a cell, but got ${describe(cell)}`);
  return cell as AnyCell;
}
