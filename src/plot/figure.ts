// Figure: what a plot function makes. It shows itself as a Plotly chart where a front end draws one, and as a picture elsewhere.
import { jupyterDisplay, type MimeBundle, nodeInspect } from "../display/index.ts";
import { loadPicture } from "./load.ts";
import type { Layout, Trace } from "./plotly.ts";

/**
 * A drawing of data: `data` and `layout` are those of a Plotly figure. As a cell's last value it shows itself, and
 * `display(figure, { id: "loss" })` shows it in the place of what had this id before.
 */
export class Figure {
  /** The traces: lines, points, bars, heat maps. */
  readonly data: Trace[];
  /** Titles, axes, size. */
  readonly layout: Layout;

  constructor({ data, layout = {} }: { data: Trace[]; layout?: Layout }) {
    this.data = data;
    this.layout = layout;
  }

  /** What the picture shows, in words. */
  toString(): string {
    const picture = loadPicture();
    if (!(picture instanceof Promise)) return picture.describe(this);
    return `Figure ${JSON.stringify(this.layout.title?.text ?? "")} of ${this.data.length} traces`;
  }
  /** A promise only in a page, while the drawing code is fetched for the first time. */
  [jupyterDisplay](): MimeBundle | Promise<MimeBundle> {
    const picture = loadPicture();
    return picture instanceof Promise ? picture.then(({ toBundle }) => toBundle(this)) : picture.toBundle(this);
  }
  [nodeInspect](): string {
    return this.toString();
  }
}
