// Whether the names that are an answer are the student's: where a cell that declares `softmax` does not run, the toolkit's
// own would be judged.

/** @param cells the texts of the cells that ran */
export function hasOwnNames(expression: string, cells: readonly string[]): boolean {
  return plainNames(expression).every(name => {
    const own = name.replaceAll("$", "\\$");
    const declared = new RegExp(
      `\\b(?:function\\*?|const|let|var|class|import)\\b[^=;]*?(?<![\\w$])${own}(?![\\w$])|,\\s*${own}\\s*[=,]`,
    );
    return cells.some(source => declared.test(source));
  });
}

/** Of an answer that is a name, or an object of names, these: `sum`, `{ a, b }`. Undefined for any other. */
export function namesOf(expression: string): string[] | undefined {
  const [, inner] = /^\{([\w$,\s]*)\}$/.exec(expression.trim()) ?? [];
  const names = (inner ?? expression)
    .split(",")
    .map(name => name.trim())
    .filter(name => name !== "");
  return names.every(name => /^[A-Za-z_$][\w$]*$/.test(name)) ? names : undefined;
}

const plainNames = (expression: string): string[] =>
  (namesOf(expression) ?? []).filter(name => name !== "____" && name !== "undefined");
