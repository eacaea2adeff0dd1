/** A notebook in miniature: its cells, and what the last of them must show. */
export interface Sample {
  name: string;
  cells: string[];
  /** The value's text/plain; undefined where nothing is to be shown. */
  shows?: string;
  /** Of the last cell's error: matches its name and message. */
  error?: RegExp;
}
