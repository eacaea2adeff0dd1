// Which few of many hashes stand for a text, so that two texts with a long enough part in common share one.
//
// S. Schleimer, D. S. Wilkerson, A. Aiken: Winnowing: Local Algorithms for Document Fingerprinting, SIGMOD 2003.
// https://doi.org/10.1145/872757.872770

/**
 * The positions of the hashes that are kept: of every window the smallest, the rightmost of equal ones. A match of
 * `window + k - 1` tokens is always found (k: tokens of a hash), one below k never.
 * @param hashes of all runs of k tokens, in order
 * @param window how many hashes a window has; fewer hashes are one window
 */
export function winnow(hashes: readonly number[], window: number): number[] {
  const kept: number[] = [];
  for (let first = 0; first < Math.max(1, hashes.length - window + 1); first++) {
    const end = Math.min(hashes.length, first + window);
    let least = end - 1;
    for (let i = end - 2; i >= first; i--) if (hashes[i]! < hashes[least]!) least = i;
    if (least >= 0 && kept.at(-1) !== least) kept.push(least);
  }
  return kept;
}

/** A hash of 53 bits of some texts in order. */
export function hashOf(texts: readonly string[]): number {
  let [high, low] = [0x9e3779b9, 0x811c9dc5];
  for (const text of texts) {
    for (let i = 0; i <= text.length; i++) {
      const code = i < text.length ? text.charCodeAt(i) : 0x1f;
      low = Math.imul(low ^ code, 0x01000193) >>> 0;
      high = Math.imul(high ^ code, 0x85ebca6b) >>> 0;
    }
  }
  high ^= high >>> 15;
  return ((high >>> 0) & 0x1fffff) * 2 ** 32 + low;
}
