// The door of the checking room: `unrolled/checking`, what the author of a course writes questions with.
export { ____ } from "./blank.ts";
export { approximately, type Comparison, exactly, type ShapeAnswer, shape } from "./compare.ts";
export { type Assignment, course, type QuestionsOf } from "./course.ts";
export type { Fingerprint } from "./fingerprints.ts";
export { Note } from "./note.ts";
export { Outcome, outcomeMimeType, type Status } from "./outcome.ts";
export { Question, type QuestionDefinition, question } from "./question.ts";
