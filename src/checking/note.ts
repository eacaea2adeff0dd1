// Note: a hint or a solution, as a value that shows itself.
import { jupyterDisplay, type MimeBundle, nodeInspect, noteHtml } from "../display/index.ts";

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
    return { "text/plain": this.toString(), "text/html": noteHtml("#0969da", this.title, this.text) };
  }
  [nodeInspect](): string {
    return this.toString();
  }
}
