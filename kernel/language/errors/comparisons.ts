// Comparisons number by number: the functions that do them, under the names that libraries give them.

export const comparisons: { readonly [operator: string]: string } = {
  ">": "greater",
  "<": "less",
  ">=": "greaterEqual",
  "<=": "lessEqual",
  "!=": "notEqual",
  "!==": "notEqual",
  "==": "equal",
  "===": "equal",
};

/** `x > 0` of the numbers of a tensor: `greater(x, 0)`. */
export function comparison(text: string): string | undefined {
  const [, left, operator, right] = /^([^<>=!&|?]+?) ([<>]=?|[=!]==) ([^<>=!&|?]+)$/.exec(text) ?? [];
  return operator === undefined ? undefined : `${comparisons[operator]}(${left}, ${right})`;
}
