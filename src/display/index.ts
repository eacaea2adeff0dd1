// The door of the display room: what values need to show themselves. It stands on nothing.
export { canShowInPlace, type Series, seenOtherwise, showHere, showInPlace, showOrPrint } from "./host.ts";
export { escapeHtml, noteHtml, sentenceHtml } from "./html.ts";
export type { Json, MimeBundle } from "./mime.ts";
export { formatCount, formatNumber } from "./numbers.ts";
export { jupyterDisplay, nodeInspect, shownAsDescribed } from "./symbols.ts";
export { table } from "./table.ts";
