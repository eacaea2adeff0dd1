// The door of the diagnostics room.
export {
  cellDrawing,
  Drawing,
  type DrawingEdge,
  type DrawingFrame,
  type DrawingNode,
  type DrawingParts,
  drawing,
  type FoldedGraphOptions,
  foldedGraph,
  type GraphicalModelOptions,
  type GraphWeights,
  graphicalModel,
  type MappingForm,
  type NodeShape,
  type Recurrence,
  type UnrolledGraphOptions,
  unrolledGraph,
} from "./drawing/index.ts";
export {
  GradientCheck,
  type GradientCheckOptions,
  type GradientComparison,
  gradientCheck,
} from "./gradient-check.ts";
