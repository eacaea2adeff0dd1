// The iopub socket, in ZeroMQ's manual mode: a subscription holds from the moment in which its welcome is under way, so
// that the welcome is the first thing a front end gets and nothing after it is missed (JEP 65).
//
// Only so many messages are kept for a subscriber that does not take them. Then `send` fails, for all: who is only slow is
// waited for (outbox.ts). One that takes nothing is given up: it misses messages until it reads again, and the others get
// theirs. Otherwise the kernel would keep everything for it.
import { type SocketOptions, XPublisher } from "zeromq";

/** http://api.zeromq.org/4-3:zmq-setsockopt, which the binding leaves to its subclasses. */
const zmqSubscribe = 6;
const zmqUnsubscribe = 7;
const zmqNoDrop = 69;

/** What is kept for each subscriber: what a cell prints comes in messages of up to 1 MB. */
const keptMessages = 256;

export class Broadcaster extends XPublisher {
  constructor(options: SocketOptions<XPublisher>) {
    super({ ...options, manual: true, sendHighWaterMark: keptMessages, noDrop: true, sendTimeout: 0 });
  }

  /**
   * Sends to all but those who are behind. From then on ZeroMQ leaves these out, and `send` does
   * not wait for them, until they have read what was kept for them.
   */
  async sendToOthers(frames: Uint8Array[]): Promise<void> {
    this.setBoolOption(zmqNoDrop, false);
    try {
      await this.send(frames);
    } finally {
      this.setBoolOption(zmqNoDrop, true);
    }
  }

  /** Takes a notice that was just received: the topic of a new subscription, or undefined for one that ended. */
  admit([notice]: Buffer[]): Buffer | undefined {
    if (!notice || notice.length === 0) return undefined;
    const topic = notice.subarray(1);
    const begins = notice[0] === 1;
    this.setStringOption(begins ? zmqSubscribe : zmqUnsubscribe, topic);
    return begins ? topic : undefined;
  }
}
