// SummaryTable: the facts of model.summary(), before any layout.

/** What a layout prints. */
export interface SummaryTable {
  readonly name: string;
  /** Layer (type), output shape, number of parameters. */
  readonly rows: readonly (readonly [layer: string, shape: string, parameters: number])[];
  readonly total: number;
  readonly bytes: number;
}
