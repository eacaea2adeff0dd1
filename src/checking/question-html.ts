// How a question looks: a paragraph for each line, and a list of those that are indented.
import { escapeHtml, sentenceHtml } from "../display/index.ts";

/** As text alone, JupyterLab breaks long lines within a word. @param asks lines; a line that begins with spaces belongs to a list */
export function questionHtml(id: string, asks: string): string {
  const blocks: string[] = [];
  let items: string[] = [];
  const endList = () => {
    if (items.length > 0) blocks.push(`<ul style="list-style: none; padding-left: 16px">${items.join("")}</ul>`);
    items = [];
  };
  for (const line of asks.split("\n")) {
    if (/^\s/.test(line)) items.push(`<li>${sentenceHtml(line.trim())}</li>`);
    else {
      endList();
      blocks.push(`<p>${sentenceHtml(line)}</p>`);
    }
  }
  endList();
  return `<div><strong>${escapeHtml(id)}</strong>${blocks.join("")}</div>`;
}
