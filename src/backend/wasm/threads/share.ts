// How things are dealt out to threads.

/** Part `piece` of n things; parts begin at multiples of `unit`. */
export function share(n: number, pieces: number, piece: number, unit: number): { from: number; count: number } {
  const start = (i: number) => (i === pieces ? n : Math.min(n, Math.round((i * n) / pieces / unit) * unit));
  const from = start(piece);
  return { from, count: start(piece + 1) - from };
}
