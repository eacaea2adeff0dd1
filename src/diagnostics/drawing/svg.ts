// A drawing as SVG: white ground, so that it can be read in a dark page too, and text beside every color.
import { escapeHtml } from "../../display/index.ts";
import { cleaned, labelSvg, labelWidth, labelWords } from "./label.ts";
import type { DrawingEdge, DrawingNode, DrawingParts } from "./parts.ts";

const ink = "#1f2328";
/** Vermillion of Okabe & Ito, dark enough for thin lines on white. */
const gradientInk = "#b34700";
const radius = 19;
const titleHeight = 30;

type Point = readonly [x: number, y: number];
type Extent = { left: number; top: number; right: number; bottom: number };

/** The picture and its size in pixels. */
export function drawingSvg(parts: DrawingParts & { alt: string }): { svg: string; width: number; height: number } {
  const [w, h] = parts.cell ?? [84, 72];
  const place = ([column, row]: readonly [number, number]): Point => [column * w, -row * h];
  const nodes = new Map(parts.nodes.map(node => [node.id, node]));
  const extent: Extent = { left: 0, top: 0, right: 0, bottom: 0 };
  const first = parts.nodes[0] ? place(parts.nodes[0].at) : [0, 0];
  Object.assign(extent, { left: first[0], right: first[0], top: first[1], bottom: first[1] });
  const see = (left: number, top: number, right: number, bottom: number) => {
    extent.left = Math.min(extent.left, left);
    extent.top = Math.min(extent.top, top);
    extent.right = Math.max(extent.right, right);
    extent.bottom = Math.max(extent.bottom, bottom);
  };
  for (const node of parts.nodes) {
    const [x, y] = place(node.at);
    const [dx, dy] = halfSize(node);
    see(x - dx, y - dy, x + dx, y + dy);
  }
  const line = (edge: DrawingEdge, color: string) => {
    const { path, at, seen } = wayOf(edge, nodes.get(edge.from)!, nodes.get(edge.to)!, place, w);
    for (const [x, y] of seen) see(x - 4, y - 4, x + 4, y + 4);
    const head = edge.plain ? "" : ` marker-end="url(#${color === ink ? "a" : "g"})"`;
    const dash = edge.dashed || color !== ink ? ' stroke-dasharray="5 3"' : "";
    const text = edge.label ? textAt(edge.label, at, color, 12) : "";
    if (edge.label) {
      const half = labelWidth(edge.label) / 2 + 2;
      see(at[0] - half, at[1] - 12, at[0] + half, at[1] + 5);
    }
    return `<path d="${path}" stroke="${color}"${head}${dash}/>${text}`;
  };
  const frames = (parts.frames ?? []).map(({ around, label }) => {
    const inside = around.map(id => nodes.get(id)!);
    const boxes = inside.map(node => ({ at: place(node.at), half: halfSize(node) }));
    const left = Math.min(...boxes.map(({ at, half }) => at[0] - half[0])) - 14;
    const right = Math.max(...boxes.map(({ at, half }) => at[0] + half[0])) + 14;
    const top = Math.min(...boxes.map(({ at, half }) => at[1] - half[1])) - (label ? 24 : 14);
    const bottom = Math.max(...boxes.map(({ at, half }) => at[1] + half[1])) + 14;
    see(left, top, right, bottom);
    const box = `<rect x="${n(left)}" y="${n(top)}" width="${n(right - left)}" height="${n(bottom - top)}" rx="10" fill="#f6f8fa" stroke="#8c959f"/>`;
    return box + (label ? textAt(label, [left + 10, top + 16], ink, 12, "start") : "");
  });
  const edges = parts.edges.map(edge => line(edge, ink));
  const back = (parts.gradientEdges ?? []).map(edge => line(edge, gradientInk));
  const shapes = parts.nodes.map(node => shapeOf(node, place(node.at)));

  const titleWidth = labelWidth(parts.title) * 0.95;
  const pad = 10;
  const inner = extent.right - extent.left;
  const width = Math.ceil(Math.max(inner, titleWidth) + 2 * pad);
  const height = Math.ceil(extent.bottom - extent.top + 2 * pad + titleHeight);
  const left = (extent.left + extent.right - width) / 2;
  const top = extent.top - pad - titleHeight;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${n(left)} ${n(top)} ${width} ${height}" width="${width}" height="${height}" ` +
    `role="img" font-family="system-ui,'Segoe UI',Roboto,Arial,sans-serif" font-size="14" fill="${ink}">` +
    `<title>${escapeHtml(labelWords(parts.title))}</title><desc>${escapeHtml(cleaned(parts.alt))}</desc>` +
    `<defs>${head("a", ink)}${head("g", gradientInk)}</defs>` +
    `<rect x="${n(left)}" y="${n(top)}" width="${width}" height="${height}" fill="#fff"/>` +
    `<text x="${n(left + width / 2)}" y="${n(top + 21)}" text-anchor="middle">${labelSvg(parts.title)}</text>` +
    `${frames.join("")}<g fill="none" stroke-width="1.3">${edges.join("")}${back.join("")}</g>${shapes.join("")}</svg>`;
  return { svg, width, height };
}

/** Where an edge runs, where its label stands, and points that it does not pass on the outside. */
function wayOf(
  edge: DrawingEdge,
  from: DrawingNode,
  to: DrawingNode,
  place: (at: readonly [number, number]) => Point,
  columnWidth: number,
): { path: string; at: Point; seen: readonly Point[] } {
  const [a, b] = [place(from.at), place(to.at)];
  if (edge.from === edge.to) {
    const [x, y] = a;
    const far: Point = [x + 54, y - 30];
    const path = `M${n(x + 10)} ${n(y - 17)}C${n(x + 36)} ${n(y - 62)} ${n(x + 74)} ${n(y + 2)} ${n(x + radius + 3)} ${n(y + 3)}`;
    return { path, at: [x + 58, y - 30], seen: [far, [x + 40, y - 44]] };
  }
  if (edge.via && edge.via.length > 0) {
    const corners = edge.via.map(place);
    const start = towards(a, corners[0]!, from, 0);
    const end = towards(b, corners.at(-1)!, to, 3);
    const path = [start, ...corners, end].map(([x, y], i) => `${i === 0 ? "M" : "L"}${n(x)} ${n(y)}`).join("");
    const [p, q] = corners.length === 1 ? [corners[0]!, end] : [corners.at(-2)!, corners.at(-1)!];
    return { path, at: [(p[0] + q[0]) / 2 + 12, (p[1] + q[1]) / 2 + 4], seen: corners };
  }
  const distance = Math.hypot(b[0] - a[0], b[1] - a[1]) || 1;
  const side: Point = [(b[1] - a[1]) / distance, -(b[0] - a[0]) / distance]; // to the left of the way, y pointing down
  const bend = (edge.bend ?? 0) * columnWidth;
  const middle: Point = [(a[0] + b[0]) / 2 + side[0] * bend, (a[1] + b[1]) / 2 + side[1] * bend];
  const [s, t] = [towards(a, middle, from, 0), towards(b, middle, to, 3)];
  const half: Point = bend === 0 ? middle : [(s[0] + 2 * middle[0] + t[0]) / 4, (s[1] + 2 * middle[1] + t[1]) / 4];
  const path = `M${n(s[0])} ${n(s[1])}${bend === 0 ? "L" : `Q${n(middle[0])} ${n(middle[1])} `}${n(t[0])} ${n(t[1])}`;
  // Beside the line: text is wide where that is steep, and has an index below where it is flat.
  const off = 6 + (edge.label ? (Math.abs(side[0]) * labelWidth(edge.label)) / 2 : 0) + 7 * Math.abs(side[1]);
  const on = edge.labelSide === "right" ? -1 : 1;
  return { path, at: [half[0] + on * side[0] * off, half[1] + on * side[1] * off + 4], seen: [half] };
}

/** From the middle of a node to its edge (and a little further), in the direction of a point. */
function towards(at: Point, point: Point, node: DrawingNode, gap: number): Point {
  const [dx, dy] = [point[0] - at[0], point[1] - at[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [halfWidth, halfHeight] = halfSize(node);
  const reach =
    node.shape === "box" || node.shape === "text"
      ? Math.min(halfWidth / Math.abs(dx / length), halfHeight / Math.abs(dy / length))
      : halfWidth;
  return [at[0] + (dx / length) * (reach + gap), at[1] + (dy / length) * (reach + gap)];
}

function halfSize({ shape = "circle", label, id }: DrawingNode): readonly [number, number] {
  if (shape === "dot") return [0, 0];
  if (shape === "operation") return [12, 12];
  const width = labelWidth(label ?? id) / 2;
  if (shape === "box") return [Math.max(21, width + 8), 15];
  if (shape === "text") return [width + 3, 11];
  return [radius, radius];
}

function shapeOf(node: DrawingNode, [x, y]: Point): string {
  const { shape = "circle", label = node.id, fill = "#e8f1fb" } = node;
  const [dx, dy] = halfSize(node);
  const text = label === "" ? "" : textAt(label, [x, y + 5], ink, 14);
  const look = `fill="${escapeHtml(cleaned(fill))}" stroke="${ink}"`;
  if (shape === "dot") return `<circle cx="${n(x)}" cy="${n(y)}" r="3"/>`;
  if (shape === "text") return text;
  if (shape === "box")
    return `<rect x="${n(x - dx)}" y="${n(y - dy)}" width="${n(2 * dx)}" height="${n(2 * dy)}" rx="4" ${look}/>${text}`;
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${dx}" ${look}/>${text}`;
}

function textAt(label: string, [x, y]: Point, color: string, size: number, anchor = "middle"): string {
  return `<text x="${n(x)}" y="${n(y)}" text-anchor="${anchor}" font-size="${size}" fill="${color}" stroke="none">${labelSvg(label)}</text>`;
}

const head = (id: string, color: string): string =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">` +
  `<path d="M0 0L8 4L0 8z" fill="${color}"/></marker>`;

const n = (value: number): string => String(Math.round(value * 10) / 10);
