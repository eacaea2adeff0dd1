// Run a notebook's code cells in order on a session, as "Run All" does.
import type { Output, UncaughtError } from "../protocol/output.ts";
import type { CellOutcome, Session } from "../session.ts";
import type { Cell, CodeCell, Notebook } from "./format.ts";
import { Displays, OutputCollector } from "./outputs.ts";
import { restOf } from "./settle.ts";

/** One code cell, before it runs. `number` counts code cells from 1: it is the n of the cell's In [n]. */
export interface CellStart {
  cell: CodeCell;
  number: number;
  /** How many code cells there are to run. */
  total: number;
}

export interface CellEnd extends CellStart {
  outcome: CellOutcome;
  /** An error that the cell's author announced with the tag "raises-exception" does not stop the run. */
  expected: boolean;
  milliseconds: number;
}

/** An error that a cell left behind, and what the cell shows of it. */
export interface Uncaught extends CellStart {
  error: UncaughtError;
  text: string;
  /** It came when the cell had ended. */
  late: boolean;
}

export interface ExecuteNotebookOptions {
  /** Aborting interrupts the running cell and ends the run. */
  signal?: AbortSignal;
  onStart?: (start: CellStart) => void;
  onOutput?: (output: Output, start: CellStart) => void;
  onEnd?: (end: CellEnd) => void;
  /** All cells have run, and something that they left behind still works: what is waited for before the run is over. */
  onWait?: () => void;
}

export interface Execution {
  /** The notebook with the outputs of this run; a cell that was not reached has none. */
  notebook: Notebook;
  /** The cell whose error stopped the run. */
  failure?: CellEnd;
  /** Errors that cells left behind and nothing caught, in a promise say that was not awaited. */
  uncaught: Uncaught[];
}

/** Leaves the given notebook as it is. Outputs that arrive late are still added until the session is closed. */
export async function executeNotebook(
  notebook: Notebook,
  session: Pick<Session, "execute" | "interrupt"> & Partial<Pick<Session, "evaluate">>,
  { signal, onStart, onOutput, onEnd, onWait }: ExecuteNotebookOptions = {},
): Promise<Execution> {
  const cells = notebook.cells.map<Cell>(cell =>
    cell.cell_type === "code" ? { ...cell, execution_count: null, outputs: [] } : cell,
  );
  const executed: Notebook = { ...notebook, cells };
  const runnable = cells.filter((cell): cell is CodeCell => cell.cell_type === "code" && cell.source.trim() !== "");
  const displays = new Displays();
  const interrupt = () => session.interrupt();
  signal?.addEventListener("abort", interrupt);
  using _ = { [Symbol.dispose]: () => signal?.removeEventListener("abort", interrupt) };

  const uncaught: Uncaught[] = [];
  const isSettled = await restOf(session);
  for (const [index, cell] of runnable.entries()) {
    if (signal?.aborted) break;
    const start: CellStart = { cell, number: index + 1, total: runnable.length };
    const collector = new OutputCollector(displays);
    cell.outputs = collector.list;
    cell.execution_count = start.number;
    onStart?.(start);
    let ended = false;
    const before = performance.now();
    const outcome = await session.execute(cell.source, {
      executionCount: start.number,
      onOutput: output => {
        collector.add(output);
        if (output.type === "stream" && output.uncaught)
          uncaught.push({ ...start, error: output.uncaught, text: output.text, late: ended });
        onOutput?.(output, start);
      },
    });
    collector.end(outcome, start.number);
    const expected = outcome.status === "error" && mayRaise(cell);
    const end: CellEnd = { ...start, outcome, expected, milliseconds: performance.now() - before };
    ended = true;
    onEnd?.(end);
    if (outcome.status === "error" && (!expected || signal?.aborted))
      return { notebook: executed, failure: end, uncaught: [...uncaught] };
  }
  await isSettled(signal, onWait);
  return { notebook: executed, uncaught: [...uncaught] };
}

/** Jupyter's own tag for a cell that shows an error on purpose. */
function mayRaise({ metadata: { tags } }: CodeCell): boolean {
  return Array.isArray(tags) && tags.includes("raises-exception");
}
