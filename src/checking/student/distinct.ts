// What drawn parameters are accepted by, so that each mistake has an answer of its own.

/**
 * Whether no two answers are the same. Mistakes that give the same answer at every size share one fingerprint, and stand here once.
 * @example
 * const [d, u] = [30, 32]
 * distinct([u * (d + u) + u, u * (d + u), u * d + u])   // true: right, no biases, no recurrence
 * @param options.apart by which part of the larger one two numbers differ at least: 0.01 for answers that may be rounded to three digits
 */
export const distinct = (
  answers: readonly (number | string | readonly (number | null)[])[],
  { apart = 0 }: { readonly apart?: number } = {},
): boolean =>
  new Set(answers.map(answer => JSON.stringify(answer))).size === answers.length &&
  answers.every((a, i) => answers.slice(0, i).every(b => !isNear(a, b, apart)));

const isNear = (a: unknown, b: unknown, part: number): boolean =>
  typeof a === "number" && typeof b === "number" && Math.abs(a - b) < part * Math.max(Math.abs(a), Math.abs(b));
