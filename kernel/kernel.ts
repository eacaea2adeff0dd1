// The kernel: messages in, messages out. It keeps the queue, says busy and idle, and knows neither sockets nor TypeScript.
import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Context } from "./handlers/handler.ts";
import { History } from "./handlers/history.ts";
import { AT_ONCE, handlers, isRequestType } from "./handlers/index.ts";
import type { IOPub } from "./protocol/iopub.ts";
import { type Channel, type Header, type Message, PROTOCOL_VERSION } from "./protocol/message.ts";
import type { AbortedReply, ErrorReply } from "./protocol/reply.ts";
import type { RequestType } from "./protocol/requests.ts";
import type { Session } from "./session.ts";

export interface KernelOptions {
  /** May still be starting: the kernel introduces itself without it. */
  session: Promise<Session>;
  send(channel: Channel, message: Message<object>): void;
  /** As `send`, but ahead of what the sender still holds back. */
  sendFirst(channel: Channel, message: Message<object>): void;
  /** Where a line goes that is for whoever debugs a front end. */
  log(line: string): void;
}

export interface Kernel {
  /** Tells whoever listens already that the kernel is starting. */
  start(): void;
  /** Takes a message; never throws because of it. */
  receive(channel: Channel, message: Message): void;
  /** Greets a new subscriber, who from then on misses nothing. */
  welcome(topic: string): void;
  interrupt(): void;
  /** Resolves when a front end has asked the kernel to end and has been answered. */
  shutdown: Promise<{ restart: boolean }>;
}

interface Request {
  type: RequestType;
  channel: Channel;
  message: Message;
  aborted: boolean;
}

export function createKernel({ session, send, sendFirst, log }: KernelOptions): Kernel {
  const sessionId = randomUUID();
  const history = new History();
  const shutdown = Promise.withResolvers<{ restart: boolean }>();
  const queue: Request[] = [];
  let running: Request | undefined;
  let sent = 0;

  function envelope<Body extends object>(
    msg_type: string,
    content: Body,
    parent: Message | undefined,
    identities: Uint8Array[],
  ): Message<Body> {
    const header: Header = {
      msg_id: `${sessionId}_${sent++}`,
      msg_type,
      session: sessionId,
      username: "kernel",
      date: new Date().toISOString(),
      version: PROTOCOL_VERSION,
    };
    return { identities, header, parent_header: parent?.header ?? {}, metadata: {}, content, buffers: [] };
  }

  function publish<Type extends keyof IOPub>(type: Type, content: IOPub[Type], parent?: Message): void {
    post("iopub", envelope(type, content, parent, [Buffer.from(`kernel.${sessionId}.${type}`)]));
  }

  /** Under the subscription's own topic, so that it passes the filter of whoever subscribed. */
  function welcome(topic: string): void {
    const content: IOPub["iopub_welcome"] = { subscription: topic };
    sendFirst("iopub", envelope("iopub_welcome", content, undefined, [Buffer.from(topic)]));
  }

  /** A message that JSON cannot say is lost alone; the kernel goes on. */
  function post(channel: Channel, message: Message<object>): void {
    try {
      send(channel, message);
    } catch (error) {
      log(`could not send ${message.header.msg_type}: ${(error as Error).message}`);
    }
  }

  async function answer({ type, channel, message, aborted }: Request): Promise<void> {
    publish("status", { execution_state: "busy" }, message);
    let ending: { restart: boolean } | undefined;
    const context: Context = {
      session,
      history,
      publish: (kind, content) => publish(kind, content, message),
      abortQueue,
      interrupt,
      shutdown: options => {
        ending = options;
      },
    };
    const reply = aborted ? ABORTED : await handle(type, message, context);
    if (reply) post(channel, envelope(type.replace(/_request$/, "_reply"), reply, message, message.identities));
    publish("status", { execution_state: "idle" }, message);
    if (ending) shutdown.resolve(ending);
  }

  /** One after the other, in the order in which they came. */
  async function work(): Promise<void> {
    for (running = queue.shift(); running; running = queue.shift()) await answer(running);
  }

  async function answerAtOnce(request: Request): Promise<void> {
    await answer(request);
    // That "idle" was for this request alone: a front end that shows the latest status should still see the cell run.
    if (running) publish("status", { execution_state: "busy" }, running.message);
  }

  async function abortQueue(): Promise<void> {
    await nextTurn(); // what is in the sockets by now was sent before the client could know of the error
    for (const request of queue) if (request.type === "execute_request") request.aborted = true;
  }

  function interrupt(): void {
    session.then(
      session => session.interrupt(),
      () => {}, // the cell that waits for it already says why there is no session
    );
  }

  return {
    start: () => publish("status", { execution_state: "starting" }),
    receive(channel, message) {
      const type = message.header.msg_type;
      if (!isRequestType(type)) return log(`ignored a message of unknown type "${type}" on ${channel}`);
      const request: Request = { type, channel, message, aborted: false };
      if (AT_ONCE.has(type)) return void answerAtOnce(request);
      queue.push(request);
      if (!running) void work();
    },
    welcome,
    interrupt,
    shutdown: shutdown.promise,
  };
}

const ABORTED: AbortedReply = { status: "aborted" };

async function handle(type: RequestType, { content }: Message, context: Context): Promise<object | undefined> {
  try {
    return await handlers[type](content, context);
  } catch (thrown) {
    const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] } satisfies ErrorReply;
  }
}
