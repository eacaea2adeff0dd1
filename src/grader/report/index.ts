// The door of the report.
export { changesPage } from "./changes-page.ts";
export { reportPage } from "./report-page.ts";
