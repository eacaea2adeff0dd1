// What an assignment's own notebooks come to when they are graded: the source, and the copy that nobody has touched.
//
// The same judge as `unrolled grade`, hidden checks and exams included. Its sessions are no boxes: the code is the author's.
import { join } from "node:path";
import type { Notebook } from "../../../kernel/notebook/index.ts";
import { PairedSession } from "../../../kernel/remote/paired-session.ts";
import { startRemoteCompiler } from "../../../kernel/remote/remote-compiler.ts";
import type { BoxSource } from "../../grader/judge/box.ts";
import { writeBoxCourse } from "../../grader/judge/course-in-box.ts";
import { judgeSubmission } from "../../grader/judge/judge.ts";
import type { CheckResult } from "../../grader/results/index.ts";
import type { RestoredCell } from "../../grader/submissions/index.ts";
import type { ToGrade } from "../grade/assignment.ts";
import { type Fault, nobody } from "./findings.ts";

/**
 * Where the source does not get full marks, or the untouched copy gets some.
 * @param cwd the assignment's folder, in which its cells run
 */
export async function judgeOwn(
  { assignment }: ToGrade,
  notebooks: { readonly source: Notebook; readonly stub: Notebook },
  cwd: string,
): Promise<Fault[]> {
  const course = writeBoxCourse();
  const preload = ["unrolled", "unrolled/cells", join(course.folder, "index.js")];
  const compiler = await startRemoteCompiler({ preload, required: ["assignment"], cwd });
  const boxes: BoxSource = {
    async take() {
      const session = new PairedSession({ executor: { preload, cwd }, compiler: async () => compiler });
      await session.ready;
      return {
        session,
        endedFor: () => undefined,
        async end() {
          await session.close();
          compiler.renew();
        },
      };
    },
  };
  const judge = async (notebook: Notebook, submission: string): Promise<CheckResult[]> => {
    const checks: CheckResult[] = [];
    const cells: RestoredCell[] = notebook.cells.map(cell => ({
      cell,
      ...(cell.id !== undefined && { released: cell.id }),
    }));
    await judgeSubmission({
      ...{ assignment, submission, cells, boxes, student: nobody, names: [], others: new Set<string>() },
      ...{ hash: submission, run: "release", secret: "release" },
      // Nothing is tried again: what fails here is told.
      isLastTry: true,
      onCheck: check => checks.push(check),
    });
    return checks;
  };
  try {
    const source = await judge(notebooks.source, "source");
    const stub = await judge(notebooks.stub, "stub");
    return [...source.flatMap(sourceFault), ...stub.flatMap(stubFault)];
  } finally {
    await compiler.close();
    course.remove();
  }
}

const isFull = ({ state }: CheckResult): boolean => state === "pass" || state === "to-mark";

const told = ({ kind, state, points, of, message }: CheckResult): string =>
  `${points ?? "no"} of ${of} points from its ${kind} check (${state.replaceAll("-", " ")}): ${message}`;

const sourceFault = (check: CheckResult): Fault[] =>
  isFull(check)
    ? []
    : [
        {
          where: `source.ipynb, ${check.question}`,
          what: `graded, its solution gets ${told(check)}; full marks are expected`,
          next: "mend the solution in source.ipynb, or the check",
        },
      ];

const stubFault = (check: CheckResult): Fault[] =>
  (check.points ?? 0) > 0 || check.state === "to-mark"
    ? [
        {
          where: `source.ipynb, ${check.question}`,
          what: `graded, the copy that nobody has touched gets ${told(check)}; nothing is expected`,
          next: "put all of the answer between the marks",
        },
      ]
    : [];
