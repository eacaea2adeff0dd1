// model.summary(): which layout, and the facts that both layouts print.
import type { DType } from "../../backend/index.ts";
import { formatCount, jupyterDisplay, type MimeBundle, table } from "../../display/index.ts";
import { assertOptions } from "../../options.ts";
import { kerasShape, type Layer, type SampleShape } from "../layers/layer.ts";
import { keras2Layout } from "./keras2.ts";
import { keras3Layout } from "./keras3.ts";
import type { SummaryTable } from "./table.ts";

/** Options of `model.summary`. */
export interface SummaryOptions {
  /** "keras2" (Keras up to 2.12: 65 columns, ruled by ==== rows) or "keras3" (box characters, with memory). */
  layout?: "keras2" | "keras3";
}

const layouts = { keras2: keras2Layout, keras3: keras3Layout };

/** What a summary is of: a model of layers. */
interface Summarized {
  readonly name: string;
  readonly dtype: DType;
  readonly inputShape: SampleShape | undefined;
  readonly layers: readonly Layer[];
}

/** What `model.summary()` shows: Keras's text, and for who hears a page or sees it as one the same facts as a table. */
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
    const { name, rows } = this.#facts;
    const html = table({
      caption: `Model: "${name}"`,
      columns: ["Layer (type)", "Output Shape", "Param #"],
      rows: rows.map(([layer, shape, parameters]) => [layer, shape, formatCount(parameters)]),
    });
    const totals = this.#text.split("\n").filter(line => /params:/.test(line));
    return { "text/plain": this.#text, "text/html": html + totals.map(line => `<p>${line.trim()}</p>`).join("") };
  }
}

/** @throws Error where the input shape is not known yet, as in Keras. */
export function summarize(model: Summarized, options: SummaryOptions = {}): Summary {
  assertOptions("summary", options, { layout: true });
  const { layout = "keras2" } = options;
  if (!Object.hasOwn(layouts, layout))
    throw new RangeError(
      `summary knows the layouts ${Object.keys(layouts).join(", ")}, but got ${JSON.stringify(layout)}`,
    );
  if (!model.inputShape)
    throw new Error(
      `${model.name} has no weights to count yet: give its first layer an inputShape, for example inputShape: [100, 30]`,
    );
  const rows = model.layers.map(layer => {
    const parameters = layer.parameters().reduce((sum, { parameter }) => sum + parameter.size, 0);
    return [`${layer.name} (${layer.kind})`, kerasShape(layer.outputShape!), parameters] as const;
  });
  const total = rows.reduce((sum, [, , parameters]) => sum + parameters, 0);
  const facts = { name: model.name, rows, total, bytes: total * (model.dtype === "float64" ? 8 : 4) };
  return new Summary(facts, layouts[layout](facts));
}
