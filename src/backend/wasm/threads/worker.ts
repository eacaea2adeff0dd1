// A worker: a thread that waits for jobs and does its part of each. It is started from text, so that neither a bundler nor a
// browser needs a file for it.
import { member } from "./member.ts";
import type { Shared, Words } from "./words.ts";

/** What a worker is given. */
export interface WorkerData {
  readonly at: Words;
  readonly shared: Shared;
  readonly module: object;
  readonly memory: object;
  /** The kernels by number. */
  readonly names: readonly string[];
  readonly tile: 0 | 1;
  /** Where its room is. */
  readonly room: number;
  readonly thread: number;
  /** How often it asks for the next job before it sleeps, and for the end of a phase. */
  readonly spins: { readonly idle: number; readonly phase: number };
}

function work(data: WorkerData, join: typeof member): void {
  const { at, shared, module, memory, names, tile, room, thread, spins } = data;
  const { words } = shared;
  const { WebAssembly: webAssembly } = globalThis as unknown as {
    WebAssembly: { Instance: new (module: object, imports: object) => { exports: Record<string, () => unknown> } };
  };
  const { exports } = new webAssembly.Instance(module, { env: { memory } });
  (exports as unknown as { setTile(wide: 0 | 1): void }).setTile(tile);
  (exports as unknown as { setRoom(at: number): void }).setRoom(room);
  const poll = () => {
    if (Atomics.load(words, at.abort) !== 0) throw at;
  };
  const kernels = names.map(name => exports[name]!);
  const { job } = join({ at, shared, kernels, thread, poll, spins: spins.phase, onWait() {} });
  const pause = (Atomics as { pause?: () => void }).pause ?? (() => {});
  let seen = 0;
  Atomics.add(words, at.ready, 1);
  for (;;) {
    for (let turn = 0; Atomics.load(words, at.epoch) === seen; turn++) {
      if (turn < spins.idle) pause();
      else {
        Atomics.add(words, at.sleeping, 1);
        Atomics.wait(words, at.epoch, seen);
        Atomics.sub(words, at.sleeping, 1);
      }
    }
    seen = Atomics.load(words, at.epoch);
    Atomics.add(words, at.running, 1);
    // A job that has ended in the meantime is not touched.
    if (Atomics.load(words, at.open) === seen) {
      try {
        job();
      } catch (error) {
        // The main thread sees that not all is done.
        if (error !== at) Atomics.store(words, at.abort, 1);
      }
    }
    if (Atomics.sub(words, at.running, 1) === 1) Atomics.notify(words, at.running);
  }
}

/** A program that expects `data`. */
export const workerSource = `const member = ${member};\nconst work = ${work};\nconst start = data => work(data, member);\n`;
