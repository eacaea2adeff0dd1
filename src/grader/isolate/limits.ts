// What a box may take.

export interface Limits {
  /** Of each process: heaps, buffers and WebAssembly, in bytes. Each V8 reserves 512 MB of it for code: less does not start. */
  dataBytes: number;
  /** Of the whole box: what is in memory, in bytes. */
  memoryBytes: number;
  /** Processes and threads. A session has 24. */
  tasks: number;
  /** Of each process, in seconds of processor time. The clock on the wall is the real limit. */
  cpuSeconds: number;
  openFiles: number;
  /** Of each file, in bytes. */
  fileBytes: number;
}

/** Measured: with less a session does not start, or an honest notebook fails. */
export const defaultLimits: Limits = {
  dataBytes: 1400 * 2 ** 20,
  memoryBytes: 700 * 2 ** 20,
  tasks: 40,
  cpuSeconds: 120,
  openFiles: 128,
  fileBytes: 8 * 2 ** 20,
};
