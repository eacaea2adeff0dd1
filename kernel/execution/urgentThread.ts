// A thread beside the one that runs cells: it hears what is urgent while a loop, or a question, keeps the other one busy.
//
// It reads a pipe of its own. The pipe's end means that the host is gone, and then nobody is left who could stop a busy
// loop, so the whole process ends.
import { Socket } from "node:net";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { createDecoder } from "./frames.ts";
import type { Urgent } from "./messages.ts";

export interface UrgentData {
  fd: number;
  /** flag[0] is 1 while a stop is wanted. */
  flag: Int32Array;
  /** Counts what was heard; whoever stands still waits for its change. */
  bell: Int32Array;
  answers: MessagePort;
}

const { flag, bell, answers, fd } = workerData as UrgentData;

const receive = createDecoder<Urgent>(message => {
  if (message.op === "interrupt") {
    Atomics.store(flag, 0, 1);
    parentPort!.postMessage("interrupt");
  } else answers.postMessage(message.answer);
  Atomics.add(bell, 0, 1);
  Atomics.notify(bell, 0);
});

new Socket({ fd, readable: true, writable: false }).on("data", receive).on("error", end).on("close", end);

function end(): void {
  process.kill(process.pid, "SIGKILL");
}
