// Which of a compiler's suggestions fit what is typed, in the order in which a person looks for them.

/** One suggestion of a popup. */
export interface CompletionItem {
  text: string;
  /** "function", "class", "property", "variable", "keyword", … for the completion popup. */
  type?: string;
}

/** The text between `start` and `end` is what an item replaces (UTF-16 offsets of the cell's text). */
export interface Completions {
  items: CompletionItem[];
  start: number;
  end: number;
}

/** One entry of a compiler's list. */
export interface Suggestion {
  name: string;
  /** The compiler's own order: locals first, then members, globals, keywords. */
  sortText: string;
  /** Asked for only if the name fits. */
  type(): string | undefined;
}

/** TypeScript's SortText.LocationPriority and GlobalsOrKeywords. */
export const localFirst = "11";
export const globalsLast = "15";

const wordPart = /[\p{ID_Continue}$]/u;

/** The beginning of a name that stands before the offset: only names with it can be suggested. */
export function typedBefore(text: string, offset: number): string {
  return text.slice(wordStart(text, offset), offset);
}

/** Where the name ends that the offset stands in. */
export function wordEnd(text: string, offset: number): number {
  let end = offset;
  while (end < text.length && wordPart.test(text[end]!)) end += 1;
  return end;
}

function wordStart(text: string, offset: number): number {
  let word = offset;
  while (word > 0 && wordPart.test(text[word - 1]!)) word -= 1;
  return word;
}

/** The suggestions that fit what stands before the offset, the likeliest first, and what they replace. */
export function toCompletions(text: string, offset: number, suggestions: readonly Suggestion[]): Completions {
  const word = wordStart(text, offset);
  const end = wordEnd(text, offset);

  const inString = openStringBefore(text, offset);
  const starts = inString === undefined ? [word] : [inString, afterSlash(text, inString, offset), word];
  for (const start of starts) {
    const fitting = fit(suggestions, text.slice(start, offset), inString !== undefined);
    if (fitting.length > 0) return { items: fitting, start, end };
  }
  return { items: [], start: word, end };
}

function fit(suggestions: readonly Suggestion[], typed: string, inString: boolean): CompletionItem[] {
  const names = new Set(suggestions.map(({ name }) => name));
  const isCalled = names.has("apply") && names.has("bind") && names.has("call");
  const rank = ({ name }: Suggestion) => (isCalled && ofEveryFunction.has(name) ? 1 : 0);
  return suggestions
    .filter(({ name }) => name.startsWith(typed) && !name.startsWith("__") && (inString || isName.test(name)))
    .sort((a, b) => rank(a) - rank(b) || compare(a.sortText, b.sortText) || compare(a.name, b.name))
    .map(({ name, type: find }) => {
      const type = find();
      return { text: name, ...(type !== undefined && { type }) };
    });
}

/** A member whose name needs brackets and quotes is not completed behind a dot. */
const isName = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** Members that every function has stand behind those that this one has for a reason. */
const ofEveryFunction = new Set("apply arguments bind call caller length name prototype toString".split(" "));

/** Where the text of the string begins that the offset stands in, in its line. */
function openStringBefore(text: string, offset: number): number | undefined {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  let quote: string | undefined;
  let start = 0;
  for (let at = lineStart; at < offset; at++) {
    const c = text[at]!;
    if (c === "\\") at += 1;
    else if (quote === undefined && (c === '"' || c === "'")) {
      quote = c;
      start = at + 1;
    } else if (c === quote) quote = undefined;
  }
  return quote === undefined ? undefined : start;
}

/** A path's last part is suggested alone. */
function afterSlash(text: string, start: number, offset: number): number {
  return Math.max(start, text.lastIndexOf("/", offset - 1) + 1);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
