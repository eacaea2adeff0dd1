// The names that every cell sees without an import, and the values behind them.
//
// The language takes `Names` as their types, the execution calls `createNames` in the process where the cells run.
import type { CommMessage } from "../protocol/comm.ts";
import type { Json, Presentation } from "../protocol/mime.ts";
import type { Output } from "../protocol/output.ts";
import type { InputRequest } from "../protocol/stdin.ts";
import { toJson, toPresentation } from "./bundle.ts";
import { createGuard } from "./callbacks.ts";
import { type Comms, createComms } from "./comms.ts";
import type { Display, DisplayBytes, DisplayHtml, DisplayOptions, DisplayText } from "./display.ts";
import { Html, htmlOf } from "./html-tag.ts";
import { type Confirm, createInput, type Prompt } from "./input.ts";
import { type WidgetsOfCells, withInteract } from "./interact.ts";
import { createOutputQueue, type OutputQueue } from "./output-queue.ts";
import { toPlotly } from "./plotly.ts";
import { present } from "./present.ts";
import { createProgress } from "./progress.ts";
import { createSelfShown, type ShowHost } from "./self-shown.ts";
import { toTable } from "./table.ts";
import { createWidgets } from "./widgets.ts";

/** Exactly what is in scope in every cell. */
export interface Names {
  /** Shows values under the cell: display(value), display.html`…`, display.table(rows), display.update(id, value). */
  display: Display;
  /** Asks for a line of text under the cell: prompt("Your name?"), prompt.password("Token?"). */
  prompt: Prompt;
  /** Asks for a yes or a no under the cell. */
  confirm: Confirm;
  /** Sliders, dropdowns, buttons: const rate = widgets.slider({ max: 1 }).onChange(value => …). */
  widgets: WidgetsOfCells;
  /** Jupyter's comms: messages to and from the front end, beneath the widgets. */
  comms: Comms;
}

/** What the names stand on. */
export interface Host {
  emit(output: Output): void;
  /** Asks whoever runs the cell, and waits for the answer. */
  ask(request: InputRequest): string;
  /** Which cell runs, where that is known: each has its own order of outputs. */
  owner?(): unknown;
}

export interface CellNames {
  names: Names;
  /** Takes a comm message from the front end. */
  receive(message: CommMessage): void;
  /** Emits what a cell prints, behind what it has shown before and is not ready yet. */
  print(output: Output): void;
  /** By which a library's values show themselves where they are made. */
  showHost: ShowHost;
  /** Whether a cell's last value has shown itself already. */
  isShown(last: unknown): boolean;
  /** Resolves when all that was shown so far has been emitted, asynchronous presentations too: a cell is done only then. */
  settled(): Promise<void>;
  /** Drops the presentations still under way (after an interrupt), so that the next cell's do not wait for them. */
  abandon(): void;
}

export function createNames({ emit, ask, owner = () => undefined }: Host): CellNames {
  const ordered = createOutputQueue(emit, owner);
  const selfShown = createSelfShown(
    (value, options) => show(value instanceof Html ? only("text/html", String(value)) : present(value)!, options),
    owner,
  );
  const queue: Pick<OutputQueue, "add"> = {
    add(content, toOutput) {
      selfShown.release();
      ordered.add(content, toOutput);
    },
  };

  function show(presentation: Presentation | Promise<Presentation>, { id, metadata }: DisplayOptions = {}): void {
    const hints = metadata && (toJson(metadata) as { [mimeType: string]: Json });
    queue.add(presentation, shown => ({
      type: "display",
      ...(id !== undefined && { displayId: id }),
      data: shown.data,
      metadata: hints ? { ...shown.metadata, ...hints } : shown.metadata,
    }));
  }

  const { progress, flush } = createProgress((id, presentation, update) =>
    queue.add(presentation, shown => ({ type: "display", displayId: id, ...(update && { update }), ...shown })),
  );

  const guard = createGuard(text => emit({ type: "stream", name: "stderr", text }));
  const { comms, receive } = createComms(emit, guard);

  function text(mimeType: string, { raw = false } = {}): DisplayText {
    return (first: string | TemplateStringsArray, ...rest: unknown[]) => {
      if (typeof first === "string") show(only(mimeType, first), rest[0] as DisplayOptions | undefined);
      else show(only(mimeType, String.raw({ raw: raw ? first.raw : first }, ...rest)));
    };
  }

  function html(first: string | TemplateStringsArray, ...rest: unknown[]): Html | undefined {
    if (typeof first === "string") {
      show(only("text/html", first), rest[0] as DisplayOptions | undefined);
      return undefined;
    }
    const page = htmlOf(first, rest, selfShown.host.withdraw);
    selfShown.host.show(page);
    return page;
  }

  function bytes(mimeType: string): DisplayBytes {
    const who = `display.${mimeType.split("/")[1]} got`;
    return (content, options) => show(toPresentation({ [mimeType]: content }, who), options);
  }

  const display: Display = Object.assign(
    (value: unknown, options?: DisplayOptions) => {
      if (typeof value === "object" && value !== null) selfShown.host.withdraw(value);
      show(present(value) ?? only("text/plain", "undefined"), options);
    },
    {
      update: (id: string, value: unknown) =>
        queue.add(present(value) ?? only("text/plain", "undefined"), shown => ({
          type: "display",
          displayId: id,
          update: true,
          ...shown,
        })),
      clear: ({ wait = false } = {}) => queue.add(undefined, () => ({ type: "clear", wait })),

      html: html as DisplayHtml,
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
      plotly: (figure: object, options?: DisplayOptions) => show(toPlotly(figure), options),
      table: (rows: Iterable<object>, options?: DisplayOptions & { caption?: string }) =>
        show(toTable(rows, options?.caption), options),
      page: (value: unknown) => queue.add(page(value), shown => ({ type: "page", ...shown })),
      bundle: (data: object, options?: DisplayOptions) =>
        show(toPresentation({ ...data }, "display.bundle got"), options),
      raw: (mimeType: string, content: unknown, options?: DisplayOptions) =>
        show(toPresentation({ [mimeType]: content }, "display.raw got"), options),

      progress,
    },
  );

  const interaction = {
    widget: (widget: object) => display(widget),
    drawing: (value: unknown, id: string, update: boolean) =>
      update ? display.update(id, value) : display(value, { id }),
  };

  return {
    names: { display, ...createInput(ask), widgets: withInteract(createWidgets(comms, guard), interaction), comms },
    receive,
    print: output => queue.add(output, printed => printed),
    showHost: selfShown.host,
    isShown(last) {
      if (!(last instanceof Html && selfShown.isHeld(last))) return selfShown.isShown(last);
      selfShown.release();
      return true;
    },
    settled() {
      flush();
      selfShown.end();
      return ordered.settled();
    },
    abandon() {
      selfShown.end();
      ordered.abandon();
    },
  };
}

/** A text is paged through as it stands: only among values is it quoted. */
function page(value: unknown): Presentation | Promise<Presentation> {
  return typeof value === "string" ? only("text/plain", value) : (present(value) ?? only("text/plain", "undefined"));
}

function only(mimeType: string, content: string): Presentation {
  return { data: { [mimeType]: content }, metadata: {} };
}
