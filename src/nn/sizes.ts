// The check that every module makes of its sizes.

/** @throws RangeError unless every size is a whole number ≥ 1; says whose size it is. */
export function needsSizes(who: string, sizes: Record<string, number>): void {
  for (const [what, size] of Object.entries(sizes))
    if (!Number.isInteger(size) || size < 1)
      throw new RangeError(`${who} expects ${what} to be a whole number ≥ 1, but got ${size}`);
}
