// Whether this machine is too busy for limits by the clock on the wall: then a right answer may come too late, which is nobody's
// fault but ours.
import { readFileSync } from "node:fs";

/** From here on it says nothing of a submission that it took too long. Grading as many side by side as there are cores stays below. */
export const tooBusy = 0.5;

/** Begins to look. It gives the part of its time, from 0 to 1, that this process was ready to run and waited for a core. */
export function waitingForCore(): () => number {
  const before = schedule();
  return () => {
    const now = schedule();
    const [ran, waited] = [now.ran - before.ran, now.waited - before.waited];
    return waited / (ran + waited || 1);
  };
}

/** Of the main thread so far, in nanoseconds; zeros where no Linux tells (proc_pid_schedstat(5)). */
function schedule(): { ran: number; waited: number } {
  try {
    const [ran = 0, waited = 0] = readFileSync("/proc/self/schedstat", "latin1").split(" ").map(Number);
    return { ran, waited };
  } catch {
    return { ran: 0, waited: 0 };
  }
}
