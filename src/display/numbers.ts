// Numbers as a person reads them.

/** A whole number with its thousands apart: 8,874. */
export const formatCount = (n: number): string => n.toLocaleString("en-US");

/** At most five significant digits: 0.1 stored as float32 reads 0.1. */
export function formatNumber(x: number): string {
  if (!Number.isFinite(x)) return String(x).replace("Infinity", "∞");
  return Object.is(x, -0) ? "-0" : String(Number(x.toPrecision(5)));
}
