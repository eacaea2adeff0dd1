// A course: its assignments by name. What a kernel preloads beside the toolkit, as `assignment`.
import { showHere } from "../display/index.ts";
import { Note } from "./note.ts";
import { type Place, placed, type Question } from "./question.ts";
import { type Mode, noteRefused, noteTaken } from "./session/taken.ts";
import { type Context, contextFor } from "./student/context.ts";
import { normalizedName } from "./student/name.ts";
import { currentStudent } from "./student/student.ts";

/** The questions of one assignment, by the names under which a student takes them: `{ q1, q2 }`. */
// biome-ignore lint/suspicious/noExplicitAny: questions of every kind of answer stand side by side
export type Assignment = { readonly [name: string]: Question<any, any> };

/** The questions of an assignment, or a function that makes them when they are first asked for, for one student. */
type Made<Questions extends Assignment> = Questions | ((context: Context) => Questions);

/** An assignment that counts: what `graded` and `exam` make. */
export class Counted<Questions extends Assignment> {
  /** How it counts. */
  readonly mode: Exclude<Mode, "lesson">;
  /** Its questions, or what makes them. */
  readonly questions: Made<Questions>;
  /** Whether it is explained to whoever has finished it. */
  readonly isRehearsal: boolean;
  /** @param mode how it counts @param questions its questions, or what makes them @param isRehearsal whether `explain` explains it */
  constructor(mode: Exclude<Mode, "lesson">, questions: Made<Questions>, isRehearsal = false) {
    this.mode = mode;
    this.questions = questions;
    this.isRehearsal = isRehearsal;
  }
}

/**
 * An assignment that is handed in for marks: its questions are given to whoever has said who they are by `student("…")`, and their
 * solutions to nobody.
 */
export const graded = <Questions extends Assignment>(questions: Made<Questions>): Counted<Questions> =>
  new Counted("graded", questions);

/** The same as an exam: no hint and no solution, and a check says that the answer is recorded, not whether it is right. */
export const exam = <Questions extends Assignment>(questions: Made<Questions>): Counted<Questions> =>
  new Counted("exam", questions);

/**
 * An exam to practice on: it is sat as an exam is, and `explain("name", { finished: true })` then says what was right, why, and what a
 * full answer is. Whoever says so sees all of it, so an exam that counts is made by `exam`.
 */
export const rehearsal = <Questions extends Assignment>(questions: Made<Questions>): Counted<Questions> =>
  new Counted("exam", questions, true);

type Given = Made<Assignment> | Counted<Assignment>;

/** What a course may be told beside its assignments. */
export interface CourseOptions {
  /** The course's own name: students' numbers are drawn for it, so that another course has others. */
  name?: string;
}

/**
 * Makes the `assignment` of a course: the function by which a cell takes an assignment's questions by its name.
 *
 * @param assignments every assignment by its name: its questions, or a function that makes them when they are first asked for;
 *   it is called with the student and with draws for them. `graded(…)` or `exam(…)` around it says that it counts.
 * @example
 * const twice = question({
 *   id: "demo/twice", asks: "What is 2 · 3?", answer: exactly(6), because: "two threes are six.", hints: ["Three each."],
 * })
 * const myAssignment = course({ demo: { twice } })
 * myAssignment("demo").twice.check(6)                   // in a course's index.ts: export const assignment = course(…)
 * @returns a function of the name; it throws RangeError for an unknown name, and lists the known ones
 */
export function course<Assignments extends { readonly [name: string]: Given }>(
  assignments: Assignments,
  { name: course = "unrolled" }: CourseOptions = {},
): Course<Assignments> {
  const made = new Map<string, { questions: Assignment; student: string | undefined }>();
  let told = false;

  const given = (name: string): { mode: Mode; questions: Made<Assignment>; isRehearsal: boolean } => {
    if (!Object.hasOwn(assignments, name)) {
      const known = Object.keys(assignments).map(other => JSON.stringify(other));
      const list = known.length > 0 ? known.join(", ") : "no name: its course is empty";
      throw new RangeError(`assignment knows ${list}, but got ${JSON.stringify(name)}`);
    }
    const found = assignments[name]!;
    return found instanceof Counted ? found : { mode: "lesson", questions: found, isRehearsal: false };
  };

  /** Its questions, for one student, and whether another student has others. */
  const make = (name: string, student: string) => {
    const { questions } = given(name);
    if (typeof questions !== "function") return { questions, isPersonal: false };
    const { context, isPersonal } = contextFor({ course, assignment: name, student });
    return { questions: questions(context), isPersonal: isPersonal() };
  };

  const take = (name: string): Assignment => {
    const { mode, isRehearsal } = given(name);
    const student = currentStudent();
    if (student === undefined && mode !== "lesson") {
      noteRefused(name);
      throw new StudentUnknown(name);
    }
    const before = made.get(name);
    if (before && (before.student === undefined || before.student === (student ?? ""))) return before.questions;
    const { questions, isPersonal } = make(name, student ?? "");
    const isStale = () => currentStudent() !== student && `assignment(${JSON.stringify(name)})`;
    const here = inPlace(questions, { mode, isRehearsal, ...(isPersonal && { isStale }) });
    made.set(name, { questions: here, student: isPersonal ? (student ?? "") : undefined });
    noteTaken(name, { mode, isPersonal, isRehearsal, questions: here });
    if (isPersonal && student === undefined && !told) {
      told = true;
      showHere(
        new Note("Numbers for everybody", 'For numbers of your own, say above who you are: student("your name").'),
      );
    }
    return here;
  };

  // In an exam these are no way around it: a proof and a grader ask the definitions.
  const of = (name: string, student: string): Assignment =>
    inPlace(make(name, normalizedName(student)).questions, { mode: given(name).mode });
  const contextOf = (assignment: string, student: string): Context =>
    contextFor({ course, assignment, student: normalizedName(student) }).context;
  const isPersonal = (name: string): boolean => make(name, "").isPersonal;
  const modeOf = (name: string): Mode => given(name).mode;
  const names = Object.keys(assignments);
  return Object.assign(take, { names, of, contextOf, isPersonal, modeOf }) as unknown as Course<Assignments>;
}

const inPlace = (questions: Assignment, place: Place): Assignment =>
  Object.fromEntries(Object.entries(questions).map(([key, question]) => [key, placed(question, place)]));

/** Questions that count are given to nobody without a name. */
class StudentUnknown extends Error {
  static {
    StudentUnknown.prototype.name = "StudentUnknown";
  }
  constructor(name: string) {
    super(
      `assignment(${JSON.stringify(name)}) is graded, and its numbers are your own. Say first who you are, in a cell above: student("your name")`,
    );
  }
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
  /** The questions as one student has them, whoever works here: for a proof and for a grader. */
  of<Name extends keyof Assignments & string>(name: Name, student: string): QuestionsOf<Assignments[Name]>;
  /** What an assignment's questions are made with for one student: what stands beside them is made with the same. */
  contextOf(name: keyof Assignments & string, student: string): Context;
  /** Whether each student has questions of their own. */
  isPersonal(name: keyof Assignments & string): boolean;
  /** How an assignment counts. */
  modeOf(name: keyof Assignments & string): Mode;
}

/** What `assignment(name)` gives, whether the course makes its questions early or late. */
export type QuestionsOf<Assigned> =
  Assigned extends Counted<infer Questions>
    ? Questions
    : Assigned extends (context: Context) => infer Questions
      ? Questions
      : Assigned;
