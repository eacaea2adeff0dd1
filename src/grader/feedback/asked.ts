// What was asked, as far as a student may read it.
import type { Criterion, Judgement, QuestionDefinition } from "../../checking/index.ts";

/** The definitions of an assignment's questions by their names, as one student has them. */
export interface Definitions {
  // biome-ignore lint/suspicious/noExplicitAny: questions of every kind of answer stand side by side
  readonly [question: string]: QuestionDefinition<any, Judgement | Promise<Judgement>>;
}

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

/** What may be told of the questions of an assignment. */
export const askedOf = (definitions: Definitions): Asked[] =>
  Object.entries(definitions).map(([question, { asks, points = 1, answer, fingerprints = [] }]) => {
    const known = [...fingerprints, ...(answer.fingerprints ?? [])];
    return { question, asks, points, rubric: rubricOf(answer), hints: new Set(known.map(({ hint }) => hint)) };
  });

const rubricOf = (answer: object): readonly Criterion[] => ("rubric" in answer ? (answer.rubric as Criterion[]) : []);
