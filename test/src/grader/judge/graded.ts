// A small assignment, and what judging a submission of it comes to.
import { formatNotebook, type Notebook } from "../../../../kernel/notebook/index.ts";
import * as checkingDoor from "../../../../src/checking/index.ts";
import * as checking from "../../../../src/checking/trusted.ts";
import { isolate } from "../../../../src/grader/isolate/ladder.ts";
import { startBoxedSession } from "../../../../src/grader/isolate/session.ts";
import type { Definition, GradedAssignment, JudgeLimits } from "../../../../src/grader/judge/assignment.ts";
import { writeBoxCourse } from "../../../../src/grader/judge/course-in-box.ts";
import { judgeSubmission } from "../../../../src/grader/judge/judge.ts";
import type { CheckResult, Flag } from "../../../../src/grader/results/index.ts";
import { releaseOf, restore } from "../../../../src/grader/submissions/index.ts";
import { smallHidden, smallQuestions } from "./small-course.ts";

const small = checkingDoor.course({ small: checkingDoor.graded(smallQuestions(checkingDoor)) });
const hidden = smallHidden(checkingDoor);

const code = (id: string, source: string) => ({
  cell_type: "code" as const,
  id,
  metadata: {},
  execution_count: null,
  outputs: [],
  source,
});
const solution = (text: string) => `// BEGIN SOLUTION\n${text}\n// END SOLUTION`;

/** The number that is drawn for ana: right answers of the source. */
export const right = (student = "ana") =>
  (checking.definitionOf(small.of("small", student).q1 as never) as { answer: { right: number } }).answer.right;

/** The source, with its solutions. */
export const source = (): Notebook => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "unrolled", display_name: "TypeScript (Unrolled)", language: "typescript" } },
  cells: [
    code("who", `${solution('const me = "ana"')}\nstudent(me)`),
    code("asks", 'const { q1, q2, q3, q4, q5, q6, broken } = assignment("small")'),
    code("q1", `${solution(`const twice = ${right()}`)}\nq1.check(twice)`),
    code(
      "q2",
      `function sum(xs: number[]): number {\n  // BEGIN SOLUTION\n  let total = 0\n  for (const x of xs) total += x\n  return total\n  // END SOLUTION\n}\nq2.check(sum)`,
    ),
    code("q3", `${solution("const a = 1\nconst b = 1 / 2")}\nq3.check({ a, b })`),
    code("q4", `${solution("const t = tensor([[1, 2], [3, 4]])")}\nq4.check(t)`),
    code("q5", `${solution("const double = (x: Tensor) => x.mul(2)")}\nq5.check(double)`),
    code("q6", `${solution('const why = "one and two, in words of my own"')}\nq6.check(why)`),
    code("broken", `${solution("const any = 1")}\nbroken.check(any)`),
    code("end", 'validate()\nprogress("small")'),
  ],
});

export interface Judged {
  checks: CheckResult[];
  flags: Flag[];
  notebook: Notebook;
  askedAs: string | undefined;
  /** By the check's name: its state, and its points where it has any. */
  states: { [check: string]: string };
}

export class SmallGrader {
  readonly #course = writeBoxCourse();
  readonly #isolated = isolate({ course: this.#course.folder });
  readonly #release = releaseOf(formatNotebook(source()), "source.ipynb");

  /** @param edit other texts of cells, by their ids; a new id is a cell that is added at the end, null takes one away */
  async judge(
    edit: { [cell: string]: string | null },
    options: {
      limits?: Partial<JudgeLimits>;
      run?: string;
      others?: string[];
      take?: () => never;
      slot?: number;
      isLastTry?: boolean;
      patience?: number;
      waited?: number;
    } = {},
  ): Promise<Judged> {
    const { isolation } = await this.#isolated;
    const assignment: GradedAssignment = {
      name: "small",
      release: this.#release,
      checking,
      limits: { cell: 10, check: 10, submission: 60, ...options.limits },
      questionsOf: student =>
        Object.entries(small.of("small", student)).map(([key, question]) => {
          const definition = checking.definitionOf(question as never) as never as Definition;
          const answer = hidden[key];
          return { key, definition, ...(answer && { hidden: { ...(definition as object), answer } as never }) };
        }),
    };
    const submitted = source();
    submitted.cells = submitted.cells.flatMap(cell => {
      const text = edit[cell.id!];
      if (text === null) return [];
      return [text === undefined ? cell : { ...cell, source: text }];
    });
    for (const [id, text] of Object.entries(edit))
      if (text !== null && !source().cells.some(cell => cell.id === id)) submitted.cells.push(code(id, text));
    const restored = restore(submitted, this.#release);
    const checks: CheckResult[] = [];
    const { notebook, flags, askedAs } = await judgeSubmission({
      assignment,
      submission: "ana",
      student: "ana",
      names: ["Ana Author"],
      others: new Set(options.others ?? []),
      hash: "00",
      run: options.run ?? "r1",
      isLastTry: options.isLastTry ?? false,
      patience: options.patience ?? 1,
      waitingForCore: () => () => options.waited ?? 0,
      secret: "secret",
      cells: restored.cells,
      boxes: { take: options.take ?? (() => startBoxedSession(isolation, options.slot ?? 5)) },
      onCheck: result => checks.push(result),
    });
    const states = Object.fromEntries(checks.map(({ check, state, points }) => [check, `${state} ${points ?? "–"}`]));
    return { checks, flags: [...restored.flags, ...flags], notebook, askedAs, states };
  }

  async close(): Promise<void> {
    (await this.#isolated).isolation.close();
    this.#course.remove();
  }
}

/** What a right submission comes to. */
export const allRight = {
  q1: "pass 2",
  q2: "pass 1.5",
  "q2/hidden": "pass 1.5",
  q3: "pass 1",
  q4: "pass 1",
  q5: "pass 1",
  "q6/written": "to-mark –",
  broken: "broken-question –",
};
