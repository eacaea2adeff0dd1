// The proof of a question, or of a whole course: what right answers, mistakes, mutants and a blank come to.
import type { Assignment } from "./course.ts";
import { describeAnswer } from "./describe.ts";
import type { Mistake } from "./mistakes.ts";
import type { Outcome } from "./outcome.ts";
import type { PendingOutcome } from "./pending-outcome.ts";
import { hiddenFaults, mistakeFaults, unlistedFaults } from "./proof/mistake-faults.ts";
import { type MutantsOf, mutationFaults } from "./proof/mutation.ts";
import { type AnyDefinition, questionFaults } from "./proof/question-faults.ts";
import { definitionOf, isInExam, Question } from "./question.ts";
import { takenAssignments } from "./session/taken.ts";
import type { Context } from "./student/context.ts";

// biome-ignore lint/suspicious/noExplicitAny: questions of every kind of answer
type AnyQuestion = Question<any, Outcome | PendingOutcome>;

/** What a course is proven by: `assignment` itself. */
export interface Provable {
  /** The questions of an assignment, by its name. */
  (name: never): Assignment;
  /** The names of all assignments. */
  readonly names: readonly string[];
  /** The questions of an assignment as one student has them. */
  of(name: never, student: string): Assignment;
  /** What they are made with for one student. */
  contextOf(name: never, student: string): Context;
  /** Whether each student has questions of their own. */
  isPersonal(name: never): boolean;
}

/** What stands beside the questions of an assignment. */
export interface Beside {
  /** `mistakes` of its mistakes.ts. */
  readonly mistakes?: unknown;
  /** `hidden` of its hidden.ts. */
  readonly hidden?: unknown;
}

/** What a proof is told beside the course. */
export interface ProofOptions {
  /** Which assignments are proven; all where left out. */
  readonly names?: readonly string[];
  /** What stands beside the questions, by the assignment's name. */
  readonly beside?: Readonly<Record<string, Beside>>;
  /** Makes mutants of the references of functions: then 95 % of them have to be caught. */
  readonly mutantsOf?: MutantsOf;
  /** For how many made-up students what each has of their own is proven; 20 where left out. */
  readonly students?: number;
  /** Is told how many mutants of each question were caught. */
  readonly report?: (line: string) => void;
}

/** For these it is proven what each student has of their own. */
const madeUpStudents = Array.from({ length: 20 }, (_, n) => `made-up student ${n + 1}`);

/**
 * Proves a question in all its outcomes: its right answer is correct, ____ is not attempted, each mistake is incorrect and gets
 * its own hint and no other's, something that is no answer is incorrect, no hint holds the answer. Of a course it proves every
 * question of every assignment, for 20 made-up students where each has their own, that no two have the same id, and what stands
 * beside them: listed wrong solutions, hidden checks. Mutants of references it makes where it is told how.
 * @param proven a question, or the `assignment` of a course
 * @example
 * await prove(assignment, { names: ["counting"] }) // in a cell of a notebook that is run with the course, or in a test of it
 * @throws Error that lists all that does not hold; TypeError for an exam that this session sits
 */
export async function prove(proven: AnyQuestion | Provable, options: ProofOptions = {}): Promise<void> {
  if (proven instanceof Question && isInExam(proven)) refuseExam(`the question ${proven.id}`);
  const faults =
    proven instanceof Question
      ? faultsNamed(proven, await faultsOf(definitionOf(proven), {}, options))
      : await faultsOfCourse(proven, options);
  if (faults.length > 0) throw new Error(faults.join("\n"));
}

/** Whoever sits an exam could ask a proof which answers are right. A proof that an author runs has a session of its own. */
function refuseExam(what: string): never {
  throw new TypeError(
    `prove expects questions of no exam that is sat here, but got ${what}. Prove the course by: unrolled doctor --course DIR`,
  );
}

async function faultsOfCourse(course: Provable, options: ProofOptions): Promise<string[]> {
  if (typeof course !== "function" || !Array.isArray(course.names))
    throw new TypeError(
      `prove expects a question, or what course(…) has made, but got ${describeAnswer(course)}. Write: prove(assignment)`,
    );
  const places = new Map<string, string>();
  const faults: string[] = [];
  const names = options.names ?? course.names;
  const sat = names.find(name => takenAssignments().get(name)?.mode === "exam");
  if (sat !== undefined) refuseExam(`the assignment ${JSON.stringify(sat)}`);
  for (const name of names) faults.push(...(await faultsOfAssignment(course, name, places, options)));
  return faults;
}

/**
 * Of the first student for whom something does not hold.
 * @param places where each id was found
 */
async function faultsOfAssignment(
  course: Provable,
  name: string,
  places: Map<string, string>,
  { beside = {}, students = madeUpStudents.length, ...options }: ProofOptions,
): Promise<string[]> {
  let isPersonal = false;
  for (const student of madeUpStudents.slice(0, students)) {
    let questions: Assignment;
    let mistakes: Record<string, readonly Mistake<unknown>[]> | undefined;
    let hidden: Record<string, never> | undefined;
    try {
      questions = course.of(name as never, student);
      const context = course.contextOf(name as never, student);
      mistakes = madeFor(context, beside[name]?.mistakes);
      hidden = madeFor(context, beside[name]?.hidden);
      isPersonal ||= course.isPersonal(name as never);
    } catch (thrown) {
      return [`assignment ${name} cannot be made for ${student}: ${withPlace(thrown)}`];
    }
    const faults = strangers(name, questions, { mistakes, hidden });
    if (beside[name] && !mistakes) faults.push(`assignment ${name} has no mistakes: its mistakes.ts exports none`);
    // Mutants are made for the first student alone: the others' references differ in numbers, not in what they do.
    const asked = student === madeUpStudents[0] ? options : {};
    for (const [key, question] of Object.entries(questions)) {
      faults.push(...twins(question.id, `${name}.${key}`, places));
      const found = await faultsOf(definitionOf(question), { mistakes: mistakes?.[key], hidden: hidden?.[key] }, asked);
      if (mistakes) found.push(...unlistedFaults(definitionOf(question), mistakes[key] ?? []));
      faults.push(...faultsNamed(question, found));
      // Whoever waits may say so meanwhile: mutants of a question take seconds.
      if (asked === options) await new Promise(resolve => setTimeout(resolve));
    }
    if (!isPersonal) return faults;
    if (faults.length > 0) return faults.map(fault => `${fault}\n  (as ${student} has it)`);
  }
  return [];
}

/** All that does not hold of a question and of what stands beside it, a sentence each. */
async function faultsOf(
  definition: AnyDefinition,
  { mistakes = [], hidden }: { mistakes?: readonly Mistake<unknown>[] | undefined; hidden?: never | undefined },
  { mutantsOf, report }: ProofOptions,
): Promise<string[]> {
  const faults = await questionFaults(definition);
  faults.push(...(await mistakeFaults(definition, mistakes)));
  if (hidden !== undefined) faults.push(...(await hiddenFaults(definition, hidden, mistakes)));
  // A check that does not take its own reference catches every mutant.
  if (mutantsOf && faults.length === 0) faults.push(...(await mutationFaults(definition, hidden, mutantsOf, report)));
  return faults;
}

const faultsNamed = ({ id }: AnyQuestion, faults: readonly string[]): string[] =>
  faults.length > 0 ? [`question ${id}: ${faults.join("\n  ")}`] : [];

const madeFor = <Made>(context: Context, given: unknown): Made | undefined =>
  (typeof given === "function" ? given(context) : given) as Made | undefined;

/** What stands beside questions that are not there. */
const strangers = (
  name: string,
  questions: Assignment,
  beside: Readonly<Record<string, object | undefined>>,
): string[] =>
  Object.entries(beside).flatMap(([file, given = {}]) =>
    Object.keys(given)
      .filter(key => !Object.hasOwn(questions, key))
      .map(key => `assignment ${name} has no question ${key}, of which ${file}.ts speaks`),
  );

function twins(id: string, place: string, places: Map<string, string>): string[] {
  const before = places.get(id);
  places.set(id, before ?? place);
  return before === undefined || before === place
    ? []
    : [`question ${id}: ${before} and ${place} have this same id. Give each its own`];
}

/** What was thrown, and the line of a stack where: "RangeError: mine, at /course/gates.ts:3:7". */
function withPlace(thrown: unknown): string {
  if (!(thrown instanceof Error)) return describeAnswer(thrown);
  const place = /^\s*(at .+)$/m.exec(thrown.stack ?? "")?.[1];
  return `${thrown.name}: ${thrown.message}${place === undefined ? "" : `, ${place}`}`;
}
