// Everything that code in this process prints goes to the cell that printed it, also after that cell is done.
import { AsyncLocalStorage } from "node:async_hooks";
import type { Output } from "../protocol/output.ts";

export class Outputs {
  readonly #running = new AsyncLocalStorage<number>();
  readonly #emit: (id: number, output: Output) => void;
  #last = 0;

  constructor(emit: (id: number, output: Output) => void) {
    this.#emit = emit;
  }

  /** Run code as the cell with this request id. */
  run<Result>(id: number, code: () => Result): Result {
    this.#last = id;
    return this.#running.run(id, code);
  }

  readonly emit = (output: Output): void => {
    this.#emit(this.#running.getStore() ?? this.#last, output);
  };

  /** Take over this process's stdout and stderr, and with them all of `console`. */
  capture(): void {
    for (const name of ["stdout", "stderr"] as const) {
      const write = (chunk: unknown, encoding?: unknown, done?: unknown): boolean => {
        const text = typeof chunk === "string" ? chunk : Buffer.from(chunk as Uint8Array).toString("utf8");
        if (text !== "") this.emit({ type: "stream", name, text });
        const callback = typeof encoding === "function" ? encoding : done;
        if (typeof callback === "function") process.nextTick(callback);
        return true;
      };
      process[name].write = write as typeof process.stdout.write;
    }
  }
}
