// What diagnostics of a cell are given: one sequence, and the states that the cell goes through.
import { formatShape } from "../backend/index.ts";
import { assertState, type Cell, mapStates, type StateTensors, tensorsOfState, unroll } from "../nn/index.ts";
import { asTensor, noGrad, stack, Tensor, type TensorLike } from "../tensor/index.ts";

/** One sequence: [T, inputSize], [1, T, inputSize], or a list of T inputs [inputSize]. */
export type SequenceLike = TensorLike | readonly Tensor[];

/** A sequence that a cell has read, step by step. */
export interface Steps<State extends StateTensors> {
  readonly T: number;
  /** [T, inputSize] */
  readonly xs: Tensor;
  /** The state before each step, all steps in one tensor: [T, size] each. */
  readonly before: State;
  /** The state after each step: [T, size] each. */
  readonly after: State;
}

/**
 * Runs the cell over one sequence, without gradients.
 * @throws RangeError for a batch of more than one sequence, or what `unroll` refuses
 */
export function stepsOf<State extends StateTensors>(
  who: string,
  cell: Cell<State>,
  sequence: SequenceLike,
  initialState: State | undefined,
): Steps<State> {
  return noGrad(() => {
    const start = initialState ?? cell.zeroState([]);
    assertState(`${who}, as its initialState,`, start);
    for (const part of tensorsOfState(start))
      if (part.shape.length !== 1)
        throw new RangeError(
          `${who} expects an initial state of one sequence, [size], but got ${formatShape(part.shape)}`,
        );
    const xs = oneSequence(who, sequence, tensorsOfState(start)[0]!);
    const { states } = unroll(cell, xs, { initialState: start });
    return {
      T: states.length,
      xs,
      before: stacked([start, ...states.slice(0, -1)]),
      after: stacked(states),
    };
  });
}

function stacked<State extends StateTensors>(states: readonly State[]): State {
  const [first, ...rest] = states;
  return mapStates([first!, ...rest], (...parts) => stack(parts));
}

function oneSequence(who: string, sequence: SequenceLike, like: Tensor): Tensor {
  const isList = Array.isArray(sequence) && sequence[0] instanceof Tensor;
  const xs = isList ? stack(sequence as Tensor[]) : asTensor(sequence as TensorLike, like.dtype, who);
  if (xs.shape.length !== 3) return xs;
  if (xs.shape[0] !== 1)
    throw new RangeError(
      `${who} looks at one sequence, [T, inputSize], but got a batch ${formatShape(xs.shape)}; xs.at(0) is its first`,
    );
  return xs.at(0);
}
