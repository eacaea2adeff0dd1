// Initializers of gate biases that decide how long a gated cell remembers at first.
//
// A bias initializer is asked for [gates, hidden], or [2, gates, hidden] by a GRU with two bias vectors, so that it can tell
// gates apart: i, f, g, o of an LSTM, z, r, n of a GRU.
import { formatShape, type Shape, sizeOf } from "../../backend/index.ts";
import { assertNumber } from "../../options.ts";
import { fromFlat, type Rng } from "../../tensor/index.ts";
import type { Initializer } from "./initializer.ts";

/**
 * Chrono initialization: lags up to `longest` steps are within reach from the start, each unit at a scale of its own. LSTM:
 * b_f = ln U(1, longest − 1), b_i = −b_f. GRU: b_z = ln U(1, longest − 1), since here z keeps.
 * C. Tallec, Y. Ollivier 2018, https://arxiv.org/abs/1804.11188
 * @throws RangeError unless longest > 2, and where it is asked for anything but the biases of an LSTM or GRU
 * @example new LSTMCell(8, 16, { biasInitializer: chrono(100) })
 */
export function chrono(longest: number): Initializer {
  assertNumber("chrono", "the longest lag", longest);
  if (longest <= 2) throw new RangeError(`chrono expects a longest lag above 2 steps, but got ${longest}`);
  return gateBiases("chrono", rng => Math.log(rng.uniform(1, longest - 1)));
}

/**
 * Every unit keeps its state for about `lag` steps at first: LSTM b_f = ln lag, b_i = −ln lag; GRU b_z = ln lag, since here z
 * keeps. σ(ln lag) = lag / (lag + 1).
 * @throws RangeError unless lag ≥ 1, and where it is asked for anything but the biases of an LSTM or GRU
 */
export function keepBias(lag: number): Initializer {
  assertNumber("keepBias", "the lag", lag);
  if (lag < 1) throw new RangeError(`keepBias expects a lag of at least 1 step, but got ${lag}`);
  return gateBiases("keepBias", () => Math.log(lag));
}

function gateBiases(who: string, keep: (rng: Rng) => number): Initializer {
  return (shape, rng, dtype) => {
    const [gates, hidden] = shape.slice(-2) as [number, number];
    if (shape.length < 2 || (gates !== 3 && gates !== 4) || sizeOf(shape) === 0)
      throw new RangeError(
        `${who} is for the biases of an LSTM or GRU, [gates, hidden], but got ${formatShape(shape)}`,
      );
    return fromFlat(
      biases(shape, gates, hidden, () => keep(rng)),
      shape,
      { dtype },
    );
  };
}

/** Of two bias vectors the first is set: they are added (but for n, which stays 0). */
function biases(shape: Shape, gates: 3 | 4, hidden: number, keep: () => number): Float64Array {
  const flat = new Float64Array(sizeOf(shape));
  for (let unit = 0; unit < hidden; unit++) {
    const b = keep();
    if (gates === 3)
      flat[unit] = b; // z
    else {
      flat[unit] = -b; // i
      flat[hidden + unit] = b; // f
    }
  }
  return flat;
}
