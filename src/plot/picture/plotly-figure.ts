// The figure as Plotly gets it: with everything that the picture decided, so that both show the same.
import type { Layout, Trace } from "../plotly.ts";
import { plotlyRange } from "./axis.ts";
import { gridColor, hasZeroLine, zeroColor } from "./draw/axes.ts";
import { ink } from "./draw/element.ts";
import { fontFamily } from "./draw/picture.ts";
import { axisIn, layoutKey } from "./panels.ts";
import { type AxisScene, fontSize, type PanelScene, type Scene, titleSize, titleTop } from "./scene.ts";
import { plainExponents } from "./ticks.ts";
import { colorOf } from "./trace-color.ts";

export function plotlyFigure(scene: Scene, alt: string): { data: object[]; layout: object } {
  const { layout, width, height, margin, legend, data } = scene;
  const axes = new Map(scene.panels.flatMap(({ x, y }) => [x, y]).map(axis => [axis.name, axis]));
  const withoutGrid = new Set(scene.panels.flatMap(axesWithoutGrid));
  const below = legend.side === "below";
  return {
    data: data.map(completed),
    layout: {
      ...layout,
      width,
      height,
      margin,
      paper_bgcolor: "#ffffff",
      plot_bgcolor: "#ffffff",
      font: { family: fontFamily, size: fontSize, color: ink },
      title: { ...layout.title, font: { size: titleSize }, x: 0.5, y: 1, yanchor: "top", pad: { t: titleTop } },
      showlegend: legend.side !== "none",
      legend: {
        // A filled band would turn Plotly's legend round.
        traceorder: "normal",
        ...(below
          ? { orientation: "h", x: 0.5, xanchor: "center", y: 0, yref: "container", yanchor: "bottom" }
          : { x: 1, xref: "container", xanchor: "right", y: 1, yanchor: "top" }),
        ...layout.legend,
      },
      ...Object.fromEntries(
        [...axes].map(([name, axis]) => [layoutKey(name), axisFor(axis, layout, withoutGrid.has(name))]),
      ),
      meta: { ...layout.meta, alt },
    },
  };
}

function completed(trace: Trace, index: number): object {
  if (trace.type === "scatter")
    return {
      ...trace,
      line: { ...trace.line, color: colorOf(trace, index) },
      ...(trace.mode !== "lines" && { cliponaxis: false }),
      marker: { ...trace.marker, color: trace.marker?.color ?? colorOf(trace, index) },
    };
  if (trace.type === "bar") return { ...trace, marker: { ...trace.marker, color: colorOf(trace, index) } };
  const colorbar = { thickness: 14, outlinewidth: 0.5, ...trace.colorbar };
  return trace.type === "contour" ? { ...trace, autocontour: false, colorbar } : { ...trace, colorbar };
}

function axesWithoutGrid({ traces, x, y }: PanelScene): string[] {
  if (traces.some(({ trace }) => "z" in trace)) return [x.name, y.name];
  return traces.some(({ trace }) => trace.type === "bar") ? [x.name] : [];
}

const frameOnly = { visible: true, showticklabels: false, ticks: "", mirror: true, linecolor: zeroColor };

/** The axis without what contradicts its range. */
function axisFor(axis: AxisScene, layout: Layout, hasNoGrid: boolean): object {
  const { autorange: _, ...given } = axisIn(layout, axis.name);
  return {
    showline: true,
    linecolor: ink,
    gridcolor: gridColor,
    zerolinecolor: zeroColor,
    exponentformat: "power",
    minexponent: plainExponents,
    separatethousands: true,
    ...(hasNoGrid && { showgrid: false }),
    ...given,
    // Without labels, cells of colors stand in a frame: white ones would end nowhere.
    ...(hasNoGrid && given.visible === false && frameOnly),
    type: axis.categories ? "category" : axis.log ? "log" : "linear",
    zeroline: hasZeroLine(axis),
    range: plotlyRange(axis),
    ...axis.plotly,
    ...(axis.turned > 0 && { tickangle: -axis.turned }),
  };
}
