// Keeps what a cell shows in the order in which it was shown, though some of it is ready only later.
//
// While nothing is under way an output goes out at once, so that it stays in order with what the cell prints.
import type { Output } from "../protocol/output.ts";

export interface OutputQueue {
  add<T>(content: T | Promise<T>, toOutput: (content: T) => Output): void;
  /** Resolves when everything added so far, and meanwhile, has been emitted. */
  settled(): Promise<void>;
  /** Drops what is still under way. */
  abandon(): void;
}

export function createOutputQueue(emit: (output: Output) => void): OutputQueue {
  let line = { waiting: 0, last: Promise.resolve() };

  async function emitInTurn<T>(content: Promise<T> | T, toOutput: (content: T) => Output): Promise<void> {
    const mine = line;
    const before = mine.last;
    mine.waiting++;
    try {
      const output = toOutput(await content);
      await before.catch(() => {}); // it has said so itself
      if (mine === line) emit(output);
    } finally {
      mine.waiting--;
    }
  }

  return {
    add(content, toOutput) {
      if (line.waiting === 0 && !(content instanceof Promise)) emit(toOutput(content));
      else line.last = emitInTurn(content, toOutput);
    },
    async settled() {
      while (line.waiting > 0) await line.last;
    },
    abandon() {
      line = { waiting: 0, last: Promise.resolve() };
    },
  };
}
