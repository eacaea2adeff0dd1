// The door of the drawings: graphs as pictures, whose nodes and edges can be counted.
export { cellDrawing } from "./cell-drawing.ts";
export { Drawing, drawing } from "./drawing.ts";
export {
  type FoldedGraphOptions,
  foldedGraph,
  type GraphicalModelOptions,
  graphicalModel,
} from "./other-graphs.ts";
export type { DrawingEdge, DrawingFrame, DrawingNode, DrawingParts, NodeShape } from "./parts.ts";
export {
  type GraphWeights,
  type MappingForm,
  type Recurrence,
  type UnrolledGraphOptions,
  unrolledGraph,
} from "./unrolled-graph.ts";
