// What a cell shows, kept for whoever reads the executed notebook: bounded, and plain data. It earns nothing.
import { type CellOutput, type Displays, OutputCollector } from "../../../kernel/notebook/index.ts";
import type { Json } from "../../../kernel/protocol/mime.ts";
import type { Output } from "../../../kernel/protocol/output.ts";
import type { CellOutcome } from "../../../kernel/session.ts";

/** Of one cell, in characters. */
const maxCell = 200_000;
/** Of a notebook. */
const maxNotebook = 2_000_000;
/** Deeper data of a display are left out. */
const maxDepth = 60;

/** How much of a notebook's outputs is left to keep. */
export interface Budget {
  left: number;
}

export const newBudget = (): Budget => ({ left: maxNotebook });

export class BoundedOutputs {
  readonly #collector: OutputCollector;
  readonly #budget: Budget;
  #left = maxCell;
  #isFull = false;

  constructor(displays: Displays, budget: Budget) {
    this.#collector = new OutputCollector(displays);
    this.#budget = budget;
  }

  /** False where nothing more is kept: then whoever prints on only wastes time. */
  add(output: Output): boolean {
    if (output.type === "comm_open" || output.type === "comm_msg" || output.type === "comm_close") return true;
    const size = sizeOf(output);
    if (this.#isFull) return false;
    if (size > Math.min(this.#left, this.#budget.left)) {
      this.#isFull = true;
      this.#collector.add({ type: "stream", name: "stderr", text: "… more was shown, and is left out\n" });
      return false;
    }
    this.#left -= size;
    this.#budget.left -= size;
    this.#collector.add(output);
    return true;
  }

  /** The cell's outputs, with its end. */
  end(outcome: CellOutcome, count: number): CellOutput[] {
    const kept: CellOutcome = sizeOf(outcome) > maxCell ? { status: "ok" } : outcome;
    this.#collector.end(kept, count);
    return this.#collector.list;
  }
}

/** In characters, about; infinite for what nests too deeply. */
function sizeOf(value: unknown): number {
  let size = 0;
  const left: { value: unknown; depth: number }[] = [{ value, depth: 0 }];
  for (let next = left.pop(); next; next = left.pop()) {
    if (next.depth > maxDepth || size > maxNotebook) return Number.POSITIVE_INFINITY;
    size += 8;
    if (typeof next.value === "string") size += next.value.length;
    else if (typeof next.value === "object" && next.value !== null)
      for (const [key, part] of Object.entries(next.value as { [key: string]: Json })) {
        size += key.length;
        left.push({ value: part, depth: next.depth + 1 });
      }
  }
  return size;
}
