// The door of the notebook room.
export { NotebookError } from "./error.ts";
export type { CellEnd, CellStart, Uncaught } from "./execute.ts";
export { executeNotebook } from "./execute.ts";
export type { Cell, CellOutput, CodeCell, Notebook } from "./format.ts";
export { requireTypeScript } from "./language.ts";
export { NotebookText } from "./notebook-text.ts";
export { Displays, OutputCollector } from "./outputs.ts";
export { isIdentifier, type Parameters, parameterNames, withParameters } from "./parameters.ts";
export { decodeNotebook, parseNotebook, readNotebookFile } from "./read.ts";
export { Target } from "./target.ts";
export { formatNotebook } from "./write.ts";
