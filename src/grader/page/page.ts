// A page that is one file: nothing is fetched, nothing runs, and nothing that a student wrote is markup.
import { createHash } from "node:crypto";
import { Html, html, visible } from "./html.ts";
import { style } from "./style.ts";

const styleHash = createHash("sha256").update(style).digest("base64");

/**
 * No script, no frame, no form, no request: the style by its hash, pictures in the page itself. It is the second lock: all text is
 * escaped where it is put in.
 * https://www.w3.org/TR/CSP3/
 */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** A whole HTML document. */
export function page({ title, body }: { title: string; body: Html }): string {
  const plain = visible(title).replace(/\s+/g, " ");
  const text = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${plain}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
  return `<!doctype html>\n${text.text}`;
}
