// What of an output is taken: the notebook may be anybody's, and its HTML is never put into the page.

/** @typedef {import("./library.mjs").Drawing} Drawing */
/** @typedef {{ [key: string]: unknown }} Fields */
/** @typedef {{ src: string, alt: string, width: string | null, height: string | null }} Picture */
/** @typedef {{ querySelector(selector: string): { getAttribute(name: string): string | null } | null }} Parsed */

/** Settings that a figure may make; others name servers, or let a reader edit the figure. */
const ownSettings = ["displayModeBar", "scrollZoom", "staticPlot"];

/** What a learner does not need: so few buttons stand beside the title, and not on it. */
const buttonsLeftOut = ["zoomIn2d", "zoomOut2d", "autoScale2d", "lasso2d", "select2d"];

/** Fetch their maps from a server of their own. */
const ofMaps = /^(scattergeo|choropleth|scattermap|densitymap|scattermapbox|densitymapbox|choroplethmap)/;

/**
 * The picture of a bundle's HTML: only an address that holds its own data is taken.
 * @param {Parsed} html parsed, and no part of the page
 * @returns {Picture | undefined}
 */
export function pictureOf(html) {
  const image = html.querySelector("img");
  const src = image?.getAttribute("src") ?? "";
  if (!image || !src.startsWith("data:image/")) return undefined;
  return {
    src,
    alt: image.getAttribute("alt") ?? "",
    width: image.getAttribute("width"),
    height: image.getAttribute("height"),
  };
}

/** The words of a figure, for who does not see it. */
export function wordsOf(/** @type {unknown} */ figure, /** @type {unknown} */ plainText) {
  const alt = field(field(field(figure, "layout"), "meta"), "alt");
  if (typeof alt === "string" && alt !== "") return alt;
  const text = Array.isArray(plainText) ? plainText.join("") : plainText;
  return typeof text === "string" && text !== "" ? text : "figure";
}

/**
 * A figure as Plotly gets it: a copy, because Plotly writes into what it draws; nothing in it makes the page turn elsewhere.
 * @param {unknown} figure
 * @param {boolean} isTrusted whether the notebook is: then a map may be fetched
 * @returns {Drawing | undefined} undefined for what is no figure, or may not be drawn here
 */
export function drawingOf(figure, isTrusted) {
  const copy = /** @type {Fields} */ (structuredClone(figure ?? {}));
  const { data, layout = {}, config = {}, frames } = copy;
  if (!Array.isArray(data) || !data.every(isFields) || !isFields(layout) || !isFields(config)) return undefined;
  if (!isTrusted) {
    if (data.some(({ type }) => ofMaps.test(String(type)))) return undefined;
    const isHere = (/** @type {unknown} */ image) => String(field(image, "source")).startsWith("data:image/");
    if (Array.isArray(layout.images)) layout.images = layout.images.filter(isHere);
    for (const trace of data) if ("source" in trace && !isHere(trace)) delete trace.source;
  }
  const settings = Object.fromEntries(Object.entries(config).filter(([name]) => ownSettings.includes(name)));
  return {
    data,
    layout,
    config: { displaylogo: false, modeBarButtonsToRemove: buttonsLeftOut, ...settings },
    ...(Array.isArray(frames) && { frames }),
  };
}

/** @returns {value is Fields} */
function isFields(/** @type {unknown} */ value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const field = (/** @type {unknown} */ value, /** @type {string} */ name) => (isFields(value) ? value[name] : undefined);
