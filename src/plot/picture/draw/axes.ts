// What stands around a panel: grid, axis lines, labels, titles.
import type { AxisScene, PanelScene } from "../scene.ts";
import { fontSize, labelHeight, labelsShown, labelWidth, tickGap } from "../scene.ts";
import { px } from "../words.ts";
import { element, ink, words } from "./element.ts";

export const gridColor = "#e3e7eb";
export const zeroColor = "#9aa4ae";

const isShown = ({ spec }: AxisScene): boolean => spec.visible !== false;

/** Behind the data: a thin line at each label, but not at bars; a darker one at zero. Under cells of colors none is seen. */
export function drawGrid({ x, y, traces }: PanelScene): string {
  if (traces.some(({ trace }) => "z" in trace)) return "";
  const vertical = (at: number) => `M${px(x.pixel(at))} ${px(y.from)}V${px(y.to)}`;
  const horizontal = (at: number) => `M${px(x.from)} ${px(y.pixel(at))}H${px(x.to)}`;
  const withBars = traces.some(({ trace }) => trace.type === "bar");
  const linesOf = (axis: AxisScene, path: (at: number) => string) =>
    isShown(axis) && axis.spec.showgrid !== false ? axis.ticks.map(({ at }) => path(at)).join("") : "";
  const zero = hasZeroLine(x) ? vertical(0) : "";
  const across = hasZeroLine(y) ? horizontal(0) : "";
  const grid = (withBars ? "" : linesOf(x, vertical)) + linesOf(y, horizontal);
  return (
    (grid && element("path", { d: grid, stroke: gridColor, fill: "none" })) +
    (zero + across && element("path", { d: zero + across, stroke: zeroColor, fill: "none" }))
  );
}

/** A line at zero, where numbers of both signs are drawn. */
export function hasZeroLine(axis: AxisScene): boolean {
  const { spec, log, categories, data, ends } = axis;
  const isInside = Math.min(...ends) < 0 && Math.max(...ends) > 0;
  return isShown(axis) && !log && !categories && spec.zeroline !== false && isInside && data[0] < 0;
}

export function drawAxes({ x, y, traces }: PanelScene): string {
  // Cells of colors without axes stand in a frame: white ones would end nowhere.
  if (!isShown(x) && !isShown(y) && traces.some(({ trace }) => "z" in trace))
    return element("path", {
      d: `M${px(x.from)} ${px(y.from)}H${px(x.to)}V${px(y.to)}H${px(x.from)}Z`,
      stroke: zeroColor,
      fill: "none",
    });
  const left = isShown(y) ? `M${px(x.from)} ${px(y.to)}V${px(y.from)}` : "";
  const bottom = isShown(x) ? `M${px(x.from)} ${px(y.from)}H${px(x.to)}` : "";
  const lines = left + bottom && element("path", { d: left + bottom, stroke: ink, fill: "none" });
  return lines + labelsBelow(x, y) + labelsBeside(y, x) + titleBelow(x, y) + titleBeside(y, x);
}

function labelsBelow(x: AxisScene, y: AxisScene): string {
  if (!labelsShown(x)) return "";
  const at = Math.max(y.from, y.to);
  const texts = x.ticks.map(({ at: value, text }) => {
    const across = x.pixel(value);
    if (x.turned === 0) return words(across, at + tickGap + fontSize - 1, text);
    const down = at + tickGap + (x.turned === 90 ? 0 : 4);
    return words(across, down + 4, text, { transform: `rotate(${-x.turned} ${px(across)} ${px(down)})` });
  });
  return element("g", { "text-anchor": x.turned ? "end" : "middle" }, texts.join(""));
}

function labelsBeside(y: AxisScene, x: AxisScene): string {
  if (!labelsShown(y)) return "";
  const at = Math.min(x.from, x.to) - tickGap;
  const texts = y.ticks.map(({ at: value, text }) => words(at, y.pixel(value) + 4, text));
  return element("g", { "text-anchor": "end" }, texts.join(""));
}

function titleBelow(x: AxisScene, y: AxisScene): string {
  const at = Math.max(y.from, y.to) + (labelsShown(x) ? labelHeight(x) : 0) + 16;
  return words((x.from + x.to) / 2, at, isShown(x) ? (x.spec.title?.text ?? "") : "", {
    "text-anchor": "middle",
    "font-size": 13,
  });
}

function titleBeside(y: AxisScene, x: AxisScene): string {
  const at = Math.min(x.from, x.to) - (labelsShown(y) ? labelWidth(y) : 0) - 10;
  const transform = `translate(${px(at)} ${px((y.from + y.to) / 2)}) rotate(-90)`;
  return words(0, 0, isShown(y) ? (y.spec.title?.text ?? "") : "", {
    transform,
    "text-anchor": "middle",
    "font-size": 13,
  });
}
