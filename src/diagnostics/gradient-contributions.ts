// gradientContributions: ∂L/∂W as the sum over time steps that it is, step by step.

import { assertCell, type Cell, type Module, mapStates, type StateTensors, tensorsOfState } from "../nn/index.ts";
import { assertOptions, type OptionNames } from "../options.ts";
import { bar } from "../plot/index.ts";
import { fromFlat, noGrad, Tensor } from "../tensor/index.ts";
import { type WithFigure, withFigure } from "./figure.ts";
import { keepingGradients } from "./keep-gradients.ts";
import { lengthOfList } from "./numbers.ts";
import { type SequenceLike, stepsOf } from "./sequence.ts";

/** Options of `gradientContributions`. */
export interface ContributionOptions<State extends StateTensors = StateTensors> {
  /** The state before the first step, [size] each; zeros where left out. */
  initialState?: State;
  title?: string;
}

const contributionOptions: OptionNames<ContributionOptions> = { initialState: true, title: "text" };

/** What `gradientContributions` finds. */
export interface GradientContributions {
  /** For each parameter by its name: what each time step adds to its gradient, T tensors of its shape. */
  readonly parts: { readonly [parameter: string]: readonly Tensor[] };
  /** Their norms. */
  readonly norms: { readonly [parameter: string]: readonly number[] };
  /** The gradient: the parts summed up. */
  readonly total: { readonly [parameter: string]: Tensor };
  /** The part of each step along the direction of the gradient, over its norm: they sum to 1. Negative ones work against it. */
  readonly shares: { readonly [parameter: string]: readonly number[] };
  /** The norm of the first step's part over that of the last step's: how much of an early input is heard at all. */
  readonly firstToLast: { readonly [parameter: string]: number };
}

/**
 * What each time step adds to the gradient of each parameter of a cell. The parameters are the same at every step, so their
 * gradient is a sum over steps; the part of step t is the gradient of a copy of the weights that is used at step t alone (the
 * immediate derivative times ∂L/∂h_t). Gradients that the cell's parameters have stay as they are; weights that only the loss
 * reads, such as a readout's, get theirs, as by `backward()`.
 * Goodfellow, Bengio & Courville 2016, equations 10.22–10.28; R. Pascanu et al. 2013, equations 3–5.
 * @param cell a cell that is a module, so that its parameters can be found
 * @param xs one sequence, [T, inputSize]
 * @param loss computes the loss from the hidden vectors, [hiddenSize] each
 * @throws RangeError for a batch of several sequences or an unknown option; TypeError for no loss
 * @example gradientContributions(cell, xs, hidden => hidden.at(-1)!.pow(2).sum()).firstToLast
 */
export function gradientContributions<State extends StateTensors>(
  cell: Cell<State> & Module,
  xs: SequenceLike,
  loss: (hidden: readonly Tensor[]) => Tensor,
  options: ContributionOptions<State> = {},
): WithFigure<GradientContributions> {
  assertCell("gradientContributions", cell);
  assertOptions("gradientContributions", options, contributionOptions as OptionNames<ContributionOptions<State>>);
  if (typeof loss !== "function")
    throw new TypeError("gradientContributions expects a function of the hidden vectors, hidden => loss");
  const steps = stepsOf("gradientContributions", cell, xs, options.initialState);
  const parameters = cell.parameters();
  const direct = directGradients(
    noGrad(() => cell.hidden(steps.after)),
    loss,
  );
  const parts = parameters.map(() => new Array<Tensor>(steps.T));
  keepingGradients(cell, () => {
    let back: readonly (Tensor | undefined)[] = []; // ∂L/∂ the state after step t, by way of the steps behind it
    for (let t = steps.T - 1; t >= 0; t--) {
      for (const { parameter } of parameters) parameter.grad = undefined;
      const before = mapStates([steps.before], part => leafOf(part!.at(t)));
      const after = cell.forward(steps.xs.at(t), before);
      const pulls = [cell.hidden(after).mul(direct[t]!).sum()];
      for (const [k, part] of tensorsOfState(after).entries()) if (back[k]) pulls.push(part.mul(back[k]).sum());
      pulls.reduce((sum, pull) => sum.add(pull)).backward();
      for (const [k, { parameter }] of parameters.entries())
        parts[k]![t] = (parameter.grad ?? parameter.mul(0)).detach();
      back = tensorsOfState(before).map(part => part.grad?.detach());
    }
  });
  const names = parameters.map(({ path }) => path);
  const found = noGrad(() => summed(names, parts));
  const figure = bar(found.shares, {
    title: options.title ?? "What each step adds to the gradient",
    x: Array.from({ length: steps.T }, (_, t) => t + 1),
    xLabel: "step",
    yLabel: "share of the gradient",
  });
  return withFigure(found, figure);
}

function summed(names: readonly string[], parts: readonly Tensor[][]): GradientContributions {
  const byName = <Value>(of: (list: readonly Tensor[]) => Value) =>
    Object.fromEntries(names.map((name, k) => [name, of(parts[k]!)]));
  const norms = byName(list => list.map(part => lengthOfList(part.values())));
  const total = byName(list => list.reduce((sum, part) => sum.add(part)));
  const shares = names.map((name, k) => {
    const squares = total[name]!.pow(2).sum().item();
    return [name, parts[k]!.map(part => part.mul(total[name]!).sum().item() / squares)] as const;
  });
  return {
    parts: byName(list => list),
    norms,
    total,
    shares: Object.fromEntries(shares),
    firstToLast: Object.fromEntries(names.map(name => [name, norms[name]![0]! / norms[name]!.at(-1)!])),
  };
}

/** ∂L/∂h_t of the loss itself, without what goes by way of later steps. */
function directGradients(hidden: Tensor, loss: (hidden: readonly Tensor[]) => Tensor): Tensor[] {
  const leaves = Array.from({ length: hidden.shape[0]! }, (_, t) => leafOf(hidden.at(t)));
  const value: unknown = loss(leaves);
  if (!(value instanceof Tensor))
    throw new TypeError("gradientContributions expects a function that returns the loss, a tensor of one number");
  value.backward();
  return leaves.map(leaf => (leaf.grad ?? leaf.mul(0)).detach());
}

const leafOf = (x: Tensor): Tensor => fromFlat(x.values(), x.shape, { dtype: x.dtype, requiresGrad: true });
