// Where an offset stands among a call's arguments.

/** The nearest parenthesis before the offset that is open there; undefined where another bracket is nearer, or none is. */
export function openParenthesisBefore(text: string, offset: number): number | undefined {
  let depth = 0;
  for (let at = offset - 1; at >= 0; at--) {
    const c = text[at]!;
    if (")]}".includes(c)) depth += 1;
    else if ("([{".includes(c)) {
      if (depth === 0) return c === "(" ? at : undefined;
      depth -= 1;
    }
  }
  return undefined;
}
