// What a release is doing, and for how long: a proof takes a minute. On a terminal it is one line; elsewhere what takes long is said
// on standard error, so that the output stays what it is.
import { complain } from "../print.ts";
import { StatusLine } from "../status-line.ts";

const tickMs = 1000;
/** Without a terminal a line for each step that takes so long, and then as often again. */
const quietMs = 10_000;

export class Steps {
  readonly #status = new StatusLine(process.stdout);
  readonly #now: () => number;
  readonly #began: number;
  readonly #ticking: NodeJS.Timeout;
  #doing = "";
  #said: number;

  /** @param now the time in milliseconds, for tests */
  constructor(now = () => performance.now()) {
    this.#now = now;
    this.#began = this.#said = now();
    this.#ticking = setInterval(() => this.#tell(), tickMs).unref();
  }

  begin(doing: string): void {
    this.#doing = doing;
    this.#tell();
  }

  end(): void {
    clearInterval(this.#ticking);
    this.#status.clear();
  }

  #tell(): void {
    const now = this.#now();
    const text = `${this.#doing}, ${Math.round((now - this.#began) / 1000)} s`;
    this.#status.show(text);
    if (process.stdout.isTTY || now - this.#said < quietMs) return;
    this.#said = now;
    complain(text);
  }
}
