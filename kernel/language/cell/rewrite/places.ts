// Places in a cell's own text, which its JavaScript names where no stack trace will: at what it awaits and throws.
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";

/** @param map from the JavaScript to the cell's text; none where it is that text */
export function placesIn(javascript: string, map: string | undefined): (offset: number) => string {
  let lineStarts: number[] | undefined;
  let trace: TraceMap | undefined;
  return offset => {
    lineStarts ??= [0, ...[...javascript.matchAll(/\n/g)].map(({ index }) => index + 1)];
    const line = lineStarts.findLastIndex(start => start <= offset);
    const column = offset - lineStarts[line]!;
    if (map === undefined) return `${line + 1}, ${column + 1}`;
    trace ??= new TraceMap(map);
    const original = originalPositionFor(trace, { line: line + 1, column });
    return `${original.line ?? 1}, ${(original.column ?? 0) + 1}`;
  };
}
