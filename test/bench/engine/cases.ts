// What is measured: one training step of a small sequence classifier, at sizes from coursework to research.

export interface Case {
  cell: "lstm" | "gru" | "rnn";
  /** One class for each time step, or one for the whole sequence. */
  output: "many-to-many" | "many-to-one";
  batch: number;
  T: number;
  /** Also the number of classes. */
  input: number;
  hidden: number;
}

export interface Size {
  /** batch, T, input, hidden */
  readonly shape: readonly [number, number, number, number];
  /** A hidden size that is no multiple of 8: the size whose units cost as they should. */
  readonly like?: string;
}

export const sizes: Readonly<Record<string, Size>> = {
  A: { shape: [32, 100, 30, 32] },
  B: { shape: [32, 100, 64, 128] },
  C: { shape: [64, 200, 128, 256] },
  D: { shape: [1, 1000, 32, 64] },
  E: { shape: [128, 50, 256, 512] },
  A30: { shape: [32, 100, 30, 30], like: "A" },
  A33: { shape: [32, 100, 30, 33], like: "A" },
  B104: { shape: [32, 100, 64, 104] },
  B100: { shape: [32, 100, 64, 100], like: "B104" },
  B129: { shape: [32, 100, 64, 129], like: "B" },
};

export const cells = ["lstm", "gru", "rnn"] as const;
export const outputs = ["many-to-many", "many-to-one"] as const;

/** How many steps of each sequence count where a batch is padded: from all of them down to about half. */
export const lengthsOf = ({ batch, T }: Case): number[] =>
  Array.from({ length: batch }, (_, i) => T - Math.floor((i * T) / (2 * batch)));
