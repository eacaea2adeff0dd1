// A progress bar by one call: it goes over what it is given, or is moved by hand, and shows in place how far it is.
import { randomUUID } from "node:crypto";
import type { MimeBundle, Presentation } from "../protocol/mime.ts";
import { escapeHtml } from "./html.ts";

export interface Progress {
  /** Moves the bar, and replaces the note beside it. */
  update(value: number, note?: string): void;
  /** What stands beside the bar: "loss 0.31". */
  note: string;
}

export interface ProgressOptions {
  /** What is under way; a screen reader says it. */
  label?: string;
  /** How many steps there are, where the source does not know it. */
  total?: number;
}

export interface CreateProgress {
  /** Counts to `total`: `for (const step of display.progress(100))`, or by hand with `update`. */
  (total: number, options?: ProgressOptions): Progress & Iterable<number>;
  /** Hands on the items and counts them: `for (const batch of display.progress(batches))`. */
  <Item>(items: Iterable<Item>, options?: ProgressOptions): Progress & Iterable<Item>;
  <Item>(items: AsyncIterable<Item>, options?: ProgressOptions): Progress & AsyncIterable<Item>;
}

type Source = number | Iterable<unknown> | AsyncIterable<unknown>;

/** The eye sees no difference between this and oftener, in milliseconds. */
const intervalMs = 50;

const displaySymbol = Symbol.for("Jupyter.display");

export interface ProgressRoom {
  progress: CreateProgress;
  /** Shows where every bar is by now. */
  flush(): void;
}

export function createProgress(show: (id: string, presentation: Presentation, update: boolean) => void): ProgressRoom {
  const behind = new Set<Bar>();

  class Bar implements Progress {
    readonly #id = randomUUID();
    readonly #source: Source;
    readonly #label: string;
    readonly #total: number | undefined;
    #value = 0;
    #note = "";
    #shown = 0;

    constructor(source: Source, { label = "progress", total }: ProgressOptions) {
      this.#source = source;
      this.#label = label;
      this.#total = total ?? sizeOf(source);
      this.#show(false);
    }

    get note(): string {
      return this.#note;
    }

    set note(note: string) {
      this.update(this.#value, note);
    }

    update(value: number, note = this.#note): void {
      this.#value = value;
      this.#note = note;
      if (performance.now() - this.#shown < intervalMs) behind.add(this);
      else this.#show(true);
    }

    catchUp(): void {
      this.#show(true);
    }

    *[Symbol.iterator](): Generator<unknown> {
      const items = typeof this.#source === "number" ? count(this.#source) : (this.#source as Iterable<unknown>);
      try {
        for (const item of items) {
          yield item;
          this.update(this.#value + 1);
        }
      } finally {
        this.catchUp();
      }
    }

    async *[Symbol.asyncIterator](): AsyncGenerator<unknown> {
      const items = typeof this.#source === "number" ? count(this.#source) : this.#source;
      try {
        for await (const item of items) {
          yield item;
          this.update(this.#value + 1);
        }
      } finally {
        this.catchUp();
      }
    }

    [displaySymbol](): MimeBundle {
      return draw(this.#label, this.#value, this.#total, this.#note);
    }

    #show(update: boolean): void {
      behind.delete(this);
      this.#shown = performance.now();
      show(this.#id, { data: this[displaySymbol](), metadata: {} }, update);
    }
  }

  return {
    progress: ((source: Source, options: ProgressOptions = {}) => new Bar(source, options)) as CreateProgress,
    flush() {
      for (const bar of behind) bar.catchUp();
    },
  };
}

function draw(label: string, value: number, total: number | undefined, note: string): MimeBundle {
  const percent = total === undefined ? "" : ` (${total > 0 ? Math.floor((100 * value) / total) : 100} %)`;
  const far = total === undefined ? `${value}` : `${value} / ${total}${percent}`;
  const beside = note === "" ? far : `${far} · ${note}`;
  // Without a total there is no value either: the bar then says only that something is under way.
  const place = total === undefined ? "" : ` value="${value}" max="${Math.max(total, 1)}"`;
  const bar = `<progress aria-label="${escapeHtml(label)}"${place}></progress>`;
  return {
    "text/html": `<div>${escapeHtml(label)} ${bar} ${escapeHtml(beside)}</div>`,
    "text/plain": `${label}: ${beside}`,
  };
}

function sizeOf(source: Source): number | undefined {
  if (typeof source === "number") return source;
  const { length, size } = source as { length?: unknown; size?: unknown };
  return [length, size].find(known => typeof known === "number") as number | undefined;
}

function* count(total: number): Generator<number> {
  for (let step = 0; step < total; step++) yield step;
}
