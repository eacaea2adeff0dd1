// A thread beside the one that runs cells: it hears an interrupt while a loop keeps the other one busy.
//
// It reads a pipe of its own. A byte is an interrupt; its end means that the host is gone, and then nobody is left who
// could stop a busy loop, so the whole process ends.
import { Socket } from "node:net";
import { parentPort, workerData } from "node:worker_threads";

const { flag, fd } = workerData as { flag: Int32Array; fd: number };

new Socket({ fd, readable: true, writable: false })
  .on("data", () => {
    Atomics.store(flag, 0, 1);
    parentPort!.postMessage("interrupt");
  })
  .on("error", end)
  .on("close", end);

function end(): void {
  process.kill(process.pid, "SIGKILL");
}
