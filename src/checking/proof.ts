// The proof of a question, or of a whole course: what its right answer, its mistakes and a blank come to.
import { ____ } from "./blank.ts";
import type { Assignment } from "./course.ts";
import { describeAnswer } from "./describe.ts";
import { judgeAnswer } from "./judging.ts";
import type { Outcome } from "./outcome.ts";
import type { PendingOutcome } from "./pending-outcome.ts";
import { definitionOf, Question } from "./question.ts";

/** From this length on, the right answer in a hint is no chance, wherever it stands. */
const tellingLength = 3;

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
  /** Whether each student has questions of their own. */
  isPersonal(name: never): boolean;
}

/** For so many students it is proven what each has of their own. */
const madeUpStudents = Array.from({ length: 20 }, (_, n) => `made-up student ${n + 1}`);

/**
 * Proves a question in all its outcomes: its right answer is correct, ____ is not attempted, each mistake is incorrect and gets
 * its own hint and no other's, something that is no answer is incorrect, no hint holds the answer. Of a course it proves every
 * question of every assignment, for 20 made-up students where each has their own, and that no two have the same id.
 * @param proven a question, or the `assignment` of a course
 * @example
 * await prove(assignment)                        // in a cell of a notebook that is run with the course, or in a test of it
 * @throws Error that lists all that does not hold
 */
export async function prove(proven: AnyQuestion | Provable): Promise<void> {
  const faults = proven instanceof Question ? await faultsOf(proven) : await faultsOfCourse(proven);
  if (faults.length > 0) throw new Error(faults.join("\n"));
}

async function faultsOfCourse(course: Provable): Promise<string[]> {
  if (typeof course !== "function" || !Array.isArray(course.names))
    throw new TypeError(
      `prove expects a question, or what course(…) has made, but got ${describeAnswer(course)}. Write: prove(assignment)`,
    );
  const places = new Map<string, string>();
  const faults: string[] = [];
  for (const name of course.names) faults.push(...(await faultsOfAssignment(course, name, places)));
  return faults;
}

/**
 * Of the first student for whom something does not hold.
 * @param places where each id was found
 */
async function faultsOfAssignment(course: Provable, name: string, places: Map<string, string>): Promise<string[]> {
  let isPersonal = false;
  for (const student of madeUpStudents) {
    let questions: Assignment;
    try {
      questions = course.of(name as never, student);
      isPersonal ||= course.isPersonal(name as never);
    } catch (thrown) {
      return [`assignment ${name} cannot be made for ${student}: ${withPlace(thrown)}`];
    }
    const faults: string[] = [];
    for (const [key, question] of Object.entries(questions))
      faults.push(...twins(question.id, `${name}.${key}`, places), ...(await faultsOf(question)));
    if (!isPersonal) return faults;
    if (faults.length > 0) return faults.map(fault => `${fault}\n  (as ${student} has it)`);
  }
  return [];
}

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

/** All that does not hold of a question, as one text; none where all holds. */
async function faultsOf(question: AnyQuestion): Promise<string[]> {
  const definition = definitionOf(question);
  const { answer: kind, fingerprints = [], hints, because, asks } = definition;
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string) => {
    if (!holds) faults.push(fault);
  };
  // Not by question.check, whose verdict would show itself in a cell.
  const check = async (answer: unknown) => judgeAnswer(definition, answer);
  const told = (outcome: Outcome) =>
    outcome.error === undefined ? String(outcome) : `${outcome}\n    ${outcome.error}`;

  const right = await check(kind.right);
  expect(
    (right.correct && right.credit === 1) || right.status === "recorded",
    `its right answer is expected to be correct, but got ${told(right)}`,
  );
  const blank = await check(____);
  expect(blank.status === "not-attempted", `____ is expected to be not attempted, but got ${told(blank)}`);
  // A symbol is no answer to anything.
  const none = await check(Symbol("no answer"));
  expect(none.status === "incorrect", `something that is no answer is expected to be incorrect, but got ${told(none)}`);

  if (fingerprints.length > 0 && kind.same === undefined)
    expect(false, "mistakes are recognized by `same`, and its kind of answers has none");
  for (const [i, { answer, hint }] of fingerprints.entries()) {
    const outcome = await check(answer);
    const shown = `the mistake ${kind.format(answer)}`;
    const twin = fingerprints.findIndex(other => kind.same?.(other.answer, answer));
    if (outcome.status === "correct") expect(false, `${shown} is the right answer; draw other parameters`);
    else if (twin >= 0 && twin < i)
      expect(false, `${shown} stands twice; let twins share one hint that asks which, or draw other parameters`);
    else
      expect(
        outcome.status === "incorrect" && outcome.recognized && outcome.message.endsWith(hint),
        `${shown} is expected to get its own hint, but got ${told(outcome)}`,
      );
  }

  for (const [what, text] of Object.entries({ asks, because })) expect(text.trim() !== "", `\`${what}\` is empty`);
  const answer = kind.format(kind.right).replaceAll(",", "");
  const held = patternOf(answer);
  const holdsAnswer = (text: string) => held?.test(text.replaceAll(",", "")) ?? false;
  for (const text of [...hints, ...fingerprints.map(({ hint }) => hint)])
    expect(!holdsAnswer(text), `a hint gives the answer away: ${text}`);
  return faults.length > 0 ? [`question ${question.id}: ${faults.join("\n  ")}`] : [];
}

/** What an answer looks like in a hint. A short number counts as a word of its own, and not within a formula or a shape. */
function patternOf(answer: string): RegExp | undefined {
  const word = String.raw`(?<![\w.])${RegExp.escape(answer)}(?!\w|\.\d)`;
  if (answer.length >= tellingLength) return new RegExp(word);
  if (!/\d$/.test(answer)) return undefined;
  const operator = "[-·*×+−/^]";
  return new RegExp(String.raw`(?<!${operator}\s*|\[[^\]]*|\w\(\s*)${word}(?!\s*${operator})`);
}
