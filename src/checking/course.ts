// A course: its assignments by name. What a kernel preloads beside the toolkit, as `assignment`.
import type { Question } from "./question.ts";

/** The questions of one assignment, by the names under which a student takes them: `{ q1, q2 }`. */
// biome-ignore lint/suspicious/noExplicitAny: questions of every kind of answer stand side by side
export type Assignment = { readonly [name: string]: Question<any, any> };

/**
 * Makes the `assignment` of a course: the function by which a cell takes an assignment's questions by its name.
 *
 * @param assignments every assignment by its name: its questions, or a function that makes them when they are first asked for
 * @example
 * const twice = question({
 *   id: "demo/twice", asks: "What is 2 · 3?", answer: exactly(6), because: "two threes are six.", hints: ["Three each."],
 * })
 * const myAssignment = course({ demo: { twice } })
 * myAssignment("demo").twice.check(6)                   // in a course's index.ts: export const assignment = course(…)
 * @returns a function of the name; it throws RangeError for an unknown name, and lists the known ones
 */
export function course<Assignments extends { readonly [name: string]: Assignment | (() => Assignment) }>(
  assignments: Assignments,
): Course<Assignments> {
  const made = new Map<string, Assignment>();
  const assignment = <Name extends keyof Assignments & string>(name: Name) => {
    if (!Object.hasOwn(assignments, name)) {
      const known = Object.keys(assignments).map(other => JSON.stringify(other));
      const list = known.length > 0 ? known.join(", ") : "no name: its course is empty";
      throw new RangeError(`assignment knows ${list}, but got ${JSON.stringify(name)}`);
    }
    let questions = made.get(name);
    if (!questions) {
      const given = assignments[name]!;
      questions = typeof given === "function" ? given() : given;
      made.set(name, questions);
    }
    return questions as QuestionsOf<Assignments[Name]>;
  };
  return Object.assign(assignment, { names: Object.keys(assignments) });
}

/** The `assignment` of a course. */
export interface Course<Assignments> {
  /**
   * The questions of an assignment, by its name.
   * @throws RangeError for an unknown name; lists the known ones
   */
  <Name extends keyof Assignments & string>(name: Name): QuestionsOf<Assignments[Name]>;
  /** The names of all assignments: by them a test proves every question. */
  readonly names: readonly (keyof Assignments & string)[];
}

/** What `assignment(name)` gives, whether the course makes its questions early or late. */
export type QuestionsOf<Given> = Given extends () => infer Questions ? Questions : Given;
