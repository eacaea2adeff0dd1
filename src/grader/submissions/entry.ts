// A file of what was handed over, as a name that can be read.

/** Longer files are no notebook that anybody typed. */
export const maxBytes = 32 * 2 ** 20;

export const tooLarge = (size: number): string =>
  `it has ${Math.ceil(size / 2 ** 20)} MB, and at most ${maxBytes / 2 ** 20} MB are read: clear its outputs and hand it in again`;

/** A file, or something else that lies where a file may lie. */
export interface Entry {
  /** From the top, with "/" between names; no name is "." or "..", or holds a "/". */
  path: string;
  kind: "file" | "folder";
  /** Why it cannot be read; undefined for a file that can. */
  fault?: string;
  /** @throws Error with a reason that names no path */
  read(): Promise<Buffer>;
}

/** What was handed over is no folder and no zip, or cannot be read. */
export class SubmissionsError extends Error {
  override name = "SubmissionsError";
}
