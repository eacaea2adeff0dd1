// What a check of `unrolled doctor` is, and what it may find.

/**
 * - `ok`: there, and it works.
 * - `note`: not there, and nothing that notebooks need; `next` says how to get it.
 * - `fault`: notebooks need it, or somebody set it up, and it does not work.
 */
export type Status = "ok" | "note" | "fault";

export interface Finding {
  status: Status;
  found: string;
  /** What to do, where something is missing. */
  next?: string;
}

/** What is asked about. */
export interface Asked {
  /** The module of a course: its absolute path, or the open one's name. */
  course: string;
}

export interface Check {
  /** Stable: scripts read it in `--json`. */
  id: string;
  title: string;
  /** May throw: that is a fault, and `next` says what to do about it. */
  find(asked: Asked): Finding | Promise<Finding>;
  next?: string;
}
