/** The compiler could not answer, because the cell asks too much of it. Nothing is lost, and other cells compile. */
export class CompilerFailure extends Error {
  static {
    CompilerFailure.prototype.name = "CompilerFailure";
  }
}
