// What waits in a run that graders on several machines work on. Whoever dies gives back what they had, by their silence.
import { setTimeout as delay } from "node:timers/promises";
import type { SharedRuns } from "../results/index.ts";
import type { Collected } from "../submissions/index.ts";
import type { Task, Work } from "./work.ts";

const pauseMs = 500;

/** So many graders try what fails by no fault of the submission: one machine may be out of order, or full. */
const maxGraders = 3;
/** Whoever has passed something on leaves it to others for so long, in milliseconds. */
const leaveMs = 5000;

export interface SharedWorkOptions {
  signal: AbortSignal;
  /** Whether to wait for what others are grading: it may come back. Else the work is done when nothing is to be had. */
  isWaiting: boolean;
  /** Is told how many are not graded yet, by whomever. */
  onLeft(count: number): void;
  /** Is told what is left to another grader, and why. */
  onPassedOn(one: Collected, reason: string): void;
}

export class SharedWork implements Work {
  readonly #shared: SharedRuns;
  readonly #run: string;
  readonly #options: SharedWorkOptions;
  /** One of the workers here asks at a time: the others wait for the same. */
  #asking: Promise<unknown> = Promise.resolve();
  #isOver = false;

  constructor(shared: SharedRuns, run: string, options: SharedWorkOptions) {
    this.#shared = shared;
    this.#run = run;
    this.#options = options;
  }

  next(): Promise<Task | undefined> {
    const asked = this.#asking.then(() => this.#ask());
    this.#asking = asked.catch(() => {});
    return asked;
  }

  giveBack({ claim }: Task): Promise<void> {
    return this.#shared.giveBack(claim);
  }

  async passOn({ one, claim }: Task, reason: string): Promise<boolean> {
    if (claim.attempt >= maxGraders) return false;
    const { signal, onPassedOn } = this.#options;
    await this.#shared.giveBack(claim);
    onPassedOn(one, reason);
    await delay(leaveMs, undefined, { signal }).catch(() => {});
    return true;
  }

  async #ask(): Promise<Task | undefined> {
    const { signal, isWaiting, onLeft } = this.#options;
    while (!signal.aborted && !this.#isOver) {
      const taken = await this.#shared.take(this.#run);
      const left = await this.#shared.left(this.#run);
      onLeft(left);
      if (taken) return { claim: taken.claim, one: collected(taken.one) };
      this.#isOver = left === 0 || !isWaiting;
      if (!this.#isOver) await delay(pauseMs, undefined, { signal }).catch(() => {});
    }
    return undefined;
  }
}

type Taken = NonNullable<Awaited<ReturnType<SharedRuns["take"]>>>;

const collected = ({ bytes, ...one }: Taken["one"]): Collected => ({
  ...one,
  ...(bytes && { entry: { path: one.file, kind: "file" as const, read: async () => bytes } }),
});
