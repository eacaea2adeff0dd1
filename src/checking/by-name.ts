// Messages about a question name it as cells do: `q2.hint()`, and not `hint()`, which nobody has declared.

/** What a message about a wrong answer ends with, where it does not say what is wrong. In an exam there are no hints. */
export const pointsToHint = "; hint() gives a hint";

/** Whether an id can be written in a cell. */
const isName = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/**
 * `hint()` and `solution()` in a message, with the question before them.
 * @param id "counting/q2": cells name the question by its last part, as `const { q2 } = assignment("counting")` declares it
 */
export function byName(id: string, message: string): string {
  const name = id.split("/").at(-1)!;
  if (!isName.test(name)) return message;
  return message.replace(/(?<![\p{ID_Continue}$.])(?=(?:hint|solution)\(\d*\))/gu, `${name}.`);
}
