// Sends a socket's messages one after the other: ZeroMQ's binding allows one send at a time, the kernel does not wait.

type Frames = Uint8Array[];

export interface Outbox {
  post(frames: Frames): void;
  /** Goes before all that still waits. */
  postFirst(frames: Frames): void;
  /** Resolves when all that was posted is ZeroMQ's. */
  flushed(): Promise<void>;
}

export function createOutbox(socket: { send(frames: Frames): Promise<void> }): Outbox {
  let waiting: Frames[] = [];
  const urgent: Frames[] = [];
  let sending: Promise<void> | undefined;

  async function sendAll(): Promise<void> {
    while (waiting.length > 0 || urgent.length > 0) {
      const batch = waiting;
      waiting = [];
      for (const frames of batch) {
        await sendUrgent();
        await send(frames);
      }
      await sendUrgent();
    }
    sending = undefined;
  }

  async function sendUrgent(): Promise<void> {
    for (let frames = urgent.shift(); frames; frames = urgent.shift()) await send(frames);
  }

  /** A client that is gone refuses its reply; those of the others go on. */
  function send(frames: Frames): Promise<void> {
    return socket.send(frames).catch(() => {});
  }

  return {
    post(frames) {
      waiting.push(frames);
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
