// A language engine in a thread of its own, asked by messages: whatever a cell asks of the compiler, this process goes
// on answering, and a question that takes too long can be given up.
//
// Giving up ends the compiler's process; the engine starts another and gives it all declarations. An engine that is
// busy by itself, without such a process, is ended with its thread, and a new one is given what the cells declared.
import { Worker } from "node:worker_threads";
import type { MimeBundle } from "../../protocol/mime.ts";
import {
  type CommittedCell,
  type CompiledCell,
  CompilerFailure,
  type Completeness,
  type Completions,
  type EngineKind,
  type EngineOptions,
  type Note,
  type Prepared,
} from "../engine.ts";
import { mayHaveNotes } from "../meaning/notes.ts";
import { Supervision } from "../supervision.ts";

type Method = "prepare" | "prepareUnchecked" | "notes" | "complete" | "inspect" | "isComplete";

/** What the session's thread sends. */
export type ToThread =
  | { op: "ask"; method: Method; args: unknown[] }
  | { op: "commit"; cell: CommittedCell }
  | { op: "forget" }
  | { op: "renew" }
  | { op: "close" };

/** What the engine's thread answers. */
export type FromThread =
  | { op: "ready" }
  | { op: "failed"; error: { name: string; message: string } }
  | { op: "answer"; value: unknown }
  | { op: "refusal"; error: { name: string; message: string } };

/** What the engine's thread is started with. */
export interface ThreadData {
  options: LanguageOptions;
  shared: Int32Array<SharedArrayBuffer>;
}

/** An engine's options, and how long it may take. */
export interface LanguageOptions extends EngineOptions {
  engine: EngineKind;
  /** Milliseconds after which a cell's check is given up (a CompilerFailure); by default 10,000. */
  timeLimit?: number;
}

/** Milliseconds after which completion, inspection and their like are given up. */
const helpTimeoutMs = 3000;

/** How long an engine may take to notice that its question was given up, in milliseconds. */
const interruptGraceMs = 500;

/** The check of a cell was interrupted. */
export class CheckInterrupted extends CompilerFailure {}

interface Question {
  method: Method;
  args: unknown[];
  resolve(value: never): void;
  reject(error: Error): void;
  /** What is asked next, before all that waits. */
  andNext?: ((value: never) => Question | undefined) | undefined;
}

/** A cell that is ready to run, with what is found worth a word while it runs; or its errors. */
export type PreparedAside =
  | Exclude<Prepared, { status: "ok" }>
  | { status: "ok"; cell: CompiledCell; notes: Promise<Note[]> };

/** Methods reject with a CompilerFailure where the compiler could not answer, and after `close`. */
export class LanguageThread {
  /** Rejects where the engine cannot start. */
  readonly ready: Promise<void>;
  readonly #started = Promise.withResolvers<void>();
  readonly #options: LanguageOptions;
  readonly #timeLimit: number;
  readonly #supervision = new Supervision();
  /** What a new thread is given. */
  #committed: CommittedCell[] = [];
  /** The number of the last cell: a new thread goes on from there. */
  #cells = 0;
  #thread: Worker;
  #isReady = false;
  readonly #waiting: Question[] = [];
  /** The question that the thread works on. It may have been given up. */
  #asked: Question | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ended: Error | undefined;

  constructor({ timeLimit = 10_000, ...options }: LanguageOptions) {
    this.#options = options;
    this.#timeLimit = timeLimit;
    this.ready = this.#started.promise;
    // Only callers that await `ready` get its rejection. Without them it must not be an unhandled one.
    this.ready.catch(() => {});
    process.on("exit", this.#endCompiler);
    this.#thread = this.#start();
  }

  // As an Engine's; where that throws a CompilerFailure, these reject with it.

  async prepare(text: string): Promise<PreparedAside> {
    const notes = Promise.withResolvers<Note[]>();
    const none = () => notes.resolve([]);
    const asked: Question = { method: "notes", args: [], resolve: notes.resolve, reject: none };
    const hasNotes = mayHaveNotes(text);
    const prepared = await this.#ask<Prepared>("prepare", [text], ({ status }: Prepared) =>
      hasNotes && status === "ok" ? asked : undefined,
    );
    if (!hasNotes) none();
    if (prepared.status === "error") return prepared;
    this.#cells = prepared.cell.id;
    return { ...prepared, notes: notes.promise };
  }

  async prepareUnchecked(text: string): Promise<PreparedAside> {
    const prepared = await this.#ask<Prepared>("prepareUnchecked", [text]);
    return prepared.status === "error" ? prepared : { ...prepared, notes: Promise.resolve([]) };
  }

  complete(text: string, offset: number): Promise<Completions> {
    return this.#ask("complete", [text, offset]);
  }

  inspect(text: string, offset: number, level: 0 | 1): Promise<MimeBundle | undefined> {
    return this.#ask("inspect", [text, offset, level]);
  }

  isComplete(text: string): Promise<Completeness> {
    return this.#ask("isComplete", [text]);
  }

  /** What is asked from now on knows what the cell declared. */
  commit({ id, exports }: CompiledCell): void {
    const cell = { id, exports };
    this.#committed.push(cell);
    if (this.#isReady) this.#say({ op: "commit", cell });
  }

  forget(): void {
    this.#committed = [];
    if (this.#isReady) this.#say({ op: "forget" });
  }

  /** For another notebook: of what is asked from now on nothing was there before. */
  renew(): void {
    this.#committed = [];
    this.#cells = 0;
    if (this.#isReady) this.#say({ op: "renew" });
  }

  /** Cells that are being checked, or wait for it, are not: their promises reject with CheckInterrupted. */
  interrupt(): void {
    const stopped = new CheckInterrupted("the cell was stopped while it was being checked: it has not run");
    const isCheck = ({ method }: Question) => method.startsWith("prepare");
    for (const question of this.#waiting.splice(0))
      if (isCheck(question)) question.reject(stopped);
      else this.#waiting.push(question);
    if (this.#asked && isCheck(this.#asked)) this.#giveUp(stopped);
  }

  async close(): Promise<void> {
    if (this.#ended) return;
    const exited = new Promise(resolve => this.#thread.once("exit", resolve));
    this.#end(new CompilerFailure("the session was closed"));
    this.#say({ op: "close" });
    const late = setTimeout(() => void this.#thread.terminate(), interruptGraceMs);
    await exited;
    clearTimeout(late);
  }

  #ask<Answer>(method: Method, args: unknown[], andNext?: (value: Answer) => Question | undefined): Promise<Answer> {
    if (this.#ended) return Promise.reject(this.#ended);
    return new Promise<Answer>((resolve, reject) => {
      this.#waiting.push({ method, args, resolve, reject, andNext });
      this.#next();
    });
  }

  /** One question after the other, so that it is known what the thread is busy with. */
  #next(): void {
    if (!this.#isReady || this.#asked) return;
    const question = this.#waiting.shift();
    if (!question) return;
    this.#asked = question;
    const { method, args } = question;
    const limit = method.startsWith("prepare") ? this.#timeLimit : Math.min(this.#timeLimit, helpTimeoutMs);
    const tooLong = () => this.#giveUp(new CompilerFailure(`the compiler took longer than ${limit / 1000} s`));
    this.#timer = setTimeout(tooLong, limit);
    this.#supervision.begin();
    this.#say({ op: "ask", method, args });
  }

  #giveUp(reason: Error): void {
    this.#asked?.reject(reason);
    this.#supervision.giveUp();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#replace(reason), interruptGraceMs);
  }

  #hear(message: FromThread): void {
    if (message.op === "ready") this.#begin();
    else if (message.op === "failed") this.#end(toError(message.error));
    else this.#answer(message);
  }

  #answer(message: Extract<FromThread, { op: "answer" | "refusal" }>): void {
    clearTimeout(this.#timer);
    const question = this.#asked;
    this.#asked = undefined;
    if (message.op === "answer") {
      const next = question?.andNext?.(message.value as never);
      if (next) this.#waiting.unshift(next);
      question?.resolve(message.value as never);
    } else question?.reject(toError(message.error));
    this.#next();
  }

  #begin(): void {
    this.#isReady = true;
    for (const cell of this.#committed) this.#say({ op: "commit", cell });
    this.#started.resolve();
    this.#next();
  }

  #say(message: ToThread): void {
    this.#thread.postMessage(message);
  }

  #start(): Worker {
    const options = { ...this.#options, cellsBefore: this.#cells };
    const thread = new Worker(new URL(`./thread-main${extension}`, import.meta.url), {
      workerData: { options, shared: this.#supervision.shared } satisfies ThreadData,
      execArgv: [],
      // The native compiler's garbage collector at half its pace: a sixth less to compute, for 15 MB.
      env: { GOGC: "200", ...process.env },
    });
    thread.on("message", (message: FromThread) => this.#hear(message));
    thread.on("error", error => this.#replace(new CompilerFailure(`the engine broke: ${error}`)));
    return thread;
  }

  /** Another thread in the place of this one, which answers no more. */
  #replace(reason: Error): void {
    if (this.#ended) return;
    if (!this.#isReady) {
      // A thread that fails at its start would fail again.
      this.#end(reason);
      return;
    }
    this.#asked?.reject(reason);
    this.#asked = undefined;
    clearTimeout(this.#timer);
    this.#isReady = false;
    this.#thread.removeAllListeners().on("error", () => {});
    void this.#thread.terminate();
    this.#endCompiler();
    this.#thread = this.#start();
  }

  #end(reason: Error): void {
    this.#ended = reason;
    clearTimeout(this.#timer);
    process.off("exit", this.#endCompiler);
    if (this.#asked || !this.#isReady) this.#endCompiler();
    this.#asked?.reject(reason);
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
    this.#started.reject(reason);
  }

  readonly #endCompiler = () => this.#supervision.giveUp();
}

const extension = import.meta.url.slice(import.meta.url.lastIndexOf("."));

function toError({ name, message }: { name: string; message: string }): Error {
  return name === CompilerFailure.prototype.name ? new CompilerFailure(message) : new Error(message);
}
