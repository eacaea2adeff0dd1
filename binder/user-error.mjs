// A set-up problem that a person can act on: what is wrong, and what to do next. Printed without a stack.

export class UserError extends Error {
  /**
   * @param {string} message who, what was expected, what was found
   * @param {string} [next] what to do now
   */
  constructor(message, next) {
    super(next ? `${message}\n${next}` : message);
    this.name = "UserError";
  }
}
