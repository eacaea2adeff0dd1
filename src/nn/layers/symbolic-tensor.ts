// SymbolicTensor: a place in a model that is being described, before any number is there. Keras's functional face,
// https://keras.io/guides/functional_api/ (there KerasTensor).
import { jupyterDisplay, type MimeBundle, nodeInspect } from "../../display/index.ts";
import { assertOptions, describe, type OptionNames } from "../../options.ts";
import { checkedShape, kerasShape, type SampleShape } from "./sample-shape.ts";

/** What a symbolic tensor knows of the layer that it comes from. */
interface Named {
  readonly name: string;
  describe(): string;
}

/** One call of a layer on symbolic tensors. A layer that is called twice is shared. */
export interface SymbolicCall {
  readonly layer: Named;
  readonly inputs: readonly SymbolicTensor[];
  /** The states that a recurrent layer starts from; none for zeros. */
  readonly states: readonly SymbolicTensor[];
}

/** What `input()` or a layer called on one gives: a shape, and how it comes about. `functional` makes a model of them. */
export class SymbolicTensor {
  /** The shape of one sample, without the batch axis. */
  readonly shape: SampleShape;
  /** The call that gives it; undefined for an input. */
  readonly call: SymbolicCall | undefined;
  /** Which of the outputs of that call. */
  readonly index: number;
  /** The name of an input, where one was given. */
  readonly name: string | undefined;
  /** Whether its numbers will come with a mask of their time steps. */
  readonly masked: boolean;

  constructor(shape: SampleShape, from: { call?: SymbolicCall; index?: number; name?: string; masked?: boolean } = {}) {
    this.shape = shape;
    this.call = from.call;
    this.index = from.index ?? 0;
    this.name = from.name;
    this.masked = from.masked ?? false;
  }

  toString(): string {
    return `symbolic tensor ${kerasShape(this.shape)} ${this.call ? `of ${this.call.layer.describe()}` : "of input()"}`;
  }
  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.toString() };
  }
  [nodeInspect](): string {
    return this.toString();
  }
}

/** Options of `input`. */
export interface InputOptions {
  /** The shape of one sample, without the batch axis: [T, features]; null is a size that may differ. */
  shape: SampleShape;
  /** The input's name; "input_1", … where left out. */
  name?: string;
}

const inputOptions: OptionNames<InputOptions> = { shape: true, name: "text" };

/**
 * Where samples enter a model that `functional` makes. Layers are called on it.
 * @param options.shape the shape of one sample, without the batch axis
 * @throws RangeError for a shape that is none, or an option that it does not know
 * @example
 * const x = input({ shape: [5, 3] })
 * const y = dense(2).call(lstm(4).call(x))
 * const net = functional({ inputs: x, outputs: y })
 */
export function input(options: InputOptions): SymbolicTensor {
  if (typeof options !== "object" || options === null || Array.isArray(options))
    throw new TypeError(`input expects options, input({ shape: [100, 30] }), but got ${describe(options)}`);
  assertOptions("input", options, inputOptions);
  const { shape, name } = options;
  return new SymbolicTensor([...checkedShape("input", shape, "a shape")], name === undefined ? {} : { name });
}

/** What a layer was called on, where that is symbolic; undefined for numbers. @throws TypeError for a mixture. */
export function symbolicInputs(who: string, x: unknown): readonly SymbolicTensor[] | undefined {
  if (x instanceof SymbolicTensor) return [x];
  if (!Array.isArray(x) || !x.some(one => one instanceof SymbolicTensor)) return undefined;
  const other: unknown = x.find(one => !(one instanceof SymbolicTensor));
  if (other !== undefined)
    throw new TypeError(`${who} expects symbolic tensors or numbers, but got both: ${describe(other)} among them`);
  return x as SymbolicTensor[];
}
