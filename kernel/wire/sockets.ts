// The kernel's five sockets: shell, control and stdin take requests, iopub broadcasts, the heartbeat echoes.
// https://jupyter-client.readthedocs.io/en/stable/messaging.html#introduction
import { setTimeout as delay } from "node:timers/promises";
import { Router } from "zeromq";
import type { Channel, Message } from "../protocol/message.ts";
import { Broadcaster } from "./broadcaster.ts";
import { type Connection, endpoint, type Port } from "./connection.ts";
import { asServer } from "./encryption.ts";
import { decode, encode, identitiesOf } from "./frames.ts";
import { createOutbox } from "./outbox.ts";
import { createReplayGuard } from "./replay-guard.ts";
import { createSigner } from "./signature.ts";

export interface Listener {
  onMessage(channel: Channel, message: Message): void;
  /** A front end listens on iopub now, to all topics or to those beginning with `topic`. */
  onSubscribe(topic: string): void;
  /** A message for these identities could not be delivered: the front end is gone. */
  onLost(identities: Uint8Array[]): void;
  /** A front end's connection has ended, whose is not known. */
  onDisconnect(): void;
  /** Something arrived that is no message of ours. */
  onProblem(channel: Channel, problem: string): void;
}

export interface Sockets {
  /** Begins to take what arrives; until then it waits in the sockets. */
  listen(listener: Listener): void;
  send(channel: Channel, message: Message<object>): void;
  /** Sends before what still waits to be sent. */
  sendFirst(channel: Channel, message: Message<object>): void;
  /** Hands out what is still to be sent, then closes. */
  close(): Promise<void>;
}

/** How long closing waits for a peer to take what it was sent. */
const lingerMs = 500;

/** How long closing waits for what is still to be sent, in milliseconds: a front end that reads nothing would keep the kernel. */
const flushTimeoutMs = 2000;

/** How long a question may wait for its front end's stdin channel, which connects by itself and may be the last to do so. */
const stdinTimeoutMs = 2000;

/** How long a subscriber may take nothing while as much waits for it as is kept, and how much may wait meanwhile, in bytes. */
const slowReaderMs = 5000;
const maxWaitingBytes = 128 * 2 ** 20;

/** No high-water mark, but for iopub: ZeroMQ would drop output above it, and the client would wait for its "idle" for ever. */
const unlimited = { sendHighWaterMark: 0, receiveHighWaterMark: 0, linger: lingerMs };

export async function bindSockets(connection: Connection): Promise<Sockets> {
  const signer = createSigner(connection.signature_scheme, connection.key);
  const ipv6 = connection.ip.includes(":");
  const options = { ...unlimited, ipv6, ...asServer(connection) };
  // A front end that connects anew is the same one, whether or not the end of its old connection is known by then:
  // without the handover it would get no reply until it is.
  const requests = { ...options, handover: true };
  // Fails where a message cannot be delivered. At once: it would wait for a peer that is going, for ever.
  const mandatory = { ...requests, mandatory: true, sendTimeout: 0 };
  const routers = {
    shell: new Router(mandatory),
    control: new Router(requests),
    stdin: new Router(mandatory),
  };
  const iopub = new Broadcaster(options);
  const heartbeat = new Router({ ...options, linger: 0 });
  const sockets = { ...routers, iopub, hb: heartbeat };
  const closeAll = () => {
    for (const socket of Object.values(sockets)) socket.close();
  };

  for (const [name, socket] of Object.entries(sockets)) {
    const address = endpoint(connection, `${name}_port` as Port);
    try {
      await socket.bind(address);
    } catch (error) {
      closeAll();
      throw new Error(`cannot listen on ${address} (${name}): ${(error as Error).message}`);
    }
  }

  let listener: Listener | undefined;
  const giveUp = async (frames: Uint8Array[]) => listener?.onLost(identitiesOf(frames));
  const outboxes = {
    shell: createOutbox(routers.shell, { giveUp }),
    control: createOutbox(routers.control),
    stdin: createOutbox(routers.stdin, { patience: stdinTimeoutMs, giveUp }),
    iopub: createOutbox(iopub, {
      patience: slowReaderMs,
      maxWaiting: maxWaitingBytes,
      giveUp: frames => iopub.sendToOthers(frames),
    }),
  };

  return {
    listen(given) {
      listener = given;
      routers.shell.events.on("disconnect", () => given.onDisconnect());
      // One for all channels: what was sent on shell would also run on control.
      const guard = createReplayGuard();
      for (const channel of ["shell", "control", "stdin"] as const)
        forEach(routers[channel], frames => {
          const decoded = decode(frames, signer, guard);
          if (decoded.ok) given.onMessage(channel, decoded.message);
          else given.onProblem(channel, decoded.problem);
        });
      forEach(iopub, frames => {
        const topic = iopub.admit(frames);
        if (topic) given.onSubscribe(topic.toString());
      });
      // A router echoes whatever it gets, with no order of turns that a confused client could break.
      const echoes = createOutbox(heartbeat);
      forEach(heartbeat, frames => echoes.post(frames));
    },
    send: (channel, message) => outboxes[channel].post(encode(message, signer)),
    sendFirst: (channel, message) => outboxes[channel].postFirst(encode(message, signer)),
    async close() {
      const flushed = Promise.all(Object.values(outboxes).map(outbox => outbox.flushed()));
      await Promise.race([flushed, delay(flushTimeoutMs)]);
      closeAll();
    },
  };
}

/** Until the socket is closed. */
async function forEach(socket: AsyncIterable<Buffer[]>, handle: (frames: Buffer[]) => void): Promise<void> {
  for await (const frames of socket) handle(frames);
}
