// What is wrong with a notebook file: a message for the person who named it, not a stack trace.
export class NotebookError extends Error {
  override name = "NotebookError";
}
