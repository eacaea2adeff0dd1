// The door of the marks that persons give.
export { marksSheets } from "./export.ts";
export { guidePage } from "./guide-page.ts";
export { MarksError, readMarks } from "./import.ts";
export { type AskedOfOne, answersTo, anybody, markNumber, pointsOf, type Written, writtenOf } from "./sheet.ts";
