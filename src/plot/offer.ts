// Offers pictures to whoever knows no toolkit: a kernel draws a person's own Plotly figure by
// globalThis[Symbol.for("Unrolled.picture")], a function of a figure as JSON has it.
import { loadPicture } from "./load.ts";
import type { GivenPicture } from "./picture/index.ts";

type Given = Parameters<typeof import("./picture/index.ts").drawGiven>[0];

Object.defineProperty(globalThis, Symbol.for("Unrolled.picture"), {
  /** A promise only in a page, the first time. */
  value: (figure: Given): GivenPicture | Promise<GivenPicture> => {
    const room = loadPicture();
    return room instanceof Promise ? room.then(({ drawGiven }) => drawGiven(figure)) : room.drawGiven(figure);
  },
  configurable: true,
});
