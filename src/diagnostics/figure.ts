// What a diagnostic gives: numbers by name, with the figure of them, by which it also shows itself.
import { jupyterDisplay, nodeInspect } from "../display/index.ts";
import type { Figure } from "../plot/index.ts";

/** Numbers with their figure. */
export type WithFigure<Data extends object> = Data & {
  /** The picture of these numbers; as a cell's last value the whole shows itself by it. */
  readonly figure: Figure;
};

/** Puts the figure beside the numbers. The methods to show it are hidden, so that only what was found is listed. */
export function withFigure<Data extends object>(data: Data, figure: Figure): WithFigure<Data> {
  return Object.defineProperties(
    { ...data, figure },
    {
      [jupyterDisplay]: { value: () => figure[jupyterDisplay]() },
      [nodeInspect]: { value: () => `${figure}` },
      toString: { value: () => `${figure}` },
    },
  );
}
