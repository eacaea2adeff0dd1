// The names that every cell sees without an import, and the values behind them.
//
// The language takes `Names` as their types, the execution calls `createNames` in the process where the cells run.
import type { Presentation } from "../protocol/mime.ts";
import type { Output } from "../protocol/output.ts";
import { toPresentation } from "./bundle.ts";
import type { Display, DisplayBytes, DisplayOptions, DisplayText } from "./display.ts";
import { createOutputQueue } from "./outputQueue.ts";
import { present } from "./present.ts";
import { toTable } from "./table.ts";

/** Exactly what is in scope in every cell. */
export interface Names {
  /** Shows values under the cell: display(value), display.html`…`, display.table(rows), display.update(id, value). */
  display: Display;
}

export interface CellNames {
  names: Names;
  /** Resolves when every asynchronous presentation begun so far has been emitted: a cell is done only then. */
  settled(): Promise<void>;
  /** Drops the presentations still under way (after an interrupt), so that the next cell's do not wait for them. */
  abandon(): void;
}

export function createNames(emit: (output: Output) => void): CellNames {
  const queue = createOutputQueue(emit);

  function show(presentation: Presentation | Promise<Presentation>, { id, metadata }: DisplayOptions = {}): void {
    queue.add(presentation, shown => ({
      type: "display",
      ...(id !== undefined && { displayId: id }),
      data: shown.data,
      metadata: metadata ? { ...shown.metadata, ...metadata } : shown.metadata,
    }));
  }

  function text(mimeType: string, { raw = false } = {}): DisplayText {
    return (first: string | TemplateStringsArray, ...rest: unknown[]) => {
      if (typeof first === "string") show(only(mimeType, first), rest[0] as DisplayOptions | undefined);
      else show(only(mimeType, String.raw({ raw: raw ? first.raw : first }, ...rest)));
    };
  }

  function bytes(mimeType: string): DisplayBytes {
    return (content, options) => show(toPresentation({ [mimeType]: content }), options);
  }

  const display: Display = Object.assign(
    (value: unknown, options?: DisplayOptions) => show(present(value) ?? only("text/plain", "undefined"), options),
    {
      update: (id: string, value: unknown) =>
        queue.add(present(value) ?? only("text/plain", "undefined"), shown => ({
          type: "display",
          displayId: id,
          update: true,
          ...shown,
        })),
      clear: ({ wait = false } = {}) => queue.add(undefined, () => ({ type: "clear", wait })),

      html: text("text/html"),
      markdown: text("text/markdown"),
      latex: text("text/latex", { raw: true }),
      svg: text("image/svg+xml"),
      javascript: text("application/javascript"),
      text: text("text/plain"),

      png: bytes("image/png"),
      jpeg: bytes("image/jpeg"),
      gif: bytes("image/gif"),
      pdf: bytes("application/pdf"),

      json: (value: unknown, options?: DisplayOptions) =>
        show(toPresentation({ "application/json": value ?? null }), options),
      plotly: (figure: object, options?: DisplayOptions) =>
        show(toPresentation({ "application/vnd.plotly.v1+json": figure }), options),
      table: (rows: Iterable<object>, options?: DisplayOptions) => show(toTable(rows), options),
      bundle: (data: object, options?: DisplayOptions) => show(toPresentation({ ...data }), options),
    },
  );

  return { names: { display }, settled: queue.settled, abandon: queue.abandon };
}

function only(mimeType: string, content: string): Presentation {
  return { data: { [mimeType]: content }, metadata: {} };
}
