// What watchdog.ts and its thread tell each other in shared memory.

export type Watched = Int32Array<SharedArrayBuffer>;

export const cells = {
  /** Counts questions twice, when asked and when answered: odd while one is open. */
  question: 0,
  /** The process that is asked. */
  pid: 1,
  /** Milliseconds that it may take. */
  limit: 2,
  /** 1 while the thread waits for a question, and must be woken by the next. */
  asleep: 3,
  /** The last question for which the process was killed. */
  killed: 4,
} as const;
