// A session: the language (compile) and the execution (run) joined by messages. It knows no sockets and no Jupyter.
//
// The compiler answers in a thread of its own, the cells run in another process: so completion works while a cell runs, a
// cell can be stopped at any point, also while it is checked, and a cell that ends its process ends no session.
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createNames } from "./display/names.ts";
import { repeatsUpdate } from "./display/repeats-update.ts";
import type { ExecutionOutcome } from "./execution/messages.ts";
import { ExecutorDied, ExecutorProcess } from "./execution/process.ts";
import {
  type CompiledCell,
  CompilerFailure,
  type Completeness,
  type Completions,
  type Diagnostic,
  type EngineKind,
} from "./language/engine.ts";
import { codeFrame, formatDiagnostics } from "./language/errors/diagnostics.ts";
import { nameAt, withValue } from "./language/help/description.ts";
import { CheckInterrupted, LanguageThread } from "./language/thread/thread.ts";
import type { CommMessage } from "./protocol/comm.ts";
import type { Json, MimeBundle, Presentation } from "./protocol/mime.ts";
import type { Output } from "./protocol/output.ts";
import type { InputRequest } from "./protocol/stdin.ts";

export type { Completeness, Completions } from "./language/engine.ts";

/** How a cell ended. `traceback` lines are in the cell's own lines and columns, ready to print. */
export type CellOutcome =
  | { status: "ok"; result?: Presentation }
  | { status: "error"; ename: string; evalue: string; traceback: string[] };

export interface ListenOptions {
  /** Receives what the cell prints and displays, in order; also what arrives after the cell is done. */
  onOutput?: (output: Output) => void;
}

export interface TurnOptions {
  /** Cells of one queue run one after another; those of different queues take turns where they await. */
  queue?: string | undefined;
}

export interface ExecuteOptions extends ListenOptions, TurnOptions {
  /** Answers what the cell asks with `prompt`. Without it a cell that asks gets an error. */
  onInput?: (request: InputRequest) => Promise<string>;
  /** The number shown as In[n]; names the cell in messages ("cell 3"). */
  executionCount?: number;
}

export interface SessionOptions {
  /** Packages whose exports are in scope without an import, by specifier (resolved from the kernel's own package). */
  preload?: string[];
  /** Folder that relative imports, `typeRoots` and `process.cwd()` start from; by default the current one. */
  cwd?: string;
  /** Whether what `console` prints of values is colored, by terminal codes; everything else stays plain. */
  colors?: boolean;
  /** What checks and compiles the cells: the native engine by default, or the one on tslab's converter. */
  engine?: EngineKind;
}

export interface Session {
  /** Compile and run one cell, after those asked for before. Never rejects because of the cell: a failure is an `error` outcome. */
  execute(code: string, options?: ExecuteOptions): Promise<CellOutcome>;
  /** Evaluate one expression in the cells' scope (user_expressions, the grader) without declaring anything. */
  evaluate(expression: string, options?: TurnOptions): Promise<CellOutcome>;
  /** Call a function in the cells' scope by name with plain values; the reply is a plain value. */
  call(name: string, args: Json[]): Promise<Json>;
  /** Hand a front end's message to the cells' side of its comm, also while a cell runs. Resolves when the callbacks have returned. */
  comm(message: CommMessage, options?: ListenOptions): Promise<void>;
  /** The open comms: each one's target by its id. */
  readonly comms: ReadonlyMap<string, string>;
  complete(code: string, offset: number): Promise<Completions>;
  /** What stands at the offset: type, documentation and, unless a cell runs, value; at level 1 also what declares it. */
  inspect(code: string, offset: number, level?: 0 | 1): Promise<MimeBundle | undefined>;
  isComplete(code: string): Promise<Completeness>;
  /** Stop the running cell; its outcome is an error named "Interrupted". When idle, what one has left behind: a loop in a timer. */
  interrupt(): void;
  /** End the session and every process it started. */
  close(): Promise<void>;
}

/** Start the compiler and the executor; both are ready when the promise resolves. */
export async function startSession(options: SessionOptions = {}): Promise<Session> {
  const cwd = resolve(options.cwd ?? ".");
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`startSession expects a folder as cwd, but got ${cwd}. Make it, or name another.`);
  const session = new LocalSession({ preload: [], colors: false, engine: "native", ...options, cwd });
  await session.ready();
  return session;
}

class LocalSession implements Session {
  readonly #options: Required<SessionOptions>;
  /** Kept for the lines that tracebacks quote. */
  readonly #texts = new Map<number, string>();
  #executor: ExecutorProcess;
  readonly #language: LanguageThread;
  readonly #queues = new Map<string | undefined, Promise<unknown>>();
  #running = 0;
  #unnamed = 0;
  #closed = false;

  constructor(options: Required<SessionOptions>) {
    this.#options = options;
    this.#language = this.#startLanguage();
    this.#executor = this.#startExecutor();
  }

  async ready(): Promise<void> {
    try {
      await Promise.all([this.#language.ready, this.#executor.ready]);
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  execute(code: string, { executionCount, queue, onOutput, onInput }: ExecuteOptions = {}): Promise<CellOutcome> {
    return this.#inTurn(queue, async () => {
      const label = `cell ${executionCount ?? this.#nextUnnamed()}`;
      return this.#run(code, label, { onOutput, onInput, commit: true });
    });
  }

  evaluate(expression: string, { queue }: TurnOptions = {}): Promise<CellOutcome> {
    return this.#inTurn(queue, () => this.#run(expression, "expression", { commit: false }));
  }

  call(name: string, args: Json[]): Promise<Json> {
    return this.#inTurn(undefined, async () => {
      const prepared = await this.#language.prepare(name);
      const slot = prepared.status === "ok" ? prepared.cell.slots[name] : undefined;
      if (slot === undefined) throw new Error(`session.call expects a name that a cell declared, but got '${name}'`);
      return this.#executor.call(slot, args, () => {});
    });
  }

  async comm(message: CommMessage, { onOutput = () => {} }: ListenOptions = {}): Promise<void> {
    if (!this.#executor.alive) return;
    this.#running += 1;
    try {
      await this.#executor.comm(message, onOutput);
    } catch (error) {
      if (!(error instanceof ExecutorDied)) throw error; // its comms are closed, which was said
    } finally {
      this.#running -= 1;
    }
  }

  get comms(): ReadonlyMap<string, string> {
    return this.#executor.comms;
  }

  async complete(code: string, offset: number): Promise<Completions> {
    return this.#language.complete(code, offset);
  }

  async inspect(code: string, offset: number, level: 0 | 1 = 0): Promise<MimeBundle | undefined> {
    const found = await this.#language.inspect(code, offset, level);
    const name = nameAt(code, offset);
    if (!found || !name || this.#running > 0) return found;
    // Not as it shows itself, which may take any time: whoever moves the cursor has asked for nothing.
    const outcome = await this.#inTurn(undefined, () => this.#run(name, "expression", { commit: false, plain: true }));
    // A type has no value, a name that is only being declared none yet; of a function its signature says more.
    const shown = outcome.status === "ok" ? String(outcome.result?.data["text/plain"]) : undefined;
    return shown === undefined || /^\[(\w*Function|class)\b/.test(shown) ? found : withValue(found, shown);
  }

  async isComplete(code: string): Promise<Completeness> {
    return this.#language.isComplete(code);
  }

  interrupt(): void {
    this.#language.interrupt();
    this.#executor.interrupt();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([this.#language.close(), this.#executor.close()]);
  }

  async #run(
    code: string,
    label: string,
    {
      onOutput = () => {},
      onInput,
      commit,
      plain = false,
    }: { [Key in "onOutput" | "onInput"]?: ExecuteOptions[Key] | undefined } & {
      commit: boolean;
      plain?: boolean;
    },
  ): Promise<CellOutcome> {
    // Cells that still waited: none may start a process that nobody would end.
    if (this.#closed) return executorDied(new ExecutorDied("the session was closed"));
    this.#reviveExecutor();
    let cell: CompiledCell;
    try {
      const prepared = await this.#language.prepare(code);
      if (prepared.status === "error") return typeErrors(code, label, prepared.diagnostics);
      cell = prepared.cell;
    } catch (error) {
      return failedToCompile(error);
    }
    const { exports: _, ...executable } = cell;
    this.#texts.set(cell.id, code);
    this.#running += 1;
    try {
      const outcome = await this.#executor.execute({ ...executable, label, plain }, repeatsUpdate(onOutput), onInput);
      return this.#quote(outcome);
    } catch (error) {
      if (!(error instanceof ExecutorDied)) throw error;
      return executorDied(error);
    } finally {
      this.#running -= 1;
      // Also after an error: what the cell had declared until then stays.
      if (commit) this.#language.commit(cell);
    }
  }

  /** One after another, in the order in which they were asked for. */
  #inTurn<Result>(queue: string | undefined, task: () => Promise<Result>): Promise<Result> {
    const turn = (this.#queues.get(queue) ?? Promise.resolve()).then(task);
    this.#queues.set(
      queue,
      turn.catch(() => {}),
    );
    return turn;
  }

  /** Under the traceback, the line of the cell that threw. */
  #quote(outcome: ExecutionOutcome): CellOutcome {
    if (outcome.status === "ok") return outcome;
    const { place, ...failure } = outcome;
    const text = place && this.#texts.get(place.cell);
    if (text === undefined) return failure;
    return { ...failure, traceback: [...failure.traceback, ...codeFrame(text, place!.line, place!.column)] };
  }

  /** After the executor's process has ended, the next cell finds a new one, and none of the old names. */
  #reviveExecutor(): void {
    if (this.#executor.alive) return;
    this.#executor = this.#startExecutor();
    this.#language.forget();
  }

  #startExecutor(): ExecutorProcess {
    return new ExecutorProcess(this.#options);
  }

  #startLanguage(): LanguageThread {
    const { engine, cwd, preload } = this.#options;
    return new LanguageThread({
      engine,
      cwd,
      preload,
      builtins: {
        module: fileURLToPath(new URL("./display/names.js", import.meta.url)),
        type: "Names",
        names: Object.keys(createNames({ emit() {}, ask: () => "" }).names),
      },
      served: { tslab: fileURLToPath(new URL("./display/tslab-module.js", import.meta.url)) },
    });
  }

  #nextUnnamed(): number {
    this.#unnamed += 1;
    return this.#unnamed;
  }
}

function typeErrors(code: string, label: string, diagnostics: Diagnostic[]): CellOutcome {
  const [first] = diagnostics;
  const traceback = formatDiagnostics(code, label, diagnostics);
  return { status: "error", ename: `TS${first!.code}`, evalue: first!.message, traceback };
}

function failedToCompile(error: unknown): CellOutcome {
  if (error instanceof CheckInterrupted) {
    const { message } = error;
    return { status: "error", ename: "Interrupted", evalue: message, traceback: [`Interrupted: ${message}`] };
  }
  const evalue = error instanceof CompilerFailure ? error.message : String(error);
  return { status: "error", ename: "CompilerError", evalue, traceback: [`CompilerError: ${evalue}`] };
}

function executorDied({ message }: ExecutorDied): CellOutcome {
  return { status: "error", ename: "ExecutorDied", evalue: message, traceback: [`ExecutorDied: ${message}`] };
}
