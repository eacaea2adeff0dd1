// What a teaching assistant reads after a run: who needs a look, how the class did, which mistakes are common, who is alike.

import type { Notebook } from "../../../kernel/notebook/index.ts";
import { firstOf } from "../first-of.ts";
import { clipped, countOf, type Html, html, numberText, page, sentence, tableOf, timeText } from "../page/index.ts";
import type { RunRecord } from "../results/index.ts";
import { byName, calledByName, inWords, type Score } from "../scores/index.ts";
import { likeSolution, type OfAuthor, pairsOf } from "../similarity/index.ts";
import { concernsOf } from "./concerns.ts";
import { factsOf, kindsOfOutcome, type QuestionFacts, quantile, type Shared } from "./facts.ts";
import { distribution, outcomes, times } from "./figures.ts";
import { pairParts } from "./pairs-part.ts";

export interface ReportOf {
  run: RunRecord;
  scores: readonly Score[];
  /** The questions' names in order. */
  questions: readonly string[];
  /** The executed notebooks by their submissions' ids, as far as there are any. */
  notebooks: ReadonlyMap<string, Notebook>;
  /** What was handed out, and the author's solution, as far as they are known. */
  author: OfAuthor;
}

/** So many pairs are shown side by side. */
const mostPairs = 40;

/** The page, as text of a file. */
export function reportPage({ run, questions, notebooks, author, ...of }: ReportOf): string {
  const scores = byName(of.scores).map(calledByName);
  const handed = [...notebooks].map(([id, notebook]) => ({ id, notebook }));
  const pairs = pairsOf(handed, author);
  const facts = factsOf(scores, questions);
  const students = new Map(scores.map(({ result }) => [result.submission, result.student]));
  const title = `Report: ${run.assignment}`;
  const parts = pairParts(pairs.slice(0, mostPairs), id => ({
    student: students.get(id) ?? id,
    notebook: notebooks.get(id),
  }));
  const body = html`<h1>${title}</h1>
${head(run, scores)}
${openParts(run, scores, facts)}
<h2>Who needs a look</h2>
${concerns(scores, concernsOf(scores, pairs, new Set(likeSolution(handed, author))))}
<h2>Points</h2>
${pointsPart(scores)}
<h2>Questions</h2>
${facts.length > 0 && outcomes(facts)}
${questionsTable(facts)}
${facts.map(mistakesPart)}
<h2>Alike</h2>
<p>A pair is a reason to look, and no proof. What was handed out does not count${
    !author.released && " (it is not known here, so given code may count: see --course)"
  }, nor the solution's code, nor what more than a fifth of the class has. Other names, numbers, comments and layout make no difference.</p>
${pairs.length > mostPairs && html`<p>These are the ${mostPairs} most alike of ${pairs.length} pairs.</p>`}
${parts.length > 0 ? parts : html`<p>No two notebooks have much in common.</p>`}
<p class="quiet">${countOf(notebooks.size, "notebook")} of ${countOf(scores.length, "submission")} ${notebooks.size === 1 ? "was" : "were"} compared.</p>
<h2>Flags</h2>
${flagsPart(scores)}
<h2>Time used</h2>
${facts.length > 0 && times(facts)}
${timesTable(facts)}
<h2>Everybody</h2>
${everybody(scores)}`;
  return page({ title, body });
}

function head({ run, startedAt, finishedAt }: RunRecord, scores: readonly Score[]): Html {
  const groups = Map.groupBy(scores, ({ standing }) => standing);
  const standings = (["graded", "to mark", "incomplete", "refused"] as const).flatMap(name =>
    groups.has(name) ? [`${groups.get(name)!.length} ${name}`] : [],
  );
  return html`<p class="quiet">Run ${run}, begun ${timeText(startedAt)}${finishedAt !== undefined && `, done ${timeText(finishedAt)}`}</p>
<p class="total">${countOf(scores.length, "submission")}: ${standings.join(", ") || "none"}</p>`;
}

/** What has to be done before all is scored. */
function openParts({ waiting }: RunRecord, scores: readonly Score[], facts: readonly QuestionFacts[]): Html {
  const broken = facts.flatMap(({ question }) => {
    const found = scores.flatMap(({ questions }) =>
      questions.filter(one => one.question === question && one.state === "broken-question"),
    );
    if (found.length === 0) return [];
    const says = new Set(
      found.flatMap(({ checks }) =>
        checks.filter(({ state }) => state === "broken-question").map(({ message }) => message),
      ),
    );
    const { told, more } = firstOf([...says], 3);
    return [
      html`<li><strong>${question} is broken</strong> for ${countOf(found.length, "student")}: its author should mend it; nobody has lost points by it. Then grade again.
<ul>${told.map(message => html`<li>${sentence(clipped(message, 500))}</li>`)}${more > 0 && html`<li>${more} more like these</li>`}</ul></li>`,
    ];
  });
  const texts = facts.reduce((sum, { counts }) => sum + counts["to mark"], 0);
  const items = [
    ...(waiting > 0
      ? [
          html`<li>The run is not done: ${countOf(waiting, "submission")} ${waiting === 1 ? "is" : "are"} not in this report.</li>`,
        ]
      : []),
    ...broken,
    ...(texts > 0 ? [html`<li>${countOf(texts, "text")} ${texts === 1 ? "waits" : "wait"} for a person.</li>`] : []),
  ];
  return items.length > 0 ? html`<div class="outcome note"><p>Still open:</p><ul>${items}</ul></div>` : html``;
}

function concerns(scores: readonly Score[], found: ReturnType<typeof concernsOf>): Html {
  if (found.length === 0) return html`<p>Nobody.</p>`;
  return tableOf({
    caption: `${found.length} of ${scores.length}`,
    columns: ["Student", "Why"],
    rows: found.map(({ student, why }) => [
      html`<bdi>${student}</bdi>`,
      html`${why.map((one, i) => html`${i > 0 && html`<br>`}${one}`)}`,
    ]),
  });
}

/** Whoever is not wholly scored counts with what they have so far: a class is to be seen before its texts are marked. */
function pointsPart(scores: readonly Score[]): Html {
  const graded = scores.filter(({ questions }) => questions.length > 0);
  if (graded.length === 0) return html`<p>Nobody is graded yet.</p>`;
  const points = graded.map(({ total, soFar, result }) => total ?? soFar * (result.late?.factor ?? 1));
  const open = graded.filter(({ total }) => total === undefined).length;
  const of = Math.max(...graded.map(score => score.of));
  const mean = points.reduce((sum, one) => sum + one, 0) / points.length;
  const [low, median, high] = [0.25, 0.5, 0.75].map(part => numberText(quantile(points, part)));
  return html`<p>${countOf(graded.length, "submission")}: mean ${numberText(mean)}, median ${median}, the middle half from ${low} to ${high},
all from ${numberText(Math.min(...points))} to ${numberText(Math.max(...points))}, of ${numberText(of)}. What is taken off for being late is taken off here.</p>
${open > 0 && html`<p>${countOf(open, "submission")} ${open === 1 ? "is" : "are"} not wholly scored, and ${open === 1 ? "counts" : "count"} with what is there so far.</p>`}
${distribution(points, of)}`;
}

const questionsTable = (facts: readonly QuestionFacts[]): Html =>
  tableOf({
    caption: "How many have each question so",
    columns: ["Question", ...kindsOfOutcome.map(kind => `#${kind}`), "#mean", "#of"],
    rows: facts.map(({ question, counts, mean, of }) => [
      question,
      ...kindsOfOutcome.map(kind => counts[kind]),
      mean === undefined ? "–" : numberText(mean),
      numberText(of),
    ]),
  });

function mistakesPart({ question, mistakes, unexplained, errors }: QuestionFacts): Html {
  const parts = [
    sharedList("Mistakes, by the hint that they get", mistakes),
    sharedList("Wrong answers of several that no known mistake explains", unexplained),
    sharedList("Errors of the students' code", errors),
  ];
  return parts.some(part => part !== undefined) ? html`<h3>${question}</h3>${parts}` : html``;
}

function sharedList(title: string, all: readonly Shared[]): Html | undefined {
  if (all.length === 0) return undefined;
  const items = all.map(
    ({ text, students }) => html`<li>${sentence(clipped(text, 300))}
<details><summary>${countOf(students.length, "student")}</summary>${students.map((name, i) => html`${i > 0 && ", "}<bdi>${name}</bdi>`)}</details></li>`,
  );
  return html`<p>${title}:</p><ul>${items}</ul>`;
}

function flagsPart(scores: readonly Score[]): Html {
  const rows = scores.flatMap(({ result: { student, flags } }) =>
    flags.map(({ kind, message, cell = "" }) => [
      html`<bdi>${student}</bdi>`,
      kind,
      clipped(cell, 80),
      sentence(clipped(message, 500)),
    ]),
  );
  if (rows.length === 0) return html`<p>None.</p>`;
  return tableOf({ caption: "What was noticed in files", columns: ["Student", "Kind", "Cell", "What"], rows });
}

const secondsText = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(milliseconds < 9950 ? 2 : 1)} s`;

const timesTable = (facts: readonly QuestionFacts[]): Html =>
  tableOf({
    caption: "Time of the checks of one submission",
    columns: ["Question", "#median", "#longest"],
    rows: facts.map(({ question, medianTime, longestTime }) => [
      question,
      secondsText(medianTime),
      secondsText(longestTime),
    ]),
  });

const everybody = (scores: readonly Score[]): Html =>
  tableOf({
    caption: "All submissions",
    columns: ["Student", "State", "#points", "#of", "#late", "#total", "Open"],
    rows: scores.map(score => {
      const { result, standing, soFar, of, total } = score;
      const isScored = score.questions.length > 0;
      return [
        html`<bdi>${result.student}</bdi>`,
        standing,
        isScored ? numberText(soFar) : "",
        isScored ? numberText(of) : "",
        result.late ? `× ${numberText(result.late.factor)}` : "",
        total === undefined ? "" : numberText(total),
        clipped(inWords(score), 300),
      ];
    }),
  });
