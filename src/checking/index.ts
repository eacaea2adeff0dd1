// The door of the checking room.
export { ____ } from "./blank.ts";
export { approximately, type Comparison, exactly, type ShapeAnswer, shape } from "./compare.ts";
export type { Fingerprint } from "./fingerprints.ts";
export { lookUp } from "./look-up.ts";
export { Note } from "./note.ts";
export { Outcome, outcomeMimeType, type Status } from "./outcome.ts";
export { Question, type QuestionDefinition, question } from "./question.ts";
