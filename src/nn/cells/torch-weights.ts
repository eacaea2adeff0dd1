// Weights of a cell in PyTorch's layout, and back: matrices transposed, two biases, gates of a GRU in another order.
import { describe } from "../../options.ts";
import { asTensor, concat, type Tensor, type TensorLike } from "../../tensor/index.ts";
import type { Parameter } from "../modules/parameter.ts";
import { GRUCell } from "./gru-cell.ts";
import { LSTMCell } from "./lstm-cell.ts";
import { RNNCell } from "./rnn-cell.ts";

/**
 * Under the names of `torch.nn.RNN`, `LSTM` and `GRU` (there followed by _l0): rows are gates, [gates · hidden, from].
 * Gate order: LSTM i, f, g, o; GRU r, z, n. The weights of Keras need no conversion: they are laid out as ours.
 */
export interface TorchWeights<Numbers = TensorLike> {
  /** [gates · hidden, input] */
  weight_ih: Numbers;
  /** [gates · hidden, hidden] */
  weight_hh: Numbers;
  /** [gates · hidden]; left out for bias=False */
  bias_ih?: Numbers;
  /** [gates · hidden]; left out for bias=False */
  bias_hh?: Numbers;
}

const names: readonly (keyof TorchWeights)[] = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"];

type TorchCell = RNNCell | LSTMCell | GRUCell;

/**
 * A cell's weights as PyTorch has them, cut off from their gradients. Where the cell has one bias, bias_hh is zeros (PyTorch
 * then learns both, so that training goes another way; a cell made with `recurrentBias: true` has both).
 * @throws Error for a cell that PyTorch does not have: an LSTM with peepholes, a GRU with resetAfter: false
 */
export function toTorch(cell: TorchCell): TorchWeights<Tensor> {
  assertTorch("toTorch", cell);
  const order = reorder(cell);
  const matrices = { weight_ih: order(cell.kernel).transpose(), weight_hh: order(cell.recurrentKernel).transpose() };
  if (!cell.bias) return matrices;
  const b = cell.bias.detach();
  const [first, second] = cell instanceof GRUCell ? [b.at(0), b.at(1)] : [b, cell.recurrentBias?.detach() ?? b.mul(0)];
  return { ...matrices, bias_ih: order(first), bias_hh: order(second) };
}

/**
 * Gives a cell PyTorch's weights. Where the cell has one bias it gets the sum of the two, which computes the same; one made
 * with `recurrentBias: true` keeps both, and so trains on as in PyTorch.
 * @throws RangeError for weights of another shape, missing ones, or names that this cell does not have; the cell is
 * then
 * unchanged. Error for a cell that PyTorch does not have.
 */
export function fromTorch(cell: TorchCell, weights: TorchWeights): void {
  assertTorch("fromTorch", cell);
  for (const name of Object.keys(weights))
    if (!names.includes(name as keyof TorchWeights)) {
      const bare = name.replace(/_l0$/, "");
      const next = names.includes(bare as keyof TorchWeights) ? `; call it ${bare}` : "";
      throw new RangeError(`fromTorch expects ${names.join(", ")}, but got ${name}${next}`);
    }
  const { dtype } = cell.kernel;
  const order = reorder(cell);
  const read = (name: keyof TorchWeights, shape: readonly number[]) => {
    const value = weights[name];
    const numbers = value === undefined ? undefined : asTensor(value, dtype).astype(dtype).detach();
    if (!numbers || numbers.shape.length !== shape.length || numbers.shape.some((n, i) => n !== shape[i]))
      throw new RangeError(
        `fromTorch expects ${name} of shape [${shape.join(", ")}] for ${cell.describe()}, but got ${numbers ? `[${numbers.shape.join(", ")}]` : "none"}`,
      );
    return numbers;
  };
  const [input, width] = cell.kernel.shape as [number, number];
  const values: [Parameter, Tensor][] = [
    [cell.kernel, order(read("weight_ih", [width, input]).transpose())],
    [cell.recurrentKernel, order(read("weight_hh", [width, cell.hiddenSize]).transpose())],
  ];
  if (cell.bias) {
    const [b, b2] = [order(read("bias_ih", [width])), order(read("bias_hh", [width]))];
    if (cell instanceof GRUCell) values.push([cell.bias, concat([b.reshape([1, width]), b2.reshape([1, width])])]);
    else if (cell.recurrentBias) values.push([cell.bias, b], [cell.recurrentBias, b2]);
    else values.push([cell.bias, b.add(b2)]);
  } else if (weights.bias_ih !== undefined || weights.bias_hh !== undefined)
    throw new RangeError(`fromTorch expects no biases for ${cell.describe()}, which was made without`);
  for (const [parameter, value] of values) parameter.assign(value);
}

/** Swaps z and r of a GRU on the last axis, which is its own inverse; leaves others as they are. */
function reorder(cell: TorchCell): (x: Tensor) => Tensor {
  if (!(cell instanceof GRUCell)) return x => x.detach();
  const u = cell.hiddenSize;
  return x => {
    const w = x.detach();
    return concat([w.slice(u, 2 * u, { axis: -1 }), w.slice(0, u, { axis: -1 }), w.slice(2 * u, { axis: -1 })], -1);
  };
}

function assertTorch(who: string, cell: TorchCell): void {
  if (!(cell instanceof RNNCell || cell instanceof LSTMCell || cell instanceof GRUCell))
    throw new TypeError(`${who} expects an RNNCell, LSTMCell or GRUCell, but got ${describe(cell)}`);
  if (cell instanceof LSTMCell && cell.peepholeKernel)
    throw new Error(`${who} expects a cell that PyTorch has too; its LSTM has no peepholes`);
  if (cell instanceof GRUCell && !cell.resetAfter)
    throw new Error(`${who} expects a cell that PyTorch has too; its GRU has resetAfter: true`);
}
