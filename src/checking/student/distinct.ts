// What drawn parameters are accepted by, so that each mistake has an answer of its own.

/**
 * Whether no two answers are the same. Mistakes that give the same answer at every size share one fingerprint, and stand here once.
 * @example
 * const [d, u] = [30, 32]
 * distinct([u * (d + u) + u, u * (d + u), u * d + u])   // true: right, no biases, no recurrence
 */
export const distinct = (answers: readonly (number | string | readonly (number | null)[])[]): boolean =>
  new Set(answers.map(answer => JSON.stringify(answer))).size === answers.length;
