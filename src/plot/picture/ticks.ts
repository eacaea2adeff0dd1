// Where an axis is labeled, and how.
import { scaleLinear, scaleLog } from "d3-scale";
import { numberAt, type ScaledAxis } from "./axis.ts";
import { powerOfTen, shortened } from "./words.ts";

export interface Tick {
  /** A number on the axis, as numberAt gives it. */
  at: number;
  text: string;
}

/** What Plotly needs so that it labels the same places. */
export interface Ticks {
  ticks: Tick[];
  plotly: { tickvals?: (number | string)[]; ticktext?: string[]; dtick?: number; nticks?: number };
}

/** More characters of a label are not read at an axis. */
const longestLabel = 24;

/** @param room the axis' length in pixels @param perLabel how many pixels a label takes at least */
export function ticksOf(axis: ScaledAxis, room: number, perLabel: number): Ticks {
  const count = Math.max(2, Math.round(room / perLabel));
  if (axis.spec.tickvals) return givenTicks(axis, room);
  if (axis.categories)
    return { ticks: axis.categories.map((text, at) => ({ at, text: shortened(text, longestLabel) })), plotly: {} };
  return axis.log ? logTicks(axis, count) : linearTicks(axis.ends, count, axis.whole);
}

/** Labels that stand too close even when turned are left out, every second or more. */
const closest = 13;

function givenTicks(axis: ScaledAxis, room: number): Ticks {
  const { tickvals = [], ticktext = [] } = axis.spec;
  const [low, high] = [Math.min(...axis.ends), Math.max(...axis.ends)];
  const all = tickvals
    .map((value, i): Tick & { value: number | string } => ({
      at: numberAt(axis, value),
      text: shortened(String(ticktext[i] ?? value), longestLabel),
      value: value ?? "",
    }))
    .filter(({ at }) => at >= low && at <= high);
  const every = Math.max(1, Math.ceil((all.length * closest) / Math.max(room, 1)));
  const ticks = all.filter((_, i) => i % every === 0);
  return { ticks, plotly: { tickvals: ticks.map(({ value }) => value), ticktext: ticks.map(({ text }) => text) } };
}

/** @param whole whether the axis has whole numbers only */
export function linearTicks(ends: readonly [number, number], count: number, whole = false): Ticks {
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const values = scaleLinear([low, high], [0, 1]).ticks(count);
  // Of whole numbers, such as epochs, halves are not labeled.
  if (whole && values.length > 1 && values[1]! - values[0]! < 1) {
    const first = Math.ceil(low);
    const ticks = Array.from({ length: Math.floor(high) - first + 1 }, (_, i) => tickOf(first + i, String(first + i)));
    if (ticks.length > 0) return { ticks, plotly: { dtick: 1 } };
  }
  const step = values.length > 1 ? values[1]! - values[0]! : high - low;
  const exponent = commonExponent(low, high);
  const ticks = values.map(value => tickOf(value, exponent === 0 ? decimal(value) : withPower(value, exponent)));
  return { ticks, plotly: { nticks: nticksFor(high - low, step) } };
}

const tickOf = (at: number, text: string): Tick => ({ at, text: text.replace("-", "−") });

/** As Plotly writes numbers: no digit more than they have, thousands apart. */
const decimal = (value: number): string =>
  Number(value.toPrecision(12)).toLocaleString("en-US", { maximumFractionDigits: 20 });

/** Larger numbers than 10⁵ and smaller ones than 10⁻⁵ have their power of ten apart, all of an axis the same. */
export const plainExponents = 5;

function commonExponent(low: number, high: number): number {
  const exponent = Math.floor(Math.log10(Math.max(Math.abs(low), Math.abs(high))) + 0.01);
  return Math.abs(exponent) > plainExponents ? exponent : 0;
}

/** 2×10⁻⁵ */
const withPower = (value: number, exponent: number): string =>
  value === 0 ? "0" : `${decimal(value / 10 ** exponent)}×${powerOfTen(exponent)}`;

/** How many ticks Plotly must be asked for at most, so that it takes this step by itself; it then finds others when it is zoomed. */
function nticksFor(range: number, step: number): number {
  const counts = Array.from({ length: mostTicks }, (_, i) => i + 1);
  const right = counts.filter(count => Math.abs(plotlyStep(range / count) / step - 1) < 1e-9);
  return right[right.length >> 1] ?? Math.ceil(range / step);
}

const mostTicks = 60;

/** The next of 1, 2 and 5 times a power of ten, as Plotly rounds up. (plotly.js, src/plots/cartesian/axes.js, roundDTick) */
function plotlyStep(rough: number): number {
  const base = 10 ** Math.floor(Math.log10(rough));
  return base * [2, 5, 10].find(factor => factor >= rough / base)!;
}

/** Up to so many decades, 2 and 5 of each are labeled, too. */
const fewDecades = 3;

function logTicks({ ends }: ScaledAxis, count: number): Ticks {
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const decades = Math.log10(high / low);
  if (decades > fewDecades) {
    const first = Math.ceil(Math.log10(low) - 1e-9);
    const last = Math.floor(Math.log10(high) + 1e-9);
    const every = Math.max(1, Math.ceil((last - first + 1) / count));
    const exponents = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter(n => n % every === 0);
    return labeled(exponents.map(n => tickOf(10 ** n, powerText(n))));
  }
  const all = scaleLog([low, high], [0, 1]).ticks(10);
  const rounds = all.filter(value => /^[125]e|^[125]\.?0*e/.test(value.toExponential(6)));
  // Within a part of a decade there are none such: then as on a linear axis.
  const values =
    rounds.length >= 3
      ? rounds
      : scaleLinear([low, high], [0, 1])
          .ticks(Math.min(count, 6))
          .filter(value => value > 0);
  const isPlain = values.every(value => value >= 1e-3 && value < 1e5);
  const ticks = values.map(value => tickOf(value, isPlain ? decimal(value) : ownPower(value)));
  return labeled(ticks);
}

/** Plotly has the same words at the same places. */
const labeled = (ticks: Tick[]): Ticks => ({
  ticks,
  plotly: { tickvals: ticks.map(({ at }) => at), ticktext: ticks.map(({ text }) => text) },
});

/** 2×10⁻⁵, 10⁻⁵ */
const ownPower = (value: number): string => {
  const [mantissa = "", exponent = ""] = value.toExponential(6).split("e");
  return Number(mantissa) === 1 ? powerOfTen(Number(exponent)) : `${Number(mantissa)}×${powerOfTen(Number(exponent))}`;
};

/** Powers near 1 are read more easily as plain numbers. */
const powerText = (exponent: number): string =>
  exponent >= -3 && exponent <= 3 ? String(Number(`1e${exponent}`)) : powerOfTen(exponent);
