// The door of the notebook room.
export { NotebookError } from "./error.ts";
export type { CellEnd, CellStart } from "./execute.ts";
export { executeNotebook } from "./execute.ts";
export type { Cell, CellOutput, Notebook } from "./format.ts";
export { requireTypeScript } from "./language.ts";
export { parseNotebook, readNotebook } from "./read.ts";
export { formatNotebook, writeNotebook } from "./write.ts";
