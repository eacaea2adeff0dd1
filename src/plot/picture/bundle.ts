// A figure as what a notebook keeps: the chart for front ends with Plotly, the picture with its alt text, the alt text alone.
import type { Json, MimeBundle } from "../../display/index.ts";
import type { Layout, Trace } from "../plotly.ts";
import { textToBase64 } from "./base64.ts";
import { altOf } from "./describe.ts";
import { drawPicture } from "./draw/picture.ts";
import { packed } from "./pack.ts";
import { plotlyFigure } from "./plotly-figure.ts";
import { type Scene, sceneOf } from "./scene.ts";
import { thinned } from "./thin.ts";
import { escapeXml } from "./words.ts";

interface Drawable {
  readonly data: readonly Trace[];
  readonly layout: Layout;
}

/**
 * No image/svg+xml and no image/png: front ends would take these before the HTML, and neither has an alt text. The picture is in
 * an <img>, so that names inside it meet no other picture's, and an untrusted notebook shows it, too.
 */
export function toBundle(figure: Drawable): MimeBundle {
  const { scene, html, alt } = drawn(figure);
  return {
    "application/vnd.plotly.v1+json": packed(plotlyFigure(scene, alt)) as Json,
    "text/html": html,
    "text/plain": alt,
  };
}

/** The picture in HTML, its alt text, and the scene that it was made from. */
export function drawn({ data, layout }: Drawable): { scene: Scene; html: string; alt: string } {
  // The words count every point, the drawings take those that are seen.
  const alt = altOf(sceneOf(data, layout));
  const scene = sceneOf(data.map(thinned), layout);
  const address = `data:image/svg+xml;base64,${textToBase64(drawPicture(scene, alt))}`;
  const { width, height } = scene;
  const html = `<figure><img width="${width}" height="${height}" alt="${escapeXml(alt)}" src="${address}"></figure>`;
  return { scene, html, alt };
}

/** What the figure shows, in words. */
export const describe = ({ data, layout }: Drawable): string => altOf(sceneOf(data, layout));
