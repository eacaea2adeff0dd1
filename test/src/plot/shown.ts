// What a figure shows, taken apart for tests.
import type { Figure } from "../../../src/plot/index.ts";

export interface Shown {
  svg: string;
  alt: string;
  // biome-ignore lint/suspicious/noExplicitAny: JSON as Plotly gets it
  plotly: any;
  html: string;
}

export function shown(figure: Figure): Shown {
  const bundle = figure[Symbol.for("Jupyter.display") as keyof Figure] as unknown as () => { [mime: string]: unknown };
  const { "text/html": html, "text/plain": alt, "application/vnd.plotly.v1+json": plotly } = bundle.call(figure);
  const [, base64 = ""] = /src="data:image\/svg\+xml;base64,([^"]*)"/.exec(String(html)) ?? [];
  return { svg: Buffer.from(base64, "base64").toString(), alt: String(alt), plotly, html: String(html) };
}

/** The values of an attribute of all elements with this name, in their order. */
export const attributes = (svg: string, element: string, attribute: string): string[] =>
  [...svg.matchAll(new RegExp(`<${element}\\b[^>]*? ${attribute}="([^"]*)"`, "g"))].map(([, value]) => value!);
