/** One error of the compiler, in UTF-16 offsets of the cell's text. */
export interface Diagnostic {
  /** TypeScript's error number: 2322 in TS2322. */
  code: number;
  message: string;
  start: number;
  end: number;
  /** What to write in place of what stands there, where that takes lines of its own. */
  instead?: string;
  /** Where it is in a file that the cell imports: the offsets are that text's. */
  file?: { name: string; text: string };
}
