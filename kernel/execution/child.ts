// The process that cells run in. Started by process.ts; the numbers of its pipes are agreed with it.
import { writeFileSync, writeSync } from "node:fs";
import { Socket } from "node:net";
import { Worker } from "node:worker_threads";
import { writeCompiledCodeSoon } from "../compile-cache.ts";
import { bounded } from "./bounded-event.ts";
import { Executor } from "./executor.ts";
import { createDecoder, encodeFrame } from "./frames.ts";
import type { Event, Request } from "./messages.ts";
import { pipes } from "./pipes.ts";
import { sibling } from "./sibling.ts";
import type { ReceivedInterrupt, UrgentData } from "./urgent-thread.ts";

const executor = new Executor(process.cwd(), send);

const { answers, bell } = executor.prompts;
const thread = new Worker(sibling(import.meta.url, "urgent-thread"), {
  workerData: {
    fd: pipes.urgent,
    flag: executor.interrupts.flag,
    bell,
    answers,
    children: executor.children.known,
  } satisfies UrgentData,
  transferList: [answers],
  stdout: false,
});
thread.on("message", ({ nth, at }: ReceivedInterrupt) => executor.interrupted(nth, Date.now() - at));
thread.unref();

// For this process and its thread, not for what cells start.
delete process.env.NODE_COMPILE_CACHE;

// Ctrl-C in a terminal reaches every process there; the host decides what it means.
process.on("SIGINT", () => {});

// Where memory runs out, Linux ends one process: this one, rather than the kernel or Jupyter.
try {
  writeFileSync("/proc/self/oom_score_adj", "800");
} catch {} // another system

try {
  await executor.install(process.argv.slice(2));
  const receive = createDecoder<Request>(request => void serve(request), process.exit);
  new Socket({ fd: pipes.requests, readable: true, writable: false })
    .on("data", receive)
    .on("error", () => process.exit())
    .on("close", () => process.exit());
  send({ op: "ready", pid: process.pid });
  writeCompiledCodeSoon();
} catch (error) {
  send({ op: "failed", reason: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}

/** A cell may break what this process runs on, `Array.prototype[Symbol.iterator]` say: then it ends, rather than never answer. */
async function serve(request: Request): Promise<void> {
  try {
    await executor.handle(request);
  } catch (error) {
    writeSync(2, `a cell has broken what runs the cells: ${error}\n`);
    process.exit(1);
  }
}

/** Written synchronously: the output of a loop that never yields arrives while the loop runs. */
function send(event: Event): void {
  for (const part of bounded(event)) write(encodeFrame(part));
}

function write(frame: Buffer): void {
  let rest = frame;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(pipes.events, rest));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EPIPE") process.exit();
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
