// What the dialogs show, as elements: no text of a notebook is read as HTML.

/** @typedef {import("../../../lab/dom.d.ts").PageElement} PageElement */
/** @typedef {import("./command-line.mjs").Ended} Ended */
/** @typedef {{ assignment: string, student: string, account?: string, named?: string, file: string, sha256: string, bytes: number, time: string, isInbox: boolean, receipt: string }} Receipt as `unrolled hand-in --json` says it */

const { document: page } = /** @type {{ document: import("../../../lab/dom.d.ts").PageDocument }} */ (
  /** @type {unknown} */ (globalThis)
);

/** @param {string} name */
export const looking = name => [
  element("p", {}, `${name} is saved. It now runs once from its top, in a session of its own, to see what is missing.`),
  element("progress", { "aria-label": "Looking what is missing" }),
  element(
    "p",
    {},
    "That takes as long as all its cells take. Who is late hands in without waiting: the last one counts.",
  ),
];

/** What `unrolled validate` has printed. @param {Ended} ended */
export function found({ code, stdout }) {
  const lines = stdout.trimEnd().split("\n");
  const summary = (lines.pop() ?? "").replace(/^.*: /, "");
  return [
    element("p", {}, element("strong", {}, code === 0 ? "✓ Nothing is missing." : `○ ${capital(summary)}.`)),
    ...(lines.length > 0 ? [element("pre", { tabindex: "0" }, lines.join("\n"))] : []),
    ...(code === 0
      ? []
      : [element("p", {}, "You may hand in all the same, and hand in again later: the last one counts.")]),
  ];
}

/** @param {Receipt} receipt @param {string} warnings @param {string} address from which the file is downloaded */
export function receiptOf({ assignment, student, file, sha256, time, isInbox, receipt, bytes }, warnings, address) {
  const fileName = file.replace(/^.*[/\\]/, "");
  const rows = [
    ["Assignment", assignment],
    ["Student", student],
    [isInbox ? "Handed in" : "Written", inWords(time)],
    ["Size", `${bytes.toLocaleString("en-US")} bytes`],
    ["SHA-256", sha256],
    ["Your receipt", receipt],
  ];
  return [
    isInbox
      ? element("p", {}, element("strong", {}, `✓ ${assignment} is handed in.`))
      : element(
          "p",
          {},
          element("strong", {}, "Not handed in yet: "),
          "upload this file where your course takes it: ",
          ...(address === ""
            ? [file]
            : [element("a", { href: address, download: fileName }, fileName), ` (it lies as ${file})`]),
          ".",
        ),
    ...(warnings.trim() === "" ? [] : [element("p", { class: "warning" }, `Look: ${warnings.trim()}`)]),
    element(
      "dl",
      {},
      ...rows.flatMap(([name = "", value = ""]) => [element("dt", {}, name), element("dd", {}, value)]),
    ),
  ];
}

/** @param {string} message */
export const refused = message => [element("p", {}, message.trim().replace(/^unrolled [\w-]+: /, ""))];

/** By the reader's own clock and zone. */
const inWords = (/** @type {string} */ time) =>
  new Date(time).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "long" });

const capital = (/** @type {string} */ text) => text.charAt(0).toUpperCase() + text.slice(1);

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
.unrolled-hand-in { width: min(44rem, 80vw); color: var(--jp-ui-font-color1); font: 14px/1.5 var(--jp-content-font-family, sans-serif); }
.unrolled-hand-in p { margin: .4rem 0; overflow-wrap: anywhere; }
.unrolled-hand-in progress { width: 100%; accent-color: var(--jp-content-link-color); }
.unrolled-hand-in pre { margin: .4rem 0; padding: .5rem .7rem; max-height: 45vh; overflow: auto; white-space: pre-wrap;
  overflow-wrap: anywhere; background: var(--jp-layout-color2); color: var(--jp-ui-font-color1); font: 13px/1.5 var(--jp-code-font-family, monospace); }
.unrolled-hand-in dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: .6rem 0 0; }
.unrolled-hand-in dt { color: var(--jp-ui-font-color1); font-weight: 600; }
.unrolled-hand-in dd { margin: 0; overflow-wrap: anywhere; }
.unrolled-hand-in a { color: var(--jp-content-link-color); text-decoration: underline; }
.unrolled-hand-in .warning { border-left: 3px solid var(--jp-warn-color1, orange); padding-left: .6rem; }
`;
