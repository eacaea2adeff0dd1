// Points in words. They are those of the checks that a student sees: a grader also asks hidden ones. A lesson has no marks.
import type { AssignmentState, QuestionState } from "./state.ts";
import type { Mode } from "./taken.ts";

/** "1 point", "2.5 points". */
export const pointsOf = (points: number): string => `${formatPoints(points)} ${points === 1 ? "point" : "points"}`;

/** "1 of 2 points"; "2 points" where nothing is known of them. */
export const earnedOf = ({ earned, points }: { earned: number | null; points: number }): string =>
  earned === null ? pointsOf(points) : `${formatPoints(earned)} of ${pointsOf(points)}`;

/** Two digits behind the point at most: a third of a point is 0.33. */
export const formatPoints = (points: number): string => String(Number(points.toFixed(2)));

/**
 * "set3: 2 of 4 answered, 1 right, 3 of 6 points, 2 more for a person to mark"; "final: 1 of 2 answered, 2 of 3 points recorded".
 * Answered means that an answer was checked, right or wrong.
 */
export function progressTitle(state: AssignmentState): string {
  const { name, mode, answered, of, points, earned, recorded } = state;
  const title = `${name}: ${answered} of ${of} answered${besideMarkdown(state)}`;
  if (earned === null) return `${title}, ${formatPoints(recorded)} of ${pointsOf(points)} recorded`;
  if (mode === "lesson") return `${title}${howManyRight(state)}`;
  return `${title}${howManyRight(state)}, ${formatPoints(earned)} of ${pointsOf(points)}${forPerson(state)}`;
}

/** What no check sees. */
const besideMarkdown = ({ inMarkdown }: AssignmentState): string =>
  inMarkdown > 0 ? `, ${inMarkdown} more in Markdown` : "";

const forPerson = ({ recorded }: AssignmentState): string =>
  recorded > 0 ? `, ${formatPoints(recorded)} more for a person to mark` : "";

/** ", 5 right", and in a lesson also ", 1 for a person to read"; nothing where nothing is answered that a check can judge. */
function howManyRight({ mode, answered, questions }: AssignmentState): string {
  const count = (wanted: QuestionState["status"]) => questions.filter(({ status }) => status === wanted).length;
  const [right, recorded] = [count("correct"), count("recorded")];
  if (answered === recorded) return "";
  const how = right === answered ? "all right" : right === 0 ? "none right yet" : `${right} right`;
  return `, ${how}${mode === "lesson" && recorded > 0 ? `, ${recorded} for a person to read` : ""}`;
}

/** "q2 ◐ partly right (1 of 2) · 1 of 2 points"; "e1 ● recorded · 2 points". */
export function questionWords(state: QuestionState, mode: Mode): string {
  const said = `${state.key} ${state.words}`;
  return mode === "lesson" ? said : `${said} · ${earnedOf(state)}`;
}

/**
 * What there is of an assignment that counts: "set3: 2 of 4 questions are answered; the checks give 3 of 6 points so far". An
 * exam's points are not told. Undefined for a lesson.
 */
export function handedInOf(state: AssignmentState): string | undefined {
  const { name, mode, answered, of, points, earned } = state;
  if (mode === "lesson") return undefined;
  const title = `${name}: ${answered} of ${of} questions are answered${besideMarkdown(state)}`;
  if (earned === null) return `${title}; in an exam the points are not told`;
  return `${title}; the checks give ${formatPoints(earned)} of ${pointsOf(points)} so far${forPerson(state)}`;
}
