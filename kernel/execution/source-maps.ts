// Where a line of a built file comes from: frames of a library name its sources where a source map lies beside the file.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { originalPositionFor, TraceMap } from "@jridgewell/trace-mapping";

/** By a file's URL; undefined for one without a map. */
const maps = new Map<string, TraceMap | undefined>();

/** A stack frame as V8 writes it, with the places that its file was built from. */
export function inSources(frame: string): string {
  return frame.replace(/(file:[^\s()]+\.js):(\d+):(\d+)/, (place, url: string, line: string, column: string) => {
    const map = mapOf(url);
    const original = map && originalPositionFor(map, { line: Number(line), column: Number(column) - 1 });
    return original?.source ? `${original.source}:${original.line}:${original.column + 1}` : place;
  });
}

function mapOf(url: string): TraceMap | undefined {
  if (!maps.has(url)) maps.set(url, readMap(`${url}.map`));
  return maps.get(url);
}

function readMap(url: string): TraceMap | undefined {
  try {
    return new TraceMap(readFileSync(fileURLToPath(url), "utf8"), url);
  } catch {
    return undefined; // most files have none
  }
}
