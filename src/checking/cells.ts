// The door of the checking room for cells: `unrolled/cells`, what is in scope in every cell of a student, and no more. Who writes
// questions imports from `unrolled/checking`: a beginner's own `text` or `choice` is then nobody else's word.
export { ____ } from "./blank.ts";
export { Explanation, explain } from "./explanation.ts";
export { Note } from "./note.ts";
export { Outcome } from "./outcome.ts";
export { PendingOutcome } from "./pending-outcome.ts";
export { Question } from "./question.ts";
export { Progress, progress } from "./session/progress.ts";
export { Validation, validate } from "./session/validate.ts";
export { student } from "./student/student.ts";
