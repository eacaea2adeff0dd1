// The door of the report.

export { changesPage } from "./changes-page.ts";
export { concernsOf } from "./concerns.ts";
export { factsOf } from "./facts.ts";
export { reportPage } from "./report-page.ts";
