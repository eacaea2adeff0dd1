// Runs a notebook that is handed in from the top to its end, errors or not, and asks what the questions came to.
import { type CellStart, executeNotebook, type Notebook, type Uncaught } from "../../../kernel/notebook/index.ts";
import type { ErrorOutcome, Session } from "../../../kernel/session.ts";
import { outcomeMimeType, type Validation, validationMimeType } from "../../checking/index.ts";

/** A cell that ended with an error. */
export interface FailedCell {
  /** Of the code cells that are not empty, from 1. */
  readonly number: number;
  readonly error: ErrorOutcome;
}

type Validated = Pick<Validation, "student" | "assignments" | "missing" | "handedIn">;

export interface Run {
  /** What the session's own `validate()` says, as data. */
  readonly validation: Validated | undefined;
  readonly failed: readonly FailedCell[];
  readonly uncaught: readonly Uncaught[];
  /** In which cell, from 1, each question was checked last, by its id. */
  readonly cellOf: ReadonlyMap<string, number>;
  /** What that check said, by the question's id. */
  readonly messageOf: ReadonlyMap<string, string>;
}

interface Options {
  signal: AbortSignal;
  onStart: (start: CellStart) => void;
}

/** What one cell cannot do leaves the cells below it as they are: a grader goes on, too. */
const goOn = "raises-exception";

export async function runAll(notebook: Notebook, session: Session, { signal, onStart }: Options): Promise<Run> {
  const failed: FailedCell[] = [];
  const announced = new Set<number>();
  const tagsOf = (tags: unknown) => (Array.isArray(tags) ? tags : []);
  let count = 0;
  const cells = notebook.cells.map(cell => {
    if (cell.cell_type !== "code") return cell;
    const tags = tagsOf(cell.metadata.tags);
    if (cell.source.trim() !== "" && ++count && tags.includes(goOn)) announced.add(count);
    return { ...cell, metadata: { ...cell.metadata, tags: [...tags, goOn] } };
  });
  const { notebook: executed, uncaught } = await executeNotebook({ ...notebook, cells }, session, {
    signal,
    onStart,
    onEnd: ({ number, outcome }) => {
      if (outcome.status === "error" && !announced.has(number)) failed.push({ number, error: outcome });
    },
  });
  const validation = signal.aborted ? undefined : await asked(session);
  return { validation, failed, uncaught, ...checkedIn(executed) };
}

function checkedIn({ cells }: Notebook): Pick<Run, "cellOf" | "messageOf"> {
  const [cellOf, messageOf] = [new Map<string, number>(), new Map<string, string>()];
  for (const cell of cells) {
    if (cell.cell_type !== "code" || cell.execution_count === null) continue;
    for (const output of cell.outputs) {
      const outcome =
        "data" in output
          ? (output.data[outcomeMimeType] as { question?: string; message?: string } | undefined)
          : undefined;
      if (outcome?.question === undefined) continue;
      cellOf.set(outcome.question, cell.execution_count);
      messageOf.set(outcome.question, outcome.message ?? "");
    }
  }
  return { cellOf, messageOf };
}

/** By the package and not by the name in scope, which a cell may have given to something else. */
async function asked(session: Session): Promise<Validated | undefined> {
  const outcome = await session.evaluate('(await import("unrolled/checking")).validate()');
  const data = outcome.status === "ok" ? outcome.result?.data : undefined;
  return data?.[validationMimeType] as Validated | undefined;
}
