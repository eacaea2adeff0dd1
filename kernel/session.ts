// A session: the language (compile) and the execution (run) joined by messages. It knows no sockets and no Jupyter.
import type { Json, MimeBundle, Presentation } from "./protocol/mime.ts";
import type { Output } from "./protocol/output.ts";

/** How a cell ended. `traceback` lines are in the cell's own lines and columns, ready to print. */
export type Outcome =
  | { status: "ok"; result?: Presentation }
  | { status: "error"; ename: string; evalue: string; traceback: string[] };

export interface ExecuteOptions {
  /** Receives what the cell prints and displays, in order; also what arrives after the cell is done. */
  onOutput?: (output: Output) => void;
  /** The number shown as In[n]; names the cell in messages ("cell 3"). */
  executionCount?: number;
}

export interface CompletionItem {
  text: string;
  /** "function", "class", "property", "variable", "keyword", … for the completion popup. */
  type?: string;
}

/** Offsets are UTF-16 code units of the cell's text; the Jupyter edge converts to code points. */
export interface Completions {
  items: CompletionItem[];
  start: number;
  end: number;
}

export type Completeness = { status: "complete" | "invalid" | "unknown" } | { status: "incomplete"; indent: string };

export interface SessionOptions {
  /** Packages whose exports are in scope without an import, by specifier (resolved from the kernel's own package). */
  preload?: string[];
  /** Folder that relative imports, `typeRoots` and `process.cwd()` start from. */
  cwd?: string;
}

export interface Session {
  /** Compile and run one cell. Never rejects because of the cell: a failure is an `error` outcome. */
  execute(code: string, options?: ExecuteOptions): Promise<Outcome>;
  /** Evaluate one expression in the cells' scope (user_expressions, the grader) without declaring anything. */
  evaluate(expression: string): Promise<Outcome>;
  /** Call a function in the cells' scope by name with plain values; the reply is a plain value. */
  call(name: string, args: Json[]): Promise<Json>;
  complete(code: string, offset: number): Promise<Completions>;
  /** What stands at the offset: its type and documentation. */
  inspect(code: string, offset: number): Promise<MimeBundle | undefined>;
  isComplete(code: string): Promise<Completeness>;
  /** Stop the running cell; its outcome is an error named "Interrupted". Does nothing when idle. */
  interrupt(): void;
  /** End the session and every process it started. */
  close(): Promise<void>;
}

export declare function startSession(options?: SessionOptions): Promise<Session>;
