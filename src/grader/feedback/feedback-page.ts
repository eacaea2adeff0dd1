// Feedback for one student, as a page that is one file: what was asked, what was given, what it came to, and why.
import type { Notebook } from "../../../kernel/notebook/index.ts";
import {
  clipped,
  countOf,
  type Html,
  html,
  numberText,
  page,
  sentence,
  spanText,
  tableOf,
  timeText,
} from "../page/index.ts";
import type { RunRecord, SubmissionResult } from "../results/index.ts";
import { type QuestionScore, type Score, shownName } from "../scores/index.ts";
import type { Asked } from "./asked.ts";
import { answerCell, textOf } from "./cells.ts";
import { asksOf, outcomePart } from "./outcome-part.ts";
import { forWhoRuns, toldOf } from "./told.ts";

/** What feedback is made of. */
export interface FeedbackOf {
  run: Pick<RunRecord, "assignment" | "startedAt">;
  score: Score;
  /** The questions as this student had them. */
  asked: readonly Asked[];
  /** The notebook as it was executed, where there is one. */
  notebook: Notebook | undefined;
  /** What was handed out, where that is known. */
  released: Notebook | undefined;
}

/** So much of a cell is shown. */
const mostCode = 20_000;

/** The page, as text of a file. */
export function feedbackPage(feedback: FeedbackOf): string {
  const { run, score } = feedback;
  const { result } = score;
  const title = `Feedback: ${run.assignment}`;
  const body = html`<h1>${title}</h1>
${head(feedback)}
${result.state === "refused" ? refused(result) : result.state === "infrastructure-error" && notGraded(result)}
${result.state === "graded" && overview(feedback)}
${flagsOf(result)}
${questionsOf(feedback).map(one => questionPart(feedback, one))}`;
  return page({ title: `${title}, ${shownName(result)}`, body });
}

function head({ run, score }: FeedbackOf): Html {
  const { result, total } = score;
  const { late, received } = result;
  return html`<p><bdi>${shownName(result)}</bdi> · <span class="quiet">file <bdi>${result.file}</bdi>${
    received !== undefined && `, handed in ${timeText(received)}`
  }, graded ${timeText(run.startedAt)}</span></p>
<p class="total">${totalText(score)}</p>
${late && total !== undefined ? html`<p>${lateText(score)}</p>` : late && html`<p>Your file came ${spanText(late.hours)} late: ${part(late.factor)} of the points will count.</p>`}`;
}

export function totalText({ result, total, soFar, of, standing }: Score): string {
  if (result.state === "refused") return "This file could not be graded";
  if (total !== undefined) return `${numberText(total)} of ${countOf(of, "point")}`;
  if (standing === "to mark")
    return `${numberText(soFar)} of ${countOf(of, "point")} so far; a person has still to read your texts`;
  return result.checks.length === 0
    ? "Not graded yet"
    : `${numberText(soFar)} of ${countOf(of, "point")} so far; not all is graded`;
}

const lateText = ({ result: { late }, soFar, total }: Score): string =>
  `Your file came ${spanText(late!.hours)} late, so ${part(late!.factor)} of ${numberText(soFar)} points count: ${numberText(total!)}.`;

const part = (factor: number): string => `${numberText(factor * 100)} %`;

const refused = ({ reason }: SubmissionResult): Html =>
  html`<div class="outcome wrong"><p><strong>Why:</strong> ${sentence(reason ?? "no reason was noted")}</p>
<p>Nothing of it was graded; that is no score of zero. Please ask your teacher what to do.</p></div>`;

const notGraded = ({ reason }: SubmissionResult): Html =>
  html`<div class="outcome note"><p>The fault is on our side. You lose no points by it; it will be graded again.${
    reason !== undefined && html` <span class="quiet">(${sentence(reason)})</span>`
  }</p></div>`;

function flagsOf({ flags }: SubmissionResult): Html | undefined {
  if (flags.length === 0) return undefined;
  const items = flags.map(
    ({ message, cell }) =>
      html`<li>${cell !== undefined && !message.includes(JSON.stringify(cell)) && html`Cell <code>${clipped(cell, 80)}</code>: `}${sentence(clipped(message.replace(forWhoRuns, ""), 500))}</li>`,
  );
  return html`<h2>What was noticed in your file</h2>
<p>Your teacher sees this list, too. It takes no points away by itself.</p>
<ul>${items}</ul>`;
}

/** In the order in which they were asked. */
export function questionsOf({ score, asked }: Pick<FeedbackOf, "score" | "asked">): QuestionScore[] {
  const place = new Map(asked.map(({ question }, i) => [question, i]));
  return score.questions.toSorted((a, b) => (place.get(a.question) ?? 1e6) - (place.get(b.question) ?? 1e6));
}

function overview(feedback: FeedbackOf): Html {
  const rows = questionsOf(feedback).map(({ question, points, of, checks, manual }) => {
    const words = checks.map(check => {
      const { mark, title } = toldOf(check, undefined, manual);
      return `${check.kind === "hidden" ? "hidden check: " : ""}${mark} ${title}`;
    });
    return [
      html`<a href="#${question}">${question}</a>`,
      words.join("; "),
      points === undefined ? "–" : numberText(points),
      numberText(of),
    ];
  });
  return tableOf({ caption: "All questions", columns: ["Question", "Outcome", "#Points", "#of"], rows });
}

function questionPart(
  { asked: all, notebook, released }: FeedbackOf,
  { question, checks, manual }: QuestionScore,
): Html {
  const asked = all.find(one => one.question === question);
  const code = notebook && textOf(notebook.cells[answerCell(notebook, question, released)]);
  // A text stands with its outcome; where nothing was answered, the cell is what was handed out, or put back for grading.
  const isShown = checks.some(({ kind, state }) => kind !== "written" && state !== "not-attempted");
  return html`<section aria-labelledby="${question}">
<h2 id="${question}">${question}</h2>
${
  asked &&
  html`<h3>What was asked</h3>
${asksOf(asked.asks)}`
}
${
  code !== undefined &&
  isShown &&
  html`<h3>What you gave</h3>
<pre>${clipped(code, mostCode)}</pre>`
}
${checks.map(check => outcomePart(check, toldOf(check, asked, manual)))}
</section>`;
}
