// What a session does for its caller, and what it is told.
import type { Launch } from "../execution/launch.ts";
import type { ValueLimits } from "../execution/values.ts";
import type { Completeness, Completions, EngineKind } from "../language/engine.ts";
import type { CommMessage } from "../protocol/comm.ts";
import type { MimeBundle } from "../protocol/mime.ts";
import type { Output } from "../protocol/output.ts";
import type { InputRequest } from "../protocol/stdin.ts";
import type { CellOutcome, ErrorOutcome } from "./outcome.ts";

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

export interface CallOptions extends ListenOptions, TurnOptions {
  /** How much the answer may hold; checked where it is made. */
  limits?: ValueLimits;
}

export interface SessionOptions {
  /**
   * Whose exports are in scope without an import: packages by specifier (resolved from the kernel's own package), and folders
   * with an index.ts or index.js by path.
   */
  preload?: string[];
  /** Names that these must export. */
  required?: string[];
  /** Folder that relative imports, `typeRoots` and `process.cwd()` start from; by default the current one. */
  cwd?: string;
  /** Whether what `console` prints of values is colored, by terminal codes; everything else stays plain. */
  colors?: boolean;
  /** What checks and compiles the cells: the native engine by default, or the one on tslab's converter. */
  engine?: EngineKind;
  /** Starts the process that runs the cells; by default `child_process.spawn`. The whole session in a box: `remote/`. */
  launch?: Launch;
  /** Flags for the Node that runs the cells: `["--max-old-space-size=256"]`. */
  nodeFlags?: readonly string[];
}

/** What a called function threw, or why it could not be called. `traceback` is as in an error outcome. */
export class CallError extends Error {
  static {
    CallError.prototype.name = "CallError";
  }
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: string[];
  constructor({ ename, evalue, traceback }: Omit<ErrorOutcome, "status">) {
    super(traceback.join("\n"));
    this.ename = ename;
    this.evalue = evalue;
    this.traceback = traceback;
  }
}

export interface Session {
  /** Compile and run one cell, after those asked for before. Never rejects because of the cell: a failure is an `error` outcome. */
  execute(code: string, options?: ExecuteOptions): Promise<CellOutcome>;
  /** Evaluate one expression in the cells' scope (user_expressions, the grader) without declaring anything. */
  evaluate(expression: string, options?: TurnOptions): Promise<CellOutcome>;
  /**
   * Call a function in the cells' scope by name. Arguments and answer travel whole, see execution/values.ts: no compiler is
   * asked. Rejects with a CallError for what the function threw, and for an answer that cannot travel.
   */
  call(name: string, args: unknown[], options?: CallOptions): Promise<unknown>;
  /** As `call`, with the list of arguments and the answer as texts of encodeValue: for who hands them on. */
  callEncoded(name: string, args: string, options?: CallOptions): Promise<string>;
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
