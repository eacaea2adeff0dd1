// The door of the scores: what submissions come to, and the sheet of them.
export { type QuestionScore, type Score, scoreOf } from "./score.ts";
export { scoreSheet } from "./sheet.ts";
