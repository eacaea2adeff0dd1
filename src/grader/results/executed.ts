// Where the executed notebook of a submission lies: its name is made of the student's, and leads nowhere else.
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { formatNotebook, type Notebook } from "../../../kernel/notebook/index.ts";
import { makeFolders } from "../folders.ts";
import { writeWhole } from "../whole-file.ts";

/** "executed/RUN/ana-1a2b3c4d.ipynb" */
export function executedPath(run: string, submission: string): string {
  const plain = submission
    .normalize("NFKD")
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[.-]+|[.-]+$/g, "")
    .slice(0, 60);
  const hash = createHash("sha256").update(submission).digest("hex").slice(0, 8);
  return join("executed", run, `${plain || "student"}-${hash}.ipynb`);
}

/** @param folder the results'; the file is whole, or not there */
export function writeExecuted(folder: string, path: string, notebook: Notebook): void {
  const file = join(folder, path);
  makeFolders(dirname(file));
  writeWhole(file, formatNotebook(notebook));
}
