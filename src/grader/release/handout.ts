// What is handed out of an assignment: the student's copy with its cells locked, checksummed and listed.
//
// nbgrader's part of a cell's metadata is as nbgrader writes it, and has nothing else in it; ours is beside it.
// https://nbgrader.readthedocs.io/en/stable/contributor_guide/metadata.html
import {
  type Cell,
  formatNotebook,
  type Notebook,
  NotebookError,
  parseNotebook,
} from "../../../kernel/notebook/index.ts";
import { checksumOf } from "../checksum.ts";
import { mentionsMark } from "./marks.ts";
import { studentCopy } from "./student-copy.ts";

/** A question of an assignment, as far as its place in the notebook needs it. */
export interface Asked {
  /** The name under which the notebook has it: "q3". */
  readonly key: string;
  readonly points: number;
  /** Whether a person marks it. */
  readonly isWritten: boolean;
}

/** What a release writes into a notebook. */
export interface HandoutOptions {
  /** "gates-graded" */
  readonly assignment: string;
  /** Of its sources: another one means other questions. */
  readonly version: string;
  readonly questions: readonly Asked[];
  /** Its questions are not in every kernel: they stand in course/ beside the notebook. */
  readonly ownCourse?: boolean;
}

/**
 * Whether a cell of a source has a place for an answer: all others come back as they were handed out.
 * The name in `student("…")` is an answer, too.
 */
export const hasAnswer = ({ cell_type, source }: Cell): boolean =>
  mentionsMark(source) || (cell_type === "code" && /^student\((["'`])[^"'`\n]*\1\)/m.test(source));

/**
 * @param text the source's
 * @param name what messages call it
 * @throws NotebookError where a solution is not marked as it should be, or a cell has no id or one that stands twice
 */
export function handout(
  text: string,
  name: string,
  { assignment, version, questions, ownCourse = false }: HandoutOptions,
): Notebook {
  const source = parseNotebook(text, name);
  const copy = parseNotebook(studentCopy(text, name), name);
  const ids = requireIds(source, name);
  const cells = copy.cells.map((cell, index) => withLock(cell, source.cells[index]!, questions));
  const unrolled = {
    ...(copy.metadata.unrolled as Cell["metadata"] | undefined),
    ...{ assignment, version, cells: ids },
    ...(ownCourse && { ownCourse }),
  };
  return { ...copy, metadata: { ...copy.metadata, unrolled }, cells };
}

function requireIds({ cells }: Notebook, name: string): string[] {
  const ids = cells.map(({ id }, index) => {
    if (id === undefined)
      throw new NotebookError(
        `${name}, cell ${index + 1} has no id, by which it is known when it comes back: save the notebook in JupyterLab (nbformat 4.5)`,
      );
    return id;
  });
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice !== undefined) throw new NotebookError(`${name}: two cells have the id ${twice}: give one of them another`);
  return ids;
}

/** The questions that a cell of a source answers: by its checks, or by what its metadata say. */
function questionsOf({ cell_type, source, metadata }: Cell, questions: readonly Asked[]): Asked[] {
  const { question } = (metadata.unrolled ?? {}) as Cell["metadata"];
  return questions.filter(
    ({ key }) => key === question || (cell_type === "code" && new RegExp(`\\b${key}\\s*\\.\\s*check\\(`).test(source)),
  );
}

function withLock(cell: Cell, source: Cell, questions: readonly Asked[]): Cell {
  const solution = hasAnswer(source);
  const asked = solution ? questionsOf(source, questions) : [];
  const points = asked.reduce((sum, question) => sum + question.points, 0);
  // What a person marks is graded where it is written; of the rest nbgrader knows no points (nbgrader/source.ts gives it cells).
  const grade = asked.some(({ isWritten }) => isWritten);
  const metadata = {
    schema_version: 3,
    grade_id: cell.id!,
    grade,
    solution,
    locked: !solution,
    task: false,
    ...(grade && { points }),
    cell_type: cell.cell_type,
  };
  return {
    ...cell,
    metadata: {
      ...cell.metadata,
      nbgrader: { ...metadata, checksum: checksumOf(cell, metadata) },
      ...(asked.length > 0 && {
        unrolled: { ...(cell.metadata.unrolled as Cell["metadata"]), questions: asked.map(({ key }) => key), points },
      }),
      // JupyterLab holds these.
      deletable: false,
      ...(!solution && { editable: false }),
    },
  };
}

/** The file of a notebook that is handed out. */
export const handoutText = formatNotebook;

/**
 * The same for one student: their name stands where it is asked for, and that cell is locked.
 * @throws NotebookError where the notebook asks nobody's name
 */
export function handoutFor(notebook: Notebook, student: string, name: string): Notebook {
  let filled = 0;
  const cells = notebook.cells.map(cell => {
    if (cell.cell_type !== "code" || !/^[^\n/]*\bstudent\(/m.test(cell.source) || !cell.source.includes("____"))
      return cell;
    filled++;
    const source = cell.source.replace(/(?<![\w$])____(?![\w$])/g, JSON.stringify(student));
    const { checksum: _, ...before } = cell.metadata.nbgrader as unknown as Parameters<typeof checksumOf>[1];
    const locked = { ...before, solution: false, grade: false, locked: true };
    const changed = { ...cell, source };
    const nbgrader = { ...locked, checksum: checksumOf(changed, locked) };
    return { ...changed, metadata: { ...cell.metadata, nbgrader, editable: false } };
  });
  if (filled === 0)
    throw new NotebookError(
      `${name} is expected to ask for the student's name in a cell, as student("ana"), for copies of each student, but no cell does`,
    );
  const unrolled = { ...(notebook.metadata.unrolled as Cell["metadata"]), student };
  return { ...notebook, metadata: { ...notebook.metadata, unrolled }, cells };
}
