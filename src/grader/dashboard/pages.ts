// The pages of the dashboard: what has come in and what waits for a person, and one written answer after another to be marked.
import type { Criterion, SampleAnswer } from "../../checking/index.ts";
import { type AskedOfOne, answersTo, type Written } from "../manual/index.ts";
import {
  countOf,
  type Html,
  html,
  numberText,
  page,
  prose,
  sentence,
  spanText,
  tableOf,
  timeText,
} from "../page/index.ts";
import { concernsOf, factsOf } from "../report/index.ts";
import { type ManualScore, markOf, type RunRecord, writtenAnswer } from "../results/index.ts";
import { inWords, type Score, shownName } from "../scores/index.ts";

/** A question as one student has it, with texts and their marks, by which markers agree. */
export interface ShownOfOne extends AskedOfOne {
  readonly samples: readonly SampleAnswer[];
}

/** A question that a person marks. */
export interface MarkedQuestion extends Written {
  for(student: string): ShownOfOne;
}

/** What the pages speak of, as it is now. */
export interface Class {
  readonly run: RunRecord;
  readonly scores: readonly Score[];
  readonly questions: readonly string[];
  readonly written: readonly MarkedQuestion[];
  readonly marks: readonly ManualScore[];
}

export function overviewPage({ run, scores, questions, written, marks }: Class): string {
  const of = (standing: Score["standing"]) => scores.filter(score => score.standing === standing).length;
  const title = `${run.assignment}: the class`;
  const counts = [
    `${countOf(scores.length, "student")} in the run ${run.run}`,
    ...(run.waiting > 0 ? [`${run.waiting} are not graded yet`] : []),
    `${of("graded")} graded`,
    `${of("to mark")} with something to mark`,
    `${of("refused")} refused`,
    ...(of("incomplete") > 0 ? [`${of("incomplete")} with a fault that is not the student's`] : []),
  ];
  const queues = written.map(({ question, of }) => {
    const all = answersTo(question, run);
    const open = all.filter(result => !markOf(marks, question, result)).length;
    return [html`<a href="/mark/${question}">${question}</a>`, numberText(of), all.length, open] as const;
  });
  const broken = scores.flatMap(({ result, questions }) =>
    questions
      .filter(({ state }) => state === "broken-question")
      .map(({ question }) => ({ question, student: result.student })),
  );
  const byQuestion = [...Map.groupBy(broken, ({ question }) => question)];
  const concerns = concernsOf(scores, [], new Set());
  const mistakes = factsOf(scores, questions).map(({ question, counts, mean, of, mistakes }) => [
    question,
    mean === undefined ? "–" : `${numberText(mean)} of ${numberText(of)}`,
    counts.right,
    counts["not attempted"],
    html`${mistakes.slice(0, 2).map(({ text, students }) => html`<p>${countOf(students.length, "student")}: ${sentence(text)}</p>`)}`,
  ]);
  const rows = scores.map(score => [
    shownName(score.result),
    score.total === undefined ? "–" : `${numberText(score.total)} of ${numberText(score.of)}`,
    score.result.received === undefined ? "–" : timeText(score.result.received),
    lateText(score),
    html`${score.standing}${score.standing !== "graded" && inWords(score) !== "" && html`: ${inWords(score)}`}`,
  ]);
  const body = html`<h1>${title}</h1>
<p>${counts.join(" · ")}. <a href="/report">The whole report</a> · <a href="/">ask again</a></p>
<h2>Waits for a person</h2>
${queues.length === 0 ? html`<p>No question is marked by a person.</p>` : tableOf({ caption: "Written answers: the question's name leads to them", columns: ["Question", "#Points", "#Answers", "#Not marked"], rows: queues })}
${byQuestion.map(([question, some]) => html`<p><strong>${question} is broken</strong> for ${countOf(some.length, "student")}: correct it, then grade again.</p>`)}
${concerns.length > 0 && html`<details><summary>${countOf(concerns.length, "student")} ${concerns.length === 1 ? "needs" : "need"} a look</summary><ul>${concerns.map(({ student, why }) => html`<li>${student}: ${why.join("; ")}</li>`)}</ul></details>`}
<h2>Questions</h2>
${tableOf({ caption: "How they went, and the commonest mistakes", columns: ["Question", "#Mean", "#Right", "#Not attempted", "Mistakes"], rows: mistakes })}
<h2>Students</h2>
${tableOf({ caption: "Who has handed in", columns: ["Student", "#Points", "Came", "Late", "Standing"], rows })}`;
  return page({ title, body, hasForms: true });
}

/** How late, and what part of the points counts for that; "" where it came in time. */
const lateText = ({ result: { late } }: Score): string =>
  late ? `${spanText(late.hours)}, ×\u00a0${numberText(late.factor)}` : "";

/** What was typed into the form, where it cannot be taken. */
export interface Refused {
  readonly values: readonly string[];
  readonly comment: string;
  readonly faults: readonly string[];
}

/** Ctrl+Enter saves from the comment, too, where Enter is a new line. */
const saveByKey = `addEventListener("keydown", event => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  document.querySelector("form").requestSubmit();
});`;

/** One answer with its form: a number for each criterion, Tab to the next; Enter or Ctrl+Enter saves and goes on. */
export function markPage({ run, marks }: Class, asked: MarkedQuestion, at: number, refused?: Refused): string {
  const { question, of } = asked;
  const queue = answersTo(question, run);
  const result = queue[at]!;
  const { asks, rubric, samples } = asked.for(result.askedAs ?? result.student);
  const mark = markOf(marks, question, result);
  const open = queue.filter(one => !markOf(marks, question, one)).length;
  const title = `${question}: ${at + 1} of ${queue.length}`;
  const givenFor = (i: number) =>
    refused?.values[i] ?? (mark?.criteria?.length === rubric.length ? String(mark.criteria[i]) : "");
  const inputs = rubric.map(({ wants, marks }, i) => criterionInput(i, wants, marks, givenFor(i)));
  const link = (to: number, words: string, key: string) =>
    to >= 0 && to < queue.length && html`<a href="/mark/${question}?at=${to}" accesskey="${key}">${words}</a> `;
  const body = html`<p><a href="/">The class</a> · ${link(at - 1, "← the one before", "p")}${link(at + 1, "the next →", "n")}</p>
<h1>${title}</h1>
<p class="quiet">${countOf(of, "point")}; ${open} not marked yet. Names are left out. Tab: next criterion. Enter: save, and go on.</p>
<h2>The question</h2>
<p class="quiet">With the numbers of the student whose answer this is.</p>
${asks.split("\n").map(line => html`<p>${sentence(line.trim())}</p>`)}
${samplesPart(samples, rubric)}
<h2>The answer</h2>
${prose(writtenAnswer(result, question))}
${refused && html`<div class="outcome wrong" role="alert">${refused.faults.map(fault => html`<p>${fault}</p>`)}</div>`}
<form method="post" action="/mark/${question}?at=${at}">
<input type="hidden" name="hash" value="${result.hash}">
${inputs}
<label for="comment">Comment for the student</label>
<textarea id="comment" name="comment" rows="3" aria-describedby="keys">${refused?.comment ?? mark?.comment ?? ""}</textarea>
<p class="quiet" id="keys">In the comment Enter: a new line. Ctrl+Enter: save, and go on.</p>
<button type="submit">Save, and go on</button>
</form>`;
  return page({ title, body, hasForms: true, script: saveByKey });
}

function samplesPart(samples: readonly SampleAnswer[], rubric: readonly Criterion[]): Html {
  if (samples.length === 0) return html``;
  const all = numberText(rubric.reduce((sum, { marks }) => sum + marks, 0));
  return html`<details><summary>Texts with their marks</summary>${samples.map(({ answer, marks }) => html`<p><strong>${numberText(marks)} of ${all}</strong></p>${prose(answer)}`)}</details>`;
}

function criterionInput(i: number, wants: string, marks: number, value: string): Html {
  const focus = i === 0 && html` autofocus`;
  return html`<label for="c${i}">${i + 1}. ${sentence(wants)} (0 to ${numberText(marks)}, any part such as ${numberText(marks / 4)})</label>
<input type="text" inputmode="decimal" autocomplete="off" id="c${i}" name="c${i}" value="${value}" required${focus}>
`;
}

export function allMarkedPage(question: string, count: number): string {
  const body = html`<h1>${question}: all marked</h1>
<p>${countOf(count, "answer")} ${count === 1 ? "has its" : "have their"} marks. <a href="/" autofocus>The class</a> · <a href="/mark/${question}?at=0">from the first again</a></p>`;
  return page({ title: `${question}: all marked`, body, hasForms: true });
}

/** @param words said in a heading and a sentence */
export function plainPage([heading, said]: readonly [string, string]): string {
  return page({ title: heading, body: html`<h1>${heading}</h1><p>${said}</p>` });
}
