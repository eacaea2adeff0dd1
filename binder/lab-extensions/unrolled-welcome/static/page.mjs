// The welcome page as elements: no text of a notebook is read as HTML.

import { inWords } from "./progress.mjs";

/** @typedef {import("../../../lab/dom.d.ts").PageElement} PageElement */
/** @typedef {import("./folder.mjs").Shown} Shown */
/** @typedef {{ address: (path: string) => string, open: (path: string) => void }} Links */

const { document: page } = /** @type {{ document: import("../../../lab/dom.d.ts").PageDocument }} */ (
  /** @type {unknown} */ (globalThis)
);

/**
 * @param {Shown[]} notebooks
 * @param {Links} links
 * @returns {PageElement[]}
 */
export function welcome(notebooks, links) {
  const lessons = notebooks.filter(({ kind }) => kind === "lesson");
  const sets = notebooks.filter(({ kind }) => kind === "graded set");
  const others = notebooks.filter(({ kind }) => kind === "notebook");
  const isCourse = lessons.length + sets.length > 0;
  const open = lessons.filter(lesson => !isDone(lesson));
  const next = open.find(({ progress }) => progress.answered > 0) ?? open[0] ?? lessons[0];
  return [
    ...(isCourse ? introduction() : [element("h1", {}, "Notebooks in this folder")]),
    ...(next ? [beginning(next, links)] : []),
    ...section("Lessons", lessons, links),
    ...section("Graded sets", sets, links),
    ...section(isCourse ? "Your own notebooks" : "", others, links),
    ...(notebooks.length === 0
      ? [element("p", {}, "There is no notebook here yet: File → New → Notebook makes one.")]
      : []),
    ...(isCourse ? [anew()] : []),
  ];
}

const isDone = (/** @type {Shown} */ { progress, questions = 0 }) =>
  progress.answered > 0 && progress.right + progress.recorded >= Math.max(questions, progress.seen);

function introduction() {
  return [
    element("h1", {}, "Recurrent networks, unrolled"),
    element(
      "p",
      {},
      "Each lesson is a notebook that asks before it tells. Put your answer where ",
      element("code", {}, "____"),
      " stands and run the cell with ",
      element("kbd", {}, "Shift"),
      " + ",
      element("kbd", {}, "Enter"),
      ":",
    ),
    element(
      "ul",
      { class: "marks" },
      ...[
        ["✓", "correct, and why"],
        ["◐", "partly right"],
        ["✗", "not yet, with a hint where your mistake is a known one"],
        ["○", "not attempted: ____ still stands there"],
        ["●", "recorded: a person reads it"],
      ].map(([mark, meaning]) => element("li", {}, element("strong", {}, mark ?? ""), ` ${meaning}`)),
    ),
  ];
}

/** @param {Shown} next @param {Links} links */
function beginning(next, links) {
  const begun = next.progress.answered > 0;
  const link = linkTo(next.path, `${begun ? "Go on with" : "Begin with"} ${plain(next.title)}`, links);
  link.classList.add("begin");
  return element("p", {}, link);
}

/** @param {string} heading @param {Shown[]} notebooks @param {Links} links */
function section(heading, notebooks, links) {
  if (notebooks.length === 0) return [];
  const items = notebooks.map(notebook => element("li", {}, ...entry(notebook, links)));
  return [...(heading ? [element("h2", {}, heading)] : []), element("ul", { class: "notebooks" }, ...items)];
}

/**
 * @param {Shown} notebook
 * @param {Links} links
 * @returns {(PageElement | string)[]}
 */
function entry({ path, title, minutes, questions, progress, kept }, links) {
  const words = inWords(progress, questions);
  const all = Math.max(questions ?? 0, progress.seen);
  const told = [minutes === undefined ? "" : `${minutes} minutes`, words].filter(Boolean).join(" · ");
  return [
    linkTo(path, plain(title), links),
    ...(told ? [element("span", { class: "told" }, told)] : []),
    ...(progress.answered > 0
      ? [
          element("progress", {
            max: String(all),
            value: String(progress.answered),
            "aria-label": `${plain(title)}: ${words}`,
          }),
        ]
      : []),
    ...(kept
      ? [
          element(
            "p",
            { class: "kept" },
            "This is a new version. What you changed stays in ",
            linkTo(kept.path, kept.path, links),
            inWords(kept.progress, questions) ? ` (${inWords(kept.progress, questions)}).` : ".",
          ),
        ]
      : []),
  ];
}

const anew = () =>
  element(
    "p",
    { class: "told" },
    "What you type is saved in these files. To begin a lesson anew, delete or rename its file: the next start makes it again.",
  );

/** @param {string} path @param {string} text @param {Links} links */
function linkTo(path, text, { address, open }) {
  const link = element("a", { href: address(path) }, text);
  link.addEventListener("click", event => {
    // In a new tab, where that is wanted.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(path);
  });
  return link;
}

/** A title as it reads, without its Markdown. */
const plain = (/** @type {string} */ title) => title.replace(/[`*]/g, "");

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @param {(PageElement | string)[]} children
 * @returns {PageElement}
 */
function element(name, attributes, ...children) {
  const made = page.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** In Lab's own colors, so that light, dark and high contrast are as its theme has them. */
export const style = `
.unrolled-welcome { overflow: auto; background: var(--jp-layout-color1); color: var(--jp-ui-font-color1);
  font: 15px/1.5 var(--jp-content-font-family, sans-serif); }
.unrolled-welcome:focus-visible { outline: 1px solid var(--jp-border-color1); outline-offset: -1px; }
.unrolled-welcome > div { max-width: 46rem; margin: 0 auto; padding: 1.5rem 2rem 3rem; }
.unrolled-welcome h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .6rem; font-weight: 600; }
.unrolled-welcome h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; font-weight: 600; }
.unrolled-welcome p { margin: .5rem 0; }
.unrolled-welcome ul { list-style: none; margin: 0; padding: 0; }
.unrolled-welcome .marks { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; }
.unrolled-welcome code, .unrolled-welcome kbd { font-family: var(--jp-code-font-family, monospace); font-size: .9em;
  background: var(--jp-layout-color2); color: inherit; border-radius: 3px; padding: 0 .3em; border: 0; box-shadow: none; }
.unrolled-welcome a { color: var(--jp-content-link-color); text-decoration: underline; text-underline-offset: 2px; }
.unrolled-welcome a:focus-visible { outline: 2px solid var(--jp-content-link-color); outline-offset: 2px; }
.unrolled-welcome a.begin { display: inline-block; margin-top: .6rem; padding: .45rem 1rem; border-radius: 4px;
  border: 2px solid var(--jp-content-link-color); font-weight: 600; text-decoration: none; }
.unrolled-welcome .notebooks > li { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem .9rem; padding: .4rem 0;
  border-top: 1px solid var(--jp-border-color2); }
.unrolled-welcome .notebooks > li > a { flex: 1 1 16rem; }
.unrolled-welcome .told, .unrolled-welcome .kept { color: var(--jp-ui-font-color1); font-size: .88em; }
.unrolled-welcome .kept { flex-basis: 100%; margin: 0; }
.unrolled-welcome progress { width: 6rem; accent-color: var(--jp-content-link-color); }
`;
