// Joins what a cell prints line by line into fewer, larger messages: a front end draws a hundred of them, not 200,000.
import type { Output } from "../protocol/output.ts";

/** How long a text may wait for the next one, in milliseconds; nobody sees the difference. */
const joinWithinMs = 15;

/** A text of this length goes out without waiting. */
const maxLength = 1_000_000;

export interface JoinedStreams {
  /** Takes the outputs of one cell, in order. */
  add(output: Output): void;
  /** Hands on what still waits: due before anything else is said of the cell. */
  flush(): void;
}

export function joinStreams(listen: (output: Output) => void): JoinedStreams {
  let waiting: (Output & { type: "stream" }) | undefined;
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    const joined = waiting;
    waiting = undefined;
    if (joined) listen(joined);
  }

  function add(output: Output): void {
    if (output.type !== "stream") {
      flush();
      listen(output);
    } else if (waiting?.name === output.name) {
      waiting.text += output.text;
      if (waiting.text.length >= maxLength) flush();
    } else {
      flush();
      waiting = { ...output };
      timer = setTimeout(flush, joinWithinMs);
    }
  }

  return { add, flush };
}
