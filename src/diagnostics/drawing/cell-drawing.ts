// cellDrawing: what happens inside one time step of a simple RNN, an LSTM and a GRU.
import { describe } from "../../options.ts";
import { type Drawing, drawing } from "./drawing.ts";
import type { DrawingEdge, DrawingNode, DrawingParts } from "./parts.ts";

type At = readonly [column: number, row: number];

const state = (id: string, label: string, at: At): DrawingNode => ({ id, label, at });
const input = (id: string, label: string, at: At): DrawingNode => ({ id, label, at, fill: "#fff" });
const box = (id: string, label: string, at: At): DrawingNode => ({ id, label, at, shape: "box", fill: "#fff4d6" });
const point = (id: string, label: string, at: At): DrawingNode => ({
  id,
  label,
  at,
  shape: "operation",
  fill: "#fde3dc",
});
const dot = (id: string, at: At): DrawingNode => ({ id, label: "", at, shape: "dot" });
const arrow = (from: string, to: string, ...via: At[]): DrawingEdge =>
  via.length === 0 ? { from, to } : { from, to, via };

const cell = [66, 58] as const;

const rnn: DrawingParts = {
  title: "Simple RNN cell: h_t = tanh(x_t W + h_{t-1} U + b)",
  cell,
  nodes: [
    state("before", "h_{t-1}", [-0.2, 1]),
    input("x", "x_t", [2, -1]),
    box("U", "· U", [1.1, 1]),
    box("W", "· W", [2, 0]),
    input("b", "b", [2, 2]),
    point("sum", "+", [2, 1]),
    box("tanh", "tanh", [3, 1]),
    state("h", "h_t", [4.2, 1]),
  ],
  edges: [
    arrow("before", "U"),
    arrow("U", "sum"),
    arrow("x", "W"),
    arrow("W", "sum"),
    arrow("b", "sum"),
    arrow("sum", "tanh"),
    arrow("tanh", "h"),
  ],
  frames: [{ around: ["U", "W", "sum", "tanh"] }],
};

const lstm: DrawingParts = {
  title: "LSTM cell: c_t = f × c_{t-1} + i × g, h_t = o × tanh(c_t)",
  cell,
  nodes: [
    state("c-before", "c_{t-1}", [-0.2, 4]),
    state("h-before", "h_{t-1}", [-0.2, 1]),
    input("x", "x_t", [1, 0]),
    box("joined", "[h, x]", [1, 1]),
    box("f", "σ  f", [2, 2]),
    box("i", "σ  i", [3, 2]),
    box("g", "tanh  g", [4.1, 2]),
    box("o", "σ  o", [5.2, 2]),
    point("keep", "×", [2, 4]),
    point("write", "×", [4.1, 3]),
    point("add", "+", [4.1, 4]),
    dot("branch", [6.2, 4]),
    box("tanh", "tanh", [6.2, 3]),
    point("show", "×", [6.2, 2]),
    state("c", "c_t", [7.4, 4]),
    state("h", "h_t", [7.4, 2]),
  ],
  edges: [
    arrow("c-before", "keep"),
    arrow("keep", "add"),
    { ...arrow("add", "branch"), plain: true },
    arrow("branch", "c"),
    arrow("branch", "tanh"),
    arrow("tanh", "show"),
    arrow("h-before", "joined"),
    arrow("x", "joined"),
    arrow("joined", "f", [2, 1]),
    arrow("joined", "i", [3, 1]),
    arrow("joined", "g", [4.1, 1]),
    arrow("joined", "o", [5.2, 1]),
    arrow("f", "keep"),
    arrow("i", "write", [3, 3]),
    arrow("g", "write"),
    arrow("write", "add"),
    arrow("o", "show"),
    arrow("show", "h"),
  ],
  frames: [{ around: ["joined", "f", "i", "g", "o", "keep", "write", "add", "branch", "tanh", "show"] }],
};

const gru: DrawingParts = {
  title: "GRU cell: h_t = z × h_{t-1} + (1 − z) × n, z keeps, r acts before the product",
  cell,
  nodes: [
    state("before", "h_{t-1}", [-0.2, 4]),
    input("x", "x_t", [1, -0.4]),
    dot("branch", [1, 4]),
    dot("branch2", [1, 3]),
    box("joined", "[h, x]", [1, 1.2]),
    box("r", "σ  r", [2, 2.1]),
    point("reset", "×", [2, 3]),
    box("z", "σ  z", [3.6, 2.1]),
    point("keep", "×", [3.6, 4]),
    box("rest", "1 −", [4.45, 3]),
    box("n", "tanh  n", [5.8, 2.1]),
    point("write", "×", [5.8, 3]),
    point("add", "+", [5.8, 4]),
    state("h", "h_t", [7, 4]),
    dot("x-branch", [1, 0.35]),
  ],
  edges: [
    { ...arrow("before", "branch"), plain: true },
    arrow("branch", "keep"),
    { ...arrow("branch", "branch2"), plain: true },
    arrow("branch2", "joined"),
    arrow("branch2", "reset"),
    { ...arrow("x", "x-branch"), plain: true },
    arrow("x-branch", "joined"),
    arrow("x-branch", "n", [5.8, 0.35]),
    arrow("joined", "r", [2, 1.2]),
    arrow("joined", "z", [3.6, 1.2]),
    arrow("r", "reset"),
    arrow("reset", "n", [2.8, 3], [2.8, 0.78], [4.9, 0.78], [4.9, 2.1]),
    arrow("z", "keep"),
    arrow("z", "rest", [4.45, 2.1]),
    arrow("rest", "write"),
    arrow("n", "write"),
    arrow("write", "add"),
    arrow("keep", "add"),
    arrow("add", "h"),
  ],
  frames: [
    {
      around: ["branch", "branch2", "joined", "r", "reset", "z", "keep", "rest", "n", "write", "add", "x-branch"],
    },
  ],
};

const cells = { rnn, lstm, gru };

/**
 * The inside of a cell, one time step: boxes are layers with weights of their own, circles with a sign act number by number.
 * "lstm" is the cell of `LSTMCell`, without peepholes; "gru" that of `GRUCell` with `resetAfter: false`, as in the paper.
 * S. Hochreiter, J. Schmidhuber 1997; K. Cho et al. 2014. The way of drawing is C. Olah's, 2015.
 * @throws RangeError for another kind
 */
export function cellDrawing(kind: keyof typeof cells): Drawing {
  if (!Object.hasOwn(cells, kind))
    throw new RangeError(`cellDrawing expects one of ${Object.keys(cells).join(", ")}, but got ${describe(kind)}`);
  return drawing(cells[kind]);
}
