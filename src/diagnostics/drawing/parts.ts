// What a drawing is made of: nodes, edges, frames.

/** What a node looks like: a variable, an operation on vectors, a pointwise operation, a branch of a line, text alone. */
export type NodeShape = "circle" | "box" | "operation" | "dot" | "text";

/** A node of a drawing. */
export interface DrawingNode {
  /** Its name: edges refer to it. */
  readonly id: string;
  /** [column, row]; rows count upwards. Fractions are places between. */
  readonly at: readonly [column: number, row: number];
  /** What stands in it, with `_` and `^` as in TeX: "h_{t-1}"; the id where left out. */
  readonly label?: string;
  /** "circle" where left out. */
  readonly shape?: NodeShape;
  /** Color of the ground, as in CSS. */
  readonly fill?: string;
}

/** An arrow from one node to another, or to itself. */
export interface DrawingEdge {
  readonly from: string;
  readonly to: string;
  /** What stands beside it: the name of a weight matrix. */
  readonly label?: string;
  /** On which side of the way the label stands; "left" where left out. */
  readonly labelSide?: "left" | "right";
  /** How far to the left of the way it bends, in columns; to the right where negative. */
  readonly bend?: number;
  /** Corners on the way, [column, row] each: then it does not bend. */
  readonly via?: readonly (readonly [column: number, row: number])[];
  readonly dashed?: boolean;
  /** Without a head: a line that only branches. */
  readonly plain?: boolean;
}

/** What a drawing is made of. */
export interface DrawingParts {
  /** Stands above it; `_` and `^` as in labels. */
  readonly title: string;
  readonly nodes: readonly DrawingNode[];
  readonly edges: readonly DrawingEdge[];
  /** The gradient's way back: arrows that are drawn dashed, in another color, and are no edges of the graph. */
  readonly gradientEdges?: readonly DrawingEdge[];
  /** Nodes that a frame goes around, such as all of one cell. */
  readonly frames?: readonly DrawingFrame[];
  /** Width of a column and height of a row in pixels; [84, 72] where left out. */
  readonly cell?: readonly [width: number, height: number];
  /** What the drawing says in words; nodes and edges are listed where left out. */
  readonly alt?: string;
}

/** A frame around some nodes. */
export interface DrawingFrame {
  readonly around: readonly string[];
  readonly label?: string;
}
