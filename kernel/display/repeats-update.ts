// A display shown again under its id by the same cell replaces the first: a loop that displays its curve draws one curve.
import type { Output } from "../protocol/output.ts";

/** For the outputs of one cell: turns every repetition of an id into an update. */
export function repeatsUpdate(listen: (output: Output) => void): (output: Output) => void {
  const shown = new Set<string>();
  return output => {
    if (output.type === "clear") shown.clear();
    if (output.type !== "display" || output.displayId === undefined || output.update) return listen(output);
    if (shown.has(output.displayId)) return listen({ ...output, update: true });
    shown.add(output.displayId);
    listen(output);
  };
}
