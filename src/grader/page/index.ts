// The door of the pages: HTML that escapes, a page that is one file, and what pages share.
export { clipped, drawn, Html, html, sentence } from "./html.ts";
export { page } from "./page.ts";
export { countOf, numberText, spanText, tableOf, timeText } from "./parts.ts";
export { prose } from "./prose.ts";
