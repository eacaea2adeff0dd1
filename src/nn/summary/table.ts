// SummaryTable: the facts of model.summary(), before any layout.

/** An output that a layer reads: of which layer, of which of its calls, and which of what that gave. */
export interface Connection {
  readonly layer: string;
  readonly call: number;
  readonly output: number;
}

/** One layer, or an input. */
export interface SummaryRow {
  /** Its name and kind: "lstm (LSTM)" */
  readonly layer: string;
  /** "(None, 100, 32)" */
  readonly shape: string;
  readonly isInput: boolean;
  /** How many numbers it learns. */
  readonly parameters: number;
  readonly connectedTo: readonly Connection[];
}

/** What a layout prints. */
export interface SummaryTable {
  readonly name: string;
  readonly rows: readonly SummaryRow[];
  /** Whether a column says what a row is connected to. */
  readonly branched: boolean;
  readonly total: number;
  /** How many of them training changes. */
  readonly trainable: number;
  /** Bytes a parameter. */
  readonly bytesEach: number;
}
