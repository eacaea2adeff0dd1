// Sends a socket's messages one after the other: ZeroMQ's binding allows one send at a time, the kernel does not wait.

export interface Outbox {
  post(frames: Uint8Array[]): void;
  /** Resolves when all that was posted is ZeroMQ's. */
  flushed(): Promise<void>;
}

export function createOutbox(socket: { send(frames: Uint8Array[]): Promise<void> }): Outbox {
  let queue: Uint8Array[][] = [];
  let sending: Promise<void> | undefined;

  async function sendAll(): Promise<void> {
    while (queue.length > 0) {
      const batch = queue;
      queue = [];
      // A client that is gone refuses its reply; those of the others go on.
      for (const frames of batch) await socket.send(frames).catch(() => {});
    }
    sending = undefined;
  }

  return {
    post(frames) {
      queue.push(frames);
      sending ??= sendAll();
    },
    async flushed() {
      while (sending) await sending;
    },
  };
}
