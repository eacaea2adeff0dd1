// One line at the bottom of a terminal that is rewritten in place; where the output is no terminal, it is not there.
import type { WriteStream } from "node:tty";
import { printable } from "./print.ts";

export class StatusLine {
  readonly #stream: NodeJS.WriteStream;
  #shown = false;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  show(text: string): void {
    if (!this.#stream.isTTY) return;
    const width = (this.#stream as WriteStream).columns || 80;
    const line = printable(text, false).replaceAll("\n", " ");
    this.#stream.write(`\r\x1b[K${line.length < width ? line : `${line.slice(0, width - 2)}…`}`);
    this.#shown = true;
  }

  clear(): void {
    if (this.#shown) this.#stream.write("\r\x1b[K");
    this.#shown = false;
  }

  /** Text that stays, above the status line. */
  print(text: string): void {
    this.clear();
    this.#stream.write(`${printable(text, this.#stream.isTTY)}\n`);
  }
}
