// What the lesson's functions are of: derivatives carried forward, a vector brought to mean 0, a bit's loss, Adam's step.

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

/** One unit read forward, with what its state changes with w and u beside it. */
interface Carried {
  /** What of hw and hu before goes on: u where left out. */
  readonly past?: (u: number) => number;
  /** The slope of tanh, of the state before and the new one: that of the new one where left out. */
  readonly slope?: (before: number, h: number) => number;
  /** Which state meets u: the one before where left out. */
  readonly met?: (before: number, h: number) => number;
  /** Whether the slope counts on the direct part alone, and not on what is carried. */
  readonly directOnly?: boolean;
  /** How much the error at step t of T counts: 1 where left out. */
  readonly weight?: (t: number, T: number) => number;
}

/** A forward gradient with one thing changed. */
export function carriedForward(
  [w, u, h0, xs, ys]: readonly [number, number, number, readonly number[], readonly number[]],
  {
    past = u => u,
    slope = (_, h) => 1 - h * h,
    met = before => before,
    weight = () => 1,
    directOnly = false,
  }: Carried = {},
): { w: number; u: number } {
  let [h, hw, hu, dw, du] = [h0, 0, 0, 0, 0];
  for (const [t, x] of xs.entries()) {
    const before = h;
    h = Math.tanh(w * x + u * before);
    const direct = slope(before, h);
    const carried = directOnly ? 1 : direct;
    hw = direct * x + carried * past(u) * hw;
    hu = direct * met(before, h) + carried * past(u) * hu;
    const error = (h - ys[t]!) * weight(t, xs.length);
    dw += error * hw;
    du += error * hu;
  }
  return { w: dw, u: du };
}

/** ½ Σ (h_t − y_t)² of one unit. */
export function squaredLoss(w: number, u: number, h0: number, xs: readonly number[], ys: readonly number[]): number {
  let [h, total] = [h0, 0];
  for (const [t, x] of xs.entries()) {
    h = Math.tanh(w * x + u * h);
    total += (h - ys[t]!) ** 2 / 2;
  }
  return total;
}

export const mean = (list: readonly number[]): number => sum(list) / list.length;

/** The variance, divided by n. */
export const variance = (list: readonly number[]): number => mean(list.map(value => (value - mean(list)) ** 2));

/** (z − mean) / √(variance + 1e-5), before γ and β. */
export const standardized = (z: readonly number[]): number[] =>
  z.map(value => (value - mean(z)) / Math.sqrt(variance(z) + 1e-5));

/** −ln of the probability that is said of each right bit. */
export const ofEachBit = (said: readonly number[], right: readonly number[]): number[] =>
  said.map((p, t) => -Math.log(right[t] === 1 ? p : 1 - p));

/** What Adam is told: weights, their gradients, both running means, how many updates with this one, the rate. */
export type AdamArguments = [w: number[], g: number[], m: number[], v: number[], t: number, rate: number];

/** Adam's step with one thing changed. */
export function adamWith(
  [w, g, m, v, t, rate]: AdamArguments,
  {
    first = (mean: number) => mean / (1 - 0.9 ** t),
    second = (mean: number) => mean / (1 - 0.999 ** t),
    root = Math.sqrt,
    sign = -1,
    of = (m: number, _: number) => m,
    square = (g: number) => g ** 2,
  } = {},
): { w: number[]; m: number[]; v: number[] } {
  const nextM = m.map((mean, i) => 0.9 * mean + 0.1 * g[i]!);
  const nextV = v.map((mean, i) => 0.999 * mean + 0.001 * square(g[i]!));
  const nextW = w.map(
    (weight, i) => weight + (sign * rate * first(of(nextM[i]!, g[i]!))) / (root(second(nextV[i]!)) + 1e-8),
  );
  return { w: nextW, m: nextM, v: nextV };
}
