// What an assignment is proven by before it is handed out: its questions, its source, and the copy that nobody has touched.
import type { Notebook } from "../../../kernel/notebook/index.ts";
import { type Session, startSession } from "../../../kernel/session.ts";
import type { AssignmentState, QuestionState } from "../../checking/index.ts";
import { openCourse } from "../preload.ts";
import { proveCell } from "../prove-cell.ts";
import { type FailedCell, type Run, runAll } from "../validate/run-all.ts";
import { type Candidate, type Fault, nobody, type Told } from "./findings.ts";
import { proveOpen } from "./prove-open.ts";

/** Its own sessions: a trick of one run is gone in the next. @param student stronger than what a cell says */
async function inSession<Result>(
  { preload, cwd }: Candidate,
  use: (session: Session) => Promise<Result>,
  student?: string,
): Promise<Result> {
  const before = process.env.UNROLLED_STUDENT;
  // The session hands it on to the cells' process when that starts.
  if (student === undefined) delete process.env.UNROLLED_STUDENT;
  else process.env.UNROLLED_STUDENT = student;
  const session = await startSession({ ...preload, cwd }).finally(() => {
    if (before === undefined) delete process.env.UNROLLED_STUDENT;
    else process.env.UNROLLED_STUDENT = before;
  });
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}

/** The questions of the assignment, and what does not hold of them by themselves: right answers, mistakes, mutants. */
export async function proveQuestions(candidate: Candidate): Promise<Told & { faults: Fault[] }> {
  const { name, course, preload } = candidate;
  const isOpen = preload.preload.includes(openCourse);
  const { fault, ...told } = isOpen
    ? await proveOpen(course, name, nobody)
    : await inSession(candidate, proveInSession);
  const next = `mend ${name}/questions.ts, mistakes.ts or hidden.ts`;
  return { ...told, faults: fault?.split(/\n(?! )/).map(what => ({ where: name, what, next })) ?? [] };

  async function proveInSession(session: Session): Promise<Told & { fault?: string }> {
    const proof = await session.execute(proveCell(course, name));
    const told = await session.execute(toldCell(name));
    // An index.ts that does not know the assignment says so in both.
    if (told.status === "error") throw new Error(told.evalue);
    const found = (await session.call("toldToRelease", [])) as Told;
    return proof.status === "error" ? { ...found, fault: proof.evalue } : found;
  }
}

/** Stands below the cell that proves, which has what lies beside the questions. */
const toldCell = (name: string): string => `const toldToRelease = (() => {
  const name = ${JSON.stringify(name)}, who = ${JSON.stringify(nobody)};
  const course = assignment as any;
  const questions = Object.entries(course.of(name, who)).map(([key, q]: any) => ({ key, points: q.points, isWritten: q.isWritten }));
  const given = (beside as any)[name]?.hidden ?? {};
  const hidden = Object.keys(typeof given === "function" ? given(course.contextOf(name, who)) : given);
  return () => ({ mode: course.modeOf(name), questions, hidden });
})();`;

/** The source, as its author has solved it: every question has full marks, or is one that a person marks. */
export const proveSource = (candidate: Candidate, source: Notebook): Promise<Fault[]> =>
  inSession(candidate, async session => {
    const run = await runAll(source, session, quietly());
    const next = "mend the solution in source.ipynb, or the question";
    return [
      ...run.failed.map(failed => ({ where: whereOf(failed), what: wordsOf(failed), next })),
      ...run.uncaught.map(({ number, error }) => ({
        where: `source.ipynb, cell ${number}`,
        what: `leaves an error behind: ${error.ename}: ${error.evalue}`,
        next,
      })),
      ...ofQuestions(candidate.name, run, question => {
        if (isFull(question) || question.handed === "in-markdown") return undefined;
        if (question.handed === "unchecked")
          return { what: "no cell answers it", next: `write ${question.key}.check(…)` };
        return { what: `its solution gets ${toldOf(question, run)}: full marks are expected`, next };
      }),
    ];
  });

/** The copy as it is handed out: no question has any points, and every cell runs. */
export const proveStub = (candidate: Candidate, stub: Notebook): Promise<Fault[]> =>
  inSession(
    candidate,
    async session => {
      const run = await runAll(stub, session, quietly());
      const next = "put all of the answer between the marks";
      return [
        ...run.failed.map(failed => ({
          where: whereOf(failed),
          what: `in the copy that nobody has touched: ${wordsOf(failed)}`,
          next: "let the cell run with ____ in the place of the answer",
        })),
        ...ofQuestions(candidate.name, run, question =>
          !earns(question)
            ? undefined
            : { what: `the copy that nobody has touched gets ${toldOf(question, run)}: nothing is expected`, next },
        ),
      ];
    },
    nobody,
  );

const quietly = () => ({ signal: new AbortController().signal, onStart: () => {} });

const isFull = ({ handed, status, earned, points }: QuestionState): boolean =>
  handed === "answered" && (status === "recorded" || earned === points);

/** Points, or what a person or a grader would have to look at. */
const earns = ({ handed, earned }: QuestionState): boolean => (earned === null ? handed === "answered" : earned > 0);

const whereOf = ({ number }: FailedCell): string => `source.ipynb, cell ${number}`;
const wordsOf = ({ error }: FailedCell): string => `${error.ename}: ${error.evalue.split("\n", 1)[0]}`;

function toldOf({ id, earned, points, words }: QuestionState, { messageOf }: Run): string {
  const message = messageOf.get(id);
  const share = earned === null ? "" : `${Number(earned.toFixed(2))} of ${points} points, `;
  return `${share}“${words}${message ? `: ${message}` : ""}”`;
}

function ofQuestions(
  name: string,
  { validation, cellOf }: Run,
  fault: (question: QuestionState) => Pick<Fault, "what" | "next"> | undefined,
): Fault[] {
  const state: AssignmentState | undefined = validation?.assignments.find(one => one.name === name);
  if (!state)
    return [
      {
        where: "source.ipynb",
        what: "its cells never take the questions",
        next: `write assignment(${JSON.stringify(name)}) in a cell`,
      },
    ];
  return state.questions.flatMap(question => {
    const found = fault(question);
    const cell = cellOf.get(question.id);
    const where = `source.ipynb${cell === undefined ? "" : `, cell ${cell}`}, ${question.key}`;
    return found ? [{ where, ...found }] : [];
  });
}
