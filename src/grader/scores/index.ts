// The door of the scores: what submissions come to, and the sheet of them.
export { byName, calledByName, shownName } from "./names.ts";
export { inWords } from "./open.ts";
export { type QuestionScore, type Score, scoreOf } from "./score.ts";
export { scoreSheet } from "./sheet.ts";
