// Expressions of TypeScript as they are put together: each with how tightly it holds, so that parentheses stand where they must.

export interface Written {
  text: string;
  level: number;
}

export const level = {
  lowest: 0,
  ternary: 1,
  or: 2,
  and: 3,
  bits: 4,
  equality: 5,
  relation: 6,
  shift: 7,
  sum: 8,
  product: 9,
  unary: 10,
  power: 11,
  member: 12,
} as const;

export const member = (text: string): Written => ({ text, level: level.member });

/** In parentheses, where it holds together less tightly than it must. */
export function tight({ text, level }: Written, least: number): string {
  return level < least ? `(${text})` : text;
}

/** `[2, 3]` as String() writes it. */
const listed = (list: string) => `String(${list})`;

/** Python's comparisons, `in` and `is` among them. */
export function compare(left: Written, operator: string, right: Written): Written {
  if (operator === "in" || operator === "not in") {
    const not = operator === "in" ? "" : "!";
    const text = `${not}${tight(right, level.member)}.includes(${left.text})`;
    return { text, level: not ? level.unary : level.member };
  }
  // Lists are never equal to a list that is made here.
  if (/^[=!]=$/.test(operator) && /^\[[^[\]]+\]$/.test(right.text))
    return member(`String(${left.text}) ${operator}= ${listed(right.text)}`);
  const written = operator === "==" ? "===" : operator === "!=" ? "!==" : operator;
  const at = written.endsWith("==") ? level.equality : level.relation;
  return { text: `${tight(left, at + 1)} ${written} ${tight(right, at + 1)}`, level: at };
}

export interface Slice {
  from: string;
  to: string;
  step: string;
}

/** `x[from:to:step]` of a list, or of a text where it is written out. */
export function sliced(object: string, { from, to, step }: Slice): string {
  const bounds = [from || (to === "" ? "" : "0"), to].filter(Boolean).join(", ");
  const cut = bounds === "" ? object : `${object}.slice(${bounds})`;
  const isSpelled = isText(object);
  if (step === "-1") return isSpelled ? `[...${cut}].reverse().join("")` : `${cut}.toReversed()`;
  if (step !== "" && step !== "1")
    return isSpelled
      ? `[...${cut}].filter((_, i) => i % ${step} === 0).join("")`
      : `${cut}.filter((_, i) => i % ${step} === 0)`;
  return bounds === "" ? `${object}.slice()` : cut;
}

/** Whether an expression is one text in quotes. */
export const isText = (text: string): boolean =>
  /^(["']).*\1$/s.test(text) && !/^(["']).*\1.+\1/s.test(text.replace(/\\./g, ""));

/** A dictionary's key as an object's: without quotes where it is a name. */
export function propertyName(key: string): string {
  const [, , name] = /^(["'])([\p{ID_Start}$_][\p{ID_Continue}$]*)\1$/u.exec(key) ?? [];
  if (name !== undefined) return name;
  return /^(["'].*["']|\d+|[\p{ID_Start}$_][\p{ID_Continue}$]*)$/u.test(key) ? key : `[${key}]`;
}
