// An event of bounded size: what a front end could not draw, and a notebook could not hold, is replaced by a line that says so.
// Bounded here, where it is made: everything after it would have to hold the whole of it, several times.

import type { Presentation } from "../protocol/mime.ts";
import type { Output } from "../protocol/output.ts";
import type { Event } from "./messages.ts";

/** Of one display, result or message of a comm, in characters; JSON counts as its text. */
const maxLength = 64 * 2 ** 20;

/** Of one piece of what is printed, in characters. */
const maxPrinted = 2 ** 20;

/** Usually the event itself; what was printed at once may be several. */
export function bounded(event: Event): Event[] {
  if (event.op === "reply" && event.outcome.status === "ok" && event.outcome.result)
    return [{ ...event, outcome: { status: "ok", result: boundedPresentation(event.outcome.result) } }];
  if (event.op !== "output") return [event];
  return boundedOutputs(event.output).map(output => ({ ...event, output }));
}

function boundedOutputs(output: Output): Output[] {
  switch (output.type) {
    case "stream":
      return output.text.length <= maxPrinted ? [output] : pieces(output.text).map(text => ({ ...output, text }));
    case "display":
    case "page":
      return [{ ...output, ...boundedPresentation(output) }];
    case "clear":
      return [output];
    default: {
      const length = lengthOf(output.data) + output.buffers.reduce((sum, text) => sum + text.length, 0);
      if (length > maxLength) throw new RangeError(`a comm's message of ${describe(length)}: send less`);
      return [output];
    }
  }
}

function boundedPresentation({ data, metadata }: Presentation): Presentation {
  const length = lengthOf(data) + lengthOf(metadata);
  if (length <= maxLength) return { data, metadata };
  const types = Object.keys(data).join(", ");
  const text = `(${types} of ${describe(length)}. Show a part of it, or write it to a file.)`;
  return { data: { "text/plain": text }, metadata: {} };
}

const describe = (length: number) =>
  `${Math.round(length / 2 ** 20)} MB, where a notebook holds at most ${maxLength / 2 ** 20} MB`;

/** The length of all texts, keys included, and some for each number and bracket: not exact, and never made as a whole. */
function lengthOf(json: unknown): number {
  if (typeof json === "string") return json.length;
  if (typeof json !== "object" || json === null) return 8;
  let length = 2;
  for (const key in json) length += key.length + lengthOf(json[key as never]);
  return length;
}

/** Cut between characters, not within one. */
function pieces(text: string): string[] {
  const cut: string[] = [];
  for (let from = 0; from < text.length; ) {
    let to = Math.min(text.length, from + maxPrinted);
    if (to < text.length && /[\ud800-\udbff]/.test(text[to - 1]!)) to--;
    cut.push(text.slice(from, to));
    from = to;
  }
  return cut;
}
