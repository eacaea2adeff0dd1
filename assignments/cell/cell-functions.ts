// A cell on plain numbers. Vectors stand on the left, as the toolkit stores its kernels: x W is [d] times [d, u].

export const times = (x: readonly number[], W: readonly (readonly number[])[]): number[] =>
  W[0]!.map((_, j) => x.reduce((sum, value, i) => sum + value * W[i]![j]!, 0));

export const plus = (...vectors: readonly (readonly number[])[]): number[] =>
  vectors[0]!.map((_, j) => vectors.reduce((sum, vector) => sum + vector[j]!, 0));

/** One step of the simple recurrent cell. */
export const step = (
  x: readonly number[],
  h: readonly number[],
  W: readonly (readonly number[])[],
  U: readonly (readonly number[])[],
  b: readonly number[],
): number[] => plus(times(x, W), times(h, U), b).map(Math.tanh);

export const transposed = (U: readonly (readonly number[])[]): number[][] => U[0]!.map((_, j) => U.map(row => row[j]!));

export const softmax = (scores: readonly number[]): number[] => {
  const largest = Math.max(...scores);
  const powers = scores.map(score => Math.exp(score - largest));
  const sum = powers.reduce((a, b) => a + b);
  return powers.map(power => power / sum);
};

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
