// An executor in a process of its own, seen from the host: start it, ask it, interrupt it, end it.
import { type ChildProcess, spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Json } from "../protocol/mime.ts";
import type { Output } from "../protocol/output.ts";
import { createDecoder, encodeFrame } from "./frames.ts";
import type { Event, ExecutableCell, Outcome, Request } from "./messages.ts";
import { pipes } from "./pipes.ts";
import { sibling } from "./sibling.ts";

type Reply = Extract<Event, { op: "reply" | "value" }>;

export interface ExecutorOptions {
  cwd: string;
  preload: string[];
}

/** The executor's process ended although nobody asked it to. */
export class ExecutorDied extends Error {}

export class ExecutorProcess {
  readonly #child: ChildProcess;
  readonly #replies = new Map<number, (reply: Reply | ExecutorDied) => void>();
  readonly #outputs = new Map<number, (output: Output) => void>();
  readonly ready: Promise<void>;
  #requests = 0;
  #closed = false;
  #ended: ExecutorDied | undefined;

  constructor({ cwd, preload }: ExecutorOptions) {
    // vm's dynamic import() calls itself experimental at the first cell that imports.
    const flags = ["--disable-warning=ExperimentalWarning"];
    this.#child = spawn(process.execPath, [...flags, fileURLToPath(sibling(import.meta.url, "child")), ...preload], {
      cwd,
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe"],
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ready = promise;
    // Who waits for it hears of it; nobody else must.
    promise.catch(() => {});

    const decode = createDecoder<Event>(event => {
      if (event.op === "ready") resolve();
      else if (event.op === "failed") reject(new Error(event.reason));
      else if (event.op === "output") this.#outputs.get(event.id)?.(event.output);
      else this.#settle(event.id, event);
    });
    this.#pipe(pipes.events).on("data", decode);
    // What bypasses `process.stdout`: native code and child processes that inherit it.
    for (const name of ["stdout", "stderr"] as const)
      this.#child[name]!.setEncoding("utf8").on("data", (text: string) =>
        this.#outputs.get(this.#requests)?.({ type: "stream", name, text }),
      );
    for (const fd of [pipes.requests, pipes.interrupts]) this.#pipe(fd).on("error", () => {});

    const died = (how: string) => {
      if (this.#ended) return;
      this.#ended = new ExecutorDied(how);
      reject(this.#ended);
      for (const id of this.#replies.keys()) this.#settle(id, this.#ended);
    };
    this.#child.on("error", error => died(error.message));
    this.#child.on("close", (code, signal) => died(signal ? `signal ${signal}` : `exit code ${code}`));
  }

  /** False once the process is gone: then every request fails with `ExecutorDied`. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  async execute(cell: ExecutableCell, onOutput: (output: Output) => void): Promise<Outcome> {
    const reply = await this.#ask(id => ({ op: "exec", id, cell }), onOutput);
    if (reply.op !== "reply") throw new Error("executor: a cell was answered with a value");
    return reply.outcome;
  }

  async call(slot: string, args: Json[], onOutput: (output: Output) => void): Promise<Json> {
    const reply = await this.#ask(id => ({ op: "call", id, slot, args }), onOutput);
    if (reply.op === "value") return reply.value;
    throw new Error(reply.outcome.status === "error" ? reply.outcome.traceback.join("\n") : "executor: no value");
  }

  interrupt(): void {
    this.#pipe(pipes.interrupts).write("!");
  }

  async close(): Promise<void> {
    if (this.#closed || this.#ended) return;
    this.#closed = true;
    const ended = new Promise(resolve => this.#child.once("close", resolve));
    this.#child.kill("SIGKILL");
    await ended;
  }

  async #ask(request: (id: number) => Request, onOutput: (output: Output) => void): Promise<Reply> {
    await this.ready;
    if (this.#ended) throw this.#ended;
    this.#requests += 1;
    const id = this.#requests;
    this.#outputs.set(id, onOutput);
    const { promise, resolve } = Promise.withResolvers<Reply | ExecutorDied>();
    this.#replies.set(id, resolve);
    this.#pipe(pipes.requests).write(encodeFrame(request(id)));
    const reply = await promise;
    if (reply instanceof ExecutorDied) throw reply;
    return reply;
  }

  #settle(id: number, reply: Reply | ExecutorDied): void {
    const resolve = this.#replies.get(id);
    this.#replies.delete(id);
    resolve?.(reply);
  }

  #pipe(fd: number): Writable & NodeJS.ReadableStream {
    return this.#child.stdio[fd] as unknown as Writable & NodeJS.ReadableStream;
  }
}
