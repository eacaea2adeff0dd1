// Everything that code in this process prints goes to the cell that printed it, also after that cell is done.
import { AsyncLocalStorage } from "node:async_hooks";
import { StringDecoder } from "node:string_decoder";
import type { Output } from "../protocol/output.ts";

export class Outputs {
  readonly #running = new AsyncLocalStorage<number>();
  readonly #emit: (id: number, output: Output) => void;
  #last = 0;
  #delivering: number | undefined;

  constructor(emit: (id: number, output: Output) => void) {
    this.#emit = emit;
  }

  /** The request whose code is running, where that is known. */
  get running(): number | undefined {
    return this.#running.getStore();
  }

  /** Run code as the cell with this request id. */
  run<Result>(id: number, code: () => Result): Result {
    this.#last = id;
    return this.#running.run(id, code);
  }

  /** Run the callbacks of a comm message. What they send on comms belongs to this request, other output to their own cell. */
  deliver(id: number, code: () => void): void {
    this.#delivering = id;
    try {
      code();
    } finally {
      this.#delivering = undefined;
    }
  }

  readonly emit = (output: Output): void => {
    const answers = output.type === "comm_msg" || output.type === "comm_close";
    this.#emit((answers ? this.#delivering : undefined) ?? this.running ?? this.#last, output);
  };

  /** Take over this process's stdout and stderr, and with them all of `console`. @param print takes what is written there */
  capture(print: (output: Output) => void): void {
    for (const name of ["stdout", "stderr"] as const) {
      const decoder = new StringDecoder("utf8");
      const write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
        // A letter of several bytes may come in two chunks.
        const text = typeof chunk === "string" ? chunk : decoder.write(chunk);
        if (text !== "") print({ type: "stream", name, text });
        const callback = typeof encoding === "function" ? encoding : done;
        if (typeof callback === "function") process.nextTick(callback);
        return true;
      };
      process[name].write = write as typeof process.stdout.write;
    }
  }
}
