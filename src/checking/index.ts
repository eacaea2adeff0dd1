// The door of the checking room: `unrolled/checking`, what the author of a course writes questions with.
export { approximately } from "./answers/approximately.ts";
export { type AnyFunction, type CallByMessage, calledByMessage } from "./answers/calling.ts";
export { type ChoiceOptions, type ChoicesOptions, choice, choices, type WrittenName } from "./answers/choice.ts";
export type { Tolerance } from "./answers/difference.ts";
export type { Draw } from "./answers/draw.ts";
export { exactly } from "./answers/exactly.ts";
export { type FigureCriteria, figures } from "./answers/figure-criteria.ts";
export { type FigureDataOptions, type FigureLike, figureData, type WrittenFigure } from "./answers/figure-data.ts";
export type { FunctionOptions, ReferenceKind, TensorFunction } from "./answers/function-kind.ts";
export { type GradientOptions, gradient } from "./answers/gradient.ts";
export { implementation } from "./answers/implementation.ts";
export { type InvarianceOptions, invariance, type Property } from "./answers/invariance.ts";
export type {
  AnswerKind,
  Comparison,
  Fingerprint,
  Judge,
  JudgeContext,
  Judgement,
  JudgementFields,
} from "./answers/kind.ts";
export { type MatchingOptions, matching } from "./answers/matching.ts";
export type { NumbersLike, ReadableTensor } from "./answers/numbers-like.ts";
export type { Argument, ParameterMakers, Sizes, Trials } from "./answers/parameters.ts";
export { type Part, several } from "./answers/several.ts";
export { type ShapeAnswer, shape, type WrittenShape } from "./answers/shape.ts";
export { tensorOf } from "./answers/tensor-of.ts";
export { type Criterion, type SampleAnswer, type TextKind, type TextOptions, text } from "./answers/text.ts";
export { type TrainedOptions, type Training, trained } from "./answers/trained.ts";
export { ____ } from "./blank.ts";
export {
  type Assignment,
  Counted,
  type Course,
  type CourseOptions,
  course,
  exam,
  graded,
  type QuestionsOf,
  rehearsal,
} from "./course.ts";
export type { QuestionDefinition } from "./definition.ts";
export type { Explained } from "./explained.ts";
export { Explanation, explain } from "./explanation.ts";
export type { HiddenOf, Mistake, MistakesOf } from "./mistakes.ts";
export { Note } from "./note.ts";
export { Outcome, outcomeMimeType, outcomeVersion } from "./outcome.ts";
export { PendingOutcome } from "./pending-outcome.ts";
export { type Beside, type ProofOptions, type Provable, prove } from "./proof.ts";
export { type CheckOf, Question, question } from "./question.ts";
export { Progress, progress } from "./session/progress.ts";
export type { AssignmentState, Handed, QuestionState } from "./session/state.ts";
export type { Mode } from "./session/taken.ts";
export { Validation, validate, validationMimeType } from "./session/validate.ts";
export type { Context } from "./student/context.ts";
export { distinct } from "./student/distinct.ts";
export { Random } from "./student/random.ts";
export { student } from "./student/student.ts";
export type { OutcomeFields, Status } from "./verdict.ts";
