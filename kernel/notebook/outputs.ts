// Collect what cells say into nbformat outputs, the way a notebook front end does while it listens.
import { createPager, type Pager } from "../display/pager.ts";
import type { MimeBundle, Presentation } from "../protocol/mime.ts";
import type { Output } from "../protocol/output.ts";
import type { CellOutcome } from "../session.ts";
import type { CellOutput } from "./format.ts";

type DisplayData = Extract<CellOutput, { output_type: "display_data" }>;

/** The displays of a whole notebook by their id: a later cell may update what an earlier one displayed. */
export class Displays {
  readonly #byId = new Map<string, Set<DisplayData>>();

  add(id: string, display: DisplayData): void {
    const displays = this.#byId.get(id) ?? new Set();
    this.#byId.set(id, displays.add(display));
  }

  update(id: string, { data, metadata }: Presentation): void {
    for (const display of this.#byId.get(id) ?? []) Object.assign(display, { data, metadata });
  }

  /** Cleared outputs are no longer there to be updated. */
  forget(outputs: CellOutput[]): void {
    for (const displays of this.#byId.values()) for (const output of outputs) displays.delete(output as DisplayData);
  }
}

/** The outputs of one cell. `list` is the live list; it may still grow after the cell is done. */
export class OutputCollector {
  readonly list: CellOutput[] = [];
  readonly #displays: Displays;
  readonly #pager: Pager;
  #clearBeforeNext = false;

  constructor(displays: Displays) {
    this.#displays = displays;
    this.#pager = createPager(output => this.#add(output));
  }

  add(output: Output): void {
    this.#pager.add(output);
  }

  #add(output: Output): void {
    switch (output.type) {
      case "stream":
        this.#addStream(output.name, output.text);
        break;
      case "display":
        this.#addDisplay(output);
        break;
      case "page":
        this.#addDisplay({ ...output, type: "display" });
        break;
      case "clear":
        // `wait` avoids flicker: the old outputs stay until something is there to replace them.
        if (output.wait) this.#clearBeforeNext = true;
        else this.#clear();
    }
  }

  /** The cell's end: its result or its error is the last thing it says, but for its page. */
  end(outcome: CellOutcome, executionCount: number): void {
    if (outcome.status === "error") {
      this.#pager.flush();
      const { ename, evalue, traceback } = outcome;
      this.#push({ output_type: "error", ename, evalue, traceback });
    } else if (outcome.result) {
      const { data, metadata } = outcome.result;
      this.#push({ output_type: "execute_result", data, metadata, execution_count: executionCount });
    }
    const page = this.#pager.take();
    if (page) this.#add(page);
  }

  #addStream(name: "stdout" | "stderr", text: string): void {
    const last = this.#clearBeforeNext ? undefined : this.list.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += text;
    else this.#push({ output_type: "stream", name, text });
  }

  #addDisplay({ data, metadata, displayId, update }: Extract<Output, { type: "display" }>): void {
    if (update) {
      if (displayId !== undefined) this.#displays.update(displayId, { data, metadata });
      return;
    }
    const display: DisplayData = { output_type: "display_data", data, metadata };
    this.#push(display);
    if (displayId !== undefined) this.#displays.add(displayId, display);
  }

  #push(output: CellOutput): void {
    if ("data" in output) output.data = withoutWidgetView(output.data);
    if (this.#clearBeforeNext) this.#clear();
    this.list.push(output);
  }

  #clear(): void {
    this.#clearBeforeNext = false;
    this.#displays.forget(this.list.splice(0));
  }
}

const widgetView = "application/vnd.jupyter.widget-view+json";

/** A widget ends with the session of this run: a view of it would show nothing, and names another model in every run. */
function withoutWidgetView(data: MimeBundle): MimeBundle {
  if (!(widgetView in data) || !("text/plain" in data)) return data;
  const { [widgetView]: _, ...rest } = data;
  return rest;
}
