// Cells may leave something behind that goes on when the last one has ended: a training that was not awaited, a request.
// Its errors belong to the run. As Node does with a program, the run waits for it; but not for ever for a timer that comes
// again and again, or for a server.
import { setTimeout as delay } from "node:timers/promises";
import type { Session } from "../session.ts";

const pollMs = 50;
/** How long what only waits, and does not compute, is waited for, in milliseconds. */
const idleTimeoutMs = 3000;
/** Of the time, the part above which the cells' process counts as computing. */
const busyShare = 0.2;

/** What the cells' process has to do, and the processor's time that it has used, in microseconds. */
const probe =
  "[globalThis.process.getActiveResourcesInfo().length, globalThis.process.cpuUsage().user, globalThis.performance.now()]";

interface Reading {
  resources: number;
  cpuMs: number;
  atMs: number;
}

/** Asked before the first cell; the function that it returns waits after the last one until no more is left than now. */
export async function restOf(
  session: Partial<Pick<Session, "evaluate">>,
): Promise<(signal?: AbortSignal, onWait?: () => void) => Promise<void>> {
  const before = await read(session);
  return async (signal, onWait) => {
    let last = await read(session);
    for (let idleMs = 0; before && last && last.resources > before.resources && idleMs < idleTimeoutMs; ) {
      if (signal?.aborted) return;
      onWait?.();
      onWait = undefined;
      await delay(pollMs);
      const now = await read(session);
      if (!now) return;
      const passedMs = now.atMs - last.atMs;
      idleMs = now.cpuMs - last.cpuMs > busyShare * passedMs ? 0 : idleMs + passedMs;
      last = now;
    }
  };
}

/** Undefined where cells have broken what is asked, or their process is gone. */
async function read(session: Partial<Pick<Session, "evaluate">>): Promise<Reading | undefined> {
  const outcome = await session.evaluate?.(probe);
  if (outcome?.status !== "ok") return undefined;
  const [resources = Number.NaN, cpuUs = 0, atMs = 0] = String(outcome.result?.data["text/plain"])
    .replace(/^\[|\]$/g, "")
    .split(",")
    .map(Number);
  return { resources, cpuMs: cpuUs / 1000, atMs };
}
