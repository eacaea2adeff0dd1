// An executor in a process of its own, seen from the host: start it, ask it, interrupt it, end it.
import { type ChildProcess, spawn } from "node:child_process";
import type { Writable } from "node:stream";
import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { CommMessage } from "../protocol/comm.ts";
import type { Json } from "../protocol/mime.ts";
import type { Output } from "../protocol/output.ts";
import type { InputRequest } from "../protocol/stdin.ts";
import { createDecoder, encodeFrame } from "./frames.ts";
import type { Answer, Event, ExecutableCell, ExecutionOutcome, Request, Urgent } from "./messages.ts";
import { pipes } from "./pipes.ts";
import { sibling } from "./sibling.ts";

type Reply = Extract<Event, { op: "reply" | "value" }>;

export interface ExecutorOptions {
  cwd: string;
  preload: string[];
  /** Whether what `console` prints of values may be colored, by terminal codes. */
  colors?: boolean;
}

type OnOutput = (output: Output) => void;
type OnInput = (request: InputRequest) => Promise<string>;

/** How long an interrupted cell may go on, in milliseconds, before its process is ended. */
const interruptTimeoutMs = 1700;

/** How long the output of a process that has ended may be held open, in milliseconds, by one that it had started. */
const drainMs = 100;

const garbledPipe = `something was written to file descriptor ${pipes.events}, on which it speaks to the kernel`;

/** The executor's process ended although nobody asked it to. */
export class ExecutorDied extends Error {
  constructor(how: string) {
    super(`the process that runs the cells ended (${how}). Its values are lost: run the cells above again.`);
  }
}

export class ExecutorProcess {
  readonly #child: ChildProcess;
  readonly #replies = new Map<number, (reply: Reply | ExecutorDied) => void>();
  readonly #outputs = new Map<number, OnOutput>();
  readonly #inputs = new Map<number, OnInput>();
  readonly #comms = new Map<string, string>();
  readonly ready: Promise<void>;
  #requests = 0;
  /** The cell that runs, or ran last. */
  #lastCell = 0;
  #closed = false;
  #interrupts = 0;
  /** Whether what was last asked to stop goes on. */
  #stopping = () => false;
  /** From an interrupt while no cell ran until it is heard: it is not the next cell's, which waits. */
  #rest: PromiseWithResolvers<void> | undefined;
  /** Whether something in the process has just run out of memory. */
  #lastWords = false;
  #ended: ExecutorDied | undefined;

  constructor({ cwd, preload, colors = false }: ExecutorOptions) {
    this.#child = spawn(process.execPath, [fileURLToPath(sibling(import.meta.url, "child")), ...preload], {
      cwd,
      env: environment(colors),
      stdio: ["ignore", "pipe", "pipe", "pipe", "pipe", "pipe"],
    });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.ready = promise;
    // Who waits for it hears of it; nobody else must.
    promise.catch(() => {});

    let isGarbled = false;
    const garbled = () => {
      isGarbled = true;
      this.#child.kill("SIGKILL");
    };
    const decode = createDecoder<Event>(event => {
      if (event.op === "ready") resolve();
      else if (event.op === "failed") reject(new Error(event.reason));
      else if (event.op === "heard") this.#endRest(event.nth);
      else if (event.op === "output") this.#hear(event.id, event.output);
      else if (event.op === "question") void this.#answer(event);
      // What the cell's child processes wrote before this reply is in their pipe by now, and read in this turn.
      else void nextTurn().then(() => this.#settle(event.id, event));
    }, garbled);
    this.#pipe(pipes.events).on("data", decode);
    // What bypasses `process.stdout`: native code and child processes that inherit it.
    for (const name of ["stdout", "stderr"] as const)
      this.#child[name]!.setEncoding("utf8").on("data", (text: string) => {
        // V8's last words are for whoever debugs V8: said only if it is a child of the cell's that speaks them.
        if (!this.#lastWords && !/<--- Last few GCs|FATAL ERROR: .*heap/.test(text))
          return this.#hear(this.#lastCell, { type: "stream", name, text });
        const cell = this.#lastCell;
        this.#lastWords = true;
        setTimeout(() => {
          this.#lastWords = false;
          if (this.alive) this.#hear(cell, { type: "stream", name, text });
        }, 500).unref();
      });
    for (const fd of [pipes.requests, pipes.urgent]) this.#pipe(fd).on("error", () => {});

    const died = (how: string) => {
      if (this.#ended) return;
      this.#ended = new ExecutorDied(how);
      reject(this.#ended);
      const nothing = { data: {}, metadata: {}, buffers: [] };
      for (const comm_id of this.#comms.keys()) this.#hear(this.#lastCell, { type: "comm_close", comm_id, ...nothing });
      // No cell runs whose end would say it, but the last one's names are gone too.
      const text = `${this.#ended.message}\n`;
      if (this.#replies.size === 0 && !this.#closed)
        this.#hear(this.#lastCell, { type: "stream", name: "stderr", text });
      for (const id of this.#replies.keys()) this.#settle(id, this.#ended);
      this.#endRest();
    };
    this.#child.on("error", error => died(error.message));
    this.#child.on("exit", async (code, signal) => {
      await Promise.race([this.#allRead(), delay(drainMs)]);
      const how = isGarbled ? garbledPipe : signal ? `signal ${signal}` : `exit code ${code}`;
      died(this.#lastWords ? "out of memory" : this.#stopping() ? "nothing else could stop the cell" : how);
    });
  }

  /** False once the process is gone: then every request fails with `ExecutorDied`. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /** The open comms: each one's target by its id. */
  get comms(): ReadonlyMap<string, string> {
    return this.#comms;
  }

  /** Without `onInput`, nobody can be asked. */
  async execute(cell: ExecutableCell, onOutput: OnOutput, onInput?: OnInput): Promise<ExecutionOutcome> {
    const reply = await this.#ask(id => {
      this.#lastCell = id;
      if (onInput) this.#inputs.set(id, onInput);
      return { op: "exec", id, cell, input: onInput !== undefined };
    }, onOutput);
    if (reply.op !== "reply") throw new Error("executor: a cell was answered with a value");
    return reply.outcome;
  }

  /** Resolves when the cells' callbacks have returned. */
  async comm(message: CommMessage, onOutput: OnOutput): Promise<void> {
    this.#keepTrack(message);
    let asked = 0;
    await this.#ask(id => {
      asked = id;
      return { op: "comm", id, message };
    }, onOutput);
    // What comes later comes from cells; and a slider is moved often.
    this.#outputs.delete(asked);
  }

  async call(slot: string, args: Json[], onOutput: OnOutput): Promise<Json> {
    const reply = await this.#ask(id => ({ op: "call", id, slot, args }), onOutput);
    if (reply.op === "value") return reply.value;
    throw new Error(reply.outcome.status === "error" ? reply.outcome.traceback.join("\n") : "executor: no value");
  }

  /** Stops what runs, or what a cell has left behind: by its own polls, else by force (urgent-thread.ts), else with its process. */
  interrupt(): void {
    if (this.#requests === 0 || this.#ended) return;
    this.#interrupts += 1;
    this.#urge({ op: "interrupt" });
    const meant = [...this.#replies.keys()];
    if (meant.length === 0) this.#rest ??= Promise.withResolvers();
    const rest = this.#rest;
    const goesOn = () => meant.some(id => this.#replies.has(id)) || (rest !== undefined && rest === this.#rest);
    this.#stopping = goesOn;
    setTimeout(() => goesOn() && this.#child.kill("SIGKILL"), interruptTimeoutMs).unref();
  }

  async close(): Promise<void> {
    if (this.#closed || this.#ended) return;
    this.#closed = true;
    const ended = new Promise(resolve => this.#child.once("exit", resolve));
    this.#child.kill("SIGKILL");
    await ended;
    // A process that a cell had started may hold them open, and with them ours.
    for (const stream of this.#child.stdio) stream?.destroy();
  }

  #endRest(nth = this.#interrupts): void {
    if (nth < this.#interrupts) return;
    this.#rest?.resolve();
    this.#rest = undefined;
  }

  /** Resolves when there is nothing more to read of what the process has said. */
  async #allRead(): Promise<void> {
    const streams = [this.#child.stdout!, this.#child.stderr!, this.#pipe(pipes.events)];
    await Promise.all(streams.map(stream => stream.closed || new Promise(resolve => stream.once("close", resolve))));
  }

  async #ask(request: (id: number) => Request, onOutput: OnOutput): Promise<Reply> {
    await this.ready;
    while (this.#rest) await this.#rest.promise;
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
    this.#inputs.delete(id);
    const resolve = this.#replies.get(id);
    this.#replies.delete(id);
    resolve?.(reply);
  }

  #hear(id: number, output: Output): void {
    if (output.type === "comm_open" || output.type === "comm_close") this.#keepTrack(output);
    this.#outputs.get(id)?.(output);
  }

  #keepTrack(message: CommMessage): void {
    if (message.type === "comm_open") this.#comms.set(message.comm_id, message.target_name);
    if (message.type === "comm_close") this.#comms.delete(message.comm_id);
  }

  async #answer({ id, question, request }: Extract<Event, { op: "question" }>): Promise<void> {
    const answer = await this.#inputs
      .get(id)?.(request)
      .then(
        (value): Answer => ({ question, status: "ok", value }),
        (error): Answer => ({
          question,
          status: "error",
          reason: error instanceof Error ? error.message : String(error),
        }),
      );
    if (answer) this.#urge({ op: "answer", answer });
  }

  #urge(message: Urgent): void {
    this.#pipe(pipes.urgent).write(encodeFrame(message));
  }

  #pipe(fd: number): Writable & NodeJS.ReadableStream {
    return this.#child.stdio[fd] as unknown as Writable & NodeJS.ReadableStream;
  }
}

/** Node, and most programs that a cell may start, color their output where this variable asks for it. */
function environment(colors: boolean): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, ...env } = process.env;
  return colors && !env.NO_COLOR ? { ...env, FORCE_COLOR: "1" } : env;
}
