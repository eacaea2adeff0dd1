// Sends a socket's messages one after the other: ZeroMQ's binding allows one send at a time, the kernel does not wait.

import { setTimeout as delay } from "node:timers/promises";

type Frames = Uint8Array[];

export interface OutboxOptions {
  /** For how long, in milliseconds, to try again while a socket refuses a message: who it is for may still be on the way. */
  patience?: number;
  /** How much may wait meanwhile, in bytes; above it there is no patience. */
  maxWaiting?: number;
  /** What becomes of a message after that; by default it is lost. */
  giveUp?: (frames: Frames) => Promise<void>;
}

export interface Outbox {
  post(frames: Frames): void;
  /** Goes before all that still waits. */
  postFirst(frames: Frames): void;
  /** Resolves when all that was posted is ZeroMQ's. */
  flushed(): Promise<void>;
}

export function createOutbox(
  socket: { send(frames: Frames): Promise<void> },
  { patience = 0, maxWaiting = Number.POSITIVE_INFINITY, giveUp = async () => {} }: OutboxOptions = {},
): Outbox {
  let waitingBytes = 0;
  let waiting: Frames[] = [];
  const urgent: Frames[] = [];
  let sending: Promise<void> | undefined;

  async function sendAll(): Promise<void> {
    while (waiting.length > 0 || urgent.length > 0) {
      const batch = waiting;
      waiting = [];
      for (const frames of batch) {
        // Nothing is awaited between the look at what is urgent and the sending, so that nothing urgent comes too late.
        while (urgent.length > 0) await send(urgent.shift()!);
        await send(frames);
        waitingBytes -= bytesOf(frames);
      }
      while (urgent.length > 0) await send(urgent.shift()!);
    }
    sending = undefined;
  }

  /** A reply to a client that has disconnected is refused; the messages after it are still sent. */
  async function send(frames: Frames): Promise<void> {
    for (const asked = performance.now(); ; await delay(5)) {
      try {
        return await socket.send(frames);
      } catch {
        if (performance.now() - asked >= patience || waitingBytes > maxWaiting) return giveUp(frames);
      }
    }
  }

  return {
    post(frames) {
      waiting.push(frames);
      waitingBytes += bytesOf(frames);
      sending ??= sendAll();
    },
    postFirst(frames) {
      urgent.push(frames);
      sending ??= sendAll();
    },
    async flushed() {
      while (sending) await sending;
    },
  };
}

function bytesOf(frames: Frames): number {
  let bytes = 0;
  for (const { length } of frames) bytes += length;
  return bytes;
}
