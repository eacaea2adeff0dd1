// What is to be graded, one after another.
import type { Claim, Results, Waiting } from "../results/index.ts";
import type { Collected } from "../submissions/index.ts";

/** A submission that was taken. */
export interface Task {
  one: Collected;
  claim: Claim;
}

export interface Work {
  /** Takes the next one; undefined where nothing is left for whoever asks. */
  next(): Promise<Task | undefined>;
  /**
   * Whether somebody else should try what could not be graded here, by a fault that is not the submission's: then it is theirs.
   */
  passOn?(task: Task, reason: string): Promise<boolean>;
  /** Gives back what was not graded: it is begun anew by whoever asks next, or another time. */
  giveBack(task: Task): Promise<void>;
}

/** What waits in a run, of what was handed over to this process. */
export async function workAtHand(results: Results, run: string, submissions: readonly Collected[]): Promise<Work> {
  const handed = new Map(submissions.map(one => [one.submission, one]));
  const waiting = (await results.waiting(run)).values();
  return {
    async next() {
      for (const one of waiting) {
        const claim = await results.claim(run, one.submission);
        if (!claim) continue; // another grader has done it
        const found = handed.get(one.submission);
        return { claim, one: found?.hash === one.hash ? found : gone(one) };
      }
      return undefined;
    },
    async giveBack() {}, // it waits in the file, until its run is resumed
  };
}

/** A file that is another one than when the run began is not graded in it. */
const gone = (one: Waiting): Collected => ({
  ...one,
  names: [],
  remarks: [],
  fault: "the file was changed or taken away since the run began: begin a new run",
});
