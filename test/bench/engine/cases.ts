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

/** batch, T, input, hidden */
export const sizes: Record<string, readonly [number, number, number, number]> = {
  A: [32, 100, 30, 32],
  B: [32, 100, 64, 128],
  C: [64, 200, 128, 256],
  D: [1, 1000, 32, 64],
  E: [128, 50, 256, 512],
};

export const cells = ["lstm", "gru", "rnn"] as const;
export const outputs = ["many-to-many", "many-to-one"] as const;
