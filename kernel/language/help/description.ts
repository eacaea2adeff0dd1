// What `inspect` says of a name: its signature, its documentation, its tags.

import type { MimeBundle } from "../../protocol/mime.ts";
import { openParenthesisBefore } from "../cell/open-parenthesis.ts";

/** A name's description, from which both formats are made. */
export interface Description {
  /** As a declaration reads: "function twice(n: number): number", a line for each overload. */
  signature: string;
  documentation: string;
  /** JSDoc's: { name: "param", text: "n the number" }. */
  tags: { name: string; text: string }[];
  /** What declares it, where that was asked for. */
  source?: string | undefined;
}

/** As text and as Markdown. */
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
  const at = openParenthesisBefore(text, offset);
  return at !== undefined && word.test(text[at - 1] ?? " ") ? at - 1 : undefined;
}

/** Of a value beside the cursor a glimpse is enough. */
const mostValueLines = 20;

/** The name at an offset, or just before it; none for a member, whose getter would have to run. */
export function nameAt(code: string, offset: number): string | undefined {
  const before = /[\p{ID_Continue}$]*$/u.exec(code.slice(0, offset))![0];
  const after = /^[\p{ID_Continue}$]*/u.exec(code.slice(offset))![0];
  const isMember = /\.\s*$/.test(code.slice(0, offset - before.length));
  return before + after === "" || isMember ? undefined : before + after;
}

/** An inspection with a value under it. */
export function withValue(found: MimeBundle, shown: string): MimeBundle {
  const lines = shown.split("\n");
  const more = lines.length - mostValueLines;
  const value = more <= 0 ? shown : [...lines.slice(0, mostValueLines), `… ${more} more lines`].join("\n");
  const added: MimeBundle = { "text/plain": `\n\nvalue: ${value}`, "text/markdown": `\n\n\`\`\`\n${value}\n\`\`\`` };
  return Object.fromEntries(Object.entries(found).map(([type, text]) => [type, `${text}${added[type] ?? ""}`]));
}
