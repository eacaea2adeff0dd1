// DataNotice: says under the code that data are made up.
import { jupyterDisplay, type MimeBundle, nodeInspect, noteHtml, showOrPrint } from "../display/index.ts";
import type { DataSource } from "./sets/source.ts";

class DataNotice {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return `Generated data: ${this.#text}`;
  }
  [jupyterDisplay](): MimeBundle {
    return { "text/plain": this.toString(), "text/html": noteHtml("#9a6700", "Generated data", this.#text) };
  }
  [nodeInspect](): string {
    return this.toString();
  }
}

/**
 * The data; where they are made up, that is shown first.
 * @param missing what is not there: "the package mnist"
 * @param next what brings the real data
 */
export function noticed<Data extends DataSource>(who: string, data: Data, missing: string, next: string): Data {
  if (data.generated)
    showOrPrint(new DataNotice(`${who} gives ${data.source}, because ${missing} is not here. ${next}`));
  return data;
}
