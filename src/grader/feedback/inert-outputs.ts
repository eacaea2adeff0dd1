// What a student's cells showed, without what could run, fetch or look like something else in whatever opens the notebook.
import type { CellOutput } from "../../../kernel/notebook/index.ts";
import type { Json, MimeBundle } from "../../../kernel/protocol/mime.ts";
import { clipped, html } from "../page/index.ts";

/** So much text of one output is kept, and so many letters of one picture. */
const mostText = 20_000;
const mostPicture = 4_000_000;

/** Pictures by their own first bytes, in base64. */
const pictures: { readonly [mimeType: string]: RegExp } = { "image/png": /^iVBORw0KGgo/, "image/jpeg": /^\/9j\// };

/** A figure of our plots: an image whose picture lies in it. An SVG runs nothing and fetches nothing in an <img>. */
const figure =
  /^<figure><img width="(\d{1,5})" height="(\d{1,5})" alt="([^"<>]*)" src="(data:image\/svg\+xml;base64,[A-Za-z0-9+/=]*)"><\/figure>$/;

/** Text and pictures stay; HTML, SVG, scripts, widgets and what else a front end would run goes. */
export function inertOutput(output: CellOutput): CellOutput {
  if (output.output_type === "stream") return { ...output, text: clipped(output.text, mostText) };
  if (output.output_type === "error")
    return {
      output_type: "error",
      ename: clipped(output.ename, 200),
      evalue: clipped(output.evalue, mostText),
      traceback: output.traceback.slice(0, 100).map(line => clipped(line, mostText)),
    };
  return { ...output, data: inertBundle(output.data), metadata: {} };
}

/** The same of pictures that a Markdown cell carries. */
export const inertAttachments = (attachments: { [name: string]: MimeBundle }): { [name: string]: MimeBundle } =>
  Object.fromEntries(Object.entries(attachments).map(([name, bundle]) => [name, picturesOf(bundle)]));

function inertBundle(data: MimeBundle): MimeBundle {
  const text = data["text/plain"];
  const drawing = typeof data["text/html"] === "string" ? figureOf(data["text/html"]) : undefined;
  return {
    ...(typeof text === "string" && { "text/plain": clipped(text, mostText) }),
    ...(drawing !== undefined && { "text/html": drawing }),
    ...picturesOf(data),
  };
}

function picturesOf(data: MimeBundle): MimeBundle {
  const kept: [string, Json][] = [];
  for (const [mimeType, begin] of Object.entries(pictures)) {
    const value = data[mimeType];
    if (typeof value !== "string" || value.length > mostPicture) continue;
    const base64 = value.replace(/\s/g, "");
    if (begin.test(base64) && /^[A-Za-z0-9+/]*=*$/.test(base64)) kept.push([mimeType, base64]);
  }
  return Object.fromEntries(kept);
}

function figureOf(text: string): string | undefined {
  if (text.length > mostPicture) return undefined;
  const [, width, height, alt, source] = figure.exec(text.trim()) ?? [];
  if (source === undefined) return undefined;
  // The description comes escaped, and is escaped anew: as text it has no markup.
  const words = alt!.replace(/&#(\d+);|&(amp|lt|gt|quot|apos);/g, (_, code, name) =>
    code ? String.fromCodePoint(Math.min(code, 0x10ffff)) : named[name]!,
  );
  return html`<figure><img width="${width}" height="${height}" alt="${words}" src="${source}"></figure>`.text;
}

const named: { readonly [name: string]: string } = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
