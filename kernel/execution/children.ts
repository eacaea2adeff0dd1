// Child processes that a cell starts with inherited output: what they print goes to that cell, whichever runs by then.
//
// Inheriting would hand them this process's own descriptors, where nobody can tell who writes. So they get pipes instead,
// which are read here. (A synchronous child does inherit: its cell is the one that runs, and process.ts hears it.)
import { AsyncLocalStorage } from "node:async_hooks";
import { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";

interface Spawnable extends ChildProcess {
  spawn(options: { stdio?: unknown }): number;
  stdio: ChildProcess["stdio"];
}

const outputs = [
  [1, "stdout"],
  [2, "stderr"],
] as const;

export class Children {
  #reading = 0;

  /** From now on, whatever `node:child_process` starts asynchronously. */
  install(): void {
    const prototype = ChildProcess.prototype as Spawnable;
    const { spawn } = prototype;
    const begin = (stream: Readable, name: "stdout" | "stderr") => this.#forward(stream, name);
    prototype.spawn = function (this: Spawnable, options) {
      const stdio = toArray(options.stdio);
      const inherited = outputs.filter(([fd]) => inherits(stdio[fd], fd));
      for (const [fd] of inherited) stdio[fd] = "pipe";
      const result = spawn.call(this, { ...options, stdio });
      for (const [fd, name] of inherited) {
        const stream = this[name];
        if (stream) begin(stream, name);
        // As where it is inherited: there is no stream for the cell to read.
        this[name] = null;
        if (this.stdio) (this.stdio as unknown[])[fd] = null;
      }
      return result;
    };
  }

  /** What a child printed before it ended is in its pipe by then, and read within a turn. */
  async settled(): Promise<void> {
    if (this.#reading > 0) await nextTurn();
  }

  #forward(stream: Readable, name: "stdout" | "stderr"): void {
    this.#reading++;
    stream
      .setEncoding("utf8")
      .on(
        "data",
        AsyncLocalStorage.bind((text: string) => void process[name].write(text)),
      )
      .once("close", () => this.#reading--);
  }
}

function toArray(stdio: unknown): unknown[] {
  return Array.isArray(stdio) ? [...stdio] : [stdio, stdio, stdio];
}

/** "inherit", the descriptor's own number, or this process's stream. */
function inherits(how: unknown, fd: number): boolean {
  return how === "inherit" || how === fd || how === process[fd === 1 ? "stdout" : "stderr"];
}
