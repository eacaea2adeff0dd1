// The door of the checking room.
export { ____ } from "./blank.ts";
export { catalogue } from "./catalogue.ts";
export { approximately, type Comparison, exactly, type ShapeAnswer, shape } from "./compare.ts";
export type { Fingerprint } from "./fingerprints.ts";
export { Note } from "./note.ts";
export { Outcome, outcomeMimeType, type Status } from "./outcome.ts";
export { Question, type QuestionDefinition, question } from "./question.ts";
