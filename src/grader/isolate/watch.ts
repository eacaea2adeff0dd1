// A box's memory, as it is in all of its processes: limits count each process by itself, and not what they share.
import { readdirSync, readFileSync } from "node:fs";

const checkMs = 100;
/** New processes are looked for less often than the known ones are counted. */
const searchEvery = 3;
const pageBytes = 4096;

/** Ends by itself when the box has. */
export class MemoryWatch {
  /** The most that was seen, in bytes. */
  peak = 0;
  readonly #root: number;
  readonly #limit: number;
  readonly #onOver: (bytes: number) => void;
  readonly #timer: NodeJS.Timeout;
  #pids: number[] = [];
  #round = 0;

  /** @param root the process that was started @param onOver is called once, with how much it was */
  constructor(root: number, limit: number, onOver: (bytes: number) => void) {
    this.#root = root;
    this.#limit = limit;
    this.#onOver = onOver;
    this.#timer = setInterval(() => this.#look(), checkMs);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    if (this.#round++ % searchEvery === 0) this.#pids = descendantsOf(this.#root);
    const bytes = this.#pids.reduce((sum, pid) => sum + residentOf(pid), 0);
    this.peak = Math.max(this.peak, bytes);
    if (this.#pids.length === 0) this.stop();
    if (bytes <= this.#limit) return;
    this.stop();
    this.#onOver(bytes);
  }
}

/** A process and all that it has started, directly or not. */
export function descendantsOf(root: number): number[] {
  const found = [root];
  // Grows while it is walked.
  for (const pid of found) for (const child of childrenOf(pid)) found.push(child);
  return found.filter(pid => residentOf(pid) > 0);
}

/** Each thread has the children that it started. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap(task =>
      (read(`/proc/${pid}/task/${task}/children`).match(/\d+/g) ?? []).map(Number),
    );
  } catch {
    return [];
  }
}

/** What of a process is in memory; 0 where it has ended. */
const residentOf = (pid: number): number => Number(read(`/proc/${pid}/statm`).split(" ")[1] ?? 0) * pageBytes;

function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
