// What every thread does with a job, the main one and the workers alike. A worker gets this function as text (worker.ts), so it stands
// for itself: nothing is imported but types.
import type { Shared, Words } from "./words.ts";

interface MemberOptions {
  readonly at: Words;
  readonly shared: Shared;
  /** In the order of their numbers. */
  readonly kernels: readonly ((...args: number[]) => unknown)[];
  /** 0 is the main thread. */
  readonly thread: number;
  /** Looks up between two calls; it throws where the work is to be left. */
  readonly poll: () => void;
  /** How often it asks before it sleeps; endlessly where this thread may not sleep. */
  readonly spins: number;
  /** What is done each time it has slept for a while and its work is not there yet. */
  readonly onWait: () => void;
}

export interface Member {
  /** Works on the job that is open until all of it is done, by whomever; returns early where the job is aborted. */
  job(): void;
}

export function member({ at, shared, kernels, thread, poll, spins, onWait }: MemberOptions): Member {
  const { words, calls } = shared;
  const pause = (Atomics as { pause?: () => void }).pause ?? (() => {});
  const sleepMs = 20;

  function run(start: number, end: number): void {
    for (let i = start; i < end; ) {
      poll();
      const args: number[] = [];
      const first = i + 2;
      const behind = first + calls[i + 1]!;
      for (let k = first; k < behind; k++) args.push(calls[k]!);
      words[at.progress + thread * at.line]!++;
      kernels[calls[i]!]!(...args);
      i = behind;
    }
  }

  /** Waits until all pieces of a phase are done. @returns whether they are; else the job is aborted. */
  function isDone(phase: number, pieces: number): boolean {
    for (let turn = 0; ; turn++) {
      const count = Atomics.load(words, phase);
      if (count === pieces) return true;
      if (Atomics.load(words, at.abort) !== 0) return false;
      if (turn < spins) pause();
      else {
        Atomics.add(words, at.waiting, 1);
        const slept = Atomics.wait(words, phase, count, sleepMs);
        Atomics.sub(words, at.waiting, 1);
        if (slept === "timed-out") onWait();
      }
    }
  }

  return {
    job() {
      const [phases, pieces, first] = [words[at.phases]!, words[at.pieces]!, words[at.first]!];
      for (let p = 0; p < phases; p++) {
        const phase = first + p * (at.line + 4 * pieces);
        // Its own piece first, which is in its cache; then those that nobody has begun.
        for (let k = 0; k < pieces; k++) {
          const piece = phase + at.line + 4 * ((thread + k) % pieces);
          if (Atomics.load(words, piece) !== 0 || Atomics.compareExchange(words, piece, 0, thread + 1) !== 0) continue;
          run(words[piece + 1]!, words[piece + 2]!);
          if (Atomics.add(words, phase, 1) === pieces - 1 && Atomics.load(words, at.waiting) > 0)
            Atomics.notify(words, phase);
        }
        if (!isDone(phase, pieces)) return;
      }
    },
  };
}
