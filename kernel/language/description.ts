// What `inspect` says of a name: its signature, its documentation, its tags.
import type { MimeBundle } from "../protocol/mime.ts";

export interface Description {
  /** As a declaration reads: "function twice(n: number): number", a line for each overload. */
  signature: string;
  documentation: string;
  /** JSDoc's: { name: "param", text: "n the number" }. */
  tags: { name: string; text: string }[];
  /** What declares it, where that was asked for. */
  source?: string | undefined;
}

export function toBundle({ signature, documentation, tags, source }: Description): MimeBundle {
  const tagText = tags.map(({ name, text }) => `@${name} ${text}`.trimEnd()).join("\n");
  const parts = [documentation, tagText, source && `source:\n${source}`];
  const tagLines = tags.map(({ name, text }) =>
    `*@${name}* ${name === "param" ? markParameter(text) : text}`.trimEnd(),
  );
  const block = (text: string) => `\`\`\`typescript\n${text}\n\`\`\``;
  const marked = [block(signature), documentation, tagLines.join("  \n"), source && `Source:\n\n${block(source)}`];
  return {
    "text/plain": [signature, ...parts].filter(Boolean).join("\n\n"),
    "text/markdown": marked.filter(Boolean).join("\n\n"),
  };
}

/** `n the number` with its first word as code. */
function markParameter(text: string): string {
  return text
    .replace(/^([\p{ID_Continue}$.[\]]+)\s*(?:-\s*)?/u, (_, name: string) => `\`${name}\` — `)
    .replace(/ — $/, "");
}

const word = /[\p{ID_Continue}$]/u;

/**
 * Where the names stand that a cursor may mean, the nearest first: the one it is in, the one it stands behind, then
 * what is called where it stands among the arguments.
 */
export function placesMeant(text: string, offset: number): number[] {
  const places = [offset, offset - 1].filter(at => at >= 0 && word.test(text[at] ?? " "));
  const callee = calleeBefore(text, offset);
  return callee === undefined ? places : [...places, callee];
}

/** The last character of the name before the open parenthesis that the offset stands in. */
function calleeBefore(text: string, offset: number): number | undefined {
  let depth = 0;
  for (let at = offset - 1; at >= 0; at--) {
    const c = text[at]!;
    if (")]}".includes(c)) depth += 1;
    else if ("([{".includes(c)) {
      if (depth > 0) depth -= 1;
      else if (c !== "(") return undefined;
      else return word.test(text[at - 1] ?? " ") ? at - 1 : undefined;
    }
  }
  return undefined;
}
