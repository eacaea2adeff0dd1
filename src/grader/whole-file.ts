// A file that is there as a whole, or as it was: whatever breaks in the middle.
import { renameSync, rmSync, writeFileSync } from "node:fs";

/** @param options `flush`: it is on the disk when this is done */
export function writeWhole(path: string, content: string | Uint8Array, { flush = false } = {}): void {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, content, { flush });
    renameSync(beside, path);
  } catch (error) {
    discard(beside);
    throw error;
  }
}

/** Takes away what is left of a write that failed. Where it cannot, nothing is thrown: the first error is the one that is told. */
export function discard(path: string, { recursive = false } = {}): void {
  try {
    rmSync(path, { recursive, force: true });
  } catch {}
}
