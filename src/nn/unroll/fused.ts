// Fused or composed: the one place that decides whether a cell runs over a sequence as one operation of the backend, which
// is many times faster, or step by step. Both compute the same; the tests hold each against the other.
import type { RecurrenceKind, Shape } from "../../backend/index.ts";
import { type RecurrenceTensors, Tensor } from "../../tensor/index.ts";
import { GRUCell } from "../cells/gru-cell.ts";
import { LSTMCell } from "../cells/lstm-cell.ts";
import { RNNCell } from "../cells/rnn-cell.ts";
import type { StateTensors } from "../cells/state.ts";
import type { Parameter } from "../modules/parameter.ts";
import { expectsSize } from "../size-checks.ts";
import { hasMethodsOf } from "../unmodified.ts";

/** A cell as one operation over a sequence. */
export interface FusedCell {
  readonly kind: RecurrenceKind;
  readonly weights: {
    readonly kernel: Parameter;
    readonly recurrentKernel: Parameter;
    readonly bias: Tensor | undefined;
    readonly recurrentBias?: Tensor | undefined;
    readonly peepholeKernel?: Parameter | undefined;
  };
}

/**
 * The operation that does what the cell's own `forward` does at every step: for an RNNCell with tanh or relu, an LSTMCell
 * or a GRUCell, both with tanh and sigmoid. Undefined for any other cell, also for one derived from these that brings its
 * own `forward`: then the cell runs step by step.
 */
export function fusedCell(cell: object): FusedCell | undefined {
  if (hasMethodsOf(cell, RNNCell, stepMethods) && (cell.activation === "tanh" || cell.activation === "relu"))
    return { kind: { kind: "rnn", activation: cell.activation }, weights: withOneBias(cell) };
  if (hasMethodsOf(cell, LSTMCell, stepMethods) && usual(cell))
    return { kind: { kind: "lstm" }, weights: withOneBias(cell) };
  if (hasMethodsOf(cell, GRUCell, stepMethods) && usual(cell)) {
    const { kernel, recurrentKernel, bias, resetAfter } = cell;
    const [b, b2] = bias && resetAfter ? [bias.at(0), bias.at(1)] : [bias, undefined];
    return { kind: { kind: "gru", resetAfter }, weights: { kernel, recurrentKernel, bias: b, recurrentBias: b2 } };
  }
  return undefined;
}

/** Two bias vectors are one to the operation: it adds them at every step. */
const withOneBias = (cell: RNNCell | LSTMCell): FusedCell["weights"] =>
  cell.bias && cell.recurrentBias
    ? { ...cell, bias: cell.bias.add(cell.recurrentBias), recurrentBias: undefined }
    : cell;

const usual = ({ activation, recurrentActivation }: LSTMCell | GRUCell): boolean =>
  activation === "tanh" && recurrentActivation === "sigmoid";

/** The methods that a time step goes through. */
const stepMethods = ["forward", "gates", "hidden"];

/**
 * What the operation reads.
 * @param who the cell's description, for messages
 * @param xs the sequence; its last axis is the input
 * @throws RangeError for inputs or a state of another size, as the cell's `forward` would.
 */
export function fusedTensors<State extends StateTensors>(
  { weights }: FusedCell,
  who: string,
  xs: Tensor,
  batch: Shape,
  initial: State | undefined,
): RecurrenceTensors {
  const { kernel, recurrentKernel, bias, recurrentBias, peepholeKernel } = weights;
  const [inputSize, hiddenSize] = [kernel.shape[0]!, recurrentKernel.shape[0]!];
  expectsSize(who, "inputs", inputSize, [...batch, xs.shape.at(-1)!]);
  const { h, c } = initial instanceof Tensor ? { h: initial, c: undefined } : { h: initial?.h, c: initial?.c };
  if (h) expectsSize(who, c ? "a state h" : "a state", hiddenSize, h.shape);
  if (c) expectsSize(who, "a state c", hiddenSize, c.shape);
  const state = h && (c ? { h, c } : { h });
  return { xs, kernel, recurrentKernel, bias, recurrentBias, peepholeKernel, initial: state };
}
