// A text that a person wrote, as Markdown shows it: paragraphs, lists, emphasis, code, tables, formulas. `marked` reads it; what it
// has read is put into our own templates, so no markup of the text's gets through. Links and pictures stand as their texts.
import { Marked, type Token, type Tokens } from "marked";
import { type Html, html } from "./html.ts";
import { formula } from "./math.ts";

/** Between dollars as in Jupyter; "$5 and $6" is none. */
const inMath = /^(?:\$\$([^$]+)\$\$|\$(?!\s)((?:\\[^\n]|[^$\\\n])+?)(?<!\s)\$(?!\d))/;

const reader = new Marked({
  gfm: true,
  // A text of a student's own program has its lines.
  breaks: true,
  tokenizer: {
    // Lines that are indented belong to a text in a program, and are no code.
    code: () => undefined,
  },
  extensions: [
    {
      name: "formula",
      level: "inline",
      start: (text: string) => text.indexOf("$"),
      tokenizer(text: string) {
        const found = inMath.exec(text);
        if (!found) return undefined;
        return {
          type: "formula",
          raw: found[0],
          text: (found[1] ?? found[2])!.trim(),
          isBlock: found[1] !== undefined,
        };
      },
    },
  ],
});

/** Texts that nest deeper stand as they are. */
const deepest = 40;

/** The text as it is meant; as it stands where it cannot be read. */
export function prose(text: string): Html {
  try {
    return html`<div class="prose">${blocks(reader.lexer(text), 0)}</div>`;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error; // nested too deep, for `marked` or for us
    return html`<pre class="prose">${text}</pre>`;
  }
}

const blocks = (tokens: readonly Token[], depth: number): Html[] => tokens.map(token => block(token, depth + 1));

function block(token: Token, depth: number): Html {
  if (depth > deepest) throw new RangeError("nested too deep");
  const known = token as Tokens.Generic;
  switch (token.type) {
    case "space":
    case "def":
      return html``;
    case "paragraph":
      return html`<p>${inline(known.tokens, depth)}</p>`;
    // The page has headings of its own.
    case "heading":
      return html`<p><strong>${inline(known.tokens, depth)}</strong></p>`;
    case "code":
      return html`<pre>${known.text}</pre>`;
    case "blockquote":
      return html`<blockquote>${blocks(known.tokens ?? [], depth)}</blockquote>`;
    case "hr":
      return html`<hr>`;
    case "list":
      return list(token as Tokens.List, depth);
    case "table":
      return table(token as Tokens.Table, depth);
    // In a list without empty lines.
    case "text":
      return html`${inline(known.tokens ?? [token], depth)}`;
    case "checkbox":
      return phrase(token, depth);
    default:
      return html`<p>${token.raw}</p>`;
  }
}

function list({ ordered, start, items }: Tokens.List, depth: number): Html {
  const parts = items.map(({ tokens }) => html`<li>${blocks(tokens, depth)}</li>`);
  if (!ordered) return html`<ul>${parts}</ul>`;
  return typeof start === "number" && start !== 1 ? html`<ol start="${start}">${parts}</ol>` : html`<ol>${parts}</ol>`;
}

function table({ header, rows }: Tokens.Table, depth: number): Html {
  const cells = (row: readonly Tokens.TableCell[]) => row.map(({ tokens }) => html`<td>${inline(tokens, depth)}</td>`);
  return html`<table><tbody><tr>${header.map(({ tokens }) => html`<td><strong>${inline(tokens, depth)}</strong></td>`)}</tr>
${rows.map(row => html`<tr>${cells(row)}</tr>`)}</tbody></table>`;
}

const inline = (tokens: readonly Token[] | undefined, depth: number): Html[] =>
  (tokens ?? []).map(token => phrase(token, depth + 1));

function phrase(token: Token, depth: number): Html {
  if (depth > deepest) throw new RangeError("nested too deep");
  const known = token as Tokens.Generic;
  switch (token.type) {
    case "strong":
      return html`<strong>${inline(known.tokens, depth)}</strong>`;
    case "em":
      return html`<em>${inline(known.tokens, depth)}</em>`;
    case "del":
      return html`<del>${inline(known.tokens, depth)}</del>`;
    case "codespan":
      return html`<code>${known.text}</code>`;
    case "br":
      return html`<br>`;
    case "checkbox":
      return html`${known.checked === true ? "☑" : "☐"} `;
    case "formula":
      return formula(known.text, known.isBlock === true);
    case "escape":
      return html`${known.text}`;
    case "link": {
      const isBare = known.text === known.href || known.raw === known.text;
      return html`${inline(known.tokens, depth)}${!isBare && ` (${known.href})`}`;
    }
    case "text":
      return html`${known.tokens ? inline(known.tokens, depth) : known.text}`;
    // HTML and pictures, as they were written.
    default:
      return html`${token.raw}`;
  }
}
