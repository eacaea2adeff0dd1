// A figure in a notebook: its picture at once, and Plotly's chart in the picture's place when nothing new has come for a moment.
// A curve that grows while a model trains costs the page a picture each time; a chart is ten times dearer.

import { drawingOf, pictureOf, wordsOf } from "./content.mjs";

/** @typedef {import("../../../lab/dom.d.ts").PageElement} PageElement */
/** @typedef {import("../../../lab/dom.d.ts").PageDocument} PageDocument */
/** @typedef {import("./library.mjs").Plotly} Plotly */
/** @typedef {{ data: { [type: string]: unknown }, trusted: boolean }} Model */
/** @typedef {{ node: PageElement, isDisposed: boolean, dispose(): void }} LuminoWidget */
/** @typedef {{ isIntersecting: boolean }} Seen */
/** @typedef {{ observe(node: PageElement): void, disconnect(): void }} Observer */
/** @typedef {{ document: PageDocument, DOMParser: new () => { parseFromString(text: string, type: string): import("./content.mjs").Parsed }, IntersectionObserver: new (seen: (entries: Seen[]) => void) => Observer }} Page */

const page = /** @type {Page} */ (/** @type {unknown} */ (globalThis));

const mimeType = "application/vnd.plotly.v1+json";
/** Ten updates a second are a live view; after this long without one the figure has come to rest. */
const restMs = 300;
const defaultWidth = 700;

/** One chart is drawn after the other: a notebook full of figures stays usable. */
let drawing = Promise.resolve();

/**
 * Pictures and charts have a white ground, so that their black words are read in a dark page, too. There it is softened and its
 * corners are rounded: every color stays what the words beside it say, and the contrasts within a picture stay almost the same.
 * A chart's own box is as wide as the page: only what is drawn in it is a card.
 */
export const inDarkPages = `
[data-jp-theme-light="false"] .jp-OutputArea-output :is(img[src^="data:image/svg+xml"], .js-plotly-plot .svg-container) {
  background: #fff; padding-bottom: 8px; filter: brightness(.88); border-radius: 8px; overflow: hidden; }
`;

/** @typedef {{ id: string, description: string, rendererFactory: { safe: true, mimeTypes: string[], createRenderer(): LuminoWidget }, rank: number, dataType: string }} Extension */

/**
 * @param {{ Widget: new () => LuminoWidget, library: (traces: readonly object[]) => Promise<Plotly> }} lab
 * @returns {Extension}
 */
export function createExtension({ Widget, library }) {
  const sheet = page.document.createElement("style");
  sheet.textContent = inDarkPages;
  page.document.head.append(sheet);

  class Figure extends Widget {
    /** @type {Model | undefined} */
    #model;
    /** @type {{ element: PageElement, plotly: Plotly, width: number } | undefined} */
    #chart;
    /** @type {PageElement | undefined} */
    #picture;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    #timer;
    #isSeen = false;
    #isAtRest = false;
    #observer = new page.IntersectionObserver(entries => {
      this.#isSeen = entries.at(-1)?.isIntersecting ?? false;
      this.#drawIfWanted();
    });

    constructor() {
      super();
      this.#observer.observe(this.node);
    }

    /** Lab calls it with each new output in this place. */
    async renderModel(/** @type {Model} */ model) {
      this.#model = model;
      this.#isAtRest = false;
      this.#showPicture(model);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#isAtRest = true;
        this.#drawIfWanted();
      }, restMs);
    }

    #showPicture(/** @type {Model} */ { data }) {
      const html = [data["text/html"] ?? ""].flat().join("");
      const found = pictureOf(new page.DOMParser().parseFromString(html, "text/html"));
      // What has a chart already and brings no picture keeps it until the next one is drawn.
      if (!found && this.#chart) return;
      const element = found
        ? (this.#picture ?? page.document.createElement("img"))
        : page.document.createElement("pre");
      this.#picture = found && element;
      if (found) {
        for (const [name, value] of Object.entries(found)) if (value !== null) element.setAttribute(name, value);
      } else element.textContent = wordsOf(data[mimeType], data["text/plain"]);
      this.#forgetChart();
      if (!element.isConnected) this.node.replaceChildren(element);
    }

    /** Only a figure that is looked at. */
    #drawIfWanted() {
      const model = this.#model;
      if (!model || !this.#isAtRest || !this.#isSeen || this.#chart) return;
      drawing = drawing.then(() => this.#draw(model)).catch(() => {}); // then the picture stays
    }

    async #draw(/** @type {Model} */ model) {
      const isStale = () => this.isDisposed || this.#model !== model || this.#chart !== undefined;
      const figure = drawingOf(model.data[mimeType], model.trusted);
      if (!figure || isStale()) return;
      const plotly = await library(figure.data);
      if (isStale()) return;
      const width = this.#fitting(figure.layout);
      const element = page.document.createElement("div");
      element.style.cssText = "position:absolute;visibility:hidden";
      // A group and no image: a screen reader may step into it.
      element.setAttribute("role", "group");
      element.setAttribute("aria-label", wordsOf(model.data[mimeType], model.data["text/plain"]));
      this.node.append(element);
      try {
        await plotly.newPlot(element, { ...figure, layout: { ...figure.layout, width } });
      } catch (error) {
        element.remove();
        throw error;
      }
      if (isStale()) {
        plotly.purge(element);
        element.remove();
        return;
      }
      element.style.cssText = "";
      this.node.replaceChildren(element);
      this.#picture = undefined;
      this.#chart = { element, plotly, width };
    }

    /** No wider than the cell: what stands beyond its edge would be cut off, legend and color bar first. */
    #fitting(/** @type {{ width?: unknown }} */ { width }) {
      const wanted = typeof width === "number" ? width : defaultWidth;
      return Math.min(wanted, this.node.clientWidth || wanted);
    }

    onResize() {
      const [chart, figure] = [this.#chart, drawingOf(this.#model?.data[mimeType], this.#model?.trusted ?? false)];
      if (!chart || !figure || this.node.clientWidth === 0) return;
      const width = this.#fitting(figure.layout);
      if (width === chart.width) return;
      chart.width = width;
      void chart.plotly.relayout(chart.element, { width });
    }

    #forgetChart() {
      this.#chart?.plotly.purge(this.#chart.element);
      this.#chart = undefined;
    }

    /** @override */
    dispose() {
      clearTimeout(this.#timer);
      this.#observer.disconnect();
      this.#forgetChart();
      super.dispose();
    }
  }

  return {
    id: "unrolled-pictures:figure",
    description: "Shows a figure's picture at once, and Plotly's chart when it has come to rest.",
    // Safe: it takes numbers and words, and no HTML. So a notebook that is not trusted has its charts, too.
    rendererFactory: { safe: true, mimeTypes: [mimeType], createRenderer: () => new Figure() },
    rank: 0,
    dataType: "json",
  };
}
