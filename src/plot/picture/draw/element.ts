// SVG as text: elements with their attributes, everything escaped.
import { escapeXml, px } from "../words.ts";

type Attributes = { readonly [name: string]: string | number | undefined };

/** An element around SVG text. Numbers are pixels, to a tenth; an attribute that is undefined is left out. */
export function element(name: string, attributes: Attributes, inner = ""): string {
  const written = Object.entries(attributes).map(([key, value]) =>
    value === undefined ? "" : ` ${key}="${typeof value === "number" ? px(value) : escapeXml(value)}"`,
  );
  return inner === "" ? `<${name}${written.join("")}/>` : `<${name}${written.join("")}>${inner}</${name}>`;
}

/** Words at a place. */
export const words = (x: number, y: number, text: string, attributes: Attributes = {}): string =>
  text === "" ? "" : element("text", { x, y, ...attributes }, escapeXml(text));

/** What is defined once and used by its name: clipped areas, hatchings, gradients. */
export class Definitions {
  readonly #made: string[] = [];

  /** Keeps an element that is made with its name. */
  add(make: (id: string) => string): string {
    const id = `d${this.#made.length}`;
    this.#made.push(make(id));
    return id;
  }
  toString(): string {
    return element("defs", {}, this.#made.join("")).replace("<defs/>", "");
  }
}

export const ink = "#1f2328";
