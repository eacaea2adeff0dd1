// Note: a hint or a solution, as a value that shows itself.
import { escapeHtml, jupyterDisplay, type MimeBundle, nodeInspect } from "../tensor/index.ts";

export class Note {
  readonly title: string;
  readonly text: string;

  constructor(title: string, text: string) {
    this.title = title;
    this.text = text;
  }

  toString(): string {
    return `${this.title}: ${this.text}`;
  }
  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.toString(), "text/html": box("#0969da", this.title, this.text) };
  }
  [nodeInspect](): string {
    return this.toString();
  }
}

/** An accessible box: the title says in words what the color says. Text is escaped; there are no scripts. */
export const box = (color: string, title: string, text: string): string =>
  `<div role="note" style="border-left: 4px solid ${color}; padding-left: 8px">` +
  `<strong>${escapeHtml(title)}</strong>${text && `<p>${escapeHtml(text)}</p>`}</div>`;
