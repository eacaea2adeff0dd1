// Reads the fields of a request's content: whoever sends a wrong one is told which, and an absent one has its documented default.

import type { Content } from "./message.ts";
import type { Json } from "./mime.ts";

export class FieldError extends Error {
  override name = "FieldError";
}

type Reader<Kind> = (content: Content, key: string, absent?: Kind) => Kind;

function reader<Kind extends Json>(kind: string, is: (value: Json) => value is Kind): Reader<Kind> {
  return (content, key, absent) => {
    const value = content[key] ?? absent;
    if (value === undefined) throw new FieldError(`the request's content lacks ${key}, which should be ${kind}`);
    if (!is(value)) throw new FieldError(`the request's ${key} should be ${kind}, but is ${JSON.stringify(value)}`);
    return value;
  };
}

export const text = reader("a string", (value): value is string => typeof value === "string");
export const flag = reader("true or false", (value): value is boolean => typeof value === "boolean");
export const integer = reader("an integer", (value): value is number => Number.isInteger(value));
export const record = reader("an object", isRecord);
export const texts = reader(
  "an object of strings",
  (value): value is { [key: string]: string } =>
    isRecord(value) && Object.values(value).every(item => typeof item === "string"),
);

function isRecord(value: Json): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
