// Where an axis is labeled, and how.
import { scaleLinear, scaleLog, tickFormat } from "d3-scale";
import { numberAt, type ScaledAxis } from "./axis.ts";
import { inWords, powerOfTen, shortened } from "./words.ts";

export interface Tick {
  /** A number on the axis, as numberAt gives it. */
  at: number;
  text: string;
}

/** What Plotly needs so that it labels the same places. */
export interface Ticks {
  ticks: Tick[];
  plotly: { tickvals?: (number | string)[]; ticktext?: string[]; dtick?: number };
}

/** More characters of a label are not read at an axis. */
const longestLabel = 24;

/** @param room the axis' length in pixels @param perLabel how many pixels a label takes at least */
export function ticksOf(axis: ScaledAxis, room: number, perLabel: number): Ticks {
  const count = Math.max(2, Math.round(room / perLabel));
  if (axis.spec.tickvals) return givenTicks(axis, room);
  if (axis.categories)
    return { ticks: axis.categories.map((text, at) => ({ at, text: shortened(text, longestLabel) })), plotly: {} };
  return axis.log ? logTicks(axis, count) : linearTicks(axis, count);
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

function linearTicks({ ends, whole }: ScaledAxis, count: number): Ticks {
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const values = scaleLinear([low, high], [0, 1]).ticks(count);
  // Of whole numbers, such as epochs, halves are not labeled.
  if (whole && values.length > 1 && values[1]! - values[0]! < 1) {
    const first = Math.ceil(low);
    const ticks = Array.from({ length: Math.floor(high) - first + 1 }, (_, i) => tickOf(first + i, String(first + i)));
    if (ticks.length > 0) return { ticks, plotly: { dtick: 1 } };
  }
  const most = Math.max(...values.map(Math.abs));
  const plain = tickFormat(low, high, count);
  const text = most >= 1e6 || (most > 0 && most < 1e-4) ? powersText : plain;
  return { ticks: values.map(value => tickOf(value, text(value))), plotly: {} };
}

const tickOf = (at: number, text: string): Tick => ({ at, text: text.replace("-", "−") });

/** 2×10⁻⁵ */
const powersText = (value: number): string => {
  if (value === 0) return "0";
  const [mantissa = "", exponent = ""] = value.toExponential(6).split("e");
  return Number(mantissa) === 1 ? powerOfTen(Number(exponent)) : `${Number(mantissa)}×${powerOfTen(Number(exponent))}`;
};

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
    return { ticks: exponents.map(n => tickOf(10 ** n, powerText(n))), plotly: { dtick: every } };
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
  const ticks = values.map(value => tickOf(value, isPlain ? inWords(value) : powersText(value)));
  return { ticks, plotly: { tickvals: values, ticktext: ticks.map(({ text }) => text) } };
}

/** Powers near 1 are read more easily as plain numbers. */
const powerText = (exponent: number): string =>
  exponent >= -3 && exponent <= 3 ? String(Number(`1e${exponent}`)) : powerOfTen(exponent);
