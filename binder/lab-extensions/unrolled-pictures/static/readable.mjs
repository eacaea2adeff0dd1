// What of the page is made easier to read and to set: sliders wide enough for a mouse, their value in words without
// 0.8499999999999999, and room below what is folded.

/** @typedef {import("../../../lab/dom.d.ts").PageElement} PageElement */
/** @typedef {{ target: PageElement }} Change */
/** @typedef {{ observe(node: PageElement, what: object): void }} Observer */
/** @typedef {{ head: PageElement, body: PageElement, createElement(name: string): PageElement, addEventListener(type: string, listener: (event: Change) => void): void }} Page */

/** So many digits tell the steps of a slider apart. */
const digits = 8;

/** A slider of Jupyter's widgets is 300 pixels wide, with its name and number in them. */
const looks = `
.jp-RenderedMarkdown details { margin-bottom: 1em; }
.jp-OutputArea-output .widget-hslider { width: min(100%, 560px); }
@keyframes unrolled-slider-is-there { from { opacity: 1 } }
.jp-OutputArea-output [role="slider"] { animation: unrolled-slider-is-there 1ms; }
`;

/** What a screen reader is to say of a value: 0.85. */
export function spoken(/** @type {string} */ value) {
  const number = Number(value);
  return value.trim() === "" || !Number.isFinite(number) ? value : String(Number(number.toPrecision(digits)));
}

/**
 * @param {Page} document
 * @param {new (seen: (changes: Change[]) => void) => Observer} MutationObserver
 */
export function makeReadable(document, MutationObserver) {
  const sheet = document.createElement("style");
  sheet.textContent = looks;
  document.head.append(sheet);
  const attribute = "aria-valuetext";
  const tidy = (/** @type {PageElement} */ element) => {
    const value = element.getAttribute?.(attribute) ?? null;
    if (value !== null && spoken(value) !== value) element.setAttribute(attribute, spoken(value));
  };
  new MutationObserver(changes => {
    for (const { target } of changes) tidy(target);
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: [attribute] });
  // A new one has its value before it is a part of the page; that it is there now, its animation tells.
  document.addEventListener("animationstart", ({ target }) => tidy(target));
}
