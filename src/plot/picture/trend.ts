// How a line goes, in words.
import { inWords } from "./words.ts";

interface Point {
  x: number;
  y: number;
}

/** From so many points on they may be noisy. */
const manyPoints = 100;

/** A change by less than this part of the whole reach counts as none. */
const small = 0.25;

/**
 * "from 2.3 to 0.1, falls", "from 1 to 1, rises to 3 at 12, then falls". Of many points, beginning and end are means over a
 * twentieth of them, so that one noisy point does not decide.
 * @param points at least one, in their order
 * @param sayX an x in words
 * @param log whether heights count by their logarithms
 */
export function trendOf(points: readonly Point[], sayX: (x: number) => string, log: boolean): string {
  const height = ({ y }: Point) => (log ? Math.log(y) : y);
  const first = points[0]!;
  const last = points.at(-1)!;
  const ends = `from ${inWords(first.y)} to ${inWords(last.y)}`;
  if (points.length === 1) return `at ${inWords(first.y)}`;
  const [lowest, highest] = [extreme(points, (a, b) => a < b), extreme(points, (a, b) => a > b)];
  const reach = height(highest) - height(lowest);
  // Rounding alone moves it: to who reads three digits it stands still.
  if (inWords(lowest.y) === inWords(highest.y)) return `constant at ${inWords(first.y)}`;
  const some = points.length < manyPoints ? 1 : Math.floor(points.length / 20);
  const mean = (part: readonly Point[]) => part.reduce((sum, point) => sum + height(point), 0) / part.length;
  const [start, end] = [mean(points.slice(0, some)), mean(points.slice(-some))];
  const peak = (height(highest) - Math.max(start, end, height(first))) / reach;
  const valley = (Math.min(start, end, height(last)) - height(lowest)) / reach;
  if (peak > small && valley > small)
    return `${ends}, goes up and down between ${inWords(lowest.y)} and ${inWords(highest.y)}`;
  if (peak > small) return `${ends}, rises to ${inWords(highest.y)} at ${sayX(highest.x)}, then falls`;
  if (valley > small) return `${ends}, falls to ${inWords(lowest.y)} at ${sayX(lowest.x)}, then rises`;
  const change = (end - start) / reach;
  if (Math.abs(change) < small)
    return `${ends}, goes up and down between ${inWords(lowest.y)} and ${inWords(highest.y)}`;
  return change > 0
    ? `${ends}, rises; highest ${inWords(highest.y)} at ${sayX(highest.x)}`
    : `${ends}, falls; lowest ${inWords(lowest.y)} at ${sayX(lowest.x)}`;
}

const extreme = (points: readonly Point[], better: (a: number, b: number) => boolean): Point =>
  points.reduce((best, point) => (better(point.y, best.y) ? point : best));
