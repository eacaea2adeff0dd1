// Points in words. They are those of the checks that a student sees: a grader also asks hidden ones. A lesson has no marks.
import type { AssignmentState, QuestionState } from "./state.ts";
import type { Mode } from "./taken.ts";

/** "1 point", "2.5 points". */
const pointsOf = (points: number): string => `${formatPoints(points)} ${points === 1 ? "point" : "points"}`;

/** Two digits behind the point at most: a third of a point is 0.33. */
const formatPoints = (points: number): string => String(Number(points.toFixed(2)));

/** "set3: 2 of 4 answered, 3 of 6 points, 2 more for a person to mark"; "final: 1 of 2 answered, 2 of 3 points recorded". */
export function progressTitle({ name, mode, answered, of, points, earned, recorded }: AssignmentState): string {
  const title = `${name}: ${answered} of ${of} answered`;
  if (mode === "lesson") return title;
  if (earned === null) return `${title}, ${formatPoints(recorded)} of ${pointsOf(points)} recorded`;
  const marked = recorded > 0 ? `, ${formatPoints(recorded)} more for a person to mark` : "";
  return `${title}, ${formatPoints(earned)} of ${pointsOf(points)}${marked}`;
}

/** "q2 ◐ partly right (1 of 2) · 1 of 2 points"; "e1 ● recorded · 2 points". */
export function questionWords({ key, words, points, earned }: QuestionState, mode: Mode): string {
  if (mode === "lesson") return `${key} ${words}`;
  return `${key} ${words} · ${earned === null ? pointsOf(points) : `${formatPoints(earned)} of ${pointsOf(points)}`}`;
}

/**
 * What there is of an assignment that counts, right or wrong: "final: 1 of 2 questions have an answer, worth 2 of 3 points".
 * Undefined for a lesson.
 */
export function handedInOf({ name, mode, of, points, questions }: AssignmentState): string | undefined {
  if (mode === "lesson") return undefined;
  const handed = questions.filter(({ handed }) => handed === "answered");
  const worth = formatPoints(handed.reduce((sum, { points }) => sum + points, 0));
  return `${name}: ${handed.length} of ${of} questions have an answer, worth ${worth} of ${pointsOf(points)}`;
}
