// Which Plotly draws a figure, and fetching it from this server when the first one is to be drawn.

/** @typedef {import("../../../lab/dom.d.ts").PageElement} PageElement */
/** @typedef {import("../../../lab/dom.d.ts").PageDocument} PageDocument */
/** @typedef {{ data: object[], layout: object, config: object, frames?: object[] }} Drawing */
/** @typedef {{ newPlot(chart: PageElement, drawing: Drawing): Promise<unknown>, relayout(chart: PageElement, change: object): Promise<unknown>, purge(chart: PageElement): void }} Plotly */
/** @typedef {{ document: PageDocument, Plotly?: Plotly | undefined, define?: unknown }} Page */

/** By set-up (binder/steps/lab-extensions.mjs): 1.5 MB for what lessons draw, 10 MB for everything that Plotly draws. */
export const libraries = { small: "plotly-cartesian-4.1.1.min.js", whole: "plotly-4.1.1.js" };

/** The traces that the small one knows: a trace without a type is a scatter. */
export const smallTypes = [
  "bar",
  "box",
  "contour",
  "heatmap",
  "histogram",
  "histogram2d",
  "histogram2dcontour",
  "image",
  "pie",
  "scatter",
  "scatterternary",
  "violin",
];

/**
 * @param {readonly object[]} traces
 * @returns {keyof typeof libraries}
 */
export function libraryFor(traces) {
  const isSmall = (/** @type {{ type?: unknown }} */ { type = "scatter" }) => smallTypes.includes(String(type));
  return traces.every(isSmall) ? "small" : "whole";
}

/**
 * @param {Page} page
 * @param {(name: string) => string} addressOf
 * @returns {(traces: readonly object[]) => Promise<Plotly>} rejects where it cannot be fetched; the next figure tries again
 */
export function createLibrary(page, addressOf) {
  /** @type {Map<keyof typeof libraries, Promise<Plotly>>} */
  const loaded = new Map();
  return traces => {
    // What draws everything draws the rest as well.
    const kind = loaded.has("whole") ? "whole" : libraryFor(traces);
    const found = loaded.get(kind) ?? load(page, addressOf(libraries[kind]));
    loaded.set(kind, found);
    found.catch(() => loaded.delete(kind));
    return found;
  };
}

/**
 * The page's own names stay what they were: another extension may have a Plotly, and an AMD loader would swallow ours.
 * @param {Page} page
 * @param {string} address
 * @returns {Promise<Plotly>}
 */
function load(page, address) {
  const { Plotly: before, define } = page;
  return new Promise((resolve, reject) => {
    const script = page.document.createElement("script");
    script.setAttribute("src", address);
    const settle = (/** @type {() => void} */ done) => () => {
      page.define = define;
      script.remove();
      done();
      page.Plotly = before;
    };
    const fail = () => reject(new Error(`Plotly cannot be fetched from ${address}`));
    script.addEventListener(
      "load",
      settle(() => (page.Plotly ? resolve(page.Plotly) : fail())),
    );
    script.addEventListener("error", settle(fail));
    page.define = undefined;
    page.document.head.append(script);
  });
}
