// A thread beside the one that runs cells. It receives interrupts and answers while a loop, or a prompt, keeps the other
// thread busy.
//
// It reads a pipe of its own. At the end of that pipe the host has ended, so this process ends, too: otherwise a busy loop
// would run for ever.
import { writeSync } from "node:fs";
import { Session } from "node:inspector";
import { Socket } from "node:net";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { createDecoder } from "./frames.ts";
import { flagIndex } from "./interrupt-flag.ts";
import { memoryLimit, toNotice } from "./memory-limit.ts";
import type { Urgent } from "./messages.ts";
import { childrenOf, endFirmly, markOf, orphansOf } from "./process-tree.ts";

export interface UrgentData {
  fd: number;
  /** See Interrupts.flag: it is set here. */
  flag: Int32Array;
  /** Counts what was received; a prompt waits for its change. */
  bell: Int32Array;
  answers: MessagePort;
  /** See Children.known. */
  children: Int32Array;
}

/** The message to the cells' thread about an interrupt. It may arrive there much later. */
export interface ReceivedInterrupt {
  nth: number;
  at: number;
}

/** How long a cell may take to see the flag, in milliseconds, before it is stopped by force. */
const forceAfterMs = 1000;

/** How often to look at the process's memory, in milliseconds, while it is close to its limit or far from it. */
const memoryEveryMs = { close: 50, far: 250 };

const memoryBytes = memoryLimit();

/** How often to look whether the cells' thread waits for a child process, in milliseconds. */
const childrenEveryMs = 50;

const { flag, bell, answers, fd, children } = workerData as UrgentData;

/** Children that a signal was sent to. */
const ended = new Set<number>();

const receive = createDecoder<Urgent>(message => {
  if (message.op === "interrupt") {
    Atomics.store(flag, flagIndex.upTo, message.upTo);
    Atomics.store(flag, flagIndex.wanted, 1);
    const nth = Atomics.add(flag, flagIndex.count, 1) + 1;
    parentPort!.postMessage({ nth, at: Date.now() } satisfies ReceivedInterrupt);
    setTimeout(endChildren, childrenEveryMs, nth);
    setTimeout(terminate, forceAfterMs, nth);
  } else answers.postMessage(message.answer);
  Atomics.add(bell, 0, 1);
  Atomics.notify(bell, 0);
}, end);

watchMemory();

new Socket({ fd, readable: true, writable: false }).on("data", receive).on("error", end).on("close", end);

/**
 * Ends the child process that `execSync` and its like wait for, which look at neither flag nor messages: the wait ends with
 * the child, and the values stay. Asynchronous children are not meant, whose cell may be another. Where there is none, what
 * a child of this cell has left behind (`sh -c "sleep 9 &"`) may hold open the pipe that is waited for.
 */
function endChildren(nth: number): void {
  const isBusy = Atomics.load(flag, flagIndex.received) < nth && Atomics.load(flag, flagIndex.over) < nth;
  if (!isBusy) return;
  const waitedFor = childrenOf(process.pid).filter(({ pid }) => !children.includes(pid));
  const mark = markOf(process.pid, Atomics.load(flag, flagIndex.cell));
  for (const child of waitedFor.length > 0 ? waitedFor : orphansOf(process.pid, mark)) {
    if (ended.has(child.pid)) continue;
    ended.add(child.pid);
    endFirmly(child);
  }
  setTimeout(endChildren, childrenEveryMs, nth);
}

/** Ends what neither polls nor awaits: a loop inside a library, a regular expression that backtracks for ever. */
function terminate(nth: number): void {
  // A later interrupt, of another cell, has its own time.
  if (Atomics.load(flag, flagIndex.over) >= nth) return;
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.terminateExecution", () => session.disconnect());
}

/**
 * Ends the process before it takes what others need. Only here it can be seen in time: a loop that fills typed arrays looks
 * at nothing, and V8's own limit does not count them.
 */
function watchMemory(): void {
  const used = residentBytes();
  if (used === undefined) return;
  if (used > memoryBytes) {
    writeSync(2, toNotice(used, memoryBytes));
    end();
  }
  setTimeout(watchMemory, used > memoryBytes / 4 ? memoryEveryMs.close : memoryEveryMs.far).unref();
}

/** Undefined where nobody tells, as in a sandbox without /proc: its caller limits the memory there. */
function residentBytes(): number | undefined {
  try {
    return process.memoryUsage.rss();
  } catch {
    return undefined;
  }
}

function end(): void {
  process.kill(process.pid, "SIGKILL");
}
