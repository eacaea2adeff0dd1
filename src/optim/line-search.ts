// A line search for the strong Wolfe conditions: J. Nocedal, S. Wright 2006, "Numerical Optimization", algorithms 3.5 and 3.6.

/** A place, the loss there and its gradient. */
export interface Point {
  readonly at: Float64Array;
  readonly loss: number;
  readonly gradient: Float64Array;
}

/** A length along the direction, with the loss there and its slope along it. */
interface Sample {
  readonly length: number;
  readonly point: Point;
  readonly loss: number;
  readonly slope: number;
}

/** c₁: how much of the fall that the slope promises the loss must fall. */
const sufficientDecrease = 1e-4;
/** c₂: how much of the slope may be left. */
const curvature = 0.9;
const mostEvaluations = 25;

/**
 * A length at which the loss has fallen by c₁ of what the slope promises, and at most c₂ of the slope is left. Where none is found in
 * 25 evaluations it is the lowest that was seen, which may be the start.
 * @param along the point at a length
 */
export function strongWolfe(
  start: Point,
  direction: Float64Array,
  first: number,
  along: (length: number) => Point,
): { length: number; point: Point } {
  let evaluations = 0;
  const slopeOf = ({ gradient }: Point) => gradient.reduce((sum, g, i) => sum + g * direction[i]!, 0);
  const sampled = (length: number, point: Point): Sample => ({
    length,
    point,
    loss: point.loss,
    slope: slopeOf(point),
  });
  const sample = (length: number): Sample => {
    evaluations++;
    return sampled(length, along(length));
  };
  const origin = sampled(0, start);
  const isTooHigh = ({ length, loss }: Sample) => !(loss <= origin.loss + sufficientDecrease * length * origin.slope);
  const isFlat = ({ slope }: Sample) => Math.abs(slope) <= -curvature * origin.slope;

  let before = origin;
  let here = sample(first);
  for (; evaluations < mostEvaluations; before = here, here = sample(2 * here.length)) {
    if (isTooHigh(here) || (before !== origin && here.loss >= before.loss)) return zoom(before, here);
    if (isFlat(here)) return here;
    if (here.slope >= 0) return zoom(here, before);
  }
  return isTooHigh(here) ? origin : here;

  /** Algorithm 3.6: between the lower end, which has fallen enough, and another end. */
  function zoom(low: Sample, high: Sample): Sample {
    while (evaluations < mostEvaluations) {
      const next = sample(between(low, high));
      if (isTooHigh(next) || next.loss >= low.loss) high = next;
      else {
        if (isFlat(next)) return next;
        if (next.slope * (high.length - low.length) >= 0) high = low;
        low = next;
      }
    }
    // What was evaluated last may be another place.
    return low === origin ? origin : sample(low.length);
  }
}

/** The lowest place of the cubic through both ends (equation 3.59), kept away from them; their middle where it has none. */
function between(a: Sample, b: Sample): number {
  const d1 = a.slope + b.slope - (3 * (a.loss - b.loss)) / (a.length - b.length);
  const d2 = Math.sign(b.length - a.length) * Math.sqrt(d1 * d1 - a.slope * b.slope);
  const lowest = b.length - (b.length - a.length) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2));
  const [low, high] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  const margin = 0.1 * (high - low);
  return lowest > low + margin && lowest < high - margin ? lowest : (low + high) / 2;
}
