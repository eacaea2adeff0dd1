// A page that is one file: nothing is fetched, nothing runs, and nothing that a student wrote is markup.
import { createHash } from "node:crypto";
import { Html, html, visible } from "./html.ts";
import { style } from "./style.ts";

const styleHash = createHash("sha256").update(style).digest("base64");

/**
 * No frame, no form, no request, and no script but ours: it and the style by their hashes, pictures in the page itself. It is the second lock: all text is
 * escaped where it is put in.
 * https://www.w3.org/TR/CSP3/
 */
const policy = (formAction: string, script: string | undefined) =>
  [
    "default-src 'none'",
    ...(script === undefined ? [] : [`script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`]),
    `style-src 'sha256-${styleHash}'`,
    "img-src data:",
    "base-uri 'none'",
    `form-action ${formAction}`,
  ].join("; ");

interface Page {
  title: string;
  body: Html;
  /** Whether it is served, and has forms for who serves it: without a referrer a form would not say where it comes from. */
  hasForms?: boolean;
  /** The one script that may run in it: a text of ours, never a student's. */
  script?: string;
}

/** A whole HTML document. */
export function page({ title, body, hasForms = false, script }: Page): string {
  const plain = visible(title).replace(/\s+/g, " ");
  const text = html`<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(hasForms ? "'self'" : "'none'", script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="${hasForms ? "same-origin" : "no-referrer"}">
<title>${plain}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
${body}
</main>
${script !== undefined && new Html(`<script>${script}</script>\n`)}</body>
</html>
`;
  return `<!doctype html>\n${text.text}`;
}
