// Connectionist temporal classification as one operation: the probability of a labelling, summed over all its alignments.
// A. Graves, S. Fernández, F. Gomez, J. Schmidhuber 2006, https://doi.org/10.1145/1143844.1143891
import { record } from "../record.ts";
import type { Tensor } from "../tensor.ts";

/** What one sequence is aligned with. */
export interface CtcSequence {
  /** Class ids without blanks. */
  readonly labels: readonly number[];
  /** How many time steps count; the others are not read. */
  readonly steps: number;
}

/** α and β of the paper for one sequence, in logarithms, both with the time step's own symbol in them: [steps, states]. */
interface Lattice {
  /** Blank, label, blank, label, …, blank: section 4.1's l′. */
  readonly symbols: readonly number[];
  readonly forward: readonly Float64Array[];
  readonly backward: readonly Float64Array[];
  /** The logarithm of the labelling's probability. */
  readonly total: number;
}

/**
 * −log p(labels) of each sequence: [batch, T, classes] → [batch]. A labelling that does not fit into its steps costs ∞.
 * @param logProbabilities of each class at each step, as `logSoftmax` gives them
 */
export function ctcOfLogProbabilities(
  logProbabilities: Tensor,
  sequences: readonly CtcSequence[],
  blank: number,
): Tensor {
  const xp = logProbabilities.backend;
  const { shape, dtype } = logProbabilities;
  const [batch, T, classes] = shape as readonly [number, number, number];
  const values = xp.values(logProbabilities.array);
  const lattices = sequences.map((sequence, b) =>
    latticeOf(sequence, blank, (t, symbol) => values[(b * T + t) * classes + symbol]!),
  );
  const losses = lattices.map(({ total }) => -total);
  return record("ctc", xp.fromValues(losses, [batch], dtype), [logProbabilities], g => {
    const upstream = xp.values(g);
    const slope = new Float64Array(values.length);
    lattices.forEach(({ symbols, forward, backward, total }, b) => {
      if (total === Number.NEGATIVE_INFINITY) return;
      forward.forEach((alpha, t) => {
        const at = (b * T + t) * classes;
        // Equation 15: the share of the alignments that are in state s at step t. Its symbol is in both α and β.
        symbols.forEach((symbol, s) => {
          slope[at + symbol]! -= upstream[b]! * Math.exp(alpha[s]! + backward[t]![s]! - values[at + symbol]! - total);
        });
      });
    });
    return [xp.fromValues(slope, shape, dtype)];
  });
}

function latticeOf({ labels, steps }: CtcSequence, blank: number, at: (t: number, symbol: number) => number): Lattice {
  const symbols = [blank, ...labels.flatMap(label => [label, blank])];
  const states = symbols.length;
  /** A step may skip a blank between two different labels. */
  const skips = (from: number, to: number) => symbols[to] !== blank && symbols[to] !== symbols[from];
  /** From the states before (or after, on the way back) to those at step t. */
  const next = (t: number, before: Float64Array, direction: 1 | -1) =>
    before.map((stay, s) => {
      const [one, two] = [s - direction, s - 2 * direction];
      const moved = before[one] ?? Number.NEGATIVE_INFINITY;
      const [from, to] = direction === 1 ? [two, s] : [s, two];
      const skipped = before[two] !== undefined && skips(from, to) ? before[two] : Number.NEGATIVE_INFINITY;
      return logSum(stay, moved, skipped) + at(t, symbols[s]!);
    });
  const start = (t: number, first: number, second: number) => {
    const row = new Float64Array(states).fill(Number.NEGATIVE_INFINITY);
    for (const s of [first, second]) if (symbols[s] !== undefined) row[s] = at(t, symbols[s]);
    return row;
  };
  const forward = [start(0, 0, 1)];
  for (let t = 1; t < steps; t++) forward.push(next(t, forward[t - 1]!, 1));
  const backward = [start(steps - 1, states - 1, states - 2)];
  for (let t = steps - 2; t >= 0; t--) backward.unshift(next(t, backward[0]!, -1));
  const last = forward[steps - 1]!;
  const total = logSum(last[states - 1]!, last[states - 2] ?? Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY);
  return { symbols, forward, backward, total };
}

/** log(eᵃ + eᵇ + eᶜ), without overflow */
function logSum(a: number, b: number, c: number): number {
  const most = Math.max(a, b, c);
  return most === Number.NEGATIVE_INFINITY
    ? most
    : most + Math.log(Math.exp(a - most) + Math.exp(b - most) + Math.exp(c - most));
}
