// A session that runs in a box, seen from outside: every method is a message and its answer.
import { type ChildProcess, spawn } from "node:child_process";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { createDecoder, encodeFrame } from "../execution/frames.ts";
import type { Launch } from "../execution/launch.ts";
import { sibling } from "../execution/sibling.ts";
import { decodeValue, encodeValue } from "../execution/values.ts";
import type { CommMessage } from "../protocol/comm.ts";
import type { MimeBundle } from "../protocol/mime.ts";
import type { Output } from "../protocol/output.ts";
import {
  CallError,
  type CallOptions,
  type CellOutcome,
  type Completeness,
  type Completions,
  type ExecuteOptions,
  type ListenOptions,
  type Session,
  type TurnOptions,
} from "../session.ts";
import {
  type Answer,
  type Asked,
  type BoxOptions,
  channelFd,
  type FromBox,
  type PlainError,
  type ToBox,
} from "./messages.ts";

export interface RemoteSessionOptions extends BoxOptions {
  /** Starts the box; by default `child_process.spawn`, which is none. */
  launch?: Launch;
  /** The longest message that is read from the box, in bytes; by default 64 MiB. A longer one ends the box. */
  messageLimit?: number;
}

export interface RemoteSession extends Session {
  /** What the launcher has started. */
  readonly process: ChildProcess;
  /** Resolves when the box has ended, with how it did. */
  readonly ended: Promise<string>;
}

/** The box ended, or was ended because it did not keep to the protocol. */
export class SessionDied extends Error {
  static {
    SessionDied.prototype.name = "SessionDied";
  }
  constructor(how: string) {
    super(`the process of the session ended (${how}). Everything in it is lost: start another session.`);
  }
}

const defaultMessageLimit = 64 * 2 ** 20;

/** How long a box has to end by itself, in milliseconds, before it is killed. */
const closeTimeoutMs = 1000;

/** How much is kept of what the box writes to stdout and stderr, in characters: it is quoted where the box ends. */
const logLength = 2000;

/** Starts a box and in it a session; the session is ready when the promise resolves. */
export async function startRemoteSession(options: RemoteSessionOptions = {}): Promise<RemoteSession> {
  const { launch = spawn, messageLimit = defaultMessageLimit, ...boxOptions } = options;
  const box = fileURLToPath(sibling(import.meta.url, "box"));
  const child = launch(process.execPath, [box], { stdio: ["ignore", "pipe", "pipe", "pipe"] });
  const session = new BoxedSession(child, messageLimit);
  await session.start(boxOptions);
  return session;
}

interface Listener {
  onOutput: ((output: Output) => void) | undefined;
  onInput: ExecuteOptions["onInput"];
}

class BoxedSession implements RemoteSession {
  readonly process: ChildProcess;
  readonly ended: Promise<string>;
  readonly #channel: Duplex;
  readonly #started = Promise.withResolvers<void>();
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  /** Kept also when the request is done: what a cell has left behind may print. */
  readonly #listeners = new Map<number, Listener>();
  readonly #comms = new Map<string, string>();
  #asked = 0;
  #log = "";
  #dead: SessionDied | undefined;

  constructor(child: ChildProcess, messageLimit: number) {
    this.process = child;
    this.#channel = child.stdio[channelFd] as Duplex;
    const ended = Promise.withResolvers<string>();
    this.ended = ended.promise;
    const die = (how: string) => {
      this.#die(how);
      ended.resolve(how);
    };
    const refuse = (how: string) => {
      this.#die(how);
      child.kill("SIGKILL");
    };
    const decode = createDecoder<FromBox>(
      message => this.#take(message) || refuse("it answered what nobody had asked"),
      () => refuse("it wrote something that is no message of a session"),
      messageLimit,
    );
    this.#channel.on("data", decode).on("error", () => {});
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#log = (this.#log + text).slice(-logLength);
      });
    child.on("error", error => die(error.message));
    child.on("close", (code, signal) => die(signal ? `signal ${signal}` : `exit code ${code}`));
  }

  async start(options: BoxOptions): Promise<void> {
    this.#send({ op: "start", options });
    try {
      await this.#started.promise;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  get comms(): ReadonlyMap<string, string> {
    return this.#comms;
  }

  async execute(code: string, { onOutput, onInput, ...options }: ExecuteOptions = {}): Promise<CellOutcome> {
    const asked: Asked = { method: "execute", code, options, isInputAllowed: onInput !== undefined };
    return this.#outcomeOf(this.#ask(asked, { onOutput, onInput }));
  }

  async evaluate(expression: string, options: TurnOptions = {}): Promise<CellOutcome> {
    return this.#outcomeOf(this.#ask({ method: "evaluate", expression, options }));
  }

  async call(name: string, args: unknown[], options?: CallOptions): Promise<unknown> {
    return decodeValue(await this.callEncoded(name, encodeValue(args, "args"), options));
  }

  async callEncoded(name: string, args: string, { onOutput, ...options }: CallOptions = {}): Promise<string> {
    const asked: Asked = { method: "callEncoded", name, args, options };
    return String(await this.#ask(asked, { onOutput, onInput: undefined }));
  }

  async comm(message: CommMessage, { onOutput }: ListenOptions = {}): Promise<void> {
    this.#keepTrack(message);
    await this.#ask({ method: "comm", message, options: {} }, { onOutput, onInput: undefined });
  }

  complete(code: string, offset: number): Promise<Completions> {
    return this.#ask({ method: "complete", code, offset });
  }

  inspect(code: string, offset: number, level: 0 | 1 = 0): Promise<MimeBundle | undefined> {
    return this.#ask({ method: "inspect", code, offset, level });
  }

  isComplete(code: string): Promise<Completeness> {
    return this.#ask({ method: "isComplete", code });
  }

  interrupt(): void {
    this.#send({ op: "interrupt" });
  }

  async close(): Promise<void> {
    this.#send({ op: "close" });
    this.#die("the session was closed");
    await Promise.race([this.ended, delay(closeTimeoutMs)]);
    this.process.kill("SIGKILL");
    for (const stream of this.process.stdio) stream?.destroy();
    await this.ended;
  }

  async #outcomeOf(outcome: Promise<CellOutcome>): Promise<CellOutcome> {
    try {
      return await outcome;
    } catch (error) {
      const { name, message } = error as Error;
      return { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] };
    }
  }

  #ask<Request extends Asked>(asked: Request, listener?: Listener): Promise<Answer<Request["method"]>> {
    if (this.#dead) return Promise.reject(this.#dead);
    this.#asked += 1;
    const id = this.#asked;
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    if (listener) this.#listeners.set(id, listener);
    this.#send({ op: "ask", id, asked });
    return answer.promise as Promise<Answer<Request["method"]>>;
  }

  #send(message: ToBox): void {
    if (!this.#dead) this.#channel.write(encodeFrame(message));
  }

  /** False for what the box had no reason to say. */
  #take(message: FromBox): boolean {
    switch (message.op) {
      case "ready":
        this.#started.resolve();
        return true;
      case "failed":
        this.#started.reject(toError(message.error));
        return true;
      case "output":
        return this.#hear(message.id, message.output);
      case "prompt":
        void this.#answer(message);
        return this.#listeners.has(message.id);
      case "done":
        return this.#settle(message.id, answer => answer.resolve(message.answer));
      case "threw":
        return this.#settle(message.id, answer => answer.reject(toError(message.error)));
      default:
        return false;
    }
  }

  #settle(id: number, settle: (answer: PromiseWithResolvers<unknown>) => void): boolean {
    const answer = this.#waiting.get(id);
    if (!answer) return false;
    this.#waiting.delete(id);
    settle(answer);
    return true;
  }

  #hear(id: number, output: Output): boolean {
    const listener = this.#listeners.get(id);
    if (!listener) return false;
    if (output.type === "comm_open" || output.type === "comm_close") this.#keepTrack(output);
    listener.onOutput?.(output);
    return true;
  }

  #keepTrack(message: CommMessage): void {
    if (message.type === "comm_open") this.#comms.set(message.comm_id, message.target_name);
    if (message.type === "comm_close") this.#comms.delete(message.comm_id);
  }

  async #answer({ id, prompt, request }: Extract<FromBox, { op: "prompt" }>): Promise<void> {
    try {
      const value = await this.#listeners.get(id)?.onInput?.(request);
      if (value !== undefined) this.#send({ op: "answer", prompt, value });
    } catch (error) {
      this.#send({ op: "answer", prompt, reason: error instanceof Error ? error.message : String(error) });
    }
  }

  #die(how: string): void {
    if (this.#dead) return;
    const log = this.#log.trim();
    this.#dead = new SessionDied(log ? `${how}: ${log}` : how);
    this.#started.promise.catch(() => {});
    this.#started.reject(this.#dead);
    for (const answer of this.#waiting.values()) answer.reject(this.#dead);
    this.#waiting.clear();
  }
}

function toError({ name, message, ename, evalue, traceback }: PlainError): Error {
  if (ename !== undefined && evalue !== undefined && traceback !== undefined)
    return new CallError({ ename, evalue, traceback });
  return Object.assign(new Error(message), { name });
}
