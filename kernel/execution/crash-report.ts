// What V8 and Node write to stderr as a process runs out of memory, and what our own watch writes (urgent-thread.ts): for the
// kernel, not for the reader of a notebook.
//
// A child process that a cell started writes the same when it runs out of memory, and that is the cell's output. V8's
// report begins with the number of its process; without it (in a sandbox, say) the process that ends is the one.
import { limitInNotice } from "./memory-limit.ts";

/** How long to wait for the process to end after a report that may be its own, in milliseconds. */
const lastMs = 2000;

/** A report is read up to here, in characters. */
const maxLength = 100_000;

export interface CrashReportOptions {
  /** The process's own number for itself, once it has sent it. */
  pid(): number | undefined;
  /** Called once when the report is certainly the process's own: what comes now is a minute of stack traces. */
  onOwn(): void;
}

export class CrashReport {
  readonly #options: CrashReportOptions;
  #text: string | undefined;
  #limit: number | undefined;

  constructor(options: CrashReportOptions) {
    this.#options = options;
  }

  /** Whether the process has just reported that it ran out of memory. */
  get isOutOfMemory(): boolean {
    return this.#text !== undefined;
  }

  /** In megabytes, where the process has ended itself at a limit for all of its memory. */
  get limit(): number | undefined {
    return this.#limit;
  }

  /** Shows the text now, or, where it belongs to such a report, later, if the process is still there to show it. */
  filter(text: string, show: () => void): void {
    const isBegin = /<--- Last few GCs|FATAL ERROR: .*(heap|memory)|^unrolled: out of memory/m.test(text);
    if (this.#text === undefined && !isBegin) {
      show();
      return;
    }
    this.#text = ((this.#text ?? "") + text).slice(0, maxLength);
    this.#limit ??= limitInNotice(text);
    const [, pid] = /\[(\d+):0x/.exec(this.#text) ?? [];
    const isOwn = this.#limit !== undefined || (pid !== undefined && Number(pid) === this.#options.pid());
    if (isOwn) {
      this.#options.onOwn();
      return;
    }
    setTimeout(() => {
      this.#text = undefined;
      show();
    }, lastMs).unref();
  }
}
