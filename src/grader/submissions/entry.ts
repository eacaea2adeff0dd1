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
  /** Who owns it, and when it was last changed by the system's clock; left out where nothing tells, as in a zip. */
  stat?(): { owner: number; changed: Date } | undefined;
  /** @throws Error with a reason that names no path */
  read(): Promise<Buffer>;
}

/** What one student has handed in: the files that may be it. */
export interface Handed {
  student: string;
  /** The LMS's number of them, where a file's name has it. */
  number?: string;
  /** Notebooks, and what stands in their place: links, other files. */
  files: Entry[];
  /** nbgrader's time of handing in. */
  timestamp?: Entry | undefined;
  /** When it came, where the system tells. */
  received?: string;
  /** What is to be told of it. */
  remarks?: readonly string[];
  /** The LMS says so. */
  isLate?: boolean;
  /** What the same user of the system handed in before, the oldest first. */
  earlier?: readonly { folder: string; files: Entry[]; received?: string }[];
}

/** What was handed over is no folder and no zip, or cannot be read. */
export class SubmissionsError extends Error {
  override name = "SubmissionsError";
}
