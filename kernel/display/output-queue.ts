// Keeps what a cell prints and shows in the order in which it did, though some of it is ready only later.
//
// While nothing is under way an output goes out at once. Each owner (a cell) has a line of its own: nobody waits for another's.
import { AsyncLocalStorage } from "node:async_hooks";
import type { Output } from "../protocol/output.ts";

export interface OutputQueue {
  add<T>(content: T | Promise<T>, toOutput: (content: T) => Output): void;
  /** Resolves when everything that this owner has added, so far and meanwhile, has been emitted; rejects where some cannot be. */
  settled(): Promise<void>;
  /** Drops what is still under way, of all owners, and what was shown behind it; what was printed behind it goes out. */
  abandon(): void;
}

/** An output in a line: ready, or not yet. */
interface Entry {
  emit?: () => void;
  isPrinted?: boolean;
}

interface Line {
  entries: Entry[];
  empty: PromiseWithResolvers<void>;
  error?: unknown;
}

export function createOutputQueue(emit: (output: Output) => void, owner: () => unknown = () => undefined): OutputQueue {
  const lines = new Map<unknown, Line>();

  function enter(key: unknown, entry: Entry): Line {
    let line = lines.get(key);
    if (!line) {
      line = { entries: [], empty: Promise.withResolvers() };
      line.empty.promise.catch(() => {}); // told to whoever asks whether it has settled
      lines.set(key, line);
    }
    line.entries.push(entry);
    return line;
  }

  function drain(key: unknown, line: Line): void {
    while (line.entries[0]?.emit)
      try {
        line.entries.shift()!.emit!();
      } catch (error) {
        line.error ??= error;
      }
    if (line.entries.length > 0) return;
    if (lines.get(key) === line) lines.delete(key);
    if (line.error === undefined) line.empty.resolve();
    else line.empty.reject(line.error);
  }

  return {
    add(content, toOutput) {
      const key = owner();
      if (!(content instanceof Promise)) {
        const output = toOutput(content);
        // Whose output it is, is known while the code runs that makes it.
        if (!lines.has(key)) emit(output);
        else enter(key, { emit: AsyncLocalStorage.bind(() => emit(output)), isPrinted: output.type === "stream" });
        return;
      }
      const entry: Entry = {};
      const line = enter(key, entry);
      const send = AsyncLocalStorage.bind(emit);
      const settle = (ready: () => void) => {
        entry.emit = ready;
        drain(key, line);
      };
      content.then(
        shown => settle(() => send(toOutput(shown))),
        error =>
          settle(() => {
            throw error;
          }),
      );
    },
    async settled() {
      const key = owner();
      for (let line = lines.get(key); line; line = lines.get(key)) await line.empty.promise;
    },
    abandon() {
      for (const [key, line] of lines) {
        line.entries = line.entries.filter(({ emit, isPrinted }) => emit && isPrinted);
        drain(key, line);
      }
    },
  };
}
