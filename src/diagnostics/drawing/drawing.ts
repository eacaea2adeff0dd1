// Drawing: nodes and edges on a grid. The author gives the places, since in a network they mean something: time goes to the
// right, layers go up.
import { escapeHtml, jupyterDisplay, type MimeBundle, nodeInspect } from "../../display/index.ts";
import { assertOptions, describe } from "../../options.ts";
import { labelWords } from "./label.ts";
import type { DrawingEdge, DrawingNode, DrawingParts } from "./parts.ts";
import { drawingSvg } from "./svg.ts";

/** A graph that shows itself as a picture, with its nodes and edges to be counted. Made by `drawing` and its relatives. */
export class Drawing {
  readonly title: string;
  readonly nodes: readonly DrawingNode[];
  readonly edges: readonly DrawingEdge[];
  readonly gradientEdges: readonly DrawingEdge[];
  /** The drawing in words. */
  readonly alt: string;
  /** The picture. */
  readonly svg: string;
  readonly #size: readonly [width: number, height: number];

  constructor(parts: DrawingParts) {
    this.title = parts.title;
    this.nodes = parts.nodes.map(node => ({ ...node }));
    this.edges = parts.edges.map(edge => ({ ...edge }));
    this.gradientEdges = (parts.gradientEdges ?? []).map(edge => ({ ...edge }));
    this.alt = parts.alt ?? inWords(this);
    const { svg, width, height } = drawingSvg({ ...parts, alt: this.alt });
    this.svg = svg;
    this.#size = [width, height];
  }

  toString(): string {
    return this.alt;
  }
  [nodeInspect](): string {
    return this.alt;
  }
  /** An image rather than SVG in the page: that also shows where a notebook is not trusted. */
  [jupyterDisplay](): MimeBundle {
    const [width, height] = this.#size;
    const source = `data:image/svg+xml;base64,${base64(this.svg)}`;
    const image = `<img src="${source}" width="${width}" height="${height}" alt="${escapeHtml(this.alt)}">`;
    return { "text/plain": this.alt, "text/html": `<figure>${image}</figure>` };
  }
}

/**
 * Draws nodes and edges on a grid: time to the right, layers upwards, as the author places them.
 * @throws TypeError for parts that are missing; RangeError for two nodes of one name, or an edge from or to no node
 * @example drawing({ title: "A chain", nodes: [{ id: "a", at: [0, 0] }, { id: "b", at: [1, 0] }], edges: [{ from: "a", to: "b" }] })
 */
export function drawing(parts: DrawingParts): Drawing {
  assertOptions("drawing", parts, {
    title: "text",
    nodes: true,
    edges: true,
    gradientEdges: true,
    frames: true,
    cell: true,
    alt: "text",
  });
  for (const name of ["nodes", "edges"] as const)
    if (!Array.isArray(parts?.[name]))
      throw new TypeError(`drawing expects a list of ${name}, but got ${describe(parts?.[name])}`);
  const ids = new Set<string>();
  for (const { id, at } of parts.nodes) {
    if (ids.has(id)) throw new RangeError(`drawing expects each node once, but got two nodes "${id}"`);
    if (!Array.isArray(at) || at.length !== 2 || !at.every(Number.isFinite))
      throw new TypeError(`drawing expects the place of node "${id}" as at: [column, row], but got ${describe(at)}`);
    ids.add(id);
  }
  const named = [
    ...[...parts.edges, ...(parts.gradientEdges ?? [])].flatMap(({ from, to }) => [from, to]),
    ...(parts.frames ?? []).flatMap(({ around }) => around),
  ];
  for (const id of named)
    if (!ids.has(id))
      throw new RangeError(`drawing knows the nodes ${[...ids].join(", ")}, but an edge or frame names "${id}"`);
  return new Drawing(parts);
}

/** How many edges are named one by one; nobody listens to more. */
const most = 60;

function inWords({ title, nodes, edges, gradientEdges }: Drawing): string {
  const labels = new Map(nodes.map(({ id, label }) => [id, labelWords(label || id)]));
  const one = ({ from, to, label }: DrawingEdge) =>
    `${labels.get(from)} to ${from === to ? "itself" : labels.get(to)}${label ? ` by ${labelWords(label)}` : ""}`;
  const list = (all: readonly DrawingEdge[]) =>
    all.slice(0, most).map(one).join(", ") + (all.length > most ? ` and ${all.length - most} more` : "");
  const count = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
  const visible = nodes.filter(({ shape }) => shape !== "dot");
  const sentences = [
    labelWords(title),
    `${count(nodes.length, "node")}: ${visible.map(({ id }) => labels.get(id)).join(", ")}`,
    `${count(edges.length, "edge")}${edges.length === 0 ? "" : `: ${list(edges)}`}`,
    ...(gradientEdges.length === 0 ? [] : [`The gradient flows back from ${list(gradientEdges)}`]),
  ];
  return `${sentences.join(". ")}.`;
}

/** Of text with any characters, without Node's Buffer. */
function base64(text: string): string {
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) bytes += String.fromCharCode(byte);
  return btoa(bytes);
}
