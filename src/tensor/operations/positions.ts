// What stands at positions of several axes at once, as NumPy writes them between brackets: x[-1, :, 2:] is x.at(-1, ":", "2:").
import { formatShape } from "../../backend/index.ts";
import { describe } from "../../options.ts";
import type { Tensor } from "../tensor.ts";
import { expandDims, select, slice } from "./layout.ts";
import { take } from "./rearrange.ts";

type Bound = number | "";
/** Positions start ≤ i < stop of an axis, each step-th of them, as NumPy writes them: ":", "1:", ":-1", "1:3", "::2", "::-1". */
export type Span = `${Bound}:${Bound}` | `${Bound}:${Bound}:${Bound}`;
/** One position of an axis, several of them, "..." for all axes that are not named, or null for a new axis of size 1. */
export type Position = number | Span | "..." | null;

/** One position after the other, from the first axis on. A single position removes its axis, a span keeps it, null adds one. */
export function at(x: Tensor, positions: readonly Position[]): Tensor {
  const rank = x.shape.length;
  const dots = positions.indexOf("...");
  const named = positions.filter(position => position !== "..." && position !== null).length;
  if (positions.lastIndexOf("...") !== dots)
    throw new RangeError(
      'at expects "..." at most once, because it stands for all axes that are not named, but got it twice',
    );
  // A single number has no axes at all; select() says so.
  if (named > Math.max(rank, 1))
    throw new RangeError(
      `at expects at most ${rank} ${rank === 1 ? "index" : "indices"} for shape ${formatShape(x.shape)}, one an axis, ` +
        `but got ${named}`,
    );
  const spread = positions.flatMap<Position>(position =>
    position === "..." ? Array.from({ length: rank - named }, () => ":" as const) : [position],
  );
  let axis = 0;
  return spread.reduce<Tensor>((part, position) => {
    if (position === null) return expandDims(part, axis++);
    if (typeof position === "string") return along(part, axis++, position);
    return select(part, axis, position, "at");
  }, x);
}

function along(x: Tensor, axis: number, span: string): Tensor {
  const match = /^\s*([-+]?\d*)\s*:\s*([-+]?\d*)\s*(?::\s*([-+]?\d*)\s*)?$/.exec(span);
  if (!match)
    throw new RangeError(
      `at expects a position such as 0 or -1, or positions such as ":", "1:", ":-1", "1:3" or "::2", but got ${describe(span)}`,
    );
  const [start, stop, step = 1] = match.slice(1).map(text => (text ? Number(text) : undefined));
  const n = x.shape[axis]!;
  if (step === 1) return start === undefined && stop === undefined ? x : slice(x, start, stop, { axis });
  if (step === 0) throw new RangeError(`at expects a step other than 0, but got ${describe(span)}`);
  const bound = (position: number | undefined, open: number) => {
    if (position === undefined) return open;
    const from = position < 0 ? position + n : position;
    if (from < 0 || from > n || (step < 0 && from === n))
      throw new RangeError(
        `at expects positions from ${-n} to ${step < 0 ? n - 1 : n} on axis ${axis} of ${formatShape(x.shape)}, but got ${describe(span)}`,
      );
    return from;
  };
  const [from, to] = step > 0 ? [bound(start, 0), bound(stop, n)] : [bound(start, n - 1), bound(stop, -1)];
  const count = Math.max(0, Math.ceil((to - from) / step));
  return take(x, Array.from({ length: count }, (_, i) => from + i * step), axis); // biome-ignore format: a line
}
