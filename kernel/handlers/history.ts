// What was executed in this session, in memory: the counter behind In[n], and what history_request asks for.

import type { HistoryEntry, HistoryRequest } from "../protocol/history.ts";
import { glob } from "./glob.ts";

/** There is one session, this one; Jupyter also calls it 0. */
const sessionNumber = 1;

/** Of the cells' texts, in UTF-16 units. The oldest are forgotten: this process keeps running for weeks. */
const mostKept = 32 * 2 ** 20;

interface Executed {
  line: number;
  source: string;
  result: string | null;
}

export class History {
  #executed: Executed[] = [];
  #nextLine = 1;
  #kept = 0;

  /** The n of the In[n] that comes next. */
  get nextLine(): number {
    return this.#nextLine;
  }

  /** Counts an execution and keeps it; the entry's `result` is filled in when it is known. */
  add(source: string): Executed {
    const entry: Executed = { line: this.#nextLine++, source, result: null };
    this.#executed.push(entry);
    this.#kept += source.length;
    while (this.#kept > mostKept) this.#kept -= this.#executed.shift()!.source.length;
    return entry;
  }

  find(request: HistoryRequest): HistoryEntry[] {
    return this.#select(request).map(({ line, source, result }) => [
      sessionNumber,
      line,
      request.output ? [source, result] : source,
    ]);
  }

  #select(request: HistoryRequest): Executed[] {
    switch (request.hist_access_type) {
      case "tail":
        return last(this.#executed, request.n);
      case "range":
        if (request.session !== 0 && request.session !== sessionNumber) return [];
        return this.#executed.filter(({ line }) => line >= request.start && line < request.stop);
      case "search": {
        const fits = glob(request.pattern);
        const found = this.#executed.filter(({ source }) => fits(source));
        return last(request.unique ? latestOfEachSource(found) : found, request.n);
      }
    }
  }
}

function last<Item>(items: Item[], n: number): Item[] {
  return n > 0 ? items.slice(-n) : [];
}

function latestOfEachSource(executed: Executed[]): Executed[] {
  const latest = new Map(executed.map(entry => [entry.source, entry]));
  return executed.filter(entry => latest.get(entry.source) === entry);
}
