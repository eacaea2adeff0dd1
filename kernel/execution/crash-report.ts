// What V8 and Node write to stderr as a process runs out of memory: for whoever debugs V8, not for the reader of a notebook.
//
// A child process that a cell started writes the same when it runs out of memory, and that is the cell's output. Which
// of the two it is shows after a moment: the executor's own report is its last.

/** How long to wait for the process to end after its report, in milliseconds. */
const lastMs = 500;

export class CrashReport {
  #isReporting = false;

  /** Whether the process has just reported that it ran out of memory. */
  get isOutOfMemory(): boolean {
    return this.#isReporting;
  }

  /** Shows the text now, or, where it belongs to such a report, later, if the process is still there to show it. */
  filter(text: string, show: () => void): void {
    if (!this.#isReporting && !/<--- Last few GCs|FATAL ERROR: .*heap/.test(text)) {
      show();
      return;
    }
    this.#isReporting = true;
    setTimeout(() => {
      this.#isReporting = false;
      show();
    }, lastMs).unref();
  }
}
