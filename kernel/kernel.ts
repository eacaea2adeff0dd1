// The kernel: messages in, messages out. It keeps the queues, says busy and idle, and knows neither sockets nor TypeScript.
import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { type Context, type Extras, StoppedBeforeStart, type Subshells } from "./handlers/handler.ts";
import { History } from "./handlers/history.ts";
import { handlers, inTurn, isRequestType } from "./handlers/index.ts";
import { Stdin } from "./handlers/stdin.ts";
import { createEnvelopes } from "./protocol/envelope.ts";
import type { IOPub } from "./protocol/iopub.ts";
import type { Channel, Message } from "./protocol/message.ts";
import type { AbortedReply, ErrorReply } from "./protocol/reply.ts";
import type { RequestType } from "./protocol/requests.ts";
import type { Session } from "./session.ts";

export interface KernelOptions {
  /** May still be starting: the kernel introduces itself without it. */
  session: Promise<Session>;
  send(channel: Channel, message: Message<object>): void;
  /** As `send`, but ahead of what the sender still holds back. */
  sendFirst(channel: Channel, message: Message<object>): void;
  /** Takes a line for the log. */
  log(line: string): void;
}

export interface Kernel {
  /** Broadcasts that the kernel is starting. */
  start(): void;
  /** Takes a message; never throws because of it. */
  receive(channel: Channel, message: Message): void;
  /** Greets a new subscriber, who from then on misses nothing. */
  welcome(topic: string): void;
  interrupt(): void;
  /** A message could not be delivered: the front end of these identities is gone. */
  lost(identities: Uint8Array[]): void;
  /** A front end has disconnected; ZeroMQ does not tell which. */
  disconnected(): void;
  /** Resolves when a front end has asked the kernel to end and has been answered. */
  shutdown: Promise<{ restart: boolean }>;
}

interface Request {
  type: RequestType;
  channel: Channel;
  message: Message;
  aborted: boolean;
  /** Why it cannot be handled at all. */
  refusal?: string;
  /** Rejects when the request is interrupted before there is a session that could be. */
  stop: PromiseWithResolvers<never>;
  isStopped: boolean;
}

/** The main shell, or a subshell (JEP 91): each takes one request after the other, beside the others. */
interface Shell {
  id?: string;
  queue: Request[];
  running?: Request | undefined;
}

export function createKernel({ session, send, sendFirst, log }: KernelOptions): Kernel {
  const { wrap, session: kernelId } = createEnvelopes("kernel");
  const history = new History();
  const shutdown = Promise.withResolvers<{ restart: boolean }>();
  const main: Shell = { queue: [] };
  const shells = new Map<string, Shell>();
  const working = new Set<Shell>();
  /** Requests that are being answered. */
  const answering = new Set<Request>();
  let ready: Session | undefined;
  /** Whether an interrupt has come while nothing ran, so that it may be for what is still in the sockets. */
  let isStopDue = false;
  session.then(
    session => {
      ready = session;
    },
    () => {}, // each request that needs it says so
  );

  const stdin = new Stdin((content, asker) => {
    const message = wrap("input_request", content, { parent: asker, identities: asker.identities });
    post("stdin", message);
    return message.header.msg_id;
  });

  function publish<Type extends keyof IOPub>(
    type: Type,
    content: IOPub[Type],
    parent?: Message,
    extras?: Extras,
  ): void {
    post("iopub", wrap(type, content, { parent, identities: [Buffer.from(`kernel.${kernelId}.${type}`)], ...extras }));
  }

  /** Under the subscription's own topic, so that it passes the subscriber's filter. */
  function welcome(topic: string): void {
    const content: IOPub["iopub_welcome"] = { subscription: topic };
    sendFirst("iopub", wrap("iopub_welcome", content, { identities: [Buffer.from(topic)] }));
  }

  /** A message that JSON cannot say is lost alone; the kernel goes on. */
  function post(channel: Channel, message: Message<object>): void {
    try {
      send(channel, message);
    } catch (error) {
      log(`could not send ${message.header.msg_type}: ${(error as Error).message}`);
    }
  }

  async function answer(request: Request, shell: Shell): Promise<void> {
    const { type, channel, message, aborted, refusal, stop, isStopped } = request;
    answering.add(request);
    publish("status", { execution_state: "busy" }, message);
    let ending: { restart: boolean } | undefined;
    const context: Context = {
      message,
      // A session that is there stops its cells itself.
      session: ready && !isStopped ? session : handled(Promise.race([stop.promise, session])),
      history,
      subshell: shell.id,
      subshells,
      publish: (type, content, extras) => publish(type, content, message, extras),
      ask: question => stdin.ask(question, message),
      abortQueue: () => abortQueue(shell),
      interrupt,
      shutdown: options => {
        ending = options;
      },
    };
    const reply = aborted ? abortedReply : refusal ? toError(new Error(refusal)) : await handle(type, message, context);
    answering.delete(request);
    stdin.withdraw(message);
    if (reply && type.endsWith("_request")) {
      const { identities } = message;
      post(channel, wrap(type.replace(/_request$/, "_reply"), reply, { parent: message, identities }));
    } else if (reply) log(`${type} failed: ${(reply as ErrorReply).evalue}`);
    publish("status", { execution_state: "idle" }, message);
    if (ending) shutdown.resolve(ending);
  }

  /** One after the other, in the order in which they came. */
  async function work(shell: Shell): Promise<void> {
    working.add(shell);
    const next = () => {
      shell.running = shell.queue.shift();
      return shell.running;
    };
    for (let request = next(); request; request = next()) await answer(request, shell);
    working.delete(shell);
    sayBusy();
  }

  async function answerAtOnce(request: Request, shell: Shell): Promise<void> {
    await answer(request, shell);
    sayBusy();
  }

  /** That "idle" was for one request alone: a front end that shows the latest status should still see the others run. */
  function sayBusy(): void {
    const [shell] = working;
    if (shell?.running) publish("status", { execution_state: "busy" }, shell.running.message);
  }

  async function abortQueue({ queue }: Shell): Promise<void> {
    await nextTurn(); // what is in the sockets by now was sent before the client could know of the error
    for (const request of queue) if (request.type === "execute_request") request.aborted = true;
  }

  /**
   * Of requests that wait for a session which is still starting, the executions are answered at once. And control is another
   * socket than shell: where this process was busy, the interrupt may be read before the execution that it is meant for.
   */
  function interrupt(): void {
    if (!main.running) {
      isStopDue = true;
      void nextTurn().then(() => {
        isStopDue = false;
      });
    }
    if (ready) ready.interrupt();
    else for (const { type, stop } of answering) if (type === "execute_request") stop.reject(new StoppedBeforeStart());
  }

  const subshells: Subshells = {
    create() {
      const id = randomUUID();
      shells.set(id, { id, queue: [] });
      return id;
    },
    delete(id) {
      if (!shells.delete(id)) throw new Error(noSubshell(id));
    },
    list: () => [...shells.keys()],
  };

  /** The shell that a message belongs to. One for a subshell that is not there, or no longer, is answered with an error. */
  function shellOf(channel: Channel, { header: { subshell_id } }: Message): Shell | undefined {
    return channel === "shell" && typeof subshell_id === "string" ? shells.get(subshell_id) : main;
  }

  /** A message to an open comm declares no names, so it need not wait for a running cell: a slider moves meanwhile. */
  function goesToOpenComm(type: RequestType, { content }: Message): boolean {
    return (type === "comm_msg" || type === "comm_close") && (ready?.comms.has(content.comm_id as string) ?? false);
  }

  /**
   * Whether a front end is still there shows when it is sent something. So whoever is asked gets a message that means
   * nothing to it: an answer to no request of its own.
   */
  function lookForAsked(sender: { identities: Uint8Array[] }): void {
    for (const identities of stdin.askedBeside(sender))
      post("shell", wrap("comm_info_reply", { status: "ok", comms: {} }, { identities }));
  }

  function receiveInput(message: Message): void {
    try {
      stdin.receive(message);
    } catch (error) {
      log(`ignored an input_reply: ${(error as Error).message}`);
    }
  }

  return {
    start: () => publish("status", { execution_state: "starting" }),
    receive(channel, message) {
      const type = message.header.msg_type;
      if (channel === "stdin" && type === "input_reply") return receiveInput(message);
      if (!isRequestType(type)) return log(`ignored a message of unknown type "${type}" on ${channel}`);
      const stop = Promise.withResolvers<never>();
      stop.promise.catch(() => {}); // most requests never wait for it
      const isStopped = isStopDue && type === "execute_request";
      if (isStopped) stop.reject(new StoppedBeforeStart());
      const request: Request = { type, channel, message, aborted: false, stop, isStopped };
      // It will wait for a cell whose front end may be gone.
      if (type === "execute_request") lookForAsked(message);
      const shell = shellOf(channel, message);
      if (!shell) return void answerAtOnce({ ...request, refusal: noSubshell(message.header.subshell_id) }, main);
      if (!inTurn.has(type) || goesToOpenComm(type, message)) return void answerAtOnce(request, shell);
      shell.queue.push(request);
      if (!shell.running) void work(shell);
    },
    welcome,
    interrupt,
    lost: identities => stdin.lost(identities),
    disconnected: () => {
      // For a moment ZeroMQ may still accept a message for a front end that has gone. So it is looked for several times.
      for (const ms of [0, 50, 200, 1000]) setTimeout(() => lookForAsked({ identities: [] }), ms).unref();
    },
    shutdown: shutdown.promise,
  };
}

/** Not every request waits for its session: without this, a rejection would end the kernel. */
function handled<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => {});
  return promise;
}

const abortedReply: AbortedReply = { status: "aborted" };

async function handle(type: RequestType, message: Message, context: Context): Promise<object | undefined> {
  try {
    return await handlers[type](message.content, context);
  } catch (thrown) {
    return toError(thrown);
  }
}

function toError(thrown: unknown): ErrorReply {
  const { name, message } = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] };
}

function noSubshell(id: unknown): string {
  return `there is no subshell ${JSON.stringify(id)}: it was deleted, or never created`;
}
