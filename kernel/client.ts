// A front end without a face: starts a kernel from its kernelspec's argv and talks to it over real sockets.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Dealer, Subscriber } from "zeromq";
import { createEnvelopes } from "./protocol/envelope.ts";
import type { Channel, Content, Message } from "./protocol/message.ts";
import { type Connection, endpoint, formatConnection } from "./wire/connection.ts";
import { asClient } from "./wire/encryption.ts";
import { decode, encode } from "./wire/frames.ts";
import { newConnection } from "./wire/new-connection.ts";
import { createOutbox } from "./wire/outbox.ts";
import { createSigner } from "./wire/signature.ts";

export interface StartKernelOptions {
  /** As in a kernelspec, with "{connection_file}" where the file's path belongs. */
  argv: string[];
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Whether nobody else on this machine may read along (JEP 145). */
  encrypted?: boolean;
  /** Answers what cells ask. Without it they are told that nobody can be asked. */
  onInput?: (request: Message) => string | Promise<string>;
}

/** A request's answer: its reply and all that was broadcast for it, from "busy" to "idle". */
export interface Answer {
  reply: Message;
  iopub: Message[];
}

export interface SendOptions {
  /** The subshell that should take the message, by its id. */
  subshell?: string;
}

export interface KernelClient {
  connection: Connection;
  process: ChildProcess;
  /** The exit code, or the name of the signal that ended the kernel. */
  exited: Promise<number | string>;
  /** What the kernel has written to stdout and stderr: its log. */
  log(): string;
  /** Every broadcast so far, also those that belong to no request of ours. */
  broadcasts: Message[];
  /** Sends a request and does not wait. */
  send(channel: Channel, type: string, content: Content, options?: SendOptions): Message;
  /** Resolves when the reply and its "idle" have come; rejects when the kernel ends first. */
  request(type: string, content: Content, channel?: Channel, options?: SendOptions): Promise<Answer>;
  execute(code: string, options?: Content): Promise<Answer>;
  interrupt(): Promise<Answer>;
  /** Asks the kernel to end, and makes sure that it does. */
  shutdown(options?: { restart?: boolean }): Promise<void>;
}

/** How long a kernel may take to start, in milliseconds. */
const startTimeoutMs = 60_000;

/** By then a kernel that welcomes whoever listens has done so; in milliseconds. */
const welcomeTimeoutMs = 200;

/** How long a kernel's messages may be on their way, in milliseconds, when its process has ended. */
const drainMs = 50;

/** How often a kernel is started when somebody else has taken one of its ports meanwhile. */
const startAttempts = 3;

/** Resolves when the kernel has answered and this client misses none of its broadcasts. */
export async function startKernel(options: StartKernelOptions): Promise<KernelClient> {
  for (let attempt = 1; ; attempt++)
    try {
      return await startOnce(options);
    } catch (error) {
      const isTaken = error instanceof Error && /address already in use/i.test(error.message);
      if (!isTaken || attempt === startAttempts) throw error;
    }
}

async function startOnce({
  argv,
  cwd,
  env = process.env,
  encrypted = false,
  onInput,
}: StartKernelOptions): Promise<KernelClient> {
  const connection = await newConnection({ encrypted });
  const folder = mkdtempSync(join(tmpdir(), "kernel-"));
  const file = join(folder, "connection.json");
  writeFileSync(file, formatConnection(connection), { mode: 0o600 });

  const [command, ...args] = argv.map(argument => argument.replace("{connection_file}", file));
  const child = spawn(command!, args, {
    env: { ...env, JPY_PARENT_PID: String(process.pid) },
    stdio: ["ignore", "pipe", "pipe"],
    ...(cwd !== undefined && { cwd }),
  });
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", text => (log += text));
  const exited = new Promise<number | string>(resolve => {
    child.once("error", error => resolve(error.message));
    child.once("exit", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });

  const client = connect(connection, onInput);
  exited.then(async code => {
    await delay(drainMs);
    rmSync(folder, { recursive: true, force: true });
    client.close(new Error(`the kernel ended (${code})${log && `: ${log.trim()}`}`));
  });
  const late = setTimeout(() => {
    child.kill("SIGKILL");
    client.close(
      new Error(`the kernel has not answered for ${startTimeoutMs / 1000} s, and was ended${log && `: ${log.trim()}`}`),
    );
  }, startTimeoutMs);
  try {
    await heard(client);
    await client.request("kernel_info_request", {});
  } finally {
    clearTimeout(late);
  }

  return {
    connection,
    process: child,
    exited,
    log: () => log,
    broadcasts: client.broadcasts,
    send: client.send,
    request: client.request,
    execute: (code, options = {}) =>
      client.request("execute_request", { code, allow_stdin: onInput !== undefined, ...options }),
    interrupt: () => client.request("interrupt_request", {}, "control"),
    async shutdown({ restart = false } = {}) {
      const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
      await client.request("shutdown_request", { restart }, "control").catch(() => {});
      await exited;
      clearTimeout(timer);
    },
  };
}

/**
 * Resolves with the first broadcast. A kernel that sends no iopub_welcome is heard only once it is busy: it is asked, and
 * asked again when it has answered and nothing was heard. (Several questions at once are too much for some kernels.)
 */
async function heard({ heard, ask }: ReturnType<typeof connect>): Promise<void> {
  let isHeard = false;
  const first = heard.then(() => {
    isHeard = true;
  });
  await Promise.race([first, delay(welcomeTimeoutMs)]);
  while (!isHeard) {
    await Promise.race([first, ask("kernel_info_request", {})]);
    await Promise.race([first, delay(20)]);
  }
}

interface Pending {
  iopub: Message[];
  reply?: Message;
  idle: boolean;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

function connect(connection: Connection, onInput: StartKernelOptions["onInput"]) {
  const { wrap, session } = createEnvelopes("client");
  const signer = createSigner(connection.signature_scheme, connection.key);
  const receiver = { linger: 0, reconnectInterval: 5, receiveHighWaterMark: 0, ...asClient(connection) };
  // One name on all channels: the kernel asks on stdin whoever sent the cell on shell.
  const options = { ...receiver, sendHighWaterMark: 0, routingId: session };
  const dealers = { shell: new Dealer(options), control: new Dealer(options), stdin: new Dealer(options) };
  const subscriber = new Subscriber(receiver);
  const outboxes = {
    shell: createOutbox(dealers.shell),
    control: createOutbox(dealers.control),
    stdin: createOutbox(dealers.stdin),
  };
  const pending = new Map<string, Pending>();
  const asked = new Map<string, () => void>();
  const broadcasts: Message[] = [];
  const heard = Promise.withResolvers<void>();
  let ended: Error | undefined;
  heard.promise.catch(() => {});

  for (const channel of ["shell", "control", "stdin"] as const) {
    dealers[channel].connect(endpoint(connection, `${channel}_port`));
    forEach(dealers[channel], message => {
      if (message.header.msg_type === "input_request") return void answer(message);
      const id = message.parent_header.msg_id ?? "";
      asked.get(id)?.();
      asked.delete(id);
      const request = pending.get(id);
      if (!request) return;
      request.reply = message;
      settle(request, id);
    });
  }
  subscriber.connect(endpoint(connection, "iopub_port"));
  subscriber.subscribe("");
  forEach(subscriber, message => {
    broadcasts.push(message);
    heard.resolve();
    const request = pending.get(message.parent_header.msg_id ?? "");
    if (!request) return;
    request.iopub.push(message);
    if (message.header.msg_type === "status" && message.content.execution_state === "idle") request.idle = true;
    settle(request, message.parent_header.msg_id!);
  });

  function settle({ reply, idle, iopub, resolve }: Pending, id: string): void {
    if (!reply || !idle) return;
    pending.delete(id);
    resolve({ reply, iopub });
  }

  async function forEach(socket: AsyncIterable<Buffer[]>, handle: (message: Message) => void): Promise<void> {
    for await (const frames of socket) {
      const decoded = decode(frames, signer);
      if (!decoded.ok) throw new Error(`the kernel sent something that is no message: ${decoded.problem}`);
      handle(decoded.message);
    }
  }

  function send(channel: Channel, type: string, content: Content, { subshell }: SendOptions = {}): Message {
    if (channel === "iopub") throw new Error("only the kernel sends on iopub");
    const message = wrap(type, content);
    if (subshell !== undefined) message.header.subshell_id = subshell;
    outboxes[channel].post(encode(message, signer));
    return message;
  }

  async function answer(request: Message): Promise<void> {
    const value = (await onInput?.(request)) ?? "";
    outboxes.stdin.post(encode(wrap("input_reply", { value }, { parent: request }), signer));
  }

  return {
    heard: heard.promise,
    broadcasts,
    send,
    /** Resolves with the reply, whatever is broadcast. */
    ask: (type: string, content: Content) =>
      new Promise<void>(resolve => asked.set(send("shell", type, content).header.msg_id, resolve)),
    request(type: string, content: Content, channel: Channel = "shell", options?: SendOptions): Promise<Answer> {
      if (ended) return Promise.reject(ended);
      const { msg_id } = send(channel, type, content, options).header;
      return new Promise((resolve, reject) => pending.set(msg_id, { iopub: [], idle: false, resolve, reject }));
    },
    close(reason: Error): void {
      ended = reason;
      heard.reject(reason);
      for (const { reject } of pending.values()) reject(reason);
      for (const socket of [...Object.values(dealers), subscriber]) socket.close();
    },
  };
}
