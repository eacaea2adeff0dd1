// The arguments on which a student's function is tried: drawn from a seed, in sizes that a case gives.

import { withTensors } from "./array-argument.ts";
import { type Draw, drawFrom } from "./draw.ts";
import { isTensorLike, readNumbers } from "./numbers-like.ts";

/** The size of each axis by its name: `{ T: 7, d: 5, u: 3 }`. */
export type Sizes = Readonly<Record<string, number>>;

/** How an argument is drawn. A function of your own will do: `({ integer }, { T, V }) => Array.from({ length: T }, () => integer(V))`. */
export type Argument<Value = unknown> = (draw: Draw, sizes: Sizes) => Value;

/** An axis: its name among the sizes, or its size. */
type Axis = string | number;

/** Nested lists with an axis for each name. */
type Nested<Axes extends readonly Axis[], Item = number> = Axes extends readonly [
  Axis,
  ...infer Rest extends readonly Axis[],
]
  ? Nested<Rest, Item>[]
  : Item;

/** The makers that `parameters` is handed. */
export interface ParameterMakers {
  /** Numbers of the normal distribution, none nearer to 0 than 0.1: `normal("u", "d")` is a matrix [u, d], `normal()` a number. */
  normal<const Axes extends readonly Axis[]>(...axes: Axes): Argument<Nested<Axes>>;
  /** Numbers from `low` to `high`: `uniform(0, 1, "T")`. */
  uniform<const Axes extends readonly Axis[]>(low: number, high: number, ...axes: Axes): Argument<Nested<Axes>>;
  /** Whole numbers from 0 to `below` − 1: `integers("V", "T")` are T word ids. `below` is a size's name or a number. */
  integers<const Axes extends readonly Axis[]>(below: Axis, ...axes: Axes): Argument<Nested<Axes>>;
  /** Rows of zeros with one 1: `oneHot("T", "V")`. */
  oneHot<const Axes extends readonly Axis[]>(...axes: Axes): Argument<Nested<Axes>>;
  /** One of some values, of any type. */
  oneOf<Value>(...values: readonly Value[]): Argument<Value>;
  /** The size of an axis, as a number: for a function that takes T, or how many units. */
  size(axis: string): Argument<number>;
  /** An object of parameters: `fields({ Wx: normal("u", "d"), b: normal("u") })`. */
  fields<Fields extends Readonly<Record<string, Argument>>>(
    fields: Fields,
  ): Argument<{ [Name in keyof Fields]: ReturnType<Fields[Name]> }>;
  /** The same value, as lists, where all others become tensors. */
  asLists<Value>(parameter: Argument<Value>): Argument<Value>;
}

/** What an author writes of the arguments of a function. */
export interface Trials {
  /**
   * How each argument is drawn, by its name, in the order of the function's arguments.
   * @example ({ normal }) => ({ x: normal("d"), h: normal("u"), Wx: normal("u", "d"), Wh: normal("u", "u"), b: normal("u") })
   */
  readonly parameters: (makers: ParameterMakers) => Readonly<Record<string, Argument>>;
  /**
   * The sizes of each case by what kind of input it is: `{ "one step": { T: 1, d: 5, u: 3 }, "a long sequence": { T: 40, d: 2, u: 7 } }`.
   * Make all sizes of a case different, so that a transposed matrix does not fit. The first case is tried first.
   */
  readonly cases: Readonly<Record<string, Sizes>>;
  /** How often each case is drawn anew; 3 where left out. */
  readonly draws?: number;
  /** What a student's function takes: plain "lists" (where left out), or "tensors" of float64 in the place of every array. */
  readonly takes?: "lists" | "tensors";
}

/** Arguments of one draw of one case. */
export interface Trial {
  /** Which kind of input: "one step". */
  readonly kind: string;
  /** Which draw of it, from 0. */
  readonly round: number;
  /** For the reference: plain lists. */
  readonly plain: readonly unknown[];
  /** For the student's function: plain lists, or `ArrayArgument`s for tensors. */
  readonly given: readonly unknown[];
  /** "one step (x [5], h [3], T = 7)" */
  readonly description: string;
  /** The same with its numbers, where all of them are short: "some numbers (xs = [0.5234, -1.2], h = 0.3)" */
  readonly written: string;
}

/** From this on, a normal number cannot be taken for 0. */
const leastNormal = 0.1;

class AsLists {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

const nested = <Item>(axes: readonly Axis[], sizes: Sizes, item: () => Item): unknown => {
  const [axis, ...rest] = axes;
  if (axis === undefined) return item();
  return Array.from({ length: sizeOf(axis, sizes) }, () => nested(rest, sizes, item));
};

function sizeOf(axis: Axis, sizes: Sizes): number {
  const size = typeof axis === "number" ? axis : sizes[axis];
  if (size === undefined)
    throw new RangeError(`a case expects a size for ${axis}, but has ${Object.keys(sizes).join(", ")}`);
  return size;
}

const makers: ParameterMakers = {
  normal: (...axes) => filled(axes, draw => awayFromZero(draw)),
  uniform: (low, high, ...axes) => filled(axes, draw => draw.uniform(low, high)),
  integers: (below, ...axes) => filled(axes, (draw, sizes) => draw.integer(sizeOf(below, sizes))),
  oneHot:
    (...axes) =>
    (draw, sizes) =>
      nested(axes.slice(0, -1), sizes, () => {
        const size = sizeOf(axes.at(-1)!, sizes);
        const hot = draw.integer(size);
        return Array.from({ length: size }, (_, i) => Number(i === hot));
      }) as never,
  oneOf:
    (...values) =>
    draw =>
      draw.choose(values),
  size: axis => (_, sizes) => sizeOf(axis, sizes),
  fields: fields => (draw, sizes) =>
    Object.fromEntries(Object.entries(fields).map(([name, parameter]) => [name, parameter(draw, sizes)])) as never,
  asLists: parameter => (draw, sizes) => new AsLists(parameter(draw, sizes)) as never,
};

function filled<Axes extends readonly Axis[]>(axes: Axes, item: (draw: Draw, sizes: Sizes) => number) {
  return (draw: Draw, sizes: Sizes) => nested(axes, sizes, () => item(draw, sizes)) as Nested<Axes>;
}

function awayFromZero(draw: Draw): number {
  for (;;) {
    const x = draw.normal();
    if (Math.abs(x) >= leastNormal) return x;
  }
}

/** The names of a function's arguments. */
export const namesOf = (trials: Trials): string[] => Object.keys(trials.parameters(makers));

/** All draws of all cases, case by case; made one at a time. The same seed gives the same arguments. */
export function* trialsOf({ parameters, cases, draws = 3, takes = "lists" }: Trials, seed: string): Generator<Trial> {
  const named = Object.entries(parameters(makers));
  for (const [kind, sizes] of Object.entries(cases))
    for (let round = 0; round < draws; round++) {
      const draw = drawFrom(`${seed}, ${kind}, ${round}`);
      const drawn = named.map(([, parameter]) => parameter(draw, sizes) as unknown);
      const plain = drawn.map(value => (value instanceof AsLists ? value.value : value));
      const given = drawn.map(value =>
        value instanceof AsLists ? value.value : takes === "tensors" ? withTensors(value) : value,
      );
      const sized = named.flatMap(([name], i) => describeArgument(name, plain[i])).join(", ");
      const whole = named.flatMap(([name], i) => writeArgument(name, plain[i])).join(", ");
      const ofKind = (details: string) => (details === "" ? kind : `${kind} (${details})`);
      yield {
        kind,
        round,
        plain,
        given,
        description: ofKind(sized),
        written: ofKind(whole.length <= longestTogether ? whole : sized),
      };
    }
}

/** How long a value may be that is written out. */
const longest = 100;

/** And all of them together: two lists of six numbers can be tried by hand. */
const longestTogether = 140;

/** So many digits of a fraction are enough to try it again by hand. */
const digits = 4;

/** "x = 0.5234", "xs = [0.11, -1.2]": fractions by their first digits; other values as they are described. */
function writeArgument(name: string, value: unknown): string[] {
  const numbers = typeof value === "number" || Array.isArray(value) ? readNumbers(value) : { fault: "" };
  if (!("flat" in numbers)) return describeArgument(name, value);
  const short = (_: string, x: unknown) => (typeof x === "number" ? Number(x.toPrecision(digits)) : x);
  return [`${name} = ${JSON.stringify(value, short).replaceAll(",", ", ")}`];
}

/** "x [5]" for an array of fractions, "f = 0.8512" for one; whole numbers, a text or a short list of records as they are written. */
function describeArgument(name: string, value: unknown): string[] {
  if (typeof value === "number" && !Number.isInteger(value)) return [`${name} = ${Number(value.toPrecision(4))}`];
  if (Number.isInteger(value) || typeof value === "boolean") return [`${name} = ${value}`];
  if (typeof value === "string" && value.length <= longest) return [`${name} = ${JSON.stringify(value)}`];
  if (!Array.isArray(value) && !isTensorLike(value)) return [];
  const numbers = readNumbers(value);
  const isWhole = Array.isArray(value) && "flat" in numbers && numbers.flat.every(Number.isInteger);
  if ("flat" in numbers && !isWhole) return [`${name} [${numbers.shape.join(", ")}]`];
  const list = value as unknown[];
  const written = JSON.stringify(list)
    .replace(/"(\w+)":/g, " $1: ")
    .replaceAll("}", " }")
    .replaceAll(",", ", ");
  return [
    written.length <= longest ? `${name} = ${written.replaceAll(/ +/g, " ")}` : `${name}, a list of ${list.length}`,
  ];
}

/** The same in sizes that no author chose: each is larger by 0 to 3. */
export function inOtherSizes(trials: Trials, seed: string): Trials {
  const draw = drawFrom(seed);
  const grown = Object.entries(trials.cases).map(([kind, sizes]) => [
    kind,
    Object.fromEntries(Object.entries(sizes).map(([axis, size]) => [axis, size + draw.integer(4)])),
  ]);
  return { ...trials, cases: Object.fromEntries(grown) };
}

/** What is wrong with the sizes of cases: two that are equal hide a transposed matrix. Sizes of 1 may be equal. */
export function sizeFaults({ cases }: Trials): string[] {
  if (Object.keys(cases).length === 0) return ["it has no case to be tried on"];
  return Object.entries(cases).flatMap(([kind, sizes]) => {
    const large = Object.entries(sizes).filter(([, size]) => size > 1);
    const twin = large.find(([, size], i) => large.findIndex(([, other]) => other === size) < i);
    return twin ? [`the case “${kind}” has two sizes of ${twin[1]}: make all of them different`] : [];
  });
}
