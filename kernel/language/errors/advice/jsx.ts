// JSX, as React's files have it: `<div>hi</div>` where a value stands.
import { lineOf, type Reader } from "../wrong-cell.ts";

/** Where a value begins, an element or `<>`. */
const opening = /(?:[=(,[?:{]|=>|&&|\|\||\breturn|\bdefault)\s*(<(?:>|([a-zA-Z][\w.-]*)(?=[\s/>])))/g;

export const readJsx: Reader = ({ text, types }) => {
  // What the compiler can read is no JSX.
  if (types) return undefined;
  for (const found of text.matchAll(opening)) {
    const [, element, name] = found;
    const start = found.index + found[0].length - element!.length;
    const rest = text.slice(start);
    const isElement = name === undefined ? rest.includes("</>") : closes(rest, name);
    if (!isElement) continue;
    const line = text.split("\n")[lineOf(text, start) - 1]!;
    const end = start - (text.lastIndexOf("\n", start - 1) + 1);
    return {
      message:
        "This is JSX, and cells have none. Write HTML as a text: display.html(`…`). " +
        "Of a library's element call what makes it, as createElement(…) does.",
      place: { start, end: start + line.length - end },
      alone: true,
    };
  }
  return undefined;
};

const closes = (rest: string, name: string): boolean =>
  rest.includes(`</${name}`) || new RegExp(`^<${name.replaceAll(".", "\\.")}(?:\\s[^<>]*)?/>`).test(rest);
