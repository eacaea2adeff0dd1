// What to write in place of something else, with places for its parts: $0 is what a method belongs to, $1 the first argument,
// $2 the second, $* all of them.

const place = /\$(\*|\d)/g;

export const isTemplate = (text: string): boolean => /\$[*\d]/.test(text);

/** A sentence, which tells what to do and is nothing to type. */
export const isSentence = (text: string): boolean => /^[A-Z'].* .*\.$/.test(text);

export const isName = (text: string): boolean => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);

export function fill(template: string, object: string, values: readonly string[]): string {
  return template.replace(place, (whole, which: string, at: number) => {
    const value = which === "*" ? values.join(", ") : which === "0" ? object : (values[Number(which) - 1] ?? "");
    const isInList =
      template[at - 1] === "[" && template[at + whole.length] === "]" && !/[\w$\])]$/.test(template.slice(0, at - 1));
    // `np.zeros((2, 3))` and `torch.zeros(2, 3)` mean the same sizes.
    if (isInList && (which !== "*" || values.length === 1) && /^\[.*\]$/s.test(value)) return value.slice(1, -1);
    if (isInList && (which !== "*" || values.length === 1) && /shape$/.test(value)) return `...${value}`;
    if (which === "*") return value;
    // What goes on behind the value, or stands before it as an operator, takes one operand.
    const isOperand = /^[.[]/.test(template.slice(at + whole.length)) || / [-+*/%]+ $/.test(template.slice(0, at));
    const isOne = /^[[(`"'].*[\])`"']$/s.test(value) || /\)$/.test(value);
    return isOperand && /[\s?:]/.test(value) && !isOne ? `(${value})` : value;
  });
}

/** How many arguments it has places for. */
export const placesIn = (template: string): number =>
  Math.max(
    0,
    ...[...template.matchAll(place)].map(([, which]) => (which === "*" ? Number.POSITIVE_INFINITY : Number(which))),
  );

/** Filled, with "…" in the place of each argument that is not there. */
export function fillOrLeaveOpen(template: string, object: string, values: readonly string[]): string {
  const places = placesIn(template);
  const missing = Number.isFinite(places) ? Math.max(0, places - values.length) : 0;
  return fill(template, object, [...values, ...Array<string>(missing).fill("…")]);
}

/** With letters in the places, where nothing is known of what stands there. */
export function spelled(template: string): string {
  const letters: { [place: string]: string } = {
    "*": "…",
    0: "x",
    1: template.includes("$0") ? "y" : "x",
    2: "y",
    3: "z",
  };
  return template.replace(place, (_, which: string) => letters[which] ?? "…");
}
