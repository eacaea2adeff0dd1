// Before anybody is graded: the hidden checks take what is right. A wrong one would take points from all who are right.
import { type Checking, type GradedQuestion, isWritten } from "../../grader/judge/assignment.ts";
import { UsageError } from "../usage.ts";
import type { ToGrade } from "./assignment.ts";

/** For so many made-up students it is asked, where each has questions of their own. */
const madeUpStudents = Array.from({ length: 5 }, (_, n) => `made-up student ${n + 1}`);

/** @throws UsageError that lists what does not hold, as `unrolled doctor` finds it */
export async function requireHiddenChecks({ assignment, hidden }: ToGrade): Promise<void> {
  if (hidden === undefined) return;
  const { file, isPersonal, keysFor } = hidden;
  for (const student of madeUpStudents.slice(0, isPersonal ? undefined : 1)) {
    const questions = assignment.questionsOf(student);
    const known = questions.map(({ key }) => key);
    const faults = keysFor(student)
      .filter(key => !known.includes(key))
      .map(key => `${key}: there is no such question, only ${known.join(", ")}`);
    for (const question of questions) faults.push(...(await faultsOf(question, assignment.checking)));
    if (faults.length > 0)
      throw new UsageError(
        `unrolled grade ${assignment.name}: hidden checks do not hold${isPersonal ? ` (as ${student} has them)` : ""}, so nothing is graded:\n  ${faults.join("\n  ")}\nmend ${file}, or the question, and grade again`,
      );
  }
}

async function faultsOf(
  { key, definition, hidden }: GradedQuestion,
  { hiddenFaults }: Pick<Checking, "hiddenFaults">,
): Promise<string[]> {
  if (!hidden || isWritten(definition)) return [];
  const faults = await hiddenFaults(definition, hidden.answer as never, []);
  return faults.map(fault => `${key}: ${fault.replaceAll("\n", "\n    ")}`);
}
