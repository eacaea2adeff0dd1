// foldedGraph and graphicalModel: the network with its loop, and which outputs depend on which.
import { assertListOf, assertOptions, describe } from "../../options.ts";
import { type Drawing, drawing } from "./drawing.ts";
import type { DrawingEdge, DrawingNode } from "./parts.ts";

/** Options of `foldedGraph`. */
export interface FoldedGraphOptions {
  /** Whether the output goes into a loss with its target; false where left out. */
  losses?: boolean;
  /** Names of the weights: `["W", "U", "V"]` where left out; the book's are `["U", "W", "V"]`. */
  weights?: readonly [input: string, hidden: string, output: string];
}

/**
 * A recurrent network, folded: one node for the hidden units, whose arrow to itself takes one time step.
 * Goodfellow, Bengio & Courville 2016, figure 10.3, left.
 * @throws RangeError for an unknown option
 */
export function foldedGraph(options: FoldedGraphOptions = {}): Drawing {
  assertOptions("foldedGraph", options, { losses: "boolean", weights: true });
  const { losses = false, weights = ["W", "U", "V"] } = options;
  assertListOf("foldedGraph", "weights", weights, "three texts", label => typeof label === "string");
  if (weights.length !== 3) throw new RangeError(`foldedGraph expects three weights, but got ${weights.length}`);
  const output = losses ? "o" : "y";
  const nodes: DrawingNode[] = [
    { id: "x", at: [0, 0], fill: "#fff" },
    { id: "h", at: [0, 1] },
    { id: output, at: [0, 2], fill: "#e6f4ea" },
  ];
  const edges: DrawingEdge[] = [
    { from: "x", to: "h", label: weights[0] },
    { from: "h", to: "h", label: weights[1] },
    { from: "h", to: output, label: weights[2] },
  ];
  if (losses) {
    nodes.push({ id: "L", at: [0, 3], fill: "#fdf0e1" }, { id: "y", at: [0, 4], fill: "#fff" });
    edges.push({ from: "o", to: "L" }, { from: "y", to: "L" });
  }
  return drawing({ title: "Folded: the loop takes one time step", nodes, edges });
}

/** Options of `graphicalModel`. */
export interface GraphicalModelOptions {
  /** How many outputs; 5 where left out. */
  T?: number;
  /** Whether a state stands between: false where left out. */
  state?: boolean;
}

/**
 * Which outputs of a sequence depend on which. Without a state each y depends on all before it: T(T − 1)/2 edges, and a table
 * for it would have k^T entries. With a state h, which all of the past goes into, each node has the same few parents:
 * 3T − 2 edges. Goodfellow, Bengio & Courville 2016, figures 10.7 and 10.8.
 * @throws RangeError for an unknown option, or a T that is no whole number from 1 to 12
 * @example graphicalModel({ T: 5 }).edges.length // 10
 * @example graphicalModel({ T: 5, state: true }).edges.length // 13
 */
export function graphicalModel(options: GraphicalModelOptions = {}): Drawing {
  assertOptions("graphicalModel", options, { T: "number", state: "boolean" });
  const { T = 5, state = false } = options;
  if (!(Number.isInteger(T) && T >= 1 && T <= 12))
    throw new RangeError(`graphicalModel expects T to be a whole number from 1 to 12, but got ${describe(T)}`);
  const steps = Array.from({ length: T }, (_, i) => i + 1);
  const y = (t: number, row: number): DrawingNode => ({
    id: `y${t}`,
    at: [t, row],
    label: `y_{${t}}`,
    fill: "#e6f4ea",
  });
  if (!state)
    return drawing({
      title: "Each y depends on all before it",
      nodes: steps.map(t => y(t, 0)),
      edges: steps.flatMap(t =>
        steps.slice(0, t - 1).map(s => ({ from: `y${s}`, to: `y${t}`, bend: t - s === 1 ? 0 : 0.34 * (t - s) })),
      ),
    });
  const edges = steps.flatMap(t => [
    ...(t > 1
      ? [
          { from: `h${t - 1}`, to: `h${t}` },
          { from: `y${t - 1}`, to: `h${t}` },
        ]
      : []),
    { from: `h${t}`, to: `y${t}` },
  ]);
  return drawing({
    title: "A state h stands between past and future",
    nodes: steps.flatMap(t => [{ id: `h${t}`, at: [t, 0] as const, label: `h_{${t}}` }, y(t, 1)]),
    edges,
  });
}
