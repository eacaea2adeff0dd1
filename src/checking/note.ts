// Note: a hint or a solution, as a value that shows itself.
import { jupyterDisplay, type MimeBundle, nodeInspect, noteHtml, seenOtherwise } from "../display/index.ts";

/** What `hint()` and `solution()` give: a titled text. In a notebook it shows itself, wherever the call stands. */
export class Note {
  /** "Hint 1 of 3" */
  readonly title: string;
  /** What it says, in a sentence or two; of several lines it is code. It is text, and no HTML. */
  readonly text: string;

  /** @param title what stands before the colon @param text what stands behind it */
  constructor(title: string, text: string) {
    this.title = title;
    this.text = text;
  }

  /** "Hint 1 of 3: Think of two rows." Whoever prints it sees it, so that it does not show itself again. */
  toString(): string {
    seenOtherwise(this);
    return this.#text();
  }
  /** The note as text and as HTML, for a notebook. */
  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.#text(), "text/html": noteHtml("#0969da", this.title, this.text) };
  }
  /** The note as text, for Node's console. */
  [nodeInspect](): string {
    return this.toString();
  }

  #text(): string {
    return `${this.title}:${this.text.includes("\n") ? "\n" : " "}${this.text}`;
  }
}
