// The iopub socket, in ZeroMQ's manual mode: a subscription holds from the moment in which its welcome is under way, so
// that the welcome is the first thing a front end gets and nothing after it is missed (JEP 65).
import { type SocketOptions, XPublisher } from "zeromq";

/** http://api.zeromq.org/4-3:zmq-setsockopt, which the binding leaves to its subclasses. */
const zmqSubscribe = 6;
const zmqUnsubscribe = 7;

export class Broadcaster extends XPublisher {
  constructor(options: SocketOptions<XPublisher>) {
    super({ ...options, manual: true });
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
