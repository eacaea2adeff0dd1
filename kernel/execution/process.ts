// An executor in a process of its own, seen from the host: start it, ask it, interrupt it, end it.
import type { ChildProcess } from "node:child_process";
import type { Writable } from "node:stream";
import { setTimeout as delay, setImmediate as nextTurn } from "node:timers/promises";
import type { CommMessage } from "../protocol/comm.ts";
import type { Output } from "../protocol/output.ts";
import type { InputRequest } from "../protocol/stdin.ts";
import { CrashReport } from "./crash-report.ts";
import { isEvent } from "./event-check.ts";
import { createDecoder, encodeFrame } from "./frames.ts";
import { Interrupted } from "./interrupt.ts";
import { type LaunchOptions, launchExecutor, whyNotStarted } from "./launch.ts";
import type { Answer, Event, ExecutableCell, ExecutionOutcome, Failure, Request, Urgent } from "./messages.ts";
import { pipes } from "./pipes.ts";
import { descendantsOf, processOf, signal } from "./process-tree.ts";
import type { ValueLimits } from "./values.ts";

type Reply = Extract<Event, { op: "reply" | "value" }>;

export interface ExecutorOptions extends LaunchOptions {
  /** The longest message that is read from the process, in bytes. A longer one ends it. */
  messageLimit?: number;
}

type OnOutput = (output: Output) => void;
type OnInput = (request: InputRequest) => Promise<string>;

/** A request that is not answered yet. */
interface Pending {
  op: Request["op"];
  /** False while it waits for the process to start, or for an interrupt of what came before it. */
  isSent: boolean;
  settle(reply: Reply | Error): void;
}

/** How long an interrupted request may go on, in milliseconds, before it is answered all the same. */
const answerWithinMs = 200;

/** How long an interrupted cell may go on, in milliseconds, before its process is ended. */
const interruptTimeoutMs = 1700;

/** How long the output of a process that has ended may be held open, in milliseconds, by one that it had started. */
const drainMs = 100;

const garbledPipe = `something was written to file descriptor ${pipes.events}, on which it speaks to the kernel`;

/** The executor's process has ended by itself, or by a cell; or it could not start. */
export class ExecutorDied extends Error {
  constructor(
    how: string,
    message = `the process that runs the cells ended (${how}). Its values are lost: run the cells above again.`,
  ) {
    super(message);
  }
}

export class ExecutorProcess {
  /** Rejects where the process cannot start, or cannot load what it preloads. */
  readonly ready: Promise<void>;
  readonly #started = Promise.withResolvers<void>();
  readonly #child: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #outputs = new Map<number, OnOutput>();
  readonly #inputs = new Map<number, OnInput>();
  readonly #comms = new Map<string, string>();
  readonly #options: ExecutorOptions;
  #isStarted = false;
  /** Of JavaScript's heap, in megabytes. */
  readonly #heapLimit: number | undefined;
  readonly #crash = new CrashReport({ pid: () => this.#pid, onOwn: () => this.#child.kill("SIGKILL") });
  /** As it knows it itself: in a sandbox it may be another one outside. */
  #pid: number | undefined;
  #requests = 0;
  /** The last request that was sent. */
  #sent = 0;
  /** The cell that runs, or ran last. */
  #lastCell = 0;
  #closed = false;
  #isGarbled = false;
  #interrupts = 0;
  /** Requests that were interrupted and answered, and go on. */
  readonly #lingering = new Set<number>();
  /** Set while there are any. */
  #quiet: PromiseWithResolvers<void> | undefined;
  /** Whether what was last interrupted goes on. */
  #stopping = () => false;
  /** Set while an interrupt that arrived between cells is pending; the next cell waits for it. */
  #rest: PromiseWithResolvers<void> | undefined;
  /** What the process itself has said before it ended. A cell that waits for it is told that, not its exit code. */
  #failure: ExecutorDied | undefined;
  #ended: ExecutorDied | undefined;

  constructor(options: ExecutorOptions) {
    this.#options = options;
    const { process, heapLimit } = launchExecutor(options);
    this.#child = process;
    this.#heapLimit = heapLimit;
    this.ready = this.#started.promise;
    // Not everybody waits for it: without this, a rejection would end the host.
    this.ready.catch(() => {});
    this.#listen();
  }

  /** What the launcher has started. */
  get process(): ChildProcess {
    return this.#child;
  }

  /** False once the process has ended: then every request fails with `ExecutorDied`. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /** The open comms: each one's target by its id. */
  get comms(): ReadonlyMap<string, string> {
    return this.#comms;
  }

  /** Without `onInput`, a prompt in the cell is an error. */
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

  /** Calls the function in a slot. `args` and the answer are texts of encodeValue. */
  async call(slot: string, args: string, limits: ValueLimits, onOutput: OnOutput): Promise<string | Failure> {
    const reply = await this.#ask(id => ({ op: "call", id, slot, args, limits }), onOutput);
    if (reply.op === "value") return reply.value;
    if (reply.outcome.status === "error") return reply.outcome;
    throw new Error("executor: a call was answered without a value");
  }

  /** Set while something goes on that was interrupted and answered: resolves when it has ended, or the process has. */
  get quiet(): Promise<void> | undefined {
    return this.#quiet?.promise;
  }

  /**
   * Stops what runs, or what a cell has left behind: by its own polls, else by force (urgent-thread.ts), else with its
   * process. What has not been sent to the process yet is answered at once, and what goes on in spite of it soon.
   */
  interrupt(): void {
    if (this.#ended) return;
    const meant: number[] = [];
    for (const [id, { op, isSent }] of this.#pending)
      if (isSent) meant.push(id);
      else if (op !== "comm") this.#settle(id, { op: "reply", id, outcome: stopped(" before it began") });
    if (this.#sent === 0) return;
    this.#interrupts += 1;
    this.#urge({ op: "interrupt", upTo: this.#sent });
    if (meant.length === 0) this.#rest ??= Promise.withResolvers();
    const rest = this.#rest;
    const isOn = (id: number) => this.#pending.has(id) || this.#lingering.has(id);
    const goesOn = () => meant.some(isOn) || (rest !== undefined && rest === this.#rest);
    this.#stopping = goesOn;
    setTimeout(() => this.#answerEarly(meant), answerWithinMs).unref();
    setTimeout(() => goesOn() && this.#kill(), interruptTimeoutMs).unref();
  }

  /** The caller need not wait until a regular expression, say, has come to its end. The next request does. */
  #answerEarly(ids: readonly number[]): void {
    for (const id of ids) {
      if (!this.#pending.has(id)) continue;
      this.#lingering.add(id);
      this.#quiet ??= Promise.withResolvers();
      this.#settle(id, { op: "reply", id, outcome: stopped() });
    }
  }

  #hasEnded(id: number): void {
    this.#lingering.delete(id);
    if (this.#lingering.size > 0) return;
    this.#quiet?.resolve();
    this.#quiet = undefined;
  }

  async close(): Promise<void> {
    if (this.#closed || this.#ended) return;
    this.#closed = true;
    const ended = new Promise(resolve => this.#child.once("exit", resolve));
    this.#kill();
    await ended;
    // A process that a cell had started may hold them open, and with them ours.
    for (const stream of this.#child.stdio) stream?.destroy();
  }

  /** And with it what it has started, but for what was started as detached, in a session of its own. */
  #kill(): void {
    const { pid } = this.#child;
    const own = pid === undefined ? undefined : processOf(pid)?.session;
    const started = own === undefined ? [] : descendantsOf(pid!).filter(({ session }) => session === own);
    this.#child.kill("SIGKILL");
    signal(started, "SIGTERM");
  }

  #listen(): void {
    const refuse = () => {
      this.#isGarbled = true;
      this.#child.kill("SIGKILL");
    };
    const decode = createDecoder<object>(
      event => (isEvent(event as { [field: string]: unknown }) ? this.#receive(event as Event) : refuse()),
      refuse,
      this.#options.messageLimit,
    );
    this.#pipe(pipes.events).on("data", decode);
    // What bypasses `process.stdout`: native code and child processes that inherit it.
    for (const name of ["stdout", "stderr"] as const)
      this.#child[name]!.setEncoding("utf8").on("data", (text: string) => {
        const cell = this.#lastCell;
        this.#crash.filter(text, () => this.alive && this.#forward(cell, { type: "stream", name, text }));
      });
    for (const fd of [pipes.requests, pipes.urgent]) this.#pipe(fd).on("error", () => {});
    this.#child.on("error", error => this.#end(error.message));
    this.#child.on("exit", async (code, signal) => {
      await Promise.race([this.#allRead(), delay(drainMs)]);
      this.#end(this.#howItEnded(code, signal));
    });
  }

  #receive(event: Event): void {
    if (event.op === "ready") {
      this.#pid = event.pid;
      this.#isStarted = true;
      this.#started.resolve();
    } else if (event.op === "failed") {
      this.#failure = this.#notStarted(event.reason);
      this.#started.reject(this.#failure);
    } else if (event.op === "received") this.#endRest(event.nth);
    else if (event.op === "output") this.#forward(event.id, event.output);
    else if (event.op === "question") void this.#answer(event);
    // What the cell's child processes wrote before this reply is in their pipe by now, and read in this turn.
    else
      void nextTurn().then(() => {
        this.#settle(event.id, event);
        this.#hasEnded(event.id);
      });
  }

  /** @param reason what the process itself says, while it loads what is preloaded */
  #notStarted(reason: string): ExecutorDied {
    const isLost = this.#options.isAgain && /Cannot find (?:module|package)|ENOENT|EACCES/.test(reason);
    const step = "The package was removed or replaced while the kernel ran: restart the kernel.";
    return new ExecutorDied(reason, isLost ? `${reason}. ${step}` : reason);
  }

  #whyNotStarted(how: string): string | undefined {
    const { cwd, launch, isAgain } = this.#options;
    // A launcher's folders and files may be others.
    const why = launch ? undefined : whyNotStarted(cwd);
    return why ?? (isAgain && how.startsWith("exit code") ? `${how}. Restart the kernel` : undefined);
  }

  #howItEnded(code: number | null, signal: string | null): string {
    if (this.#crash.isOutOfMemory) return this.#outOfMemory();
    if (this.#stopping()) return "nothing else could stop the cell";
    if (this.#isGarbled) return garbledPipe;
    if (signal === "SIGKILL" && !this.#closed) return "signal SIGKILL, as the system sends it when memory runs out";
    return signal ? `signal ${signal}` : `exit code ${code}`;
  }

  #outOfMemory(): string {
    if (this.#crash.limit !== undefined) return `out of memory: it may take ${this.#crash.limit} MB here`;
    const limit = this.#heapLimit === undefined ? "" : `: JavaScript's heap may take ${this.#heapLimit} MB`;
    return `out of memory${limit}`;
  }

  #end(how: string): void {
    if (this.#ended) return;
    const why = this.#isStarted || this.#closed ? undefined : this.#whyNotStarted(how);
    this.#ended =
      this.#failure ??
      (why === undefined
        ? new ExecutorDied(how)
        : new ExecutorDied(how, `the process that runs the cells cannot start: ${why}.`));
    this.#started.reject(this.#ended);
    const nothing = { data: {}, metadata: {}, buffers: [] };
    for (const comm_id of this.#comms.keys())
      this.#forward(this.#lastCell, { type: "comm_close", comm_id, ...nothing });
    // No cell runs that would end with this error. So the last one prints it: its names are gone, too.
    const text = `${this.#ended.message}\n`;
    if (this.#pending.size === 0 && !this.#closed)
      this.#forward(this.#lastCell, { type: "stream", name: "stderr", text });
    for (const id of this.#pending.keys()) this.#settle(id, this.#ended);
    for (const id of this.#lingering) this.#hasEnded(id);
    this.#endRest();
  }

  #endRest(nth = this.#interrupts): void {
    if (nth < this.#interrupts) return;
    this.#rest?.resolve();
    this.#rest = undefined;
  }

  /** Resolves when the pipes from the process are at their end. */
  async #allRead(): Promise<void> {
    const streams = [this.#child.stdout!, this.#child.stderr!, this.#pipe(pipes.events)];
    await Promise.all(streams.map(stream => stream.closed || new Promise(resolve => stream.once("close", resolve))));
  }

  async #ask(toRequest: (id: number) => Request, onOutput: OnOutput): Promise<Reply> {
    if (this.#ended) throw this.#ended;
    this.#requests += 1;
    const id = this.#requests;
    const request = toRequest(id);
    this.#outputs.set(id, onOutput);
    const reply = Promise.withResolvers<Reply | Error>();
    const pending: Pending = { op: request.op, isSent: false, settle: reply.resolve };
    this.#pending.set(id, pending);
    void this.#sendWhenReady(request, pending);
    const settled = await reply.promise;
    if (settled instanceof Error) throw settled;
    return settled;
  }

  async #sendWhenReady(request: Request, pending: Pending): Promise<void> {
    try {
      await this.ready;
    } catch (error) {
      return this.#settle(request.id, error as Error);
    }
    while (this.#rest || this.#quiet) await Promise.all([this.#rest?.promise, this.quiet]);
    if (!this.#pending.has(request.id)) return; // interrupted meanwhile, or the process has ended
    pending.isSent = true;
    this.#sent = request.id;
    this.#pipe(pipes.requests).write(encodeFrame(request));
  }

  #settle(id: number, reply: Reply | Error): void {
    this.#inputs.delete(id);
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.settle(reply);
  }

  #forward(id: number, output: Output): void {
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

function stopped(when = ""): Failure {
  const { name } = new Interrupted();
  const evalue = `the cell was stopped${when}`;
  return { status: "error", ename: name, evalue, traceback: [`${name}: ${evalue}`] };
}
