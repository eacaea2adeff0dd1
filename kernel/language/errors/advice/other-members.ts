// Methods that lists and texts have in other languages, and the ones here. A line each: the method there, one that a value
// here must have for the advice to fit, and what to write (see templates.ts). Python's own are a table of their own.
import { methods } from "../python/builtins.ts";

const others: { readonly [method: string]: { needs: string; write: string } } = {
  add: { needs: "push", write: "$0.push($*)" },
  contains: { needs: "includes", write: "$0.includes($1)" },
  has: { needs: "includes", write: "$0.includes($1)" },
  has_key: { needs: "hasOwnProperty", write: "Object.hasOwn($0, $1)" },
  size: { needs: "length", write: "$0.length" },
  len: { needs: "length", write: "$0.length" },
  count: { needs: "toUpperCase", write: "$0.split($1).length - 1" },
  __len__: { needs: "length", write: "$0.length" },
  shape: { needs: "length", write: "$0.length" },
  each: { needs: "forEach", write: "$0.forEach($1)" },
  select: { needs: "filter", write: "$0.filter($1)" },
  collect: { needs: "map", write: "$0.map($1)" },
  first: { needs: "at", write: "$0.at(0)" },
  last: { needs: "at", write: "$0.at(-1)" },
  sum: { needs: "reduce", write: "$0.reduce((a, b) => a + b, 0)" },
  mean: { needs: "reduce", write: "$0.reduce((a, b) => a + b, 0) / $0.length" },
  max: { needs: "reduce", write: "Math.max(...$0)" },
  min: { needs: "reduce", write: "Math.min(...$0)" },
  copy: { needs: "slice", write: "$0.slice()" },
  isupper: { needs: "toUpperCase", write: "$0 === $0.toUpperCase()" },
  islower: { needs: "toUpperCase", write: "$0 === $0.toLowerCase()" },
  reverse: { needs: "toUpperCase", write: '[...$0].reverse().join("")' },
  push: { needs: "toUpperCase", write: "$0 + $1" },
  title: { needs: "toUpperCase", write: "$0[0].toUpperCase() + $0.slice(1)" },
  capitalize: { needs: "toUpperCase", write: "$0[0].toUpperCase() + $0.slice(1)" },
  equals: { needs: "valueOf", write: "$0 === $1" },
  format: { needs: "toUpperCase", write: "A text with values in it is a template, `loss ${loss}`." },
};

/** What to write for a method of another language's. @param members of the value, @param count of the arguments */
export function otherMembers(method: string, members: readonly string[], count: number): string | undefined {
  const other = Object.hasOwn(others, method) ? others[method] : undefined;
  if (other && members.includes(other.needs)) return other.write;
  const templates = Object.hasOwn(methods, method) ? methods[method]! : [];
  const template = templates[Math.min(Math.max(count, 1), templates.length) - 1];
  // Of the value's own methods, one that the template calls.
  const [, called] = /^\$0\.([\w$]+)/.exec(template ?? "") ?? [];
  return called === undefined || members.includes(called) ? template : undefined;
}
