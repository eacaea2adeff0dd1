// Child processes that a cell starts: what they print goes to that cell, and Stop ends them with it.
//
// One that inherits its output would get this process's own descriptors, where its output has no sender. So it gets pipes
// instead, which are read here. (A synchronous child does inherit: its cell is the one that runs, and process.ts reads it.)
import { AsyncLocalStorage } from "node:async_hooks";
import { ChildProcess } from "node:child_process";
import type { Readable } from "node:stream";
import { setImmediate as nextTurn } from "node:timers/promises";
import { endFirmly, markedChildrenOf, markOf, processOf } from "./process-tree.ts";

interface Spawnable extends ChildProcess {
  spawn(options: { stdio?: unknown; detached?: boolean }): number;
  stdio: ChildProcess["stdio"];
}

const outputs = [
  [1, "stdout"],
  [2, "stderr"],
] as const;

/** How many asynchronous children the urgent thread can tell from synchronous ones. */
const maxKnown = 256;

/**
 * When a stop looks again for what a worker has started, in milliseconds: a child has the mark of its cell only once its program
 * runs, a moment after it is there.
 */
const lookAgainAfterMs = [10, 50, 200];

export class Children {
  /** The process ids of asynchronous children, 0 in the other places: for the urgent thread, which ends synchronous ones. */
  readonly known = new Int32Array(new SharedArrayBuffer(4 * maxKnown));
  readonly #startedBy = new Map<ChildProcess, number | undefined>();
  #reading = 0;

  /** From now on, whatever `node:child_process` starts asynchronously. `running` is the request that starts it. */
  install(running: () => number | undefined): void {
    const prototype = ChildProcess.prototype as Spawnable;
    const { spawn, unref } = prototype;
    // One that is detached is meant to go on.
    const keep = (child: ChildProcess, isDetached = false) => this.#keep(child, isDetached ? undefined : running());
    // Nor is one waited for that its cell has let go: a service that a library has started for later.
    const letGo = (child: ChildProcess) => this.#startedBy.has(child) && this.#startedBy.set(child, undefined);
    prototype.unref = function (this: Spawnable) {
      letGo(this);
      unref.call(this);
    };
    const begin = (stream: Readable, name: "stdout" | "stderr") => this.#forward(stream, name);
    prototype.spawn = function (this: Spawnable, options) {
      const stdio = toArray(options.stdio);
      const inherited = outputs.filter(([fd]) => inherits(stdio[fd], fd));
      for (const [fd] of inherited) stdio[fd] = "pipe";
      const result = spawn.call(this, { ...options, stdio });
      if (this.pid !== undefined) keep(this, options.detached);
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

  /** Ends what these requests have started, and what that has started. */
  stop(requests: readonly number[]): void {
    for (const [{ pid }, request] of this.#startedBy)
      if (request !== undefined && requests.includes(request)) {
        const child = processOf(pid!);
        if (child) endFirmly(child);
      }
    const ended = new Set<number>();
    this.#stopMarked(requests, ended);
    for (const ms of lookAgainAfterMs) setTimeout(() => this.#stopMarked(requests, ended), ms).unref();
  }

  /** Ends what a worker of these requests has started, which is a thread with a `child_process` of its own. */
  #stopMarked(requests: readonly number[], ended: Set<number>): void {
    const ours = new Set([...this.#startedBy.keys()].map(({ pid }) => pid));
    for (const request of requests)
      for (const child of markedChildrenOf(process.pid, markOf(process.pid, request)))
        if (!ours.has(child.pid) && !ended.has(child.pid)) {
          ended.add(child.pid);
          endFirmly(child);
        }
  }

  /** What a child printed before it ended is in its pipe by then, and read within a turn. */
  async settled(): Promise<void> {
    if (this.#reading > 0) await nextTurn();
  }

  #keep(child: ChildProcess, request: number | undefined): void {
    this.#startedBy.set(child, request);
    const place = this.known.indexOf(0);
    if (place >= 0) this.known[place] = child.pid!;
    child.once("exit", () => {
      this.#startedBy.delete(child);
      if (place >= 0) this.known[place] = 0;
    });
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
