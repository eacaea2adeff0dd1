// The notebook format (nbformat 4): what an .ipynb holds once its multi-line strings are joined.
// https://nbformat.readthedocs.io/en/latest/format_description.html
import type { Json, MimeBundle } from "../protocol/mime.ts";

export type Metadata = { [key: string]: Json };

export type CellOutput =
  | { output_type: "stream"; name: "stdout" | "stderr"; text: string }
  | { output_type: "display_data"; data: MimeBundle; metadata: Metadata }
  | { output_type: "execute_result"; data: MimeBundle; metadata: Metadata; execution_count: number | null }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

interface AnyCell {
  /** Since nbformat 4.5; kept as it is, never invented. */
  id?: string;
  metadata: Metadata;
  source: string;
  attachments?: { [name: string]: MimeBundle };
}

export interface CodeCell extends AnyCell {
  cell_type: "code";
  execution_count: number | null;
  outputs: CellOutput[];
}

export type Cell = CodeCell | (AnyCell & { cell_type: "markdown" | "raw" });

export interface Notebook {
  nbformat: number;
  nbformat_minor: number;
  metadata: Metadata;
  cells: Cell[];
}
