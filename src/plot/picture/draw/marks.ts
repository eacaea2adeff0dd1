// Lines and words over the data: shapes and annotations of the layout.
import type { Annotation, GuideShape } from "../../plotly.ts";
import type { AxisScene, Scene } from "../scene.ts";
import { element, words } from "./element.ts";
import { dashArray } from "./scatter.ts";

export const drawShapes = (scene: Scene): string =>
  (scene.layout.shapes ?? []).map(shape => drawShape(shape, scene)).join("");

export const drawAnnotations = (scene: Scene): string =>
  (scene.layout.annotations ?? []).map(annotation => drawAnnotation(annotation, scene)).join("");

function drawShape({ xref, yref, x0, x1, y0, y1, line = {} }: GuideShape, scene: Scene): string {
  const at = (ref: string, letter: "x" | "y", value: number) => pixelOf(scene, ref, letter, value, false);
  const [a, b, c, d] = [at(xref, "x", x0), at(yref, "y", y0), at(xref, "x", x1), at(yref, "y", y1)];
  if (![a, b, c, d].every(Number.isFinite)) return "";
  const { color = "#57606a", width = 1.5, dash } = line;
  return element("line", {
    x1: a,
    y1: b,
    x2: c,
    y2: d,
    stroke: color,
    "stroke-width": width,
    "stroke-dasharray": dashArray(dash),
  });
}

const anchors = { left: "start", center: "middle", right: "end" } as const;

/** Pixels from the given place to the foot of the letters. */
const lifts = { top: 13, middle: 4, bottom: -5 } as const;

function drawAnnotation(annotation: Annotation, scene: Scene): string {
  const { text, xref = "paper", yref = "paper", xanchor = "center", yanchor = "middle", font = {} } = annotation;
  const x = pixelOf(scene, xref, "x", annotation.x, true);
  const y = pixelOf(scene, yref, "y", annotation.y, true);
  if (!Number.isFinite(x) || !Number.isFinite(y)) return "";
  const inset = { left: 4, center: 0, right: -4 }[xanchor];
  const style = {
    "font-size": font.size,
    fill: font.color,
    stroke: "#fff",
    "stroke-width": 3,
    "paint-order": "stroke",
    "stroke-linejoin": "round",
  };
  return words(x + inset, y + lifts[yanchor], text, { "text-anchor": anchors[xanchor], ...style });
}

/** @param inExponents whether a place on a log axis is given in exponents, as Plotly has it for annotations but not for shapes */
function pixelOf(
  scene: Scene,
  ref: string,
  letter: "x" | "y",
  value: number | string | null,
  inExponents: boolean,
): number {
  const { frame } = scene;
  if (ref === "paper")
    return letter === "x" ? frame.x + Number(value) * frame.width : frame.y + (1 - Number(value)) * frame.height;
  const [name = "", domain] = ref.split(" ");
  const axis = scene.panels.flatMap(({ x, y }): AxisScene[] => [x, y]).find(each => each.name === name);
  if (!axis) return Number.NaN;
  if (domain) return axis.from + Number(value) * (axis.to - axis.from);
  return axis.place(axis.log && inExponents ? 10 ** Number(value) : value);
}
