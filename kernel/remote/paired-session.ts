// A session of two boxes: cells are compiled in one, which may serve others before and after, and run in the other.
//
// Nothing of a cell's text, nor of what it throws, is looked into here.
import type { ChildProcess } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { repeatsUpdate } from "../display/repeats-update.ts";
import type { Failure } from "../execution/messages.ts";
import { ExecutorDied, type ExecutorOptions, ExecutorProcess } from "../execution/process.ts";
import { tellNotes } from "../session/notes.ts";
import { errorOutcome, executorDied, maxCellLength, stoppedBeforeRun, tooLong } from "../session/outcome.ts";
import { Queues, type Turn } from "../session/queues.ts";
import { CallError, type CallOptions, type CellOutcome, type ErrorOutcome, type ExecuteOptions } from "../session.ts";
import type { CompiledAway } from "./compiler-messages.ts";
import { type OwnCell, OwnCells } from "./own-cell.ts";
import type { RemoteCompiler } from "./remote-compiler.ts";

export interface PairedSessionOptions {
  /** Where cells run. */
  executor: ExecutorOptions;
  /** Is asked at `begin`, or with the first cell, for the compiler that has this session for its only one. Where it rejects, `execute` does. */
  compiler(): Promise<RemoteCompiler>;
}

export interface PairedExecuteOptions extends Pick<ExecuteOptions, "executionCount" | "onOutput"> {
  /** False: a cell of the caller's own, whose types do not count; `call` finds what it declares, other cells do not. */
  isChecked?: boolean;
}

/** What there is to run, or what comes of it without a run. */
type Ready =
  | Exclude<CompiledAway, { status: "ok" }>
  | (Extract<CompiledAway, { status: "ok" }> & { commit?: () => void });

type OnOutput = NonNullable<ExecuteOptions["onOutput"]>;

interface ToCompile {
  code: string;
  label: string;
  isChecked: boolean;
}

interface Running {
  label: string;
  turn: Turn;
  onOutput: OnOutput;
}

/** How long it may take to quote the line that threw, in milliseconds. */
const quoteMs = 2000;

/** As a `Session`. When one of its processes has ended, everything of it is lost, and each request fails. */
export class PairedSession {
  readonly ended: Promise<string>;
  readonly #executor: ExecutorProcess;
  readonly #options: PairedSessionOptions;
  readonly #queues = new Queues();
  /** Where the values of the names are that cells have declared. */
  readonly #slots = new Map<string, string>();
  readonly #ownCells = new OwnCells();
  #compiler: RemoteCompiler | undefined;

  constructor(options: PairedSessionOptions) {
    this.#options = options;
    this.#executor = new ExecutorProcess(options.executor);
    const { process } = this.#executor;
    this.ended = new Promise(resolve => {
      process.on("error", error => resolve(error.message));
      process.on("close", (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
    });
  }

  /** Rejects where the process of the cells does not start. */
  get ready(): Promise<void> {
    return this.#executor.ready;
  }

  /** Has the compiler, so that no cell waits for it to start. */
  async begin(): Promise<void> {
    this.#compiler ??= await this.#options.compiler();
  }

  /** In which the cells run. */
  get process(): ChildProcess {
    return this.#executor.process;
  }

  /** The one that it has been given, if any cell has needed it. */
  get compiler(): RemoteCompiler | undefined {
    return this.#compiler;
  }

  execute(
    code: string,
    { executionCount = 0, onOutput = () => {}, isChecked = true }: PairedExecuteOptions = {},
  ): Promise<CellOutcome> {
    return this.#queues.run(undefined, async turn => {
      await this.#quiet(turn);
      if (turn.isStopped) return stoppedBeforeRun();
      if (code.length > maxCellLength) return tooLong(code);
      const label = `cell ${executionCount}`;
      return this.#run(await this.#compile({ code, label, isChecked }), { label, turn, onOutput });
    });
  }

  /** As `execute` of a cell that is not checked. Undefined, and nothing has run, where a name that it reads is no cell's. */
  executeOwn(own: OwnCell): Promise<CellOutcome | undefined> {
    return this.#queues.run(undefined, async turn => {
      await this.#quiet(turn);
      if (turn.isStopped) return stoppedBeforeRun();
      const cell = this.#ownCells.make(own, this.#slots);
      if (!cell) return undefined;
      const declared = { [own.declares]: cell.slots[own.declares]! };
      return this.#run({ status: "ok", cell, declared, notes: [] }, { label: "cell 0", turn, onOutput: () => {} });
    });
  }

  callEncoded(name: string, args: string, { limits = {}, onOutput = () => {} }: CallOptions = {}): Promise<string> {
    return this.#queues.run(undefined, async turn => {
      await this.#quiet(turn);
      if (turn.isStopped) throw new CallError(stoppedBeforeRun());
      const answer = await this.#executor.call(this.#slots.get(name) ?? name, args, limits, onOutput);
      if (typeof answer === "string") return answer;
      throw new CallError(await this.#quote(answer));
    });
  }

  /** Whether a cell has declared a value of this name. */
  hasDeclared(name: string): boolean {
    return this.#slots.has(name);
  }

  /** Stops the cell that is compiled or run. */
  interrupt(): void {
    this.#queues.stop();
    this.#compiler?.interrupt();
    this.#executor.interrupt();
  }

  /** Ends the process of the cells. The compiler is its owner's. */
  close(): Promise<void> {
    return this.#executor.close();
  }

  async #quiet(turn: Turn): Promise<void> {
    while (this.#executor.quiet && !turn.isStopped) await Promise.race([this.#executor.quiet, turn.stopped]);
  }

  async #run(ready: Ready, { label, turn, onOutput }: Running): Promise<CellOutcome> {
    if (ready.status !== "ok") return ready.outcome;
    if (turn.isStopped) return stoppedBeforeRun();
    const { cell, declared, notes, commit } = ready;
    const listen = repeatsUpdate(onOutput);
    try {
      const outcome = await this.#executor.execute({ ...cell, label, plain: false }, listen);
      tellNotes(notes, outcome, listen);
      return outcome.status === "ok" ? outcome : await this.#quote(outcome);
    } catch (error) {
      if (!(error instanceof ExecutorDied)) throw error;
      return executorDied(error);
    } finally {
      // Also after an error: what the cell had declared until then stays.
      commit?.();
      for (const [name, slot] of Object.entries(declared)) this.#slots.set(name, slot);
    }
  }

  async #compile({ code, label, isChecked }: ToCompile): Promise<Ready> {
    await this.begin();
    const compiler = this.#compiler!;
    try {
      const compiled = await compiler.prepare(code, label, isChecked);
      if (compiled.status !== "ok" || !isChecked) return compiled;
      return { ...compiled, commit: () => compiler.commit(compiled.cell.id) };
    } catch (error) {
      // What it knew of the cells is lost with it.
      return { status: "done", outcome: errorOutcome("SessionDied", (error as Error).message) };
    }
  }

  async #quote({ place, ...failure }: Failure): Promise<ErrorOutcome> {
    if (place === undefined || !this.#compiler) return failure;
    try {
      const late = delay(quoteMs, failure, { ref: false });
      return await Promise.race([this.#compiler.quote({ ...failure, place }), late]);
    } catch {
      return failure;
    }
  }
}
