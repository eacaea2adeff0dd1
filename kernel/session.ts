// A session: the language (compile) and the execution (run) joined by messages. It knows no sockets and no Jupyter.
//
// The compiler answers in a thread of its own, the cells run in another process: so completion works while a cell runs, a
// cell can be stopped at any point, also while it is checked, and a cell that ends its process ends no session.
//
// Its parts are in session/: the order of requests, the process and its replacement, how a cell ended, the quoted lines.
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { repeatsUpdate } from "./display/repeats-update.ts";
import type { ExecutionOutcome } from "./execution/messages.ts";
import { ExecutorDied } from "./execution/process.ts";
import { decodeValue, encodeValue } from "./execution/values.ts";
import type { CompiledCell, Completeness, Completions, Note } from "./language/engine.ts";
import { nameAt, withValue } from "./language/help/description.ts";
import { once, readWords } from "./language/read-words.ts";
import type { LanguageThread } from "./language/thread/thread.ts";
import { resolvePreload } from "./preload.ts";
import type { CommMessage } from "./protocol/comm.ts";
import type { MimeBundle } from "./protocol/mime.ts";
import { CellTexts } from "./session/cell-texts.ts";
import { Executors } from "./session/executors.ts";
import { helpOn } from "./session/help.ts";
import {
  CallError,
  type CallOptions,
  type ExecuteOptions,
  type ListenOptions,
  type Session,
  type SessionOptions,
  type TurnOptions,
} from "./session/interface.ts";
import { startLanguage } from "./session/language.ts";
import { tellNotes } from "./session/notes.ts";
import { importOf, membersWanted, type OnDemand, readOnDemand, runWith, wantedBy } from "./session/on-demand.ts";
import {
  type CellOutcome,
  type ErrorOutcome,
  executorDied,
  failedToCompile,
  maxCellLength,
  stoppedBeforeRun,
  tooLong,
  typeErrors,
} from "./session/outcome.ts";
import { Queues, type Turn } from "./session/queues.ts";

export type { Launch } from "./execution/launch.ts";
export * from "./session/interface.ts";
export type { CellOutcome, ErrorOutcome } from "./session/outcome.ts";

/** Start the compiler and the executor; both are ready when the promise resolves. */
export async function startSession(options: SessionOptions = {}): Promise<Session> {
  const cwd = resolve(options.cwd ?? ".");
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`startSession expects a folder as cwd, but got ${cwd}. Make it, or name another.`);
  const preload = (options.preload ?? []).map(specifier => resolvePreload(specifier, cwd));
  const session = new LocalSession({ ...options, preload, cwd });
  await session.ready();
  return session;
}

interface RunOptions extends ListenOptions, Pick<ExecuteOptions, "onInput"> {
  commit: boolean;
  plain?: boolean;
}

class LocalSession implements Session {
  readonly #texts: CellTexts;
  readonly #executors: Executors;
  readonly #language: LanguageThread;
  readonly #queues = new Queues();
  readonly #onDemand: () => OnDemand[];
  #running = 0;
  #unnamed = 0;
  #closed = false;

  constructor(options: SessionOptions & { cwd: string }) {
    const { preload = [] } = options;
    this.#texts = new CellTexts(once(() => readWords(preload)));
    this.#onDemand = once(() => readOnDemand(preload));
    this.#language = startLanguage({ engine: "native", ...options, preload });
    this.#executors = new Executors({ ...options, preload });
  }

  async ready(): Promise<void> {
    try {
      const parts = await Promise.allSettled([this.#language.ready, this.#executors.current.ready]);
      // The compiler tells the place of what is wrong with something preloaded, which the other then meets as well.
      for (const part of parts) if (part.status === "rejected") throw part.reason;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  execute(code: string, { executionCount, queue, ...options }: ExecuteOptions = {}): Promise<CellOutcome> {
    return this.#queues.run(queue, turn => {
      const label = `cell ${executionCount ?? this.#nextUnnamed()}`;
      return this.#run(code, label, turn, { ...options, commit: true });
    });
  }

  evaluate(expression: string, { queue }: TurnOptions = {}): Promise<CellOutcome> {
    return this.#queues.run(queue, turn => this.#run(expression, "expression", turn, { commit: false }));
  }

  async call(name: string, args: unknown[], options: CallOptions = {}): Promise<unknown> {
    return decodeValue(await this.callEncoded(name, encodeValue(args, "args"), options));
  }

  callEncoded(
    name: string,
    args: string,
    { queue, limits = {}, onOutput = () => {} }: CallOptions = {},
  ): Promise<string> {
    return this.#queues.run(queue, async turn => {
      await this.#executors.quiet(turn);
      if (this.#closed) throw new ExecutorDied("the session was closed");
      if (turn.isStopped) throw new CallError(stoppedBeforeRun());
      this.#reviveExecutor();
      const answer = await this.#busy(() =>
        this.#executors.current.call(this.#executors.slotOf(name), args, limits, this.#texts.quoteUncaught(onOutput)),
      );
      if (typeof answer === "string") return answer;
      throw new CallError(this.#texts.quote(answer) as ErrorOutcome);
    });
  }

  async comm(message: CommMessage, { onOutput = () => {} }: ListenOptions = {}): Promise<void> {
    const executor = this.#executors.current;
    if (!executor.alive) return;
    try {
      await this.#busy(() => executor.comm(message, this.#texts.quoteUncaught(onOutput)));
    } catch (error) {
      if (!(error instanceof ExecutorDied)) throw error; // its comms are closed, and a comm_close was sent for each
    }
  }

  get comms(): ReadonlyMap<string, string> {
    return this.#executors.current.comms;
  }

  async complete(code: string, offset: number): Promise<Completions> {
    if (code.length > maxCellLength) return { items: [], start: offset, end: offset };
    const found = await this.#language.complete(code, offset);
    const wanted = found.items.length === 0 ? membersWanted(code, offset, this.#onDemand()) : undefined;
    if (!wanted || this.#running > 0) return found;
    const text = importOf(wanted);
    const brought = await this.#queues.run(undefined, turn => this.#run(text, wanted.name, turn, { commit: true }));
    return brought.status === "ok" ? this.#language.complete(code, offset) : found;
  }

  async inspect(code: string, offset: number, level: 0 | 1 = 0): Promise<MimeBundle | undefined> {
    if (code.length > maxCellLength) return undefined;
    const found = await this.#language.inspect(code, offset, level);
    const name = nameAt(code, offset);
    if (!found || !name || this.#running > 0 || this.#executors.current.quiet) return found;
    // Not by its display method, which may take any time: moving the cursor asks for nothing.
    const outcome = await this.#queues.run(undefined, turn =>
      this.#run(name, "expression", turn, { commit: false, plain: true }),
    );
    // A type has no value, a name that is only being declared none yet; of a function its signature says more.
    const shown = outcome.status === "ok" ? String(outcome.result?.data["text/plain"]) : undefined;
    return shown === undefined || /^\[(\w*Function|class)\b/.test(shown) ? found : withValue(found, shown);
  }

  async isComplete(code: string): Promise<Completeness> {
    if (code.length > maxCellLength) return { status: "unknown" };
    return this.#language.isComplete(code);
  }

  interrupt(): void {
    this.#queues.stop();
    this.#language.interrupt();
    this.#executors.current.interrupt();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#language.close(), this.#executors.current.close()]);
  }

  async #run(code: string, label: string, turn: Turn, options: RunOptions): Promise<CellOutcome> {
    const { onOutput = () => {}, onInput, commit, plain = false } = options;
    await this.#executors.quiet(turn);
    // Refuse cells that were queued before close(): a process that they start would never be ended.
    if (this.#closed) return executorDied(new ExecutorDied("the session was closed"));
    if (turn.isStopped) return stoppedBeforeRun();
    if (code.length > maxCellLength) return tooLong(code);
    this.#reviveExecutor();
    let cell: CompiledCell;
    let notes: Promise<Note[]>;
    try {
      const prepared = await this.#language.prepare(code);
      if (prepared.status === "error") {
        const { diagnostics } = prepared;
        const wanted = commit ? wantedBy(code, diagnostics, this.#onDemand()) : undefined;
        const run = (text: string, name: string) => this.#run(text, name, turn, options);
        if (wanted) return runWith(wanted, { code, label, diagnostics }, run);
        return (await helpOn(this.#language, code, diagnostics)) ?? typeErrors(code, label, diagnostics);
      }
      ({ cell, notes } = prepared);
    } catch (error) {
      return failedToCompile(error);
    }
    if (turn.isStopped) return stoppedBeforeRun();
    const { exports, ...executable } = cell;
    this.#texts.set(cell.id, code);
    const listen = this.#texts.quoteUncaught(repeatsUpdate(onOutput));
    try {
      const outcome = await this.#busy<ExecutionOutcome>(() =>
        this.#executors.current.execute({ ...executable, label, plain }, listen, onInput),
      );
      if (commit) tellNotes(await notes, outcome, listen);
      return this.#texts.quote(outcome);
    } catch (error) {
      if (!(error instanceof ExecutorDied)) throw error;
      return executorDied(error);
    } finally {
      if (commit) {
        // Also after an error: what the cell had declared until then stays.
        this.#language.commit(cell);
        this.#executors.declare(exports);
      }
    }
  }

  async #busy<Result>(task: () => Promise<Result>): Promise<Result> {
    this.#running += 1;
    try {
      return await task();
    } finally {
      this.#running -= 1;
    }
  }

  /** After the executor's process has ended, the next cell finds a new one, and none of the old names. */
  #reviveExecutor(): void {
    if (this.#executors.revive()) this.#language.forget();
  }

  #nextUnnamed(): number {
    this.#unnamed += 1;
    return this.#unnamed;
  }
}
