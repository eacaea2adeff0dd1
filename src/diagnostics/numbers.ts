// Small sums over plain numbers.

export const mean = (list: readonly number[]): number => list.reduce((sum, x) => sum + x, 0) / list.length;

/** Of the line through the points by least squares; a point that is not finite (the logarithm of 0) is left out. NaN for one. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): number {
  const finite = points.filter(([, y]) => Number.isFinite(y));
  const [mx, my] = [mean(finite.map(([x]) => x)), mean(finite.map(([, y]) => y))];
  const above = finite.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return above / finite.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}

/** √ Σ x², also where squares would overflow or vanish. */
export function lengthOfList(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! / largest) ** 2;
  return largest * Math.sqrt(squares);
}

/** The middle one; of an even number of them the upper of the two. */
export const median = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!;
