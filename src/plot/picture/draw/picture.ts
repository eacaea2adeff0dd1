// The whole picture as SVG: a white ground, the panels, the legend, the words.
import type { ScatterTrace } from "../../plotly.ts";
import { fontSize, type PanelScene, type Scene, titleSize, titleTop } from "../scene.ts";
import { colorOf } from "../trace-color.ts";
import { escapeXml, shortened } from "../words.ts";
import { drawAxes, drawGrid } from "./axes.ts";
import { drawBars } from "./bars.ts";
import { drawContour } from "./contour.ts";
import { Definitions, element, ink, words } from "./element.ts";
import { drawHeatMap } from "./heat-map.ts";
import { drawColorBar, drawLegend } from "./legend.ts";
import { drawAnnotations, drawShapes } from "./marks.ts";
import { drawLine, drawMarks } from "./scatter.ts";

export const fontFamily = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** More characters of a title do not fit above a picture. */
const longestTitle = 90;

/** @param alt what the picture shows, in words */
export function drawPicture(scene: Scene, alt: string): string {
  const { width, height, layout } = scene;
  const definitions = new Definitions();
  const title = layout.title?.text ?? "";
  const panels = scene.panels.map(panel => drawPanel(panel, definitions, scene));
  const around = [
    drawShapes(scene),
    drawColorBar(scene, definitions),
    drawLegend(scene, definitions),
    drawAnnotations(scene),
  ];
  const inner = [
    element("title", {}, escapeXml(title || "Figure")),
    element("desc", {}, escapeXml(alt)),
    String(definitions),
    element("rect", { width, height, fill: "#ffffff" }),
    words(width / 2, titleTop + 12, shortened(title, longestTitle), {
      "text-anchor": "middle",
      "font-size": titleSize,
    }),
    ...panels,
    ...around,
  ];
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "font-family": fontFamily,
    "font-size": fontSize,
    fill: ink,
  };
  return element("svg", attributes, inner.join(""));
}

function drawPanel(panel: PanelScene, definitions: Definitions, scene: Scene): string {
  const { x, y, traces } = panel;
  const area = {
    x: Math.min(x.from, x.to),
    y: Math.min(y.from, y.to),
    width: Math.abs(x.to - x.from),
    height: Math.abs(y.from - y.to),
  };
  const clip = definitions.add(id => element("clipPath", { id }, element("rect", area)));
  let before: ScatterTrace | undefined;
  const inside = (drawn: string) => (drawn === "" ? "" : element("g", { "clip-path": `url(#${clip})` }, drawn));
  const drawn = traces.map(({ trace, index }) => {
    const color = colorOf(trace, index);
    if (trace.type === "heatmap") return inside(drawHeatMap(trace, panel));
    if (trace.type === "contour") return inside(drawContour(trace, panel));
    if (trace.type === "bar") return inside(drawBars(trace, panel, color, definitions));
    const line = inside(drawLine(trace, panel, color, before));
    before = trace;
    // A mark at the end of an axis is drawn whole, over its edge.
    return line + drawMarks(trace, panel, color, sparseBefore(scene, index), definitions);
  });
  return drawGrid(panel) + element("g", { class: "panel" }, drawn.join("")) + drawAxes(panel);
}

/** How many traces before this one mark only some of their points; each of them marks others. */
const sparseBefore = ({ data }: Scene, index: number): number =>
  data.slice(0, index).filter(trace => trace.type === "scatter" && (trace.marker?.maxdisplayed ?? 0) > 0).length;
