// model.summary(): which layout, and the facts that both layouts print.
import type { DType } from "../../backend/index.ts";
import { escapeHtml, formatCount, jupyterDisplay, type MimeBundle, table } from "../../display/index.ts";
import { assertOptions, describe } from "../../options.ts";
import type { AnyLayer } from "../layers/layer.ts";
import { keras2Layout } from "./keras2.ts";
import { keras3Layout } from "./keras3.ts";
import type { Connection, SummaryTable } from "./table.ts";

export type { Connection } from "./table.ts";

/** Options of `model.summary`. */
export interface SummaryOptions {
  /** "keras2" (Keras up to 2.12: 65 columns, ruled by ==== rows) or "keras3" (box characters, with memory). */
  layout?: "keras2" | "keras3";
}

const layouts = { keras2: keras2Layout, keras3: keras3Layout };

/** What a summary is of: a model of layers. */
export interface Summarized {
  readonly name: string;
  readonly dtype: DType;
  readonly rows: readonly SummarizedLayer[];
  /** Whether rows say what they are connected to: in a model whose layers do not just follow one another. */
  readonly branched?: boolean;
}

/** A row: a layer or, where there is none, an input. */
export interface SummarizedLayer {
  readonly layer?: AnyLayer;
  /** Of an input. */
  readonly name?: string;
  readonly shape: string;
  /** The layers before it, by name. */
  readonly connectedTo?: readonly Connection[];
}

/** What `model.summary()` shows: Keras's text, and the same facts as a table, which a screen reader reads instead. */
class Summary {
  readonly #facts: SummaryTable;
  readonly #text: string;

  constructor(facts: SummaryTable, text: string) {
    this.#facts = facts;
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
  [jupyterDisplay](): MimeBundle {
    const { name, rows, branched } = this.#facts;
    const facts = table({
      caption: `Model: "${name}"`,
      columns: ["Layer (type)", "Output Shape", "Param #", ...(branched ? ["Connected to"] : [])],
      rows: rows.map(({ layer, shape, parameters, connectedTo }) => [
        layer,
        shape,
        formatCount(parameters),
        ...(branched ? [connectedTo.map(({ layer }) => layer).join(", ")] : []),
      ]),
    });
    const totals = this.#text.split("\n").filter(line => /params:/.test(line));
    const said = facts + totals.map(line => `<p>${line.trim()}</p>`).join("");
    // The lines of boxes meet where no space is between the lines of text.
    const drawn = `<pre aria-hidden="true" style="line-height: normal; margin: 0">${escapeHtml(this.#text)}</pre>`;
    const html = `${drawn}<details><summary>The summary as a table</summary>${said}</details>`;
    return { "text/plain": this.#text, "text/html": html };
  }
}

/** @throws RangeError for a layout that is not known. */
export function summarize(model: Summarized, options: SummaryOptions = {}): Summary {
  assertOptions("summary", options, { layout: true });
  const { layout = "keras2" } = options;
  if (!Object.hasOwn(layouts, layout))
    throw new RangeError(`summary knows the layouts ${Object.keys(layouts).join(", ")}, but got ${describe(layout)}`);
  const rows = model.rows.map(({ layer, name, shape, connectedTo = [] }) => ({
    layer: layer ? `${layer.name} (${layer.kind})` : `${name} (InputLayer)`,
    shape,
    isInput: !layer,
    parameters: layer?.parameters().reduce((sum, { parameter }) => sum + parameter.size, 0) ?? 0,
    trainable: layer?.parameters().reduce((sum, { parameter: p }) => sum + (p.trainable ? p.size : 0), 0) ?? 0,
    connectedTo,
  }));
  const total = rows.reduce((sum, { parameters }) => sum + parameters, 0);
  const trainable = rows.reduce((sum, row) => sum + row.trainable, 0);
  const { name, branched = false } = model;
  const facts = { name, rows, total, trainable, branched, bytesEach: model.dtype === "float64" ? 8 : 4 };
  return new Summary(facts, layouts[layout](facts));
}
