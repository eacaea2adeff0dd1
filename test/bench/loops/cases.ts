// What is measured: one training step of a loop that a person writes, one tensor operation after the other.

export const loops = ["rnn", "lstm-slices", "lstm-joined", "attention", "lstm-cell", "gru-cell"] as const;

export type Loop = (typeof loops)[number];

/** What a case is called in the table. */
export const titles: Readonly<Record<Loop, string>> = {
  rnn: "own RNN step",
  "lstm-slices": "own LSTM, gates by slices",
  "lstm-joined": "own LSTM, joined inputs",
  attention: "own attention",
  "lstm-cell": "LSTMCell by hand",
  "gru-cell": "GRUCell by hand",
};

export interface LoopCase {
  loop: Loop;
  batch: number;
  T: number;
  /** Also the number of classes. */
  input: number;
  hidden: number;
  /** "float32" where left out. */
  dtype?: "float32" | "float64";
}

export const hiddenSizes = ["32", "64", "128"] as const;

export const caseOf = (loop: Loop, hidden: number): LoopCase => ({ loop, batch: 32, T: 50, input: 32, hidden });
