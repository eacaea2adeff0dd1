// Made-up tasks whose only difficulty is how long something has to be remembered.
import { assertOptions, describe } from "../options.ts";
import { fromFlat, Rng, type Tensor } from "../tensor/index.ts";

/** How sequences of a task are made. */
export interface TaskOptions {
  /** How many steps a sequence has. */
  T: number;
  /** What draws them. */
  rng: Rng;
}

/** Sequences [count, T, size] with what is to be said of each. */
export interface TaskSamples {
  readonly x: Tensor;
  readonly y: Tensor;
}

/**
 * Temporal order: in a sequence of noise stand two symbols that count, each A or B, the first between steps T/10 and T/5, the
 * second between T/2 and 3T/5. Which two came, and in which order, is one of four classes: AA 0, AB 1, BA 2, BB 3.
 * S. Hochreiter, J. Schmidhuber 1997, experiment 6a; R. Pascanu et al. 2013, section 4.1, https://arxiv.org/abs/1211.5063
 * @returns x one-hot, [count, T, 6]: A, B and four kinds of noise; y class ids [count]
 * @throws RangeError for a count or T that is no whole number, T below 10
 * @example temporalOrder(20, { T: 30, rng: seed(0) }).x.shape // [20, 30, 6]
 */
export function temporalOrder(count: number, options: TaskOptions): TaskSamples {
  const { T, rng } = read("temporalOrder", count, options, 10);
  const symbols = 6;
  const x = new Float64Array(count * T * symbols);
  const y = new Float64Array(count);
  const between = (from: number, to: number) => rng.integers(Math.floor(T * from), Math.floor(T * to) + 1);
  for (let i = 0; i < count; i++) {
    const row = Array.from({ length: T }, () => rng.integers(2, symbols));
    const [first, second] = [rng.integers(0, 2), rng.integers(0, 2)];
    row[between(0.1, 0.2)] = first;
    row[between(0.5, 0.6)] = second;
    for (const [t, symbol] of row.entries()) x[(i * T + t) * symbols + symbol] = 1;
    y[i] = 2 * first + second;
  }
  return { x: fromFlat(x, [count, T, symbols]), y: fromFlat(y, [count]) };
}

/**
 * Latch: the first step shows a bit, 1 or −1, all others normal noise; at the end the bit is asked for. A state that is to
 * store it against noise must stand where the gradient vanishes.
 * Y. Bengio, P. Simard, P. Frasconi 1994, https://doi.org/10.1109/72.279181
 * @returns x [count, T, 1]; y [count, 1], 1 for the bit 1 and 0 for −1
 * @throws RangeError for a count or T that is no whole number ≥ 1
 * @example latch(32, { T: 60, rng: seed(0) }).y.shape // [32, 1]
 */
export function latch(count: number, options: TaskOptions): TaskSamples {
  const { T, rng } = read("latch", count, options, 1);
  const x = new Float64Array(count * T);
  const y = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    y[i] = rng.integers(0, 2);
    for (let t = 0; t < T; t++) x[i * T + t] = t === 0 ? 2 * y[i]! - 1 : rng.normal();
  }
  return { x: fromFlat(x, [count, T, 1]), y: fromFlat(y, [count, 1]) };
}

/**
 * The adding problem: each step has a number between 0 and 1 and a mark, which is 1 at two steps, one in each half, and 0 at all
 * others. The sum of the two marked numbers is asked for at the end; who always says 1 has a mean squared error of 1/6.
 * S. Hochreiter, J. Schmidhuber 1997; as in Q. Le et al. 2015, https://arxiv.org/abs/1504.00941
 * @returns x [count, T, 2], number and mark; y [count, 1]
 * @throws RangeError for a count or T that is no whole number, T below 2
 * @example adding(32, { T: 100, rng: seed(0) }).x.shape // [32, 100, 2]
 */
export function adding(count: number, options: TaskOptions): TaskSamples {
  const { T, rng } = read("adding", count, options, 2);
  const x = new Float64Array(count * T * 2);
  const y = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let t = 0; t < T; t++) x[(i * T + t) * 2] = rng.uniform();
    for (const t of [rng.integers(0, T >> 1), rng.integers(T >> 1, T)]) {
      x[(i * T + t) * 2 + 1] = 1;
      y[i]! += x[(i * T + t) * 2]!;
    }
  }
  return { x: fromFlat(x, [count, T, 2]), y: fromFlat(y, [count, 1]) };
}

/** How sequences to be copied are made. */
export interface CopyingOptions extends TaskOptions {
  /** How many symbols are to be copied, K; 10 where left out. */
  length?: number;
  /** How many kinds of them there are, S; 8 where left out. */
  symbols?: number;
}

/**
 * Copying: K symbols, then nothing for T − 1 steps, then a sign, at which the symbols are to be said again in their order.
 * Symbols are the ids 0 to S − 1, nothing (the blank) is S, the sign S + 1. Who has no memory has a cross-entropy of
 * K ln S/(T + 2K) at best. M. Arjovsky, A. Shah, Y. Bengio 2016, https://arxiv.org/abs/1511.06464
 * @returns x one-hot, [count, T + 2K, S + 2]; y ids [count, T + 2K], blanks but for the last K steps
 * @throws RangeError for a number that is no whole number ≥ 1
 * @example copying(32, { T: 10, length: 5, symbols: 4, rng: seed(0) }).x.shape // [32, 20, 6]
 */
export function copying(count: number, options: CopyingOptions): TaskSamples {
  assertOptions("copying", options, { T: "number", rng: "generator", length: "number", symbols: "number" });
  const { length = 10, symbols = 8, ...rest } = options ?? {};
  const { T, rng } = read("copying", count, rest, 1);
  for (const [name, value] of Object.entries({ length, symbols }))
    if (!(Number.isInteger(value) && value >= 1))
      throw new RangeError(`copying expects ${name} to be a whole number ≥ 1, but got ${describe(value)}`);
  const [steps, width] = [T + 2 * length, symbols + 2];
  const x = new Float64Array(count * steps * width);
  const y = new Float64Array(count * steps).fill(symbols);
  for (let i = 0; i < count; i++) {
    const row = new Array<number>(steps).fill(symbols);
    row[length + T - 1] = symbols + 1;
    for (let k = 0; k < length; k++) {
      row[k] = rng.integers(0, symbols);
      y[i * steps + T + length + k] = row[k]!;
    }
    for (const [t, id] of row.entries()) x[(i * steps + t) * width + id] = 1;
  }
  return { x: fromFlat(x, [count, steps, width]), y: fromFlat(y, [count, steps]) };
}

function read(who: string, count: number, options: TaskOptions, least: number): TaskOptions {
  assertOptions(who, options, { T: "number", rng: "generator" });
  const { T, rng } = options ?? {};
  if (!(Number.isInteger(count) && count >= 1))
    throw new RangeError(`${who} expects a whole number of sequences ≥ 1, but got ${describe(count)}`);
  if (!(Number.isInteger(T) && T >= least))
    throw new RangeError(`${who} expects a whole number of steps T ≥ ${least}, but got ${describe(T)}`);
  if (!(rng instanceof Rng))
    throw new TypeError(`${who} expects a generator, { rng: seed(0) }, but got ${describe(rng)}`);
  return options;
}
