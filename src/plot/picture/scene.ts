// A figure with everything decided: sizes, margins, ranges, labels. Both drawings are made from it, so they agree.
import type { Layout, Trace } from "../plotly.ts";
import { type PlacedAxis, placed, type ScaledAxis, scaledAxis } from "./axis.ts";
import { guideLabels } from "./guide-labels.ts";
import { type LegendScene, legendOf, legendWidth } from "./legend-entries.ts";
import { domainOf, type Numbered, panelsOf } from "./panels.ts";
import { type Tick, type Ticks, ticksOf } from "./ticks.ts";
import { widthOf } from "./words.ts";

export const fontSize = 12;
export const titleSize = 16;
/** Plotly's tool bar stands at the right of the figure's upper edge: titles stand below it, however long they are. */
export const titleTop = 28;

/** An axis with its labels. */
export interface AxisScene extends PlacedAxis {
  ticks: Tick[];
  /** By how many degrees labels are turned, because they would touch each other; 0 where there is room. */
  turned: number;
  plotly: Ticks["plotly"];
}

export interface PanelScene {
  x: AxisScene;
  y: AxisScene;
  traces: Numbered[];
}

export interface Scene {
  width: number;
  height: number;
  margin: { l: number; r: number; t: number; b: number };
  /** What is left for the panels. */
  frame: { x: number; y: number; width: number; height: number };
  panels: PanelScene[];
  legend: LegendScene;
  layout: Layout;
  data: readonly Trace[];
  /** The trace whose colors have a scale beside the picture. */
  colorBar: Numbered | undefined;
}

/** Pixels that a label takes at least along its axis. */
const perLabel = { x: 75, y: 45 };
export const colorBarWidth = 74;
/** Above and beside the frame where nothing stands there. */
const edge = 20;
const titleHeight = titleTop + titleSize + 10;
const mostTries = 4;

export function sceneOf(data: readonly Trace[], layout: Layout): Scene {
  const width = layout.width ?? 640;
  const height = layout.height ?? 400;
  const panels = panelsOf(data);
  const axes = new Map<string, ScaledAxis>();
  for (const { x, y } of panels) for (const name of [x, y]) axes.set(name, scaledAxis(data, layout, name));
  const colorBar = [...data.entries()]
    .map(([index, trace]) => ({ index, trace }))
    .find(({ trace }) => "z" in trace && trace.showscale !== false);
  const legend = legendOf(data, layout, width);

  const given = layout.margin ?? {};
  const hasBarTitle = colorBar !== undefined && "z" in colorBar.trace && Boolean(colorBar.trace.colorbar?.title?.text);
  const right = edge + (colorBar ? colorBarWidth : 0) + (legend.side === "right" ? legendWidth(legend) : 0);
  const top = layout.title?.text || hasBarTitle ? titleHeight : edge;
  let margin = { l: 60, r: right, t: top, b: 50, ...given };
  let laidOut = arrange();
  const below = legend.side === "below" ? legend.height : 0;
  // Only panels at the edge need room there; the others have it in the gaps between panels.
  const atEdge = (names: string[], across: string[]) =>
    names.filter((_, i) => domainOf(layout, across[i]!)[0] < 0.001).map(name => laidOut.get(name)!);
  const [xs, ys] = [panels.map(({ x }) => x), panels.map(({ y }) => y)];
  // Labels depend on the frame's size, and the frame on the labels: margins only grow until these have their room.
  for (let tries = 0; tries < mostTries; tries++) {
    const [l, b] = [leftMargin(atEdge(ys, xs)), bottomMargin(atEdge(xs, ys)) + below];
    if (tries > 0 && l <= margin.l && b <= margin.b) break;
    margin = {
      ...margin,
      l: Math.max(l, tries > 0 ? margin.l : 0),
      b: Math.max(b, tries > 0 ? margin.b : 0),
      ...given,
    };
    laidOut = arrange();
  }
  const scenes = panels.map(({ x, y, traces }) => ({ x: laidOut.get(x)!, y: laidOut.get(y)!, traces }));
  const annotations = layout.annotations && { annotations: guideLabels(layout.annotations, scenes) };
  return {
    width,
    height,
    margin,
    frame: frameOf(),
    panels: scenes,
    legend,
    layout: { ...layout, ...annotations },
    data,
    colorBar,
  };

  function frameOf(): Scene["frame"] {
    const { l, r, t, b } = margin;
    return { x: l, y: t, width: Math.max(40, width - l - r), height: Math.max(40, height - t - b) };
  }
  function arrange(): Map<string, AxisScene> {
    return new Map([...axes].map(([name, axis]) => [name, axisScene(axis, frameOf(), layout)]));
  }
}

function axisScene(axis: ScaledAxis, frame: Scene["frame"], layout: Layout): AxisScene {
  const [low, high] = domainOf(layout, axis.name);
  const [from, to] =
    axis.letter === "x"
      ? [frame.x + low * frame.width, frame.x + high * frame.width]
      : [frame.y + (1 - low) * frame.height, frame.y + (1 - high) * frame.height];
  const room = Math.abs(to - from);
  const { ticks, plotly } = ticksOf(axis, room, perLabel[axis.letter]);
  const widest = Math.max(0, ...ticks.map(({ text }) => widthOf(text, fontSize)));
  const apart = room / Math.max(1, axis.categories ? Math.abs(axis.ends[1] - axis.ends[0]) : ticks.length);
  const turned = axis.letter === "y" || widest <= apart - 6 ? 0 : apart >= closestTurned ? 35 : 90;
  return { ...placed(axis, from, to), ticks, plotly, turned };
}

/** Labels at 35 degrees touch each other where they stand closer. */
const closestTurned = 22;
export const tickGap = 6;

export const labelsShown = ({ spec }: AxisScene): boolean => spec.visible !== false && spec.showticklabels !== false;

function leftMargin(axes: readonly AxisScene[]): number {
  const labels = axes.filter(labelsShown).flatMap(({ ticks }) => ticks.map(({ text }) => widthOf(text, fontSize)));
  const title = axes.some(({ spec }) => spec.title?.text) ? 24 : 0;
  return Math.round(Math.min(220, Math.max(edge, tickGap + Math.max(0, ...labels) + 8 + title)));
}

function bottomMargin(axes: readonly AxisScene[]): number {
  const heights = axes.filter(labelsShown).map(labelHeight);
  const title = axes.some(({ spec }) => spec.title?.text) ? 24 : 0;
  return Math.round(Math.max(edge, Math.max(0, ...heights) + title + 8));
}

/** How far labels reach down from their axis. */
export function labelHeight({ ticks, turned }: AxisScene): number {
  if (turned === 0) return tickGap + fontSize + 2;
  const widest = Math.max(0, ...ticks.map(({ text }) => widthOf(text, fontSize)));
  const angle = (turned * Math.PI) / 180;
  return tickGap + fontSize * Math.cos(angle) + widest * Math.sin(angle) + 4;
}

/** How far labels reach to the left of their axis. */
export const labelWidth = ({ ticks }: AxisScene): number =>
  tickGap + Math.max(0, ...ticks.map(({ text }) => widthOf(text, fontSize)));
