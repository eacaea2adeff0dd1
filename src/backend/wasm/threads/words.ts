// The memory that threads share beside the heap: where they agree who does what. Numbers are places in an Int32Array.
// What different threads write lies a cache line apart.

const line = 16;
/** Threads at most. */
export const maxThreads = 64;
const progress = 6 * line;
const table = progress + maxThreads * line;

/** Plain numbers, so that a thread can be handed them with its work. */
export const words = {
  line,
  /** The job's number; workers sleep on it. */
  epoch: 0,
  /** The number of the job that may be worked on, or 0. */
  open: 1,
  /** 1: leave the job. */
  abort: 2,
  /** How many phases the job has, into how many pieces each is cut, and where its table begins. */
  phases: 3,
  pieces: 4,
  first: 5,
  /** How many workers are inside a job. */
  running: 2 * line,
  /** How many workers have started. */
  ready: 3 * line,
  /** How many workers sleep until the next job. */
  sleeping: 4 * line,
  /** How many threads sleep until a phase is done. */
  waiting: 5 * line,
  /** For each thread, how many kernels it has run. */
  progress,
  /**
   * Two tables, for this job and the next, which is noted while this one may still be looked at: for each phase a line, whose first word counts the pieces that are done, and behind it four words for each piece: the thread
   * that has taken it (+ 1; 0 where none has), and where its calls begin and end.
   */
  table,
} as const;

export type Words = typeof words;

/** Words of a table. */
export const tableWords = 1 << 14;
/** Numbers that the calls of one job may take. */
export const callNumbers = 1 << 16;

export const phaseWords = (pieces: number): number => line + 4 * pieces;
/** As many phases fit into one job. */
export const maxPhases = (pieces: number): number => Math.floor(tableWords / phaseWords(pieces));

/** What is shared: the words, and the calls of kernels. */
export interface Shared {
  readonly words: Int32Array;
  /** Call after call: the kernel's number, how many arguments it has, and these. */
  readonly calls: Int32Array;
}

export function createShared(): Shared {
  const sharedInts = (length: number) => new Int32Array(new SharedArrayBuffer(4 * length));
  return { words: sharedInts(table + 2 * tableWords), calls: sharedInts(2 * callNumbers) };
}
