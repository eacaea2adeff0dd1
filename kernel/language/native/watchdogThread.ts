// The thread that watches the time: see watchdog.ts.
import { workerData } from "node:worker_threads";
import { cells, type Watched } from "./watchdogCells.ts";

const shared = workerData as Watched;

for (;;) {
  const question = Atomics.load(shared, cells.question);
  if (question % 2 === 0) {
    Atomics.store(shared, cells.asleep, 1);
    Atomics.wait(shared, cells.question, question);
    Atomics.store(shared, cells.asleep, 0);
    continue;
  }
  // Nobody wakes this thread when the answer comes: it finds another number when it looks.
  Atomics.wait(shared, cells.question, question, Atomics.load(shared, cells.limit));
  if (Atomics.load(shared, cells.question) !== question) continue;
  Atomics.store(shared, cells.killed, question);
  try {
    process.kill(Atomics.load(shared, cells.pid), "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
