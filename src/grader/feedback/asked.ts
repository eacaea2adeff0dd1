// What was asked, as far as a student may read it.
import type { Assignment } from "../../checking/course.ts";
import type { Criterion } from "../../checking/index.ts";
import { definitionOf } from "../../checking/question.ts";

/** A question as a student was asked it. */
export interface Asked {
  /** The name under which a notebook has it: "q3". */
  readonly question: string;
  /** One or several lines; those that begin with spaces are a list. */
  readonly asks: string;
  readonly points: number;
  /** Where a person marks it: what is looked for. */
  readonly rubric: readonly Criterion[];
  /** The hints that its public check may give. A hidden check's own hints are not among them: they may name a hidden input. */
  readonly hints: ReadonlySet<string>;
}

/** The questions of an assignment as one student has them: `course.of(assignment, student)`. */
export const askedOf = (questions: Assignment): Asked[] =>
  Object.entries(questions).map(([question, made]) => {
    const { asks, points = 1, answer, fingerprints = [] } = definitionOf(made);
    const known = [...fingerprints, ...(answer.fingerprints ?? [])];
    return { question, asks, points, rubric: rubricOf(answer), hints: new Set(known.map(({ hint }) => hint)) };
  });

const rubricOf = (answer: object): readonly Criterion[] => ("rubric" in answer ? (answer.rubric as Criterion[]) : []);
