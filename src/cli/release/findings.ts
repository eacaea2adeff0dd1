// What a release proves, and what it finds.
import type { Mode } from "../../checking/index.ts";
import type { Asked } from "../../grader/release/handout.ts";

/** Whose questions are proven, and who hands in the untouched copy: somebody whose numbers are not the source's. */
export const nobody = "made-up student";

/** What is proven. */
export interface Candidate {
  readonly name: string;
  /** The folder of the course, in which mistakes.ts and hidden.ts lie. */
  readonly course: string;
  /** What a session of the course preloads. */
  readonly preload: { preload: string[]; required: string[] };
  /** The assignment's folder, in which its cells run. */
  readonly cwd: string;
}

/** Something that does not hold: where, what, and what to do. */
export interface Fault {
  readonly where: string;
  readonly what: string;
  readonly next: string;
}

/** What is said of an assignment's questions. */
export interface Told {
  readonly mode: Mode;
  readonly questions: Asked[];
  /** The keys of those that have a hidden check. */
  readonly hidden: string[];
}
