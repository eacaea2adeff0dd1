// The door of the diagnostics room.
export { type Cliff, type CliffOptions, type CliffPoint, cliff, type DescentOptions } from "./cliff.ts";
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
export type { WithFigure } from "./figure.ts";
export { type GateTraces, type GateTracesOptions, gateTraces } from "./gate-traces.ts";
export { type AgainstLagOptions, gradientAgainstLag, type LagCurve, type LagCurves } from "./gradient-against-lag.ts";
export {
  GradientCheck,
  type GradientCheckOptions,
  type GradientComparison,
  gradientCheck,
} from "./gradient-check.ts";
export {
  type ContributionOptions,
  type GradientContributions,
  gradientContributions,
} from "./gradient-contributions.ts";
export { type GradientFlow, type GradientFlowOptions, gradientFlow } from "./gradient-flow.ts";
export {
  type HiddenLike,
  type HiddenStates,
  type HiddenStatesOptions,
  hiddenStates,
  type Saturation,
  type SaturationOptions,
  saturation,
} from "./hidden-states.ts";
export { halfLife, type ImpulseOptions, type ImpulseResponse, impulseResponse } from "./impulse-response.ts";
export type { SequenceLike } from "./sequence.ts";
export { singularValues, spectralNorm, spectralRadius } from "./spectrum.ts";
