// The part of Plotly's figures that the toolkit makes: https://plotly.com/javascript/reference/
//
// Names are Plotly's. What stands here is drawn alike by Plotly in a page and by our own picture.

/** A number, a word (then the axis has categories) or null, which is a gap. */
export type Datum = number | string | null;

/** How a point is marked. */
export type MarkerSymbol = "circle" | "square" | "diamond" | "triangle-up" | "cross" | "x" | "star";

/** How a line is dashed. */
export type Dash = "solid" | "dash" | "dot" | "dashdot";

interface TraceBase {
  name?: string;
  showlegend?: boolean;
  /** "x", "x2", …: which axis of the layout. */
  xaxis?: string;
  yaxis?: string;
  hoverinfo?: "skip";
}

/** Points, joined or not. */
export interface ScatterTrace extends TraceBase {
  type: "scatter";
  mode?: "lines" | "markers" | "lines+markers" | "text" | "markers+text" | "lines+text" | "lines+markers+text" | "none";
  /** 0, 1, 2, … where left out. */
  x?: Datum[];
  y: Datum[];
  /** Words beside the points. */
  text?: string[];
  line?: { color?: string; width?: number; dash?: Dash; shape?: "linear" | "hv" };
  marker?: { color?: string; size?: number; symbol?: MarkerSymbol; opacity?: number; maxdisplayed?: number };
  /** Fills what lies between this line and the one before it in the same panel, or the bottom. */
  fill?: "tonexty" | "tozeroy";
  fillcolor?: string;
}

/** Lines over the color of bars. */
export interface Hatching {
  shape: "/" | "\\" | "-" | "|" | "x" | ".";
  /** "overlay": over the color, in `fgcolor`. */
  fillmode: "overlay";
  fgcolor: string;
  fgopacity: number;
  /** Pixels from line to line. */
  size: number;
  /** How much of the color is covered, from 0 to 1. */
  solidity: number;
}

/** Bars that stand on zero; those of several traces stand side by side. */
export interface BarTrace extends TraceBase {
  type: "bar";
  x?: Datum[];
  y: Datum[];
  marker?: { color?: string; pattern?: Hatching };
}

/** A scale of colors by its name in Plotly, or by its stops: [[0, "#fff"], [1, "#000"]]. */
export type ColorScale = string | [number, string][];

interface FieldTrace extends TraceBase {
  /** Rows of numbers. */
  z: (number | null)[][];
  x?: Datum[];
  y?: Datum[];
  colorscale?: ColorScale;
  reversescale?: boolean;
  showscale?: boolean;
  zmin?: number;
  zmax?: number;
  colorbar?: { title?: { text: string }; thickness?: number };
}

/** A number a cell, as colors. */
export interface HeatmapTrace extends FieldTrace {
  type: "heatmap";
  /** What stands in the cells; with `texttemplate: "%{text}"`. */
  text?: string[][];
  texttemplate?: string;
  xgap?: number;
  ygap?: number;
}

/** A surface seen from above: areas between levels. */
export interface ContourTrace extends FieldTrace {
  type: "contour";
  contours?: { start: number; end: number; size: number };
  autocontour?: boolean;
  line?: { width?: number; color?: string; smoothing?: number };
}

/** One drawing of data in a figure. */
export type Trace = ScatterTrace | BarTrace | HeatmapTrace | ContourTrace;

/** An axis of the layout. */
export interface Axis {
  title?: { text: string };
  type?: "linear" | "log" | "category";
  /** On a log axis in exponents of ten, on one of categories in their numbers from 0. */
  range?: [number, number];
  autorange?: "reversed";
  tickvals?: Datum[];
  ticktext?: string[];
  tickangle?: number;
  dtick?: number;
  showgrid?: boolean;
  showticklabels?: boolean;
  zeroline?: boolean;
  visible?: boolean;
  /** The part of the figure's width or height that it takes, from 0 to 1. */
  domain?: [number, number];
  anchor?: string;
  /** Numbers are milliseconds since 1970: in pictures of what others have written, Plotly is never given it. */
  times?: true;
  /** The axis that has the same range. */
  matches?: string;
}

/** Words in the picture. */
export interface Annotation {
  text: string;
  x: Datum;
  y: Datum;
  /** An axis ("x", on a log axis in exponents), its width ("x domain", from 0 to 1), or "paper". */
  xref?: string;
  yref?: string;
  xanchor?: "left" | "center" | "right";
  yanchor?: "top" | "middle" | "bottom";
  showarrow?: boolean;
  font?: { size?: number; color?: string };
  /** What lies behind the words, so that they can be read on a bar or a line. */
  bgcolor?: string;
  /** A label that is moved along its guide to where no data are. */
  name?: "guide";
  /** Pixels upwards from the given place. Our own drawing keeps its words off a line by itself. */
  yshift?: number;
}

/** A straight line over the picture. On a log axis its ends are plain values, unlike those of an annotation. */
export interface GuideShape {
  type: "line";
  xref: string;
  yref: string;
  x0: number;
  x1: number;
  y0: number;
  y1: number;
  line?: { color?: string; width?: number; dash?: Dash };
  layer?: "above" | "below";
}

/** What stands around the data. */
export interface Layout {
  title?: { text: string };
  /** In pixels; 640 × 400 where left out. */
  width?: number;
  height?: number;
  margin?: { l?: number; r?: number; t?: number; b?: number };
  showlegend?: boolean;
  annotations?: Annotation[];
  shapes?: GuideShape[];
  barmode?: "group";
  legend?: { orientation?: "v" | "h"; x?: number; y?: number; traceorder?: string };
  grid?: { rows?: number; columns?: number; xgap?: number; ygap?: number; pattern?: string };
  /** `alt` describes the picture to who cannot see it. */
  meta?: { alt?: string };
  [axis: `xaxis${string}` | `yaxis${string}`]: Axis;
}
