// Numbers as a person reads them.

/** A whole number with its thousands apart: 8,874. */
export const formatCount = (n: number): string => n.toLocaleString("en-US");

/** At most five significant digits, so that 0.1 stored as float32 reads 0.1; a whole number has all of its digits. */
export function formatNumber(x: number): string {
  if (!Number.isFinite(x)) return String(x).replace("Infinity", "∞");
  if (Number.isSafeInteger(x) && x !== 0) return String(x);
  return Object.is(x, -0) ? "-0" : String(Number(x.toPrecision(5)));
}
