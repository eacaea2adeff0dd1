// How it is told how many threads there are.

export const threadsInWords = (threads: number): string => (threads === 1 ? "1 thread" : `${threads} threads`);

let isTold = false;

/** Once in a program: it goes on, only slower than it could. */
export function tellOnce(threads: number, reason: string): void {
  if (!isTold) console.warn(`the wasm backend computes on ${threadsInWords(threads)}: ${reason}`);
  isTold = true;
}
