// The trusted end of a channel to a box: what is sent, what was asked, and how the box ended. The far end is not trusted.
import type { ChildProcess } from "node:child_process";
import type { Duplex } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import { createDecoder, encodeFrame } from "../execution/frames.ts";
import { channelFd } from "./messages.ts";

/** The longest message that is read from a box by default, in bytes. */
const defaultMessageLimit = 64 * 2 ** 20;

/** How long a box has to end by itself, in milliseconds, before it is killed. */
const closeTimeoutMs = 1000;

/** How much is kept of what the box writes to stdout and stderr, in characters: it is quoted where the box ends. */
const logLength = 2000;

export interface ChannelOptions<From> {
  child: ChildProcess;
  /** In bytes. A longer message ends the box. */
  messageLimit?: number | undefined;
  /** False, or an error, for what the box had no reason to say: that ends it. */
  take(message: From): boolean;
  /** What those who wait are told when the box has ended. */
  toError(how: string): Error;
}

export class BoxChannel<To, From> {
  /** Resolves when the box has ended, with how it did. */
  readonly ended: Promise<string>;
  readonly #options: ChannelOptions<From>;
  readonly #channel: Duplex;
  readonly #started = Promise.withResolvers<void>();
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #asked = 0;
  #log = "";
  #dead: Error | undefined;

  constructor(options: ChannelOptions<From>) {
    const { child, messageLimit = defaultMessageLimit } = options;
    this.#options = options;
    this.#channel = child.stdio[channelFd] as Duplex;
    const ended = Promise.withResolvers<string>();
    this.ended = ended.promise;
    this.#started.promise.catch(() => {});
    const end = (how: string) => {
      this.#die(how);
      ended.resolve(how);
    };
    const refuse = (how: string) => {
      this.#die(how);
      child.kill("SIGKILL");
    };
    const decode = createDecoder<From>(
      message => this.#take(message) || refuse("it answered what nobody had asked"),
      () => refuse("it wrote something that is no message of a session"),
      messageLimit,
    );
    this.#channel.on("data", decode).on("error", () => {});
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#log = (this.#log + text).slice(-logLength);
      });
    child.on("error", error => end(error.message));
    child.on("close", (code, signal) => end(signal ? `signal ${signal}` : `exit code ${code}`));
  }

  /** Whether nothing is asked that is not answered. */
  get isIdle(): boolean {
    return this.#waiting.size === 0;
  }

  get isDead(): boolean {
    return this.#dead !== undefined;
  }

  /** Resolves with `ready`, rejects where that failed, or the box has ended before. */
  started(): Promise<void> {
    return this.#started.promise;
  }

  ready(): true {
    this.#started.resolve();
    return true;
  }

  failed(error: Error): true {
    this.#started.reject(error);
    return true;
  }

  send(message: To): void {
    this.#channel.write(encodeFrame(message));
  }

  /** @param toMessage makes the message of the question's number */
  ask(toMessage: (id: number) => To): { id: number; answer: Promise<unknown> } {
    this.#asked += 1;
    const id = this.#asked;
    if (this.#dead) return { id, answer: Promise.reject(this.#dead) };
    const answer = Promise.withResolvers<unknown>();
    this.#waiting.set(id, answer);
    this.send(toMessage(id));
    return { id, answer: answer.promise };
  }

  /** False where nobody waits for it. */
  settle(id: number, settle: (answer: PromiseWithResolvers<unknown>) => void): boolean {
    const answer = this.#waiting.get(id);
    if (!answer) return false;
    this.#waiting.delete(id);
    settle(answer);
    return true;
  }

  /** @param bye asks the box to end by itself */
  async close(bye: To): Promise<void> {
    const { child } = this.#options;
    this.send(bye);
    this.#die("the session was closed");
    await Promise.race([this.ended, delay(closeTimeoutMs)]);
    child.kill("SIGKILL");
    for (const stream of child.stdio) stream?.destroy();
    await this.ended;
  }

  #take(message: From): boolean {
    try {
      return this.#options.take(message);
    } catch {
      return false;
    }
  }

  #die(how: string): void {
    if (this.#dead) return;
    const log = this.#log.trim();
    this.#dead = this.#options.toError(log ? `${how}: ${log}` : how);
    this.#started.reject(this.#dead);
    for (const answer of this.#waiting.values()) answer.reject(this.#dead);
    this.#waiting.clear();
  }
}
