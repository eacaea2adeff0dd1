// Python's comprehensions as calls of `map`, `filter` and `flatMap`.

/** `for names in source if tests` */
export interface Loop {
  names: string[];
  source: string;
  tests: string[];
}

export function comprehension(element: string, [loop, ...inner]: readonly Loop[]): string {
  const { names, source, tests } = loop!;
  const [name = ""] = names;
  const parameter =
    names.length > 1 ? `([${names.join(", ")}])` : name === "_" ? "()" : /^\[/.test(name) ? `(${name})` : name;
  const body = element.startsWith("{") ? `(${element})` : element;
  const [, count] = /^\[\.\.\.Array\((.*)\)\.keys\(\)\]$/.exec(source) ?? [];
  if (count !== undefined && tests.length === 0 && inner.length === 0) {
    if (parameter === element) return source;
    return `Array.from({ length: ${count} }, ${parameter === "()" ? "()" : `(_, ${parameter})`} => ${body})`;
  }
  const isOperand = /^(?:[\w$.]+(?:\([^()]*\))?|\[.*\]|Object\..*|.*\))$/s.test(source);
  const list = isOperand ? source : `(${source})`;
  const kept = tests.length === 0 ? list : `${list}.filter(${parameter} => ${tests.join(" && ")})`;
  if (inner.length > 0) return `${kept}.flatMap(${parameter} => ${comprehension(element, inner)})`;
  const isSame = parameter === element || parameter === `(${element})`;
  return isSame ? kept : `${kept}.map(${parameter} => ${body})`;
}
