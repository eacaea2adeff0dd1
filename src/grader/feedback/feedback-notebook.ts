// Feedback for one student, as the notebook that was executed: behind each answer stands what it came to.
import { type Cell, formatNotebook, type Notebook } from "../../../kernel/notebook/index.ts";
import { type Html, html } from "../page/index.ts";
import type { QuestionScore } from "../scores/index.ts";
import { answerCell } from "./cells.ts";
import { type FeedbackOf, questionsOf, totalText } from "./feedback-page.ts";
import { inertAttachments, inertOutput } from "./inert-outputs.ts";
import { asksOf, asWritten, outcomePart } from "./outcome-part.ts";
import { toldOf } from "./told.ts";

/** The text of the file. It carries no signature, so every Jupyter takes it for untrusted. */
export function feedbackNotebook(feedback: FeedbackOf & { notebook: Notebook }): string {
  const { notebook, score, run } = feedback;
  const taken = new Set(notebook.cells.flatMap(({ id }) => id ?? []));
  const hasIds = notebook.nbformat > 4 || notebook.nbformat_minor >= 5;
  const graded = (name: string, body: Html): Cell => ({
    cell_type: "markdown",
    ...(hasIds && { id: freeId(`feedback-${name}`, taken) }),
    metadata: { editable: false, deletable: false, unrolled: { feedback: name } },
    source: oneBlock(body),
  });

  const title = graded(
    "title",
    html`<div><h1>Feedback: ${run.assignment}</h1>
<p><strong>${totalText(score)}</strong></p>
<p>What each answer came to stands behind its cell, under the word “Graded”. Outputs are those of the grader's run; what a
check shows in an output is not the grade.</p></div>`,
  );
  const behind = new Map<number, Cell[]>();
  for (const question of questionsOf(feedback)) {
    const at = answerCell(notebook, question.question, feedback.released);
    const place = at < 0 ? notebook.cells.length - 1 : at;
    behind.set(place, [...(behind.get(place) ?? []), graded(question.question, gradedPart(feedback, question))]);
  }
  const cells = notebook.cells.flatMap((cell, i) => [inertCell(cell), ...(behind.get(i) ?? [])]);
  const rest = notebook.cells.length === 0 ? (behind.get(-1) ?? []) : [];
  const { kernelspec, language_info } = notebook.metadata;
  return formatNotebook({
    ...notebook,
    metadata: { ...(kernelspec && { kernelspec }), ...(language_info && { language_info }) },
    cells: [title, ...cells, ...rest],
  });
}

const gradedPart = ({ asked: all }: FeedbackOf, { question, checks, manual }: QuestionScore): Html => {
  const asked = all.find(one => one.question === question);
  return html`<div><p><strong>Graded: ${question}</strong></p>${asked && asksOf(asked.asks)}${checks.map(check => outcomePart(check, toldOf(check, asked, manual), asWritten))}</div>`;
};

/** HTML in Markdown ends at an empty line, and what follows would be Markdown again: so it is one line. */
const oneBlock = ({ text }: Html): string =>
  text
    .trim()
    .replace(/<pre[^>]*>[^<]*<\/pre>/g, found => found.replaceAll("\n", "&#10;"))
    .replaceAll("\n", " ");

function inertCell(cell: Cell): Cell {
  const { unrolled, trusted, ...metadata } = cell.metadata;
  const kept = {
    ...cell,
    metadata,
    ...(cell.attachments && { attachments: inertAttachments(cell.attachments) }),
  };
  return kept.cell_type === "code" ? { ...kept, outputs: kept.outputs.map(inertOutput) } : kept;
}

/** A student's cell may have the name already. */
function freeId(name: string, taken: Set<string>): string {
  const plain = name.replace(/[^\w-]/g, "-").slice(0, 50);
  let id = plain;
  for (let n = 2; taken.has(id); n++) id = `${plain}-${n}`;
  taken.add(id);
  return id;
}
