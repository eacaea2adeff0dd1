// What differs between what was expected and what came, in words that give no value away.
//
// What is expected is plain: numbers, text, true or false, null, nested lists and objects of these. What came may hold
// tensors and typed arrays in their place.
import { isBlank } from "../blank.ts";
import { describeAnswer, formatAnswer } from "../describe.ts";
import {
  formatPlace,
  formatShape,
  isList,
  isSameShape,
  isTensorLike,
  type Numbers,
  readNumbers,
} from "./numbers-like.ts";

/** How near is near enough. */
export interface Tolerance {
  /** How much a number may differ, as a part of its size; 1e-5 where left out. float32 gets at least 1e-4. */
  readonly relative?: number;
  /** How much any number may differ; where left out, `ofLargest` decides. */
  readonly absolute?: number;
  /** How much any number may differ, as a part of the largest expected number; 1e-6 where left out. float32 gets at least 1e-5. */
  readonly ofLargest?: number;
}

/** How an answer fails: it is nothing, of another kind, of another shape, or has other values. */
export type DifferenceKind = "nothing" | "kind" | "shape" | "values";

/** One difference. */
export interface Difference {
  readonly kind: DifferenceKind;
  /** Which part of a result, ".h" or "[2]"; "" for the whole. */
  readonly part: string;
  /** "expected an array of shape [2, 3], but got shape [3, 2]" */
  readonly message: string;
}

const singlePrecision = 1e-4;

/** Numbers that are off by no more than this part may have been rounded on the way. */
const roundedOnTheWay = 1e-3;

/** How many parts a result has that are right or wrong by themselves, and which are wrong. */
export interface Comparison {
  readonly parts: number;
  readonly differences: readonly Difference[];
}

/** Whether a number is near enough in another way, as a rounded one is. */
export type IsEnough = (expected: number, got: number) => boolean;

/**
 * Compares part by part: the fields of an object and the items of a list that is no array of numbers are parts.
 * @param isEnough what is near enough beside the tolerance
 */
export function compare(
  expected: unknown,
  got: unknown,
  tolerance: Tolerance = {},
  isEnough: IsEnough = () => false,
  part = "",
): Comparison {
  const one = (kind: DifferenceKind, message: string): Comparison => ({
    parts: partsOf(expected),
    differences: [{ kind, part, message }],
  });
  // Only a known mistake has nothing in a place.
  if (got === undefined && expected === undefined) return { parts: 1, differences: [] };
  if (got === undefined) return one("nothing", "nothing came back");
  if (isBlank(got)) return one("nothing", "____ came back");
  const numbers = isNumeric(expected) ? readNumbers(expected) : undefined;
  if (numbers && "flat" in numbers) return compareNumbers(numbers, got, tolerance, isEnough, one);
  if (isList(expected)) {
    if (!isList(got)) return one("kind", `expected ${kindOf(expected)}, but got ${whatCame(got)}`);
    if (got.length !== expected.length)
      return one("shape", `expected a list of ${expected.length}, but got one of ${got.length}`);
    return together(Array.from(expected, (item, i) => compare(item, got[i], tolerance, isEnough, `${part}[${i}]`)));
  }
  if (isPlainObject(expected)) {
    if (typeof got !== "object" || got === null || isList(got) || isTensorLike(got))
      return one("kind", `expected ${kindOf(expected)}, but got ${whatCame(got)}`);
    const missing = Object.keys(expected).filter(key => !(key in got));
    if (missing.length > 0)
      return one(
        "kind",
        `expected ${kindOf(expected)}, but ${missing.join(" and ")} ${missing.length === 1 ? "is" : "are"} missing`,
      );
    const fields = got as Record<string, unknown>;
    return together(
      Object.entries(expected).map(([key, value]) =>
        compare(value, fields[key], tolerance, isEnough, `${part}.${key}`),
      ),
    );
  }
  if (typeof got !== typeof expected || (got === null) !== (expected === null))
    return one("kind", `expected ${kindOf(expected)}, but got ${whatCame(got)}`);
  return Object.is(expected, got)
    ? { parts: 1, differences: [] }
    : one("values", `another ${typeof expected} is expected`);
}

/** Six digits of a fraction say enough of a number that is wrong. */
const shortened = (x: number): string => formatAnswer(Number.isInteger(x) ? x : Number(x.toPrecision(6)));

function compareNumbers(
  expected: Numbers,
  got: unknown,
  { relative = 1e-5, absolute, ofLargest = 1e-6 }: Tolerance,
  isEnough: IsEnough,
  one: (kind: DifferenceKind, message: string) => Comparison,
): Comparison {
  const came = readNumbers(got);
  const what = kindOfNumbers(expected);
  if ("fault" in came) return one("kind", `expected ${what}, but got ${came.fault}`);
  if (!isSameShape(expected.shape, came.shape)) return one("shape", `expected ${what}, but got ${kindOfNumbers(came)}`);
  const largest = expected.flat.reduce((most, x) => (Number.isFinite(x) ? Math.max(most, Math.abs(x)) : most), 0);
  const near = came.single ? Math.max(relative, singlePrecision) : relative;
  const least = absolute ?? largest * (came.single ? Math.max(ofLargest, singlePrecision / 10) : ofLargest);
  const isNear = (a: number, b: number) =>
    Object.is(a, b) || a === b || Math.abs(a - b) <= Math.max(least, near * Math.abs(a)) || isEnough(a, b);
  const wrong = expected.flat.flatMap((x, i) => (isNear(x, came.flat[i]!) ? [] : [i]));
  if (wrong.length === 0) return { parts: 1, differences: [] };
  const notNumbers = wrong.filter(i => !Number.isFinite(came.flat[i]) && Number.isFinite(expected.flat[i]));
  const strange = notNumbers.length > 0 ? `, ${came.flat[notNumbers[0]!]} among them` : "";
  const isNearly = wrong.every(
    i => Math.abs(came.flat[i]! - expected.flat[i]!) <= roundedOnTheWay * Math.abs(expected.flat[i]!),
  );
  const nearly = isNearly ? " by less than a thousandth (was something rounded on the way?)" : "";
  if (expected.shape.length === 0)
    return one(
      "values",
      strange === ""
        ? `the number differs${nearly}, yours is ${shortened(came.flat[0]!)}`
        : `expected a finite number, but got ${came.flat[0]}`,
    );
  const first = formatPlace(wrong[0]!, expected.shape);
  const all = expected.flat.length;
  const many =
    all === 1
      ? "the number in it differs"
      : wrong.length === all
        ? `all ${all} numbers differ`
        : `${wrong.length} of ${all} numbers differ, the first at ${first}`;
  return one("values", `the shape ${formatShape(expected.shape)} is right, but ${many}${nearly}${strange}`);
}

/** An empty list is one part, too. */
const together = (parts: readonly Comparison[]): Comparison => ({
  parts: Math.max(
    1,
    parts.reduce((sum, { parts }) => sum + parts, 0),
  ),
  differences: parts.flatMap(({ differences }) => differences),
});

function partsOf(expected: unknown): number {
  if (isNumeric(expected)) return 1;
  if (isList(expected)) return Array.from(expected).reduce<number>((sum, item) => sum + partsOf(item), 0);
  return isPlainObject(expected) ? Object.values(expected).reduce<number>((sum, item) => sum + partsOf(item), 0) : 1;
}

/** Whether a value is made of numbers alone, in rows of equal length. */
function isNumeric(value: unknown): boolean {
  if (typeof value === "number" || isTensorLike(value)) return true;
  return isList(value) && value.length > 0 && "flat" in readNumbers(value) && !holdsBoolean(value);
}

const holdsBoolean = (value: unknown): boolean =>
  typeof value === "boolean" || (Array.isArray(value) && value.some(holdsBoolean));

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !isList(value);

/** What was expected, in kind: "a number", "an array of shape [2, 3]", "an object with h and c". */
function kindOf(expected: unknown): string {
  if (isNumeric(expected)) {
    const numbers = readNumbers(expected);
    return "flat" in numbers ? kindOfNumbers(numbers) : "numbers";
  }
  if (isList(expected)) return `a list of ${expected.length}`;
  if (isPlainObject(expected)) return `an object with ${Object.keys(expected).join(" and ")}`;
  if (expected === null) return "null";
  return { string: "a text", boolean: "true or false" }[typeof expected as string] ?? `a ${typeof expected}`;
}

const kindOfNumbers = ({ shape }: Numbers): string => {
  if (shape.length === 0) return "a number";
  return shape.length === 1
    ? `a list of ${shape[0]} ${shape[0] === 1 ? "number" : "numbers"}`
    : `an array of shape ${formatShape(shape)}`;
};

/** What came instead; numbers by their shape. */
function whatCame(got: unknown): string {
  const numbers = readNumbers(got);
  return "flat" in numbers ? kindOfNumbers(numbers) : describeAnswer(got);
}
