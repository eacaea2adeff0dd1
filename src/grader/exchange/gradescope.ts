// Gradescope's results.json: what its autograder leaves for one submission.
// https://gradescope-autograders.readthedocs.io/en/latest/specs/
import { spanText } from "../page/index.ts";
import type { CheckResult } from "../results/index.ts";
import { inWords, type QuestionScore, type Score } from "../scores/index.ts";

type Visibility = "hidden" | "after_due_date" | "after_published" | "visible";

/** One test, as Gradescope shows it. */
interface GradescopeTest {
  name: string;
  number: string;
  max_score: number;
  /** Left out where it is not scored yet. */
  score?: number;
  status?: "passed" | "failed";
  output: string;
  output_format: "text";
  visibility: Visibility;
}

/** The whole file. */
export interface GradescopeResults {
  /** All points so far, less what is taken off for being late. */
  score: number;
  /** In seconds. */
  execution_time: number;
  output: string;
  output_format: "text";
  visibility: Visibility;
  stdout_visibility: Visibility;
  tests: GradescopeTest[];
}

/**
 * Undefined where nothing was graded: a zero would say that it was. Where something is not scored yet, such as a text, it says
 * so, and has no score of its own.
 */
export function gradescopeResults(score: Score): GradescopeResults | undefined {
  const { result, questions } = score;
  if (result.state !== "graded" || questions.length === 0) return undefined;
  const factor = result.late?.factor ?? 1;
  const open = inWords(score);
  const words = [
    ...(result.late ? [`${spanText(result.late.hours)} late: ${round(factor * 100)} % of the points count.`] : []),
    ...(open === "" ? [] : [`Not scored yet: ${open}.`]),
  ];
  return {
    score: round(score.soFar * factor),
    execution_time: round(result.checks.reduce((sum, { milliseconds }) => sum + milliseconds, 0) / 1000),
    output: words.join("\n"),
    output_format: "text",
    visibility: "visible",
    // What a student's program printed is nobody's verdict.
    stdout_visibility: "hidden",
    tests: questions.flatMap(question => question.checks.map((check, index) => testOf(question, check, index))),
  };
}

function testOf({ question, manual }: QuestionScore, check: CheckResult, index: number): GradescopeTest {
  const points = check.kind === "written" ? (manual?.points ?? check.points) : check.points;
  const number = question.replace(/^\D+/, "") || question;
  const kinds = { public: "", hidden: ", on inputs that are not shown", written: ", read by a person" };
  return {
    name: `${question}${kinds[check.kind]}`,
    number: index === 0 ? number : `${number}.${index}`,
    max_score: check.of,
    ...(points !== null && { score: round(points), status: points >= check.of ? "passed" : "failed" }),
    output: wordsOf(check, manual?.comment),
    output_format: "text",
    visibility: check.kind === "hidden" ? "after_published" : "visible",
  };
}

/** What a hidden check says may name what it tried. */
function wordsOf({ kind, state, message }: CheckResult, comment: string | undefined): string {
  if (kind === "hidden") return state === "pass" ? "right there, too" : `there: ${state.replaceAll("-", " ")}`;
  return comment ?? message;
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4;
