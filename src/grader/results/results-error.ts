/** What was to hold results does not, cannot be reached, or is of another version: the message says what to do. */
export class ResultsError extends Error {
  override name = "ResultsError";
}
