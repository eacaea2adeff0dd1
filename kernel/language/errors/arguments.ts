// What stands between brackets, parted by its commas.

/** The place where the brackets close that open at an offset, and the texts between their commas. */
export function argumentsAt(text: string, opening: number): { values: string[]; end: number } | undefined {
  let depth = 0;
  let from = opening + 1;
  const values: string[] = [];
  for (let at = opening; at < text.length; at++) {
    const c = text[at]!;
    if ("\"'`".includes(c)) {
      const close = text.indexOf(c, at + 1);
      if (close < 0) return undefined;
      at = close;
    } else if ("([{".includes(c)) depth += 1;
    else if (")]}".includes(c)) depth -= 1;
    if (depth === 1 && c === ",") {
      values.push(text.slice(from, at).trim());
      from = at + 1;
    }
    if (depth === 0) {
      const last = text.slice(from, at).trim();
      return { values: last === "" ? values : [...values, last], end: at + 1 };
    }
  }
  return undefined;
}
