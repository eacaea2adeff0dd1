// The door of the diagnostics room.
export {
  GradientCheck,
  type GradientCheckOptions,
  type GradientComparison,
  gradientCheck,
} from "./gradient-check.ts";
