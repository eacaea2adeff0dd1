// What train draws while it runs: the loss of each step and the norm of its gradients.
import { formatCount } from "../../display/index.ts";
import { type Figure, grid, line } from "../../plot/index.ts";
import type { TrainingRecord } from "./training-record.ts";

/** @param clipNorm where gradients are clipped; a line in the picture */
export function trainFigure(history: readonly TrainingRecord[], clipNorm: number | undefined): Figure {
  const x = history.map(({ step }) => step);
  const losses = history.map(({ loss }) => loss);
  const norms = history.map(({ gradNorm }) => gradNorm);
  const guides = clipNorm === undefined ? [] : [{ y: clipNorm, label: "clipNorm" }];
  const common = { x, xLabel: "step" };
  const panels = [
    line(losses, { ...common, title: "loss" }),
    line(norms, { ...common, title: "gradient norm", log: "y", guides }),
  ];
  return grid(panels, { title: `Training: ${formatCount(history.length)} ${history.length === 1 ? "step" : "steps"}` });
}
