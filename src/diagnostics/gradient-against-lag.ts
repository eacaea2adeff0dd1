// gradientAgainstLag: norms of ∂L/∂h_t, step by step, against how far back the step lies.
import { assertOptions, describe } from "../options.ts";
import { type Figure, line } from "../plot/index.ts";
import { type WithFigure, withFigure } from "./figure.ts";
import { mean, slopeOf } from "./numbers.ts";

/** Options of `gradientAgainstLag`. */
export interface AgainstLagOptions {
  /** The first and the last lag that the slope is fitted to; all where left out. */
  fit?: readonly [first: number, last: number];
  title?: string;
  /** The norms at both ends of the axis, so that pictures can be compared; around the norms where left out. */
  yRange?: readonly [low: number, high: number];
}

/** Norms against the lag. */
export interface LagCurve {
  /** 0 for the last step, T − 1 for the first. */
  readonly lags: readonly number[];
  /** ‖∂L/∂h‖ that many steps before the end. */
  readonly norms: readonly number[];
  /** The norm at the first step over that at the last. */
  readonly ratio: number;
  /** What the norm is multiplied by with one more step back: e to the slope of its logarithm, by least squares. */
  readonly factor: number;
}

/** Curves by name. */
export interface LagCurves {
  readonly curves: { readonly [name: string]: LagCurve };
}

/**
 * Draws how the norm of a gradient changes with the lag, on a logarithmic axis, where × ρ a step is a straight line, with the
 * factor that fits it. One curve, or several by name: the fan of several ρ. Norms of 0 have no place on that axis.
 * @param norms ‖∂L/∂h_t‖ for t = 1 … T in the order of time, as `hidden.map(h => norm(h.grad))` gives them after `backward()`
 * @throws TypeError for what is no list of numbers ≥ 0; RangeError for fewer than two, or lags to fit that are not there
 * @example gradientAgainstLag([0.25, 0.5, 1]).ratio // 0.25
 * @example gradientAgainstLag({ "ρ = 0.9": [0.81, 0.9, 1], "ρ = 1.1": [1.21, 1.1, 1] })
 */
export function gradientAgainstLag(norms: readonly number[], options?: AgainstLagOptions): WithFigure<LagCurve>;
export function gradientAgainstLag(
  norms: { readonly [name: string]: readonly number[] },
  options?: AgainstLagOptions,
): WithFigure<LagCurves>;
export function gradientAgainstLag(
  norms: readonly number[] | { readonly [name: string]: readonly number[] },
  options: AgainstLagOptions = {},
): WithFigure<LagCurve> | WithFigure<LagCurves> {
  assertOptions("gradientAgainstLag", options, { fit: true, title: "text", yRange: true });
  if (Array.isArray(norms)) {
    const curve = curveOf("", norms, options);
    return withFigure(curve, figureOf({ norm: pointsOf(curve), [timesAStep(curve)]: fitOf(curve, options) }, options));
  }
  if (typeof norms !== "object" || norms === null || Object.keys(norms).length === 0)
    throw new TypeError(`gradientAgainstLag expects a list of norms, or lists by name, but got ${describe(norms)}`);
  const curves = Object.fromEntries(Object.entries(norms).map(([name, list]) => [name, curveOf(name, list, options)]));
  const lines = Object.entries(curves).map(([name, curve]) => [`${name} (${timesAStep(curve)})`, pointsOf(curve)]);
  return withFigure({ curves }, figureOf(Object.fromEntries(lines), options));
}

type Points = readonly (readonly [lag: number, norm: number])[];

const timesAStep = ({ factor }: LagCurve): string => `× ${Number(factor.toPrecision(4))} a step`;
const pointsOf = ({ lags, norms }: LagCurve): Points => lags.map(lag => [lag, norms[lag]!]);

/** The fitted line, through the middle of the logarithms that it was fitted to. */
function fitOf({ norms, factor }: LagCurve, { fit: [first, last] = [0, norms.length - 1] }: AgainstLagOptions): Points {
  const fitted = pointsOf({ norms, factor, ratio: 1, lags: norms.map((_, lag) => lag) }).slice(first, last + 1);
  const finite = fitted.filter(([, norm]) => norm > 0 && Number.isFinite(norm));
  const middle = mean(finite.map(([lag]) => lag));
  const height = mean(finite.map(([, norm]) => Math.log(norm)));
  return [first, last].map(lag => [lag, Math.exp(height + (lag - middle) * Math.log(factor))] as const);
}

const figureOf = (lines: { readonly [name: string]: Points }, { title, yRange }: AgainstLagOptions): Figure =>
  line(lines, {
    title: title ?? "How far back the gradient reaches",
    xLabel: "lag: steps before the end",
    yLabel: "‖∂L/∂h‖",
    log: "y",
    ...(yRange && { yRange }),
  });

function curveOf(name: string, given: readonly number[], { fit }: AgainstLagOptions): LagCurve {
  const which = name === "" ? "" : ` as "${name}"`;
  if (!Array.isArray(given) || !given.every(norm => typeof norm === "number" && !(norm < 0)))
    throw new TypeError(
      `gradientAgainstLag expects a list of numbers ≥ 0${which}, but got ${describe(given)}; hidden.map(h => norm(h.grad)) gives one`,
    );
  if (given.length < 2)
    throw new RangeError(`gradientAgainstLag expects norms of at least two steps${which}, but got ${given.length}`);
  const norms = given.toReversed();
  const lags = norms.map((_, lag) => lag);
  if (fit !== undefined && !(Array.isArray(fit) && fit.length === 2))
    throw new TypeError(`gradientAgainstLag expects fit as two lags, [first, last], but got ${describe(fit)}`);
  const [first, last] = fit ?? [0, norms.length - 1];
  if (!(Number.isInteger(first) && Number.isInteger(last) && first >= 0 && first < last && last < norms.length))
    throw new RangeError(
      `gradientAgainstLag expects two lags from 0 to ${norms.length - 1} to fit, the smaller one first, but got ${first} and ${last}`,
    );
  const fitted = lags.slice(first, last + 1).map(lag => [lag, Math.log(norms[lag]!)] as const);
  return { lags, norms, ratio: norms.at(-1)! / norms[0]!, factor: Math.exp(slopeOf(fitted)) };
}
