// The words above a panel of a figure with several.
import type { Annotation } from "./plotly.ts";

/** @param id of the panel's axes: "" for x and y, "2" for x2 and y2 @param size of the letters in pixels */
export const panelTitle = (text: string, id: string, size: number): Annotation => ({
  text,
  xref: `x${id} domain`,
  yref: `y${id} domain`,
  x: 0.5,
  y: 1,
  xanchor: "center",
  yanchor: "bottom",
  showarrow: false,
  font: { size },
});
