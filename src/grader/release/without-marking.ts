// A file of a course without what markers read: the rubric and the sample answers of written questions. A sample with full marks is
// the answer.
import type { AnyNode, CallExpression, ImportDeclaration, ObjectExpression, Property } from "acorn";
import { walk } from "../../../kernel/language/cell/rewrite/syntax.ts";
import { parseProgram } from "./code-tree.ts";
import { MarkError } from "./marks.ts";

/** Of `text({ … })`. */
const markersOwn = new Set(["rubric", "samples"]);

/**
 * Leaves `rubric` and `samples` out of each `text({ … })`; a file that cannot be read stays as it is, and so does what is given in
 * another way: `markingLeft` finds it.
 * @param text a TypeScript or JavaScript file's
 */
export function withoutMarking(text: string): string {
  if (!/\b(rubric|samples)\b/.test(text)) return text;
  const { nodes, javascript } = read(text);
  const names = new Set(nodes.filter(node => node.type === "ImportDeclaration").flatMap(textsIn));
  const cuts = nodes
    .filter((node): node is CallExpression => node.type === "CallExpression" && isText(node.callee, names))
    .flatMap(({ arguments: [given] }) => (given?.type === "ObjectExpression" ? partsOf(given, text, javascript) : []));
  return cuts.toReversed().reduce((rest, { from, to }) => rest.slice(0, from) + rest.slice(to), text);
}

function read(text: string): { nodes: readonly AnyNode[]; javascript: string } {
  try {
    const { program, javascript } = parseProgram(text);
    return { nodes: walk(program).nodes, javascript };
  } catch (error) {
    if (error instanceof MarkError) return { nodes: [], javascript: "" };
    throw error;
  }
}

/** What `text` is called in a file that imports it. */
const textsIn = ({ specifiers }: ImportDeclaration): string[] =>
  specifiers.flatMap(one =>
    one.type === "ImportSpecifier" && one.imported.type === "Identifier" && one.imported.name === "text"
      ? [one.local.name]
      : [],
  );

/** `text(…)`, and `checking.text(…)`. */
const isText = (callee: AnyNode, names: ReadonlySet<string>): boolean =>
  callee.type === "Identifier"
    ? names.has(callee.name)
    : callee.type === "MemberExpression" && callee.property.type === "Identifier" && callee.property.name === "text";

/** From the end of the property before, so that its comment goes, too; with one comma. @param javascript the text, its types blank */
function partsOf(
  { properties, start, end }: ObjectExpression,
  text: string,
  javascript: string,
): { from: number; to: number }[] {
  const isMarkers = (one: ObjectExpression["properties"][number]): one is Property =>
    one.type === "Property" && !one.computed && markersOwn.has(keyOf(one.key));
  const cuts: { from: number; to: number }[] = [];
  let before = start + 1;
  for (const [index, property] of properties.entries()) {
    const next = properties[index + 1]?.start ?? end - 1;
    const comma = /^(?:\s|\/\/[^\n]*|\/\*.*?\*\/)*,/s.exec(javascript.slice(property.end, next))?.[0];
    const to = property.end + (comma ?? text.slice(property.end, next).trimEnd()).length;
    if (isMarkers(property)) cuts.push({ from: before, to });
    before = to;
  }
  return cuts;
}

const keyOf = (key: AnyNode): string =>
  key.type === "Identifier" ? key.name : key.type === "Literal" ? String(key.value) : "";

/** Shorter ones may stand anywhere. */
const shortest = 20;

/**
 * The sentences of sample answers that a text still has, as it would read them in quotes.
 * @param samples as markers read them
 */
export function markingLeft(text: string, samples: readonly string[]): string[] {
  const plain = bare(text);
  const sentences = samples.flatMap(sample => sample.split(/(?<=[.!?])\s+|\n/));
  return [...new Set(sentences.map(one => one.trim()).filter(one => one.length >= shortest))].filter(one =>
    plain.includes(bare(one)),
  );
}

/** Without what another way of quoting or breaking lines would change. */
const bare = (text: string): string => text.replace(/\\[nrt]|\\\n|["'`]\s*\+\s*["'`]|\s+/g, "").replaceAll("\\", "");
