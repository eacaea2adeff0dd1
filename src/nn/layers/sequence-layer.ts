// SequenceLayer: what `call` does of every layer that reads a sequence with a state of its own and may give that state.
import { assertListOf, assertOptions, type OptionNames } from "../../options.ts";
import { Tensor, type TensorLike } from "../../tensor/index.ts";
import { maskLike } from "../masks.ts";
import { Layer, type LayerInput } from "./layer.ts";
import { type SymbolicTensor, symbolicInputs } from "./symbolic-tensor.ts";

/** Options of `call`. */
export interface RecurrentCall {
  /** The state before the first step: a tensor or, for lstm, [h, c], each [batch, units]; zeros where left out. */
  initialState?: Tensor | readonly Tensor[] | SymbolicTensor | readonly SymbolicTensor[];
  /** [batch, T]: 0 where a step is padding. */
  mask?: TensorLike;
  /** Whether dropout acts; false where left out. */
  training?: boolean;
}

const recurrentCall: OptionNames<RecurrentCall> = { initialState: true, mask: true, training: "boolean" };

export abstract class SequenceLayer<Output, Symbolic> extends Layer<Output, Symbolic> {
  /**
   * The layer by itself, as a function: a sequence [batch, T, features] → the output, or with `returnState` a list of the
   * output and the last state. Makes its weights at the first call, for the size and dtype of that sequence. The states of
   * `bidirectional` are those of the layer that reads forwards and then those of the other ([output, h, c, h, c] for lstm, and
   * two outputs first with `mergeMode: null`); those of `rnn` are each cell's, the lowest first. `initialState` has that order.
   * @example const [output, h, c] = lstm(4, { returnState: true }).call(x)
   */
  override call(x: SymbolicTensor | readonly SymbolicTensor[], options?: RecurrentCall): Symbolic;
  override call(x: LayerInput, options?: RecurrentCall): Output;
  override call(
    x: LayerInput | SymbolicTensor | readonly SymbolicTensor[],
    options: RecurrentCall = {},
  ): Output | Symbolic {
    const who = this.calledAs;
    assertOptions(who, options, recurrentCall);
    const { initialState, mask, training = false } = options;
    const symbolic = symbolicInputs(who, x);
    const states = symbolicInputs(who, initialState);
    if (symbolic)
      return this.resultOf(this.callSymbolic(symbolic, statesOfCall(who, initialState, states))) as Symbolic;
    if (states) throw new TypeError(`${who} expects an initialState of numbers for a sequence of numbers`);
    const sequence = this.ready(x as TensorLike);
    const given = initialState as Tensor | readonly Tensor[] | undefined;
    if (given !== undefined && !(given instanceof Tensor))
      assertListOf(who, "initialState", given, "tensors, or one", part => part instanceof Tensor);
    const outputs = this.forwardCall([sequence], {
      training,
      initialState: given instanceof Tensor ? [given] : given,
      mask: maskLike(who, mask, sequence),
    });
    return this.resultOf(outputs) as Output;
  }

  /** Named in messages of `call`. */
  protected get calledAs(): string {
    return `${this.describe()}.call`;
  }
}

/** @throws TypeError for a state of numbers where the sequence has none yet. */
function statesOfCall(
  who: string,
  initialState: RecurrentCall["initialState"],
  states: readonly SymbolicTensor[] | undefined,
): readonly SymbolicTensor[] {
  if (initialState !== undefined && !states)
    throw new TypeError(`${who} expects an initialState of symbolic tensors, as the sequence is, but got numbers`);
  return states ?? [];
}
