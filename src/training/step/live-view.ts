// What a training shows while it runs: one display, updated in place, that slows nothing down.
import { canShowInPlace, showInPlace } from "../../display/index.ts";

/** Two updates are at least so far apart, in milliseconds. */
const intervalMs = 100;

/** A pause between two updates is at least so many times as long as the drawing took, which grows with the data. */
const pausePerDrawing = 10;

export interface LiveView {
  /** There is something new to show; where the last update was a moment ago, it waits for the next call. */
  changed(): void;
  /** The training has ended, however: the last state is shown. */
  end(): void;
}

/**
 * Follows a training in a notebook. Elsewhere, where nothing is shown in place, it prints `draw()` once, at the end.
 * @param draw what is shown, as it is now
 */
export function liveView(draw: () => object): LiveView {
  const inPlace = canShowInPlace();
  const id = `training-${crypto.randomUUID()}`;
  let next = Number.NEGATIVE_INFINITY;
  let isBehind = false;
  const show = () => {
    isBehind = false;
    if (!inPlace) return console.log(String(draw()));
    const before = performance.now();
    showInPlace(id, draw());
    const after = performance.now();
    next = after + Math.max(intervalMs, pausePerDrawing * (after - before));
  };
  return {
    changed() {
      isBehind = true;
      if (inPlace && performance.now() >= next) show();
    },
    end() {
      if (isBehind) show();
    },
  };
}
