// The door of the report.
export { reportPage } from "./report-page.ts";
