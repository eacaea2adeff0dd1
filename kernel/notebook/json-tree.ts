// The JSON text of a notebook as a tree that knows where each value stands, so that one value can be changed and every
// other byte stays: a number's digits, the order of keys, how a text is escaped.
//
// What Python's json writes is read, NaN and Infinity too. No recursion: however deep a text nests, it is read.
import type { Json } from "../protocol/mime.ts";

interface Place {
  /** Where the value's text begins and ends. */
  start: number;
  end: number;
}

export type JsonNode = Place &
  (
    | { kind: "scalar"; value: string | number | boolean | null }
    | { kind: "array"; items: JsonNode[] }
    | { kind: "object"; entries: JsonEntry[] }
  );

export interface JsonEntry {
  key: string;
  /** Where the key's quote stands. */
  start: number;
  node: JsonNode;
}

type Container = Exclude<JsonNode, { kind: "scalar" }>;

const space = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON allows none of them in a text.
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const word = /true|false|null|NaN|-?Infinity/y;

const words: { [word: string]: boolean | number | null } = {
  true: true,
  false: false,
  null: null,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
};

/** Throws a SyntaxError that says the line and column. */
export function parseJson(text: string): JsonNode {
  let at = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const take = (sign: string): boolean => {
    match(space);
    if (text[at] !== sign) return false;
    at += 1;
    return true;
  };
  const fail = (expected: string): never => {
    const before = text.slice(0, at).split("\n");
    const got = at < text.length ? JSON.stringify(text[at]) : "the end";
    const place = `line ${before.length}, column ${before.at(-1)!.length + 1}`;
    throw new SyntaxError(`${place}: expected ${expected}, but got ${got}`);
  };

  const readKey = (parent: Extract<JsonNode, { kind: "object" }>): void => {
    match(space);
    const start = at;
    const key = match(string) ?? fail("a key in quotes");
    if (!take(":")) fail('":"');
    // Its node comes with the value.
    parent.entries.push({ key: JSON.parse(key) as string, start, node: nothing });
  };

  const open: Container[] = [];
  for (;;) {
    match(space);
    const start = at;
    let node: JsonNode;
    if (take("{")) {
      const object: JsonNode = { kind: "object", entries: [], start, end: 0 };
      if (take("}")) node = object;
      else {
        readKey(object);
        open.push(object);
        continue;
      }
    } else if (take("[")) {
      const array: JsonNode = { kind: "array", items: [], start, end: 0 };
      if (take("]")) node = array;
      else {
        open.push(array);
        continue;
      }
    } else node = { kind: "scalar", value: readScalar(), start, end: 0 };
    node.end = at;

    // Every container that ends here.
    for (;;) {
      const parent = open.at(-1);
      if (!parent) {
        match(space);
        if (at < text.length) fail("the end");
        return node;
      }
      if (parent.kind === "array") parent.items.push(node);
      else parent.entries.at(-1)!.node = node;
      if (take(",")) {
        if (parent.kind === "object") readKey(parent);
        break;
      }
      if (!take(parent.kind === "array" ? "]" : "}")) fail(parent.kind === "array" ? '"," or "]"' : '"," or "}"');
      parent.end = at;
      node = parent;
      open.pop();
    }
  }

  function readScalar(): string | number | boolean | null {
    const found = match(string) ?? match(word);
    if (found !== undefined) return found.startsWith('"') ? (JSON.parse(found) as string) : words[found]!;
    return Number(match(number) ?? fail("a value"));
  }
}

const nothing: JsonNode = { kind: "scalar", value: null, start: 0, end: 0 };

/** The value of a key; where it stands twice the last one, as every reader takes it. */
export function entryOf(node: JsonNode | undefined, key: string): JsonEntry | undefined {
  return node?.kind === "object" ? node.entries.findLast(entry => entry.key === key) : undefined;
}

/** The value itself, made from the leaves up. */
export function toValue(root: JsonNode): Json {
  const order = [root];
  for (const node of order) for (const part of partsOf(node)) order.push(part);
  const values = new Map<JsonNode, Json>();
  for (const node of order.reverse()) values.set(node, made(node, values));
  return values.get(root)!;
}

function partsOf(node: JsonNode): JsonNode[] {
  if (node.kind === "array") return node.items;
  return node.kind === "object" ? node.entries.map(entry => entry.node) : [];
}

function made(node: JsonNode, values: Map<JsonNode, Json>): Json {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "array") return node.items.map(item => values.get(item)!);
  const object: { [key: string]: Json } = {};
  // As an own property, whatever its name: "__proto__".
  for (const { key, node: part } of node.entries)
    Object.defineProperty(object, key, {
      value: values.get(part),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  return object;
}
