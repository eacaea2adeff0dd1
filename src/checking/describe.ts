// What a student handed in, in words; for answers of the wrong kind. Never throws and never shows much.
import { formatCount } from "../display/index.ts";
import { isBlank } from "./blank.ts";

const maxLength = 40;

/** How many properties are tried. */
const mostRead = 1000;

/** the text "468" (write it without quotes), an array of 3, a promise (put await before it), … */
export function describeAnswer(value: unknown): string {
  try {
    return describe(value);
  } catch {
    return "a value that cannot be read"; // a proxy or a getter that throws
  }
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (typeof value === "object") return describeObject(value);
  switch (typeof value) {
    case "undefined":
      return "undefined (has the variable been given a value?)";
    case "number":
      return formatAnswer(value);
    case "bigint":
      return `the bigint ${shorten(String(value))}n (write it without the n)`;
    case "string":
      return value.trim() !== "" && Number.isFinite(Number(value))
        ? `the text ${shorten(JSON.stringify(value))} (write it without quotes)`
        : `the text ${shorten(JSON.stringify(value))}`;
    case "function":
      return isClass(value) ? "a class" : "a function (call it with parentheses)";
    case "boolean":
      return String(value);
    default:
      return "a symbol";
  }
}

function describeObject(value: object): string {
  if (isBlank(value) && !Array.isArray(value)) return "____ (not answered yet)";
  if (value instanceof Promise) return "a promise (put await before it)";
  if (Array.isArray(value)) return `an array of ${formatCount(value.length)}`;
  if ("item" in value && typeof value.item === "function") return describeTensor(value);
  const name = isRecord(value) ? "" : String(value.constructor?.name ?? "");
  return name === "" ? "an object" : `an object of the class ${shorten(name)}`;
}

function describeTensor(tensor: object): string {
  const { shape } = tensor as { shape?: unknown };
  return Array.isArray(shape) && shape.some(size => size !== 1)
    ? `a tensor of shape [${shape.join(", ")}]`
    : "a tensor (.item() gives its number)";
}

/** Whether an object is a plain one, as `{ … }` makes it, and not an instance of a class. */
export function isRecord(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The source text of a function, whatever its own `toString` does. */
export const sourceOf = (value: object): string => Function.prototype.toString.call(value);

/** Whether a value is a class, which no check can call. */
export const isClass = (value: unknown): boolean => typeof value === "function" && sourceOf(value).startsWith("class");

/** A number as an answer is quoted: 8,874; all digits of a fraction; infinities by their sign. */
export const formatAnswer = (x: number): string =>
  Number.isInteger(x) ? formatCount(x) : String(x).replace("Infinity", "∞");

/** Whether a value can be read at all: no getter or trap of it throws. */
export function isReadable(value: unknown): boolean {
  let left = mostRead;
  const read = (value: unknown, depth: number): void => {
    if (typeof value !== "object" || value === null || depth === 0) return;
    for (const key of Reflect.ownKeys(value)) {
      if (left-- <= 0) return;
      read(Reflect.get(value, key), depth - 1);
    }
  };
  try {
    describe(value);
    read(value, 3);
    return true;
  } catch {
    return false;
  }
}

const shorten = (text: string): string => (text.length > maxLength ? `${text.slice(0, maxLength)}…` : text);
