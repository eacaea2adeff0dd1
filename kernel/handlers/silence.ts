// A cell that runs and shows nothing, perhaps in a loop without end: after some seconds a sentence says how to stop it.
//
// It is for who sits before the cell, and never for a file: it is cleared by the first output, and by the cell's end.
import type { Output } from "../protocol/output.ts";

/** So long may a cell show nothing, in milliseconds. */
export const silenceMs = 10_000;

const sentence =
  `This cell has run for ${silenceMs / 1000} s and has shown nothing yet. Does its loop end? ` +
  "■ (Interrupt the kernel) stops it, and all variables stay.\n";

export interface Silence {
  /** Takes the outputs of one cell, in order. */
  add(output: Output): void;
  /** The cell asks something, so it waits for a person. */
  end(): void;
  /** The cell is done. @param shows whether a value or an error follows */
  done(shows: boolean): void;
}

export function watchSilence(listen: (output: Output) => void): Silence {
  let told = false;
  const timer = setTimeout(() => {
    told = true;
    listen({ type: "stream", name: "stderr", text: sentence });
  }, silenceMs);
  timer.unref();

  /** @param wait until the next output takes its place */
  function clear(wait: boolean): void {
    clearTimeout(timer);
    if (told) listen({ type: "clear", wait });
    told = false;
  }

  return {
    add(output) {
      clear(output.type === "stream" || (output.type === "display" && !output.update));
      listen(output);
    },
    end: () => clear(false),
    done: shows => clear(shows),
  };
}
